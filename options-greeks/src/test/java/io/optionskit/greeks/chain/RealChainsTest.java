/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.greeks.CboeChain;
import io.optionskit.greeks.SharedChains;
import io.optionskit.greeks.forward.ChainForwards;
import io.optionskit.greeks.forward.EquivalenceReason;
import io.optionskit.greeks.forward.EuropeanEquivalents;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.greeks.forward.ParitySlice;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.time.YearClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
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

  private static final String IWM_2026 = "options/eod/iwm_2026-08_daily_snapshot_90d.csv.gz";

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

  /**
   * Vendors use other forwards, rates and days than we do, and one clamps the volatilities of its
   * wings; medians of the absolute differences out of the money, in the market's units: vega and
   * rho per point, theta per calendar day. This vendor's theta holds interest and a dividend yield
   * of 2 %, which was that of the index, so that ours is given it too.
   */
  @Test
  void greeksOfTheIndexChainsAgreeWithTheVendorsInTheMedian() {
    List<List<Double>> differences = columns();
    for (SharedChains.Snapshot snapshot : SharedChains.read(SPX_2011)) {
      OptionChain chain = snapshot.chain();
      ChainAnalysis analysis = INDEX.withDividendYield(0.02).explain(chain);
      snapshot
          .vendorGreeks()
          .forEach(
              (contract, vendor) ->
                  compare(
                      differences,
                      chain,
                      analysis,
                      analysis.columns().theta(),
                      contract,
                      snapshot.vendorVolatilities().getOrDefault(contract, Double.NaN),
                      vendor[0],
                      vendor[1],
                      vendor[3],
                      vendor[2],
                      vendor[4]));
    }

    assertThat(differences.get(0)).hasSizeGreaterThan(900);
    assertBelow(medians(differences), 0.003, 0.003, 5e-5, 0.015, 0.005, 0.01);
  }

  /** The exchange's theta is what time value decays, without interest and dividends. */
  @Test
  void greeksOfTheRussellAgreeWithTheExchangesInTheMedian() {
    List<List<Double>> differences = columns();
    OptionChain chain = CboeChain.chain();
    ChainAnalysis analysis = BlackScholesAnalytics.of(0.053).withTick(0.05).explain(chain);
    double[] decay = decay(chain, analysis);
    CboeChain.vendor()
        .forEach(
            (contract, vendor) ->
                compare(
                    differences,
                    chain,
                    analysis,
                    decay,
                    contract,
                    vendor.volatility() > 0 ? vendor.volatility() : Double.NaN,
                    vendor.delta(),
                    vendor.gamma(),
                    vendor.vega(),
                    vendor.theta()));

    assertThat(differences.get(0)).hasSizeGreaterThan(1000);
    assertBelow(medians(differences), 0.002, 0.0015, 6e-5, 0.015, 0.012);
  }

  /** Returns theta without interest and dividends: −vega · volatility / (2 · years). */
  private static double[] decay(OptionChain chain, ChainAnalysis analysis) {
    double[] decay = new double[chain.size()];
    for (ExpirySlice slice : ExpirySlice.of(chain)) {
      double years = slice.years(YearClock.CALENDAR);
      for (int row = slice.from(); row < slice.to(); row++) {
        ChainColumns columns = analysis.columns();
        decay[row] = -columns.vega()[row] * columns.impliedVolatility()[row] / (2 * years);
      }
    }
    return decay;
  }

  private static List<List<Double>> columns() {
    return Stream.<List<Double>>generate(ArrayList::new).limit(6).toList();
  }

  private static void compare(
      List<List<Double>> differences,
      OptionChain chain,
      ChainAnalysis analysis,
      double[] theta,
      OptionContract contract,
      double... vendor) {
    int row = chain.findQuote(contract).orElseThrow().row();
    if (Double.isNaN(vendor[0]) || analysis.reason(row) != IvReason.SOLVED) {
      return;
    }
    double forward =
        analysis.findForward(contract.root(), contract.expiry()).orElseThrow().forward();
    double strike = contract.strike().doubleValue();
    if (contract.type().intrinsic(forward, strike) == 0 && Math.abs(strike / forward - 1) < 0.2) {
      ChainColumns own = analysis.columns();
      double[] units = {1, 1, 1, 100, 365, 100}; // vega and rho per point, theta per calendar day
      double[][] columns = {
        own.impliedVolatility(), own.delta(), own.gamma(), own.vega(), theta, own.rho()
      };
      for (int i = 0; i < vendor.length; i++) {
        differences.get(i).add(Math.abs(columns[i][row] / units[i] - vendor[i]));
      }
    }
  }

  private static List<Double> medians(List<List<Double>> columns) {
    return columns.stream()
        .filter(column -> !column.isEmpty())
        .map(column -> column.stream().sorted().toList().get(column.size() / 2))
        .toList();
  }

  private static void assertBelow(List<Double> medians, double... bounds) {
    for (int i = 0; i < bounds.length; i++) {
      assertThat(medians.get(i))
          .as("volatility, delta, gamma, vega, theta, rho: %s", medians)
          .isLessThan(bounds[i]);
    }
  }

  /** Expiries of that source are seconds to minutes apart, so that not all pairs can agree. */
  @Test
  void withoutEarlyExercisePremiumsMorePairsOfFundOptionsLieWithinTheirHalfSpreads() {
    OptionChain chain = SharedChains.read(IWM_2026).get(0).chain();
    ChainForwards estimator = ChainForwards.of(0.037);

    EuropeanEquivalents equivalents = EuropeanEquivalents.of(chain, estimator);
    double with = shareOfPairs(chain, equivalents.forwards(), equivalents::strikes);
    double without =
        shareOfPairs(chain, estimator.withoutEarlyExercise().fit(chain), ExpirySlice::pairs);

    assertThat(with).isGreaterThan(0.9);
    assertThat(with).isGreaterThan(without + 0.02);
    assertThat(unsolvedOutOfTheMoney(chain, equivalents)).isZero();
  }

  private static double shareOfPairs(
      OptionChain chain, List<ExpiryForward> forwards, Function<ExpirySlice, ParitySlice> quotes) {
    int pairs = 0;
    int within = 0;
    for (ExpiryForward forward : forwards) {
      ParitySlice slice =
          quotes.apply(ExpirySlice.find(chain, forward.root(), forward.expiry()).orElseThrow());
      for (int row = 0; row < slice.strikes().length; row++) {
        double strike = slice.strikes()[row];
        double callBid = slice.callBids()[row];
        double putBid = slice.putBids()[row];
        if (callBid > 0 && putBid > 0 && Math.abs(strike / forward.forward() - 1) < 0.1) {
          double parity = forward.discountFactor() * (forward.forward() - strike);
          pairs++;
          within +=
              callBid - slice.putAsks()[row] <= parity + 1e-9
                      && slice.callAsks()[row] - putBid >= parity - 1e-9
                  ? 1
                  : 0;
        }
      }
    }
    assertThat(pairs).isGreaterThan(300);
    return (double) within / pairs;
  }

  private static int unsolvedOutOfTheMoney(OptionChain chain, EuropeanEquivalents equivalents) {
    int unsolved = 0;
    for (ExpiryForward forward : equivalents.forwards()) {
      ExpirySlice slice = ExpirySlice.find(chain, forward.root(), forward.expiry()).orElseThrow();
      for (int row = slice.from(); row < slice.to(); row++) {
        boolean isOut =
            chain.contract(row).type().intrinsic(forward.forward(), slice.strike(row)) == 0;
        boolean isSolved = equivalents.reason(row) == EquivalenceReason.SOLVED;
        unsolved += isOut && chain.bid(row) > 0 && !isSolved ? 1 : 0;
      }
    }
    return unsolved;
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
