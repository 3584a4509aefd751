/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.greeks.SharedChains;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Real quotes have no true volatility to compare with: their parity and the vendor's own numbers
 * are what there is.
 */
class RealChainsTest {

  private static final String SPX_2011 = "options/eod/spx_2011-01-03_05_fullchain.csv.gz";
  private static final String SPXW_2018 = "options/eod/spxw_exp2018-01-31_lifetime.csv.gz";
  private static final String AAPL_2020 = "options/intraday/yahoo5m_aapl_2020-12-17.csv.gz";
  private static final String TWX_2014 = "options/intraday/lean1m_twx_2014-06-05.csv.gz";

  private static final BlackScholesAnalytics INDEX = BlackScholesAnalytics.of(0.002).withTick(0.05);

  @Test
  void volatilitiesOfTheIndexChainAgreeWithTheVendorsToHalfAPoint() {
    List<Double> differences = new ArrayList<>();
    for (SharedChains.Snapshot snapshot : SharedChains.read(SPX_2011)) {
      OptionChain chain = snapshot.chain();
      ChainAnalysis analysis = INDEX.explain(chain);
      for (int row = 0; row < chain.size(); row++) {
        Double vendor = snapshot.vendorVolatilities().get(chain.contract(row));
        if (vendor != null && analysis.reason(row) == IvReason.SOLVED) {
          differences.add(Math.abs(analysis.columns().impliedVolatility()[row] - vendor));
        }
      }
    }
    differences.sort(null);

    assertThat(differences).hasSizeGreaterThan(2500);
    assertThat(differences.get(differences.size() / 2)).isLessThan(0.005);
  }

  @Test
  void everyPairOfTheIndexChainsNearTheMoneyLiesWithinItsHalfSpreadsOfTheFittedParity() {
    assertThat(shareWithinHalfSpreads(SPX_2011, INDEX, 1)).isEqualTo(1);
    assertThat(shareWithinHalfSpreads(SPXW_2018, BlackScholesAnalytics.of(0.015), 1)).isEqualTo(1);
  }

  @Test
  void nearlyAllPairsOfStockOptionsDoSoToo() {
    BlackScholesAnalytics analytics = BlackScholesAnalytics.of(0.001);

    assertThat(shareWithinHalfSpreads(AAPL_2020, analytics, 10)).isGreaterThan(0.97);
    assertThat(shareWithinHalfSpreads(TWX_2014, analytics, 20)).isGreaterThan(0.99);
  }

  @Test
  void everyRowHasAReasonAndGreeksWhereItHasAVolatility() {
    for (String file : List.of(SPX_2011, SPXW_2018, AAPL_2020, TWX_2014)) {
      List<SharedChains.Snapshot> snapshots = SharedChains.read(file);
      for (int i = 0; i < snapshots.size(); i += 30) {
        ChainAnalysis analysis = BlackScholesAnalytics.of(0.01).explain(snapshots.get(i).chain());
        double[] volatility = analysis.columns().impliedVolatility();
        for (int row = 0; row < volatility.length; row++) {
          IvReason reason = analysis.reason(row);
          boolean isKnown = reason == IvReason.SOLVED || reason == IvReason.FROM_OTHER_TYPE;
          if (isKnown) {
            assertThat(volatility[row]).isBetween(0.01, 5.0);
            assertThat(analysis.columns().delta()[row]).isBetween(-1.0, 1.0);
            assertThat(analysis.columns().gamma()[row]).isNotNegative();
            assertThat(analysis.columns().vega()[row]).isNotNegative();
          } else if (reason != IvReason.IMPLAUSIBLE) {
            assertThat(volatility[row]).isNaN();
          }
        }
      }
    }
  }

  private static double shareWithinHalfSpreads(
      String file, BlackScholesAnalytics analytics, int every) {
    int pairs = 0;
    int within = 0;
    List<SharedChains.Snapshot> snapshots = SharedChains.read(file);
    for (int i = 0; i < snapshots.size(); i += every) {
      OptionChain chain = snapshots.get(i).chain();
      for (ExpiryForward forward : analytics.explain(chain).forwards()) {
        for (int row = 0; row + 1 < chain.size(); row++) {
          OptionQuote call = chain.quote(row);
          OptionQuote put = chain.quote(row + 1);
          if (forward.isFromParity()
              && belongs(call.contract(), forward)
              && call.strike() == put.strike()
              && Math.abs(call.strike() / forward.forward() - 1) < 0.1
              && call.bid().orElse(0) > 0
              && put.bid().orElse(0) > 0) {
            double parity = forward.discountFactor() * (forward.forward() - call.strike());
            double residual = call.mid().orElseThrow() - put.mid().orElseThrow() - parity;
            double halfSpreads = 0.5 * (call.spread().orElseThrow() + put.spread().orElseThrow());
            pairs++;
            within += Math.abs(residual) <= halfSpreads + 1e-9 ? 1 : 0;
          }
        }
      }
    }
    assertThat(pairs).isGreaterThan(50);
    return (double) within / pairs;
  }

  private static boolean belongs(OptionContract contract, ExpiryForward forward) {
    return contract.root().equals(forward.root()) && contract.expiry().equals(forward.expiry());
  }
}
