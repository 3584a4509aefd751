/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import io.optionskit.greeks.CboeChain;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.time.YearClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Statistics of one expiry and gamma exposure, on chains whose numbers are known. */
class OpenInterestTest {

  private static final LocalDate TODAY = LocalDate.of(2024, 1, 16);
  private static final Instant NOON = Instant.parse("2024-01-16T17:00:00Z");
  private static final double YEARS = 4 / (24.0 * 365);
  private static final BlackScholesAnalytics ANALYTICS = BlackScholesAnalytics.of(0);

  /** Volumes and open interests by strike from 4990 in steps of 5: calls, then puts. */
  private static OptionChain chain(
      double spot, long[] volumes, int[] interests, double volatility) {
    OptionChain.Builder chain = OptionChain.builder("SPX", NOON, TODAY).spot(spot);
    int strikes = volumes.length / 2;
    for (OptionType type : OptionType.values()) {
      for (int i = 0; i < strikes; i++) {
        double strike = 4990 + 5 * i;
        double value = Black76.value(type, spot, strike, YEARS, 1, volatility);
        int at = type == CALL ? i : strikes + i;
        chain.add(
            contract(strike, type),
            Quote.of(value - 1e-6, value + 1e-6, NOON),
            volumes[at],
            interests[at]);
      }
    }
    return chain.build();
  }

  private static OptionContract contract(double strike, OptionType type) {
    return OptionContract.of("SPXW", TODAY, type, BigDecimal.valueOf(strike));
  }

  private static ExpiryStatistics statistics(OptionChain chain) {
    return ExpiryStatistics.of(ExpirySlice.of(chain).get(0), ANALYTICS.explain(chain));
  }

  @Test
  void statisticsOfAnExpiryFollowTheirDefinitions() {
    OptionChain chain =
        chain(
            5002.5,
            new long[] {0, 50, 101, 300, 10, 100, 0, 100, 339, 0},
            new int[] {10, 20, 30, 200, 5, 5, 80, 90, 20, 40},
            0.15);

    ExpiryStatistics statistics = statistics(chain);

    assertThat(statistics.atTheMoneyStrike()).as("the lower of two").hasValue(5000);
    double call = Black76.value(CALL, 5002.5, 5000, YEARS, 1, 0.15);
    double put = Black76.value(PUT, 5002.5, 5000, YEARS, 1, 0.15);
    assertThat(statistics.expectedMove().orElseThrow()).isEqualTo(call + put, within(1e-9));
    assertThat(statistics.atTheMoneySkew().orElseThrow()).isEqualTo(0, within(1e-6));
    assertThat(statistics.putCallVolumeRatio()).hasValue(539 / 461.0);
    assertThat(statistics.putCallOpenInterestRatio()).hasValue(235 / 265.0);
    assertThat(statistics.highGammaStrikes()).containsExactly(5000.0, 5005.0);
    assertThat(statistics.pinLevels()).as("half of 220").containsExactly(5000.0, 5005.0);
  }

  @Test
  void theMoveOfTheStraddleIsFourFifthsOfThatOfTheVolatility() {
    long[] volumes = new long[10];
    ExpiryStatistics statistics = statistics(chain(5000, volumes, new int[10], 0.15));

    double move = ExpiryStatistics.expectedMove(5000, 0.15, YEARS);

    assertThat(move).isEqualTo(5000 * 0.15 * Math.sqrt(YEARS));
    assertThat(statistics.expectedMove().orElseThrow() / move)
        .isEqualTo(Math.sqrt(2 / Math.PI), within(1e-5));
  }

  @Test
  void whatIsUnknownIsEmpty() {
    OptionChain chain =
        OptionChain.builder("SPX", NOON, TODAY)
            .add(contract(5000, CALL), Quote.of(Double.NaN, 10, NOON), -1, -1)
            .add(contract(5000, PUT), Quote.of(9, 10, NOON), -1, -1)
            .build();

    ExpiryStatistics statistics = statistics(chain);

    assertThat(statistics.atTheMoneyStrike()).isEmpty();
    assertThat(statistics.expectedMove()).isEmpty();
    assertThat(statistics.atTheMoneySkew()).isEmpty();
    assertThat(statistics.putCallVolumeRatio()).isEmpty();
    assertThat(statistics.putCallOpenInterestRatio()).isEmpty();
    assertThat(statistics.highGammaStrikes()).isEmpty();
    assertThat(statistics.pinLevels()).isEmpty();
    assertThat(GammaExposure.of(chain, ANALYTICS.explain(chain))).isEmpty();
  }

