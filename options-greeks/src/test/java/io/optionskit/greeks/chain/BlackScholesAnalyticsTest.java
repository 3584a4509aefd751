/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.time.YearClock;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class BlackScholesAnalyticsTest {

  private static final Instant NOW = Instant.parse("2026-01-05T15:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 5);
  private static final LocalDate FRIDAY = LocalDate.of(2026, 1, 16);
  private static final double YEARS =
      YearClock.CALENDAR.years(NOW, Instant.parse("2026-01-16T21:00:00Z"));
  private static final double RATE = 0.04;

  private final OptionChain.Builder chain = OptionChain.builder("SPX", NOW, TODAY).spot(6000);

  private static OptionContract contract(LocalDate expiry, OptionType type, int strike) {
    return OptionContract.of("SPXW", expiry, type, BigDecimal.valueOf(strike));
  }

  private static double smile(double strike) {
    return 0.15 + 0.4 * Math.pow(strike / 6000 - 1, 2) - 0.3 * (strike / 6000 - 1);
  }

  private void quote(OptionType type, int strike, double bid, double ask) {
    chain.add(contract(FRIDAY, type, strike), Quote.of(bid, ask, NOW), -1, -1);
  }

  /**
   * Adds calls and puts around model values, with the spread of 20 cents that index options have.
   */
  private void quoteModel(double spot, double dividendYield, int from, int to, int step) {
    for (int strike = from; strike <= to; strike += step) {
      for (OptionType type : OptionType.values()) {
        double value =
            BlackScholes.value(type, spot, strike, YEARS, RATE, dividendYield, smile(strike));
        quote(type, strike, Math.max(0, value - 0.1), value + 0.1);
      }
    }
  }

  private static int row(OptionChain chain, OptionType type, int strike) {
    return chain.findQuote(contract(FRIDAY, type, strike)).orElseThrow().row();
  }

  @Test
  void volatilitiesAndGreeksAreThoseTheQuotesWereMadeFrom() {
    quoteModel(6000, 0.013, 5600, 6400, 25);
    OptionChain quotes = chain.build();

    ChainAnalysis analysis =
        BlackScholesAnalytics.of(RATE).withDividendYield(0.013).explain(quotes);

    ChainColumns columns = analysis.columns();
    for (int strike = 5600; strike <= 6400; strike += 25) {
      for (OptionType type : OptionType.values()) {
        int row = row(quotes, type, strike);
        double volatility = smile(strike);
        double[] exact = new double[Measure.COUNT];
        BlackScholes.all(type, 6000, strike, YEARS, RATE, 0.013, volatility, exact);
        assertThat(columns.impliedVolatility()[row]).isEqualTo(volatility, within(1e-6));
        assertThat(columns.delta()[row]).isEqualTo(exact[1], within(1e-5));
        assertThat(columns.gamma()[row]).isEqualTo(exact[2], within(1e-7));
        assertThat(columns.vega()[row]).isEqualTo(exact[3], within(1e-2));
        assertThat(columns.theta()[row]).isEqualTo(exact[4], within(1.0));
        assertThat(columns.rho()[row]).isEqualTo(exact[5], within(1e-2));
      }
    }
    assertThat(analysis.forwards()).hasSize(1);
    assertThat(analysis.forwards().get(0).isFromParity()).isTrue();
    assertThat(analysis.forwards().get(0).forward())
        .isEqualTo(6000 * Math.exp((RATE - 0.013) * YEARS), within(1e-3));
  }

  @Test
  void aStaleSpotDoesNoHarmWhereParityHolds() {
    quoteModel(6000, 0, 5800, 6200, 25);
    OptionChain fresh = chain.build();
    OptionChain stale = chain.spot(5900).build();

    ChainColumns expected = BlackScholesAnalytics.of(RATE).analyse(fresh);
    ChainColumns columns = BlackScholesAnalytics.of(RATE).analyse(stale);

    assertThat(columns.impliedVolatility()).containsExactly(expected.impliedVolatility());
    assertThat(columns.delta()).containsExactly(expected.delta());
  }

  @Test
  void withoutParityThePriceOfTheUnderlyingGivesTheForward() {
    double value = BlackScholes.value(CALL, 6000, 6100, YEARS, RATE, 0.01, 0.2);
    quote(CALL, 6100, value - 0.1, value + 0.1);

    ChainAnalysis analysis =
        BlackScholesAnalytics.of(RATE).withDividendYield(0.01).explain(chain.build());

    assertThat(analysis.forwards().get(0).isFromParity()).isFalse();
    assertThat(analysis.reason(0)).isEqualTo(IvReason.SOLVED);
    assertThat(analysis.columns().impliedVolatility()[0]).isEqualTo(0.2, within(1e-9));
  }

  @Test
  void withoutParityAndSpotThereIsNoForward() {
    OptionChain quotes =
        OptionChain.builder("SPX", NOW, TODAY)
            .add(contract(FRIDAY, CALL, 6100), Quote.of(40, 41, NOW), -1, -1)
            .build();

    ChainAnalysis analysis = BlackScholesAnalytics.of(RATE).explain(quotes);

    assertThat(analysis.reason(0)).isEqualTo(IvReason.NO_FORWARD);
    assertThat(analysis.forwards()).isEmpty();
    assertThat(analysis.columns().impliedVolatility()[0]).isNaN();
    assertThat(analysis.columns().delta()[0]).isNaN();
  }

  @Test
  void quotesWithoutInformationAreFlaggedAndNotSolved() {
    quoteModel(6000, 0, 5800, 6200, 25);
    quote(CALL, 7500, 3, 2);
    quote(PUT, 4500, Double.NaN, 0.05);
    quote(CALL, 7600, 0, 0.02);
    quote(CALL, 7700, 5900, 6100);
    quote(PUT, 3000, 700, 705);
    OptionChain quotes = chain.build();

    ChainAnalysis analysis = BlackScholesAnalytics.of(RATE).withTick(0.05).explain(quotes);

    assertThat(analysis.reason(row(quotes, CALL, 7500))).isEqualTo(IvReason.CROSSED_QUOTE);
    assertThat(analysis.reason(row(quotes, PUT, 4500))).isEqualTo(IvReason.NO_QUOTE);
    assertThat(analysis.reason(row(quotes, CALL, 7600))).isEqualTo(IvReason.NO_TIME_VALUE);
    assertThat(analysis.reason(row(quotes, CALL, 7700))).isEqualTo(IvReason.IMPLAUSIBLE);
    assertThat(analysis.columns().impliedVolatility()[row(quotes, CALL, 7700)]).isNaN();
    assertThat(analysis.reason(row(quotes, PUT, 3000))).isEqualTo(IvReason.IMPLAUSIBLE);
    assertThat(analysis.columns().impliedVolatility()[row(quotes, PUT, 3000)])
        .as("flagged, not clipped")
        .isGreaterThan(5);
    assertThat(analysis.columns().delta()[row(quotes, CALL, 7500)]).isNaN();
  }

  @Test
  void contractsThatKnowLessTakeTheVolatilityOfTheOtherTypeAtTheirStrike() {
    quoteModel(6000, 0, 5800, 6200, 25);
    quote(CALL, 5800, 150, 260);
    quote(CALL, 5825, 10, 11);
    quote(PUT, 5850, Double.NaN, Double.NaN);
    OptionChain quotes = chain.build();

    ChainAnalysis analysis = BlackScholesAnalytics.of(RATE).explain(quotes);

    for (int strike : new int[] {5800, 5825}) {
      int call = row(quotes, CALL, strike);
      int put = row(quotes, PUT, strike);
      assertThat(analysis.reason(put)).isEqualTo(IvReason.SOLVED);
      assertThat(analysis.reason(call)).isEqualTo(IvReason.FROM_OTHER_TYPE);
      assertThat(analysis.columns().impliedVolatility()[call])
          .isEqualTo(analysis.columns().impliedVolatility()[put]);
      assertThat(analysis.columns().delta()[call] - analysis.columns().delta()[put])
          .isEqualTo(1, within(1e-12));
    }
    assertThat(analysis.reason(row(quotes, PUT, 5850))).isEqualTo(IvReason.FROM_OTHER_TYPE);
    assertThat(analysis.columns().impliedVolatility()[row(quotes, PUT, 5850)])
        .isEqualTo(smile(5850), within(1e-6));
  }

  @Test
  void expiredContractsHaveTheDeltaOfTheirPayoffAndNoVolatility() {
    LocalDate gone = LocalDate.of(2026, 1, 2);
    OptionChain quotes =
        chain
            .add(contract(gone, CALL, 5900), Quote.of(99, 101, NOW), -1, -1)
            .add(contract(gone, PUT, 5900), Quote.of(0, 0.05, NOW), -1, -1)
            .add(contract(gone, PUT, 6100), Quote.of(99, 101, NOW), -1, -1)
            .build();

    ChainAnalysis analysis = BlackScholesAnalytics.of(RATE).explain(quotes);

    assertThat(analysis.columns().delta()).containsExactly(1, 0, -1);
    assertThat(analysis.columns().gamma()).containsOnly(0);
    assertThat(analysis.columns().vega()).containsOnly(0);
    assertThat(analysis.columns().theta()).containsOnly(0);
    assertThat(analysis.columns().rho()).containsOnly(0);
    assertThat(analysis.columns().impliedVolatility()).containsOnly(Double.NaN);
    for (int row = 0; row < 3; row++) {
      assertThat(analysis.reason(row)).isEqualTo(IvReason.EXPIRED);
    }
  }

  @Test
  void theTradingClockChangesVolatilityAndVegaButNotDelta() {
    quoteModel(6000, 0, 5800, 6200, 25);
    OptionChain quotes = chain.build();
    Instant settlesAt = Instant.parse("2026-01-16T21:00:00Z");
    double ratio = Math.sqrt(YearClock.TRADING.years(NOW, settlesAt) / YEARS);

    ChainColumns calendar = BlackScholesAnalytics.of(RATE).analyse(quotes);
    ChainColumns trading =
        BlackScholesAnalytics.of(RATE).withClock(YearClock.TRADING).analyse(quotes);

    for (int row = 0; row < quotes.size(); row++) {
      assertThat(trading.impliedVolatility()[row] * ratio)
          .isEqualTo(calendar.impliedVolatility()[row], within(1e-12));
      assertThat(trading.delta()[row]).isEqualTo(calendar.delta()[row], within(1e-12));
      assertThat(trading.theta()[row]).isEqualTo(calendar.theta()[row], within(1e-8));
      assertThat(trading.vega()[row] / ratio).isEqualTo(calendar.vega()[row], within(1e-8));
    }
  }

  @Test
  void morningAndAfternoonSettlementOfOneExpiryAreKeptApart() {
    double morningYears = YearClock.CALENDAR.years(NOW, Instant.parse("2026-01-16T14:30:00Z"));
    quoteModel(6000, 0, 5900, 6100, 25);
    for (int strike = 5900; strike <= 6100; strike += 25) {
      for (OptionType type : OptionType.values()) {
        double value = BlackScholes.value(type, 6000, strike, morningYears, RATE, 0, 0.25);
        OptionContract morning = OptionContract.of("SPX", FRIDAY, type, BigDecimal.valueOf(strike));
        chain.add(morning, Quote.of(value - 0.1, value + 0.1, NOW), -1, -1);
      }
    }
    OptionChain quotes = chain.build();

    ChainAnalysis analysis = BlackScholesAnalytics.of(RATE).explain(quotes);

    assertThat(analysis.forwards()).extracting(ExpiryForward::root).containsExactly("SPX", "SPXW");
    int morning =
        quotes
            .findQuote(OptionContract.of("SPX", FRIDAY, CALL, BigDecimal.valueOf(6000)))
            .orElseThrow()
            .row();
    assertThat(analysis.columns().impliedVolatility()[morning]).isEqualTo(0.25, within(1e-6));
    assertThat(analysis.columns().impliedVolatility()[row(quotes, CALL, 6000)])
        .isEqualTo(smile(6000), within(1e-6));
  }

  @Test
  void anExpiryDoesNotDependOnTheOthers() {
    quoteModel(6000, 0, 5900, 6100, 25);
    OptionChain alone = chain.build();
    for (int strike = 5000; strike <= 7000; strike += 5) {
      double value = BlackScholes.value(CALL, 6000, strike, 1.02, RATE, 0, 0.25);
      LocalDate later = LocalDate.of(2027, 1, 15);
      chain.add(contract(later, CALL, strike), Quote.of(value - 0.1, value + 0.1, NOW), -1, -1);
    }
    OptionChain both = chain.build();

    ChainColumns expected = BlackScholesAnalytics.of(RATE).analyse(alone);
    ChainColumns columns = BlackScholesAnalytics.of(RATE).analyse(both);

    for (OptionType type : OptionType.values()) {
      for (int strike = 5900; strike <= 6100; strike += 25) {
        int row = row(both, type, strike);
        int before = row(alone, type, strike);
        assertThat(columns.impliedVolatility()[row])
            .isEqualTo(Double.valueOf(expected.impliedVolatility()[before]));
        assertThat(columns.delta()[row]).isEqualTo(Double.valueOf(expected.delta()[before]));
        assertThat(columns.theta()[row]).isEqualTo(Double.valueOf(expected.theta()[before]));
      }
    }
    assertThat(columns.vega()).doesNotContain(Double.NaN);
  }

  /** Six results and a reason are about 56 bytes a row, what finds the forward as much again. */
  @Test
  void aChainAllocatesLittleMoreThanItsResults() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    quoteModel(6000, 0, 5000, 7000, 5);
    OptionChain quotes = chain.build();
    BlackScholesAnalytics analytics = BlackScholesAnalytics.of(RATE);
    analytics.analyse(quotes);

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 20; i++) {
      analytics.analyse(quotes);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .isLessThan(20L * 250 * quotes.size());
  }

  @Test
  void anEmptyChainHasEmptyColumns() {
    ChainAnalysis analysis =
        BlackScholesAnalytics.of(RATE).explain(OptionChain.builder("SPX", NOW, TODAY).build());

    assertThat(analysis.columns().delta()).isEmpty();
    assertThat(analysis.forwards()).isEmpty();
  }

  @Test
  void unusableSettingsAreRefused() {
    assertThatThrownBy(() -> BlackScholesAnalytics.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rate");
    assertThatThrownBy(() -> BlackScholesAnalytics.of(0.01).withTick(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tick must be finite and above 0: 0.0");
  }
}
