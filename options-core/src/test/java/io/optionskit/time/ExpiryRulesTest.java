/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

import static io.optionskit.contract.Settlement.CASH_AM;
import static io.optionskit.contract.Settlement.CASH_PM;
import static io.optionskit.contract.Settlement.PHYSICAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.optionskit.contract.Settlement;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.time.api.Dates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryRulesTest {

  /**
   * The months of 2005 to 2028 whose third Friday is a holiday, with the day that stands for it.
   */
  private static final Map<YearMonth, LocalDate> THURSDAYS =
      Map.of(
          YearMonth.of(2008, 3), LocalDate.of(2008, 3, 20), // Good Friday
          YearMonth.of(2014, 4), LocalDate.of(2014, 4, 17), // Good Friday
          YearMonth.of(2019, 4), LocalDate.of(2019, 4, 18), // Good Friday
          YearMonth.of(2022, 4), LocalDate.of(2022, 4, 14), // Good Friday
          YearMonth.of(2025, 4), LocalDate.of(2025, 4, 17), // Good Friday
          YearMonth.of(2026, 6), LocalDate.of(2026, 6, 18), // Juneteenth
          YearMonth.of(2027, 6), LocalDate.of(2027, 6, 17)); // Juneteenth, observed on Friday

  private final ExpiryRules rules = ExpiryRules.usOptions();

  static Stream<YearMonth> months() {
    return Stream.iterate(YearMonth.of(2005, 1), month -> month.plusMonths(1)).limit(24 * 12L);
  }

  @ParameterizedTest
  @MethodSource("months")
  void monthlyOptionsSettleOnTheThirdFridayOrTheThursdayBefore(YearMonth month) {
    LocalDate friday = thirdFridayByCounting(month);
    LocalDate settlementDay = THURSDAYS.getOrDefault(month, friday);
    boolean saturdayEra = month.isBefore(YearMonth.of(2015, 2));

    LocalDate expiry = rules.monthlyExpiry(month);

    assertThat(expiry).isEqualTo(saturdayEra ? friday.plusDays(1) : settlementDay);
    assertThat(rules.settlementDay(expiry)).isEqualTo(settlementDay);
    assertThat(rules.lastTradingDay(expiry, PHYSICAL)).isEqualTo(settlementDay);
    assertThat(month.atDay(1).datesUntil(month.plusMonths(1).atDay(1)))
        .filteredOn(rules::isStandardMonthly)
        .containsExactlyElementsOf(
            saturdayEra
                ? List.of(settlementDay, expiry)
                : month.equals(YearMonth.of(2015, 12))
                    ? List.of(expiry, expiry.plusDays(1))
                    : List.of(expiry));
  }

  private static LocalDate thirdFridayByCounting(YearMonth month) {
    LocalDate date = month.atDay(1);
    for (int fridays = 0; ; date = date.plusDays(1)) {
      fridays += date.getDayOfWeek() == DayOfWeek.FRIDAY ? 1 : 0;
      if (fridays == 3) {
        return date;
      }
    }
  }

  @Test
  void theExpiryMovedFromSaturdayToFridayInFebruary2015() {
    assertThat(rules.monthlyExpiry(YearMonth.of(2015, 1))).isEqualTo(LocalDate.of(2015, 1, 17));
    assertThat(rules.monthlyExpiry(YearMonth.of(2015, 2))).isEqualTo(LocalDate.of(2015, 2, 20));
    assertThat(rules.isStandardMonthly(LocalDate.of(2015, 1, 17))).isTrue();
    assertThat(rules.isStandardMonthly(LocalDate.of(2015, 2, 21))).isFalse();
  }

  @Test
  void seriesThatKeptTheirSaturdayInDecember2015AreMonthlyToo() {
    LocalDate saturday = LocalDate.of(2015, 12, 19);

    assertThat(rules.isStandardMonthly(saturday)).isTrue();
    assertThat(rules.lastTradingDay(saturday, PHYSICAL)).isEqualTo(LocalDate.of(2015, 12, 18));
  }

  @Test
  void aGoodFridayThatIsTheThirdFridayIsNoExpiry() {
    assertThat(rules.isStandardMonthly(LocalDate.of(2019, 4, 19))).isFalse();
    assertThat(rules.isStandardMonthly(LocalDate.of(2019, 4, 18))).isTrue();
    assertThat(rules.isStandardMonthly(LocalDate.of(2008, 3, 22))).isTrue();
  }

  @Test
  void listsMonthlyExpiriesInOrder() {
    assertThat(
            rules.expiries(
                ExpiryCycle.MONTHLY, LocalDate.of(2014, 12, 20), LocalDate.of(2015, 3, 19)))
        .containsExactly(
            LocalDate.of(2014, 12, 20), LocalDate.of(2015, 1, 17), LocalDate.of(2015, 2, 20));
  }

  /** Expiries of AAPL options on 6 June 2014, as listed. */
  @Test
  void weeklyExpiriesMoveBeforeHolidaysAndGiveWayToTheMonthlySaturday() {
    assertThat(
            rules.expiries(ExpiryCycle.WEEKLY, LocalDate.of(2014, 6, 6), LocalDate.of(2014, 7, 19)))
        .containsExactly(
            LocalDate.of(2014, 6, 6),
            LocalDate.of(2014, 6, 13),
            LocalDate.of(2014, 6, 21),
            LocalDate.of(2014, 6, 27),
            LocalDate.of(2014, 7, 3),
            LocalDate.of(2014, 7, 11),
            LocalDate.of(2014, 7, 19));
  }

  @Test
  void dailyExpiriesAreTheTradingDays() {
    assertThat(
            rules.expiries(ExpiryCycle.DAILY, LocalDate.of(2026, 6, 15), LocalDate.of(2026, 6, 23)))
        .containsExactly(
            LocalDate.of(2026, 6, 15),
            LocalDate.of(2026, 6, 16),
            LocalDate.of(2026, 6, 17),
            LocalDate.of(2026, 6, 18), // monthly: the third Friday is Juneteenth
            LocalDate.of(2026, 6, 22),
            LocalDate.of(2026, 6, 23));
  }

  @Test
  void listsNothingForAnEmptySpan() {
    assertThat(
            rules.expiries(ExpiryCycle.DAILY, LocalDate.of(2024, 1, 3), LocalDate.of(2024, 1, 2)))
        .isEmpty();
  }

  @Property(tries = 200)
  void everyCycleIncludesTheOnesBeforeIt(@ForAll("dates") LocalDate from) {
    LocalDate to = from.plusDays(70);

    assertThat(rules.expiries(ExpiryCycle.DAILY, from, to))
        .isSorted()
        .doesNotHaveDuplicates()
        .containsAll(rules.expiries(ExpiryCycle.WEEKLY, from, to));
    assertThat(rules.expiries(ExpiryCycle.WEEKLY, from, to))
        .containsAll(rules.expiries(ExpiryCycle.MONTHLY, from, to));
    assertThat(rules.expiries(ExpiryCycle.WEEKLY, from, to))
        .extracting(expiry -> rules.settlementDay(expiry).with(DayOfWeek.MONDAY))
        .doesNotHaveDuplicates()
        // a span may begin after a Thursday for Good Friday and end before a printed Saturday
        .hasSizeBetween(9, 11);
  }

  @ParameterizedTest
  @CsvSource({
    // an ordinary third Friday in winter and in summer time
    "2022-01-21, PHYSICAL, 2022-01-21T21:00:00Z, 2022-01-21T21:00:00Z",
    "2022-01-21, CASH_PM,  2022-01-21T21:00:00Z, 2022-01-21T21:00:00Z",
    "2022-01-21, CASH_AM,  2022-01-21T14:30:00Z, 2022-01-20T21:15:00Z",
    "2024-06-21, CASH_AM,  2024-06-21T13:30:00Z, 2024-06-20T20:15:00Z",
    // printed Saturday
    "2014-06-21, PHYSICAL, 2014-06-20T20:00:00Z, 2014-06-20T20:00:00Z",
    "2014-06-21, CASH_AM,  2014-06-20T13:30:00Z, 2014-06-19T20:15:00Z",
    // printed Saturday after Good Friday
    "2008-03-22, PHYSICAL, 2008-03-20T20:00:00Z, 2008-03-20T20:00:00Z",
    "2014-04-19, CASH_AM,  2014-04-17T13:30:00Z, 2014-04-16T20:15:00Z",
    // Thursday before Good Friday and before Juneteenth
    "2025-04-17, PHYSICAL, 2025-04-17T20:00:00Z, 2025-04-17T20:00:00Z",
    "2025-04-17, CASH_AM,  2025-04-17T13:30:00Z, 2025-04-16T20:15:00Z",
    "2026-06-18, CASH_AM,  2026-06-18T13:30:00Z, 2026-06-17T20:15:00Z",
    // early close on the expiry and on the day before an opening that settles
    "2015-12-24, PHYSICAL, 2015-12-24T18:00:00Z, 2015-12-24T18:00:00Z",
    "2023-11-24, CASH_PM,  2023-11-24T18:00:00Z, 2023-11-24T18:00:00Z",
    "2024-12-26, CASH_AM,  2024-12-26T14:30:00Z, 2024-12-24T18:15:00Z",
    // the clocks change on the weekend before
    "2024-03-15, CASH_AM,  2024-03-15T13:30:00Z, 2024-03-14T20:15:00Z",
    "2024-11-04, CASH_PM,  2024-11-04T21:00:00Z, 2024-11-04T21:00:00Z",
    // volatility index options settle on a Wednesday morning
    "2024-01-17, CASH_AM,  2024-01-17T14:30:00Z, 2024-01-16T21:15:00Z",
    // the exchanges closed at short notice on an expiry
    "2018-12-05, CASH_PM,  2018-12-04T21:00:00Z, 2018-12-04T21:00:00Z",
    "2025-01-09, PHYSICAL, 2025-01-08T21:00:00Z, 2025-01-08T21:00:00Z",
    // long-dated, beyond the years that the exchanges have announced
    "2030-12-20, CASH_AM,  2030-12-20T14:30:00Z, 2030-12-19T21:15:00Z"
  })
  void fixesTheSettlementPriceAndStopsTrading(
      LocalDate expiry, Settlement settlement, Instant settlesAt, Instant lastTradeAt) {
    assertThat(rules.settlesAt(expiry, settlement)).isEqualTo(settlesAt);
    assertThat(rules.lastTradeAt(expiry, settlement, OptionHours.LATE)).isEqualTo(lastTradeAt);
  }

  @Test
  void morningSettlementEndsTradingOnTheDayBefore() {
    assertThat(rules.lastTradingDay(LocalDate.of(2022, 1, 21), CASH_AM))
        .isEqualTo(LocalDate.of(2022, 1, 20));
    assertThat(rules.lastTradingDay(LocalDate.of(2022, 1, 21), CASH_PM))
        .isEqualTo(LocalDate.of(2022, 1, 21));
    assertThat(rules.lastTradeAt(LocalDate.of(2022, 1, 21), CASH_AM, OptionHours.STANDARD))
        .isEqualTo("2022-01-20T21:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2022-01-21, 2022-01-21T22:30:00Z",
    "2014-06-21, 2014-06-20T21:30:00Z",
    "2021-11-26, 2021-11-26T19:30:00Z", // 14:30 in New York after an early close
    "2019-04-18, 2019-04-18T21:30:00Z"
  })
  void theDecisionToExerciseIsDueAnHourAndAHalfAfterTheClose(LocalDate expiry, Instant cutoffAt) {
    assertThat(rules.exerciseCutoffAt(expiry)).isEqualTo(cutoffAt);
  }

  @Test
  void countsDaysToExpiryBetweenDatesInNewYork() {
    LocalDate expiry = LocalDate.of(2024, 1, 19);

    assertThat(rules.daysToExpiry(Instant.parse("2024-01-16T15:00:00Z"), expiry)).isEqualTo(3);
    assertThat(rules.daysToExpiry(Instant.parse("2024-01-19T04:59:59Z"), expiry)).isOne();
    assertThat(rules.daysToExpiry(Instant.parse("2024-01-19T14:30:00Z"), expiry)).isZero();
    assertThat(rules.daysToExpiry(Instant.parse("2024-01-20T05:00:00Z"), expiry)).isEqualTo(-1);
  }

  @Test
  void refusesExpiriesOutsideTheCalendar() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules.settlesAt(LocalDate.of(2040, 1, 20), CASH_PM))
        .withMessage("date must be within the calendar, 2005-01-01 to 2039-12-31: 2040-01-20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules.monthlyExpiry(YearMonth.of(2040, 1)));
  }

  @Property(tries = 3_000)
  void tradingEndsBeforeTheSettlementPriceIsFixedAndExercisingAfterTheClose(
      @ForAll("dates") LocalDate expiry, @ForAll Settlement settlement, @ForAll OptionHours hours) {
    Instant settlesAt = rules.settlesAt(expiry, settlement);
    Instant endOfExpiry =
        expiry.plusDays(1).atStartOfDay(ZoneId.of("America/New_York")).toInstant();

    assertThat(rules.lastTradeAt(expiry, settlement, hours)).isBeforeOrEqualTo(settlesAt);
    assertThat(settlesAt).isBefore(rules.exerciseCutoffAt(expiry));
    assertThat(rules.exerciseCutoffAt(expiry)).isBefore(endOfExpiry);
    assertThat(settlesAt.atZone(ZoneId.of("America/New_York")).toLocalTime())
        .isIn(
            settlement.isMorning()
                ? List.of(LocalTime.of(9, 30))
                : List.of(LocalTime.of(13, 0), LocalTime.of(16, 0)));
  }

  @Provide
  Arbitrary<LocalDate> dates() {
    return Dates.dates().between(LocalDate.of(2005, 1, 10), LocalDate.of(2039, 9, 30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SPY", "QQQ", "IWM", "DIA", "SPX", "SPXW", "RUT", "RUTW", "NDX", "NDXP", "VIX"})
  void broadFundsAndIndicesTradeAQuarterOfAnHourLonger(String root) {
    TradingSession session = TradingCalendar.usOptions().getSession(LocalDate.of(2024, 7, 3));

    assertThat(OptionHours.forRoot(root).closesAt(session)).isEqualTo("2024-07-03T17:15:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAPL", "TWX", "BAC", "SPY1", "spy", ""})
  void otherOptionsStopWithTheStock(String root) {
    TradingSession session = TradingCalendar.usOptions().getSession(LocalDate.of(2024, 7, 2));

    assertThat(OptionHours.forRoot(root).closesAt(session)).isEqualTo("2024-07-02T20:00:00Z");
  }

  @ParameterizedTest
  @EnumSource(Settlement.class)
  void settlementsSayWhetherTheyAreInCashAndInTheMorning(Settlement settlement) {
    assertThat(settlement.isCash()).isEqualTo(settlement.name().startsWith("CASH"));
    assertThat(settlement.isMorning()).isEqualTo(settlement.name().endsWith("AM"));
  }

  @ParameterizedTest
  @CsvSource({
    "2014-06-20, 2014-06-21",
    "2014-06-21, 2014-06-21",
    "2014-04-17, 2014-04-19", // Good Friday: the last trading day was a Thursday
    "2014-04-19, 2014-04-19",
    "2015-01-16, 2015-01-17",
    "2015-02-20, 2015-02-20",
    "2015-12-19, 2015-12-19",
    "2014-06-27, 2014-06-27", // a weekly
    "2014-06-30, 2014-06-30", // a quarterly
    "2025-06-20, 2025-06-20"
  })
  void bringsTheDatesOfASeriesToThePrintedOne(LocalDate stated, LocalDate printed) {
    assertThat(ExpiryRules.usOptions().printedExpiry(stated)).isEqualTo(printed);
  }

  @Test
  void leadsFromThePrintedExpiryBackToTheLastTradingDay() {
    ExpiryRules rules = ExpiryRules.usOptions();
    for (LocalDate day = LocalDate.of(2005, 1, 3);
        day.isBefore(LocalDate.of(2030, 1, 1));
        day = day.plusDays(1)) {
      LocalDate printed = rules.printedExpiry(day);
      LocalDate last = rules.lastTradingDay(printed, Settlement.PHYSICAL);

      assertThat(last).isEqualTo(rules.lastTradingDay(day, Settlement.PHYSICAL));
      assertThat(rules.printedExpiry(printed)).isEqualTo(printed);
    }
  }
}