  @Test
  void exposureIsTheSumOfItsDefinitionAndWallsAreTheLargestOpenInterest() {
    OptionChain chain =
        chain(5001, new long[10], new int[] {10, 20, 30, 40, 5, 7, 8, 9, 2, 4}, 0.15);
    ChainAnalysis analysis = ANALYTICS.explain(chain);

    GammaExposure exposure = GammaExposure.of(chain, analysis).orElseThrow();

    double expected = 0;
    for (int row = 0; row < chain.size(); row++) {
      double gamma =
          Black76.gamma(CALL, 5001, chain.contract(row).strike().doubleValue(), YEARS, 1, 0.15);
      expected +=
          chain.contract(row).type().sign()
              * chain.openInterest(row)
              * gamma
              * 100
              * (5001.0 * 5001)
              * 0.01;
    }
    assertThat(exposure.net()).isEqualTo(expected, within(1e-4 * Math.abs(expected)));
    assertThat(exposure.netAt(5001)).isEqualTo(exposure.net(), within(1e-6 * expected));
    assertThat(exposure.byExpiry()).hasSize(1);
    assertThat(exposure.byExpiry().get(0).net()).isEqualTo(exposure.net());
    assertThat(exposure.callWall()).hasValue(5005);
    assertThat(exposure.putWall()).hasValue(5000);
    assertThat(exposure.leftOut()).isZero();
  }

  @Test
  void exposureChangesItsSignBetweenPutsBelowAndCallsAbove() {
    OptionChain chain =
        chain(5005, new long[10], new int[] {0, 0, 0, 0, 100, 100, 0, 0, 0, 0}, 0.15);
    GammaExposure exposure = GammaExposure.of(chain, ANALYTICS.explain(chain)).orElseThrow();

    double flip = exposure.flipLevel().orElseThrow();

    assertThat(exposure.net()).isPositive();
    assertThat(exposure.netAt(flip - 0.01)).isNegative();
    assertThat(exposure.netAt(flip + 0.01)).isPositive();
    // equal open interest: the two gammas are equal where the logarithms of both strikes are as far
    double middle = Math.sqrt(4990.0 * 5010) * Math.exp(-0.5 * 0.15 * 0.15 * YEARS);
    assertThat(flip).isEqualTo(middle, within(1e-3));
  }

  @Test
  void exposureOfCallsAloneNeverChangesItsSign() {
    OptionChain chain = chain(5005, new long[10], new int[] {1, 2, 3, 4, 5, 0, 0, 0, 0, 0}, 0.15);

    GammaExposure exposure = GammaExposure.of(chain, ANALYTICS.explain(chain)).orElseThrow();

    assertThat(exposure.flipLevel()).isEmpty();
    assertThat(exposure.putWall()).isEmpty();
  }

  @Test
  void theClockOfTheVolatilityDoesNotMoveTheExposure() {
    OptionChain chain =
        chain(5001, new long[10], new int[] {10, 20, 30, 40, 5, 7, 8, 9, 2, 90}, 0.15);

    GammaExposure calendar = GammaExposure.of(chain, ANALYTICS.explain(chain)).orElseThrow();
    GammaExposure trading =
        GammaExposure.of(chain, ANALYTICS.withClock(YearClock.TRADING).explain(chain))
            .orElseThrow();

    assertThat(trading.netAt(5004)).isEqualTo(calendar.netAt(5004), within(1e-6));
  }

  @Test
  void anAnalysisOfAnotherChainIsRefused() {
    OptionChain chain = chain(5001, new long[10], new int[10], 0.15);
    OptionChain other = chain(5001, new long[8], new int[8], 0.15);

    assertThatThrownBy(
            () -> ExpiryStatistics.of(ExpirySlice.of(chain).get(0), ANALYTICS.explain(other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("analysis must be of the same chain of 10 rows: 8");
  }

  @Test
  void ofARecordedChainMostOpenInterestCountsAndTheWallsEncloseTheSpot() {
    OptionChain chain = CboeChain.chain();
    ChainAnalysis analysis = BlackScholesAnalytics.of(0.053).explain(chain);
    List<ExpirySlice> slices = ExpirySlice.of(chain);

    GammaExposure exposure = GammaExposure.of(slices, analysis).orElseThrow();

    assertThat(exposure.netAt(1806.1193))
        .isEqualTo(exposure.net(), within(0.01 * Math.abs(exposure.net())));
    assertThat(exposure.callWall().orElseThrow()).isGreaterThan(1806);
    assertThat(exposure.putWall().orElseThrow()).isLessThan(1806);
    assertThat(exposure.flipLevel()).isPresent();
  }
}
