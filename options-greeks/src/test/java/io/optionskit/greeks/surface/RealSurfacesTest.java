/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.greeks.CboeChain;
import io.optionskit.greeks.SharedChains;
import io.optionskit.greeks.forward.ChainForwards;
import io.optionskit.market.OptionChain;
import io.optionskit.time.YearClock;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Surfaces of real chains: free of arbitrage on every snapshot tried, and near the quotes. {@link
 * SurfaceTable} prints the figures of all models.
 */
class RealSurfacesTest {

  @Test
  void fullIndexChainsAreFittedWithinTheirBands() {
    assertThat(shareWithin("options/eod/spx_2011-01-03_05_fullchain.csv.gz", 0.002, 1))
        .isGreaterThan(0.85);
  }

  @Test
  void anExpiryIsFittedFromAMonthBeforeToItsLastDay() {
    assertThat(shareWithin("options/eod/spxw_exp2018-01-31_lifetime.csv.gz", 0.015, 6))
        .isGreaterThan(0.65);
  }

  @Test
  void theRussellChainIsFittedWithinItsBands() {
    assertThat(shareWithin(List.of(CboeChain.chain()), 0.053, 1)).isGreaterThan(0.7);
  }

  @Test
  void fundChainsOfSpreadsOfOneCentAreFittedWithoutArbitrage() {
    assertThat(shareWithin("options/eod/spy_2026-08_daily_snapshot_90d.csv.gz", 0.037, 5))
        .isGreaterThan(0.2);
    assertThat(shareWithin("options/eod/iwm_2026-08_daily_snapshot_90d.csv.gz", 0.037, 5))
        .isGreaterThan(0.6);
  }

  @Test
  void intradayStockChainsAreFittedWithinTheirBands() {
    assertThat(shareWithin("options/intraday/lean1m_twx_2014-06-05.csv.gz", 0.001, 100))
        .isGreaterThan(0.9);
    assertThat(shareWithin("options/intraday/lean1h_aapl_2014-06-06.csv.gz", 0.001, 4))
        .isGreaterThan(0.5);
    assertThat(shareWithin("options/intraday/yahoo5m_aapl_2020-12-17.csv.gz", 0.001, 25))
        .isGreaterThan(0.4);
  }

  /** Checks every n-th snapshot; returns the share of quotes between whose bid and ask it is. */
  private static double shareWithin(String file, double rate, int every) {
    return shareWithin(
        SharedChains.read(file).stream().map(SharedChains.Snapshot::chain).toList(), rate, every);
  }

  private static double shareWithin(List<OptionChain> chains, double rate, int every) {
    double quotes = 0;
    double within = 0;
    for (int i = 0; i < chains.size(); i += every) {
      OptionChain chain = chains.get(i);
      List<SliceQuotes> slices = SliceQuotes.of(chain, ChainForwards.of(rate), YearClock.CALENDAR);
      for (SurfaceModel model : SurfaceModel.values()) {
        SurfaceFit fit = SurfaceFitter.of(model).fit(slices);
        assertThat(fit.after()).as("%s %s", chain.time(), model).isEmpty();
        fit.findSurface().ifPresent(surface -> assertNoArbitrage(surface, fit));
        if (model == SurfaceModel.SVI) {
          for (ExpiryReport expiry : fit.expiries()) {
            int used = expiry.repair() == Repair.LEFT_OUT ? 0 : expiry.count(QuoteUse.USED);
            quotes += used;
            within += used == 0 ? 0 : used * expiry.shareWithin();
          }
        }
      }
    }
    assertThat(quotes).isGreaterThan(50);
    return within / quotes;
  }

  private static void assertNoArbitrage(VolatilitySurface surface, SurfaceFit fit) {
    double last = fit.expiries().get(fit.expiries().size() - 1).years();
    double leastRise = Double.POSITIVE_INFINITY;
    double leastG = Double.POSITIVE_INFINITY;
    for (double k = -1.5; k <= 1.5; k += 0.05) {
      double before = 0;
      for (double years = last / 1000; years < 2 * last; years *= 1.25) {
        VariancePoint point = surface.at(k, years);
        leastRise = Math.min(leastRise, (point.totalVariance() - before) / point.totalVariance());
        leastG = Math.min(leastG, point.durrleman(k));
        before = point.totalVariance();
      }
    }
    assertThat(leastRise).isGreaterThan(-1e-9);
    assertThat(leastG).isGreaterThan(-1e-6);
  }
}
