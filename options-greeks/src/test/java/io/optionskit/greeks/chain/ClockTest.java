/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.time.YearClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the choice of the clock does to volatilities, and what it leaves alone. */
class ClockTest {

  /** √(525,600 / 98,280). */
  private static final double RATIO = 2.3126;

  private static final Instant CLOSE = Instant.parse("2024-01-16T21:00:00Z");

  private static double volatility(double price, double years, double rate) {
    double discountFactor = Math.exp(-rate * years);
    return ImpliedVolatility.solve(CALL, 100 / discountFactor, 100, years, discountFactor, price);
  }

  @Nested
  class TheSamePrice {

    @Test
    void withoutInterestHasOneRatioOfVolatilitiesAtEveryTime() {
      for (int minutes : new int[] {1, 5, 30, 60, 120, 240, 360, 390}) {
        Instant now = CLOSE.minusSeconds(60L * minutes);
        double trading = YearClock.TRADING.years(now, CLOSE);
        double calendar = YearClock.CALENDAR.years(now, CLOSE);
        double price = BlackScholes.value(CALL, 100, 100, trading, 0, 0, 0.12);

        double onCalendar = volatility(price, calendar, 0);

        assertThat(onCalendar / 0.12).as("%d minutes", minutes).isEqualTo(RATIO, within(1e-4));
        assertThat(onCalendar / 0.12).isEqualTo(Math.sqrt(525_600 / 98_280.0), within(1e-9));
      }
    }

    @Test
    void withInterestOnTheClockOfVarianceTwelvePercentAreTwentyEightPointFourSixHoursBefore() {
      double onCalendar = onCalendarWithInterestOnTheClockOfVariance(360);

      assertThat(onCalendar).isEqualTo(0.284, within(0.0005));
      assertThat(onCalendar / 0.12).isEqualTo(2.37, within(0.005));
    }

    @Test
    void withInterestOnTheClockOfVarianceTheRatioIsNearlyThatWithoutFiveMinutesBefore() {
      assertThat(onCalendarWithInterestOnTheClockOfVariance(5) / 0.12)
          .isEqualTo(2.32, within(0.005));
    }

    /** This library never accrues interest on that clock; others do, and their numbers differ. */
    private static double onCalendarWithInterestOnTheClockOfVariance(int minutes) {
      Instant now = CLOSE.minusSeconds(60L * minutes);
      double trading = YearClock.TRADING.years(now, CLOSE);
      double price = BlackScholes.value(CALL, 100, 100, trading, 0.045, 0, 0.12);
      return volatility(price, YearClock.CALENDAR.years(now, CLOSE), 0.045);
    }
  }

  @Nested
  class AChain {

    /** Six hours before the close, priced at 12 % on the trading clock. */
    private static OptionChain chain() {
      Instant now = CLOSE.minusSeconds(6 * 3600);
      double years = YearClock.CALENDAR.years(now, CLOSE);
      double volatility = 0.12 * Math.sqrt(YearClock.TRADING.years(now, CLOSE) / years);
      OptionChain.Builder chain =
          OptionChain.builder("SPX", now, LocalDate.of(2024, 1, 16)).spot(5000);
      for (int strike = 4980; strike <= 5020; strike += 5) {
        for (OptionType type : OptionType.values()) {
          double value = BlackScholes.value(type, 5000, strike, years, 0.045, 0, volatility);
          chain.add(
              OptionContract.of(
                  "SPXW", LocalDate.of(2024, 1, 16), type, BigDecimal.valueOf(strike)),
              Quote.of(value - 1e-5, value + 1e-5, now),
              -1,
              -1);
        }
      }
      return chain.build();
    }

    @Test
    void hasTheSamePricesForwardsAndDeltasOnEitherClock() {
      BlackScholesAnalytics analytics = BlackScholesAnalytics.of(0.045);

      ChainAnalysis calendar = analytics.explain(chain());
      ChainAnalysis trading = analytics.withClock(YearClock.TRADING).explain(chain());

      assertThat(trading.forwards()).isEqualTo(calendar.forwards());
      for (int row = 0; row < chain().size(); row++) {
        assertThat(trading.columns().impliedVolatility()[row]).isEqualTo(0.12, within(1e-5));
        assertThat(calendar.columns().impliedVolatility()[row])
            .isEqualTo(0.12 * RATIO, within(1e-4));
        assertThat(trading.columns().delta()[row])
            .isEqualTo(calendar.columns().delta()[row], within(1e-9));
        assertThat(trading.columns().vega()[row] * 0.12)
            .isEqualTo(calendar.columns().vega()[row] * 0.12 * RATIO, within(1e-3));
      }
    }
  }

  @Nested
  class TheLimits {

    @Test
    void withoutTimeAnOptionIsWorthItsIntrinsicValue() {
      assertThat(BlackScholes.value(CALL, 105, 100, 0, 0.05, 0.01, 0.2)).isEqualTo(5);
      assertThat(BlackScholes.delta(CALL, 105, 100, 0, 0.05, 0.01, 0.2)).isEqualTo(1);
      assertThat(BlackScholes.delta(PUT, 95, 100, 0, 0.05, 0.01, 0.2)).isEqualTo(-1);
      assertThat(BlackScholes.delta(PUT, 105, 100, 0, 0.05, 0.01, 0.2)).isZero();
      assertThat(BlackScholes.gamma(CALL, 105, 100, 0, 0.05, 0.01, 0.2)).isZero();
      assertThat(BlackScholes.theta(CALL, 105, 100, 0, 0.05, 0.01, 0.2)).isZero();
      assertThat(BlackScholes.vega(CALL, 105, 100, 0, 0.05, 0.01, 0.2)).isZero();
      assertThat(BlackScholes.rho(CALL, 105, 100, 0, 0.05, 0.01, 0.2)).isZero();
    }

    @Test
    void withoutVolatilityItIsWorthTheDiscountedIntrinsicValueOfTheForward() {
      double expected = 105 * Math.exp(-0.01) - 100 * Math.exp(-0.05);

      assertThat(BlackScholes.value(CALL, 105, 100, 1, 0.05, 0.01, 0))
          .isEqualTo(expected, within(1e-13));
      assertThat(BlackScholes.value(PUT, 105, 100, 1, 0.05, 0.01, 0)).isZero();
    }

    /** The textbook formula gives about −1.7e-14 here. */
    @Test
    void noPriceIsBelowZeroFarFromTheMoneyHalfAnHourBeforeTheClose() {
      double years = YearClock.CALENDAR.years(CLOSE.minusSeconds(1800), CLOSE);
      for (double strike = 80; strike <= 125; strike += 0.5) {
        for (OptionType type : OptionType.values()) {
          double value = BlackScholes.value(type, 100, strike, years, 0.045, 0, 0.15);
          double forward = 100 * Math.exp(0.045 * years);
          double floor = Math.exp(-0.045 * years) * type.intrinsic(forward, strike);
          assertThat(value).isGreaterThanOrEqualTo(Math.max(0, floor - 1e-13));
        }
      }
    }
  }
}
