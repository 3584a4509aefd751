/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.greeks.forward.ChainForwards;
import io.optionskit.greeks.forward.EuropeanEquivalents;
import io.optionskit.market.OptionChain;
import io.optionskit.time.YearClock;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Surfaces of every snapshot of the real chains: free of arbitrage in all models, near the quotes,
 * with forwards that agree with the pairs, and a volatility for every quote out of the money.
 * {@link SurfaceTable} prints the figures.
 */
class RealSurfacesTest {

  @Test
  void fullIndexChains() {
    check("spx_2011", 3, 1, 0.9);
  }

  @Test
  void oneIndexExpiryFromAMonthBeforeToItsLastDay() {
    check("spxw_exp2018", 20, 1, 0.8);
  }

  @Test
  void theRussellChain() {
    check("RUT", 1, 1, 0.9);
  }

  @Test
  void fundChainsOfSpreadsOfOneCent() {
    check("spy_2026", 6, 0.8, 0.3);
    check("iwm_2026", 6, 0.9, 0.75);
  }

  @Test
  void aStockByTheHour() {
    check("aapl_2014", 7, 0.97, 0.65);
  }

  @Test
  void stocksByFiveMinutes() {
    check("aapl_2020", 75, 0.97, 0.7);
    check("ba_2020", 75, 0.94, 0.9);
    check("bac_2020", 75, 0.9, 0.85);
  }

  @Test
  void aStockByTheMinute() {
    check("twx", 391, 0.99, 0.93);
  }

  @Test
  void anIndexOfAFewContractsByTheMinute() {
    check("spxw_2021", 811, 0, 0.95);
  }

  @Test
  void lastDaysByTheMinute() {
    check("goog", 391, 0.99, 0.95);
  }

  @Test
  void lowPricesByTheMinute() {
    check("nwsa", 390, 0.99, 0.98);
  }

  /** Checks all snapshots; both cores have a part of them. */
  private static void check(String name, int surfaces, double pairs, double within) {
    RealChain file = RealChain.named(name);
    SurfaceFigures figures =
        file.read().parallelStream()
            .map(chain -> check(chain, file.rate()))
            .reduce(new SurfaceFigures(), SurfaceFigures::plus);

    assertThat(figures.surfaces).isEqualTo(surfaces);
    assertThat(figures.shareSolved()).isEqualTo(1);
    assertThat(figures.shareWithin()).as("within").isGreaterThan(within);
    if (pairs > 0) {
      assertThat(figures.shareOfPairs()).as("pairs").isGreaterThanOrEqualTo(pairs);
    }
  }

  private static SurfaceFigures check(OptionChain chain, double rate) {
    SurfaceFigures figures = new SurfaceFigures();
    EuropeanEquivalents european = EuropeanEquivalents.of(chain, ChainForwards.of(rate));
    figures.add(chain, european);
    List<SliceQuotes> quotes = SliceQuotes.of(chain, european, YearClock.CALENDAR);
    for (SurfaceModel model : SurfaceModel.values()) {
      SurfaceFit fit = SurfaceFitter.of(model).fit(quotes);
      assertThat(fit.after()).as("%s %s", chain.time(), model).isEmpty();
      fit.findSurface().ifPresent(surface -> assertNoArbitrage(surface, fit));
      if (model == SurfaceModel.SVI) {
        figures.add(fit);
      }
    }
    return figures;
  }

  private static void assertNoArbitrage(VolatilitySurface surface, SurfaceFit fit) {
    double last = fit.expiries().get(fit.expiries().size() - 1).years();
    double leastRise = Double.POSITIVE_INFINITY;
    double leastG = Double.POSITIVE_INFINITY;
    for (double k = -1.5; k <= 1.5; k += 0.1) {
      double before = 0;
      for (double years = last / 1000; years < 2 * last; years *= 1.4) {
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
