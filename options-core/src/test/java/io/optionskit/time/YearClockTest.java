/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

import static io.optionskit.time.YearClock.CALENDAR;
import static io.optionskit.time.YearClock.TRADING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class YearClockTest {

  private static final Instant SETTLES_AT = Instant.parse("2024-01-17T21:00:00Z");

  @Test
  void countsEveryMinuteOrOnlyThoseOfTrading() {
    Instant dayBeforeAtThree = Instant.parse("2024-01-16T20:00:00Z");

    assertThat(CALENDAR.minutes(dayBeforeAtThree, SETTLES_AT)).isEqualTo(25 * 60);
    assertThat(TRADING.minutes(dayBeforeAtThree, SETTLES_AT)).isEqualTo(60 + 390);
    assertThat(CALENDAR.years(dayBeforeAtThree, SETTLES_AT)).isEqualTo(1_500 / 525_600.0);
    assertThat(TRADING.years(dayBeforeAtThree, SETTLES_AT)).isEqualTo(450 / 98_280.0);
    assertThat(CALENDAR.minutesPerYear()).isEqualTo(365 * 24 * 60);
    assertThat(TRADING.minutesPerYear()).isEqualTo(252 * 390);
  }

  @Test
  void anHourBeforeSettlementIsTheNumberInTheDocumentation() {
    Instant atThree = SETTLES_AT.minusSeconds(3_600);

    assertThat(CALENDAR.years(atThree, SETTLES_AT)).isEqualTo(0.000114, within(5e-7));
    assertThat(TRADING.years(atThree, SETTLES_AT)).isEqualTo(0.000611, within(5e-7));
  }

  @ParameterizedTest
  @CsvSource({
    // over a weekend with a holiday: Friday 15:00 to Tuesday 16:00
    "2024-01-12T20:00:00Z, 2024-01-16T21:00:00Z, 450",
    // over an early close: 2015-12-24 has 210 minutes, the next trading day is Monday
    "2015-12-24T14:30:00Z, 2015-12-28T21:00:00Z, 600",
    // over the two days of the hurricane
    "2012-10-26T19:00:00Z, 2012-10-31T20:00:00Z, 450",
    // into a morning settlement: nothing passes overnight
    "2022-01-20T21:00:00Z, 2022-01-21T14:30:00Z, 0",
    "2022-01-20T20:00:00Z, 2022-01-21T14:30:00Z, 60",
    // before the opening of the day of expiry
    "2024-01-17T08:00:00Z, 2024-01-17T21:00:00Z, 390",
    // over the start of summer time: Friday 15:00 to Monday 16:00
    "2024-03-08T20:00:00Z, 2024-03-11T20:00:00Z, 450",
    // the whole of 2024: 249 full days and 3 short ones
    "2024-01-01T05:00:00Z, 2025-01-01T05:00:00Z, 97740"
  })
  void theTradingClockStandsStillWhileTheExchangesAreClosed(
      Instant now, Instant settlesAt, double minutes) {
    assertThat(TRADING.minutes(now, settlesAt)).isEqualTo(minutes);
  }

  @Test
  void theCalendarClockCountsHoursThatTheWallClockSkips() {
    Instant fridayAtThree = Instant.parse("2024-03-08T20:00:00Z");
    Instant mondayAtFour = Instant.parse("2024-03-11T20:00:00Z");

    assertThat(CALENDAR.minutes(fridayAtThree, mondayAtFour)).isEqualTo(72 * 60);
  }

  @ParameterizedTest
  @EnumSource(YearClock.class)
  void noTimeIsLeftAtSettlementAndAfterIt(YearClock clock) {
    assertThat(clock.years(SETTLES_AT, SETTLES_AT)).isZero();
    assertThat(clock.years(SETTLES_AT.plusNanos(1), SETTLES_AT)).isZero();
    assertThat(clock.years(Instant.MAX, SETTLES_AT)).isZero();
    assertThat(clock.minutes(SETTLES_AT.plusSeconds(60), SETTLES_AT)).isZero();
  }

  @ParameterizedTest
  @EnumSource(YearClock.class)
  void theLastNanosecondBeforeSettlementCounts(YearClock clock) {
    assertThat(clock.years(SETTLES_AT.minusNanos(1), SETTLES_AT))
        .isEqualTo(1 / (clock.minutesPerYear() * 60e9))
        .isPositive();
  }

  /**
   * SPEC GK-04: at r = 0 the value of an at-the-money option depends on volatility × √years only,
   * so the two clocks' implied volatilities differ by the root of the ratio of the years.
   */
  @ParameterizedTest
  @ValueSource(ints = {390, 360, 60, 5, 1})
  void inSessionTheClocksDifferByAFixedFactor(int minutesBefore) {
    Instant now = SETTLES_AT.minusSeconds(60L * minutesBefore);

    double ratio = TRADING.years(now, SETTLES_AT) / CALENDAR.years(now, SETTLES_AT);

    assertThat(ratio).isEqualTo(525_600 / 98_280.0, within(1e-12));
    assertThat(ratio).isEqualTo(5.348, within(5e-4));
    assertThat(Math.sqrt(ratio)).isEqualTo(2.313, within(5e-4));
  }

  @Test
  void theTradingClockRefusesInstantsOutsideItsCalendar() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TRADING.years(SETTLES_AT, Instant.parse("2041-01-18T21:00:00Z")))
        .withMessageContaining("2041-01-18T21:00:00Z");
    assertThat(CALENDAR.years(SETTLES_AT, Instant.parse("2041-01-18T21:00:00Z")))
        .isEqualTo(17, within(0.02));
  }

  @Test
  void theCalendarClockRefusesSpansOfCenturies() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> CALENDAR.years(SETTLES_AT, Instant.MAX));
  }

  @Property
  void yearsAreTheNanosecondsLeftToTheLastDigitsOfADouble(
      @ForAll("instants") Instant now, @ForAll("spans") Duration span) {
    BigDecimal nanos = new BigDecimal(span.toNanos());
    BigDecimal exact =
        nanos.divide(
            new BigDecimal("525600").multiply(new BigDecimal("6e10")), MathContext.DECIMAL128);

    assertThat(CALENDAR.years(now, now.plus(span)))
        .isEqualTo(exact.doubleValue(), within(2 * Math.ulp(exact.doubleValue())));
  }

  @Property
  void timePassesAdditivelyAndNeverBackwards(
      @ForAll("instants") Instant now,
      @ForAll("spans") Duration first,
      @ForAll("spans") Duration second,
      @ForAll YearClock clock) {
    Instant middle = now.plus(first);
    Instant settlesAt = middle.plus(second);

    double whole = clock.years(now, settlesAt);

    assertThat(whole).isGreaterThanOrEqualTo(clock.years(middle, settlesAt));
    assertThat(clock.years(now, middle) + clock.years(middle, settlesAt))
        .isEqualTo(whole, within(4 * Math.ulp(whole)));
    assertThat(clock.minutes(now, settlesAt) / clock.minutesPerYear())
        .isEqualTo(whole, within(2 * Math.ulp(whole)));
  }

  @Property
  void overAWholeYearTheClocksAgreeWithinAFewDays(@ForAll("instants") Instant now) {
    Instant yearLater = now.plus(Duration.ofDays(365));

    assertThat(CALENDAR.years(now, yearLater)).isEqualTo(1);
    assertThat(TRADING.years(now, yearLater)).isEqualTo(1, within(6 / 252.0));
  }

  @Provide
  Arbitrary<Instant> instants() {
    long first = LocalDate.of(2005, 1, 3).toEpochDay() * 86_400;
    long last = LocalDate.of(2032, 12, 30).toEpochDay() * 86_400;
    return Arbitraries.longs()
        .between(first * 1_000_000_000L, last * 1_000_000_000L)
        .map(nanos -> Instant.ofEpochSecond(0, nanos));
  }

  @Provide
  Arbitrary<Duration> spans() {
    return Arbitraries.longs().between(0, Duration.ofDays(1_000).toNanos()).map(Duration::ofNanos);
  }
}
