/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Settlement;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the rules with lists that others keep and with the days on which prices were recorded.
 */
class TradingCalendarSharedDataTest {

  private static final String HOLIDAYS = "calendar/us_equity_holidays_early_closes.csv";

  private final TradingCalendar calendar = TradingCalendar.usOptions();
  private final ExpiryRules rules = ExpiryRules.usOptions();

  /** The list also names weekend days, on which nothing trades anyway. */
  @Test
  void closesOnTheWeekdaysOfTheListAndOnNoOther() {
    List<LocalDate> listed =
        SharedFiles.csvRows(HOLIDAYS).stream()
            .filter(row -> row[1].equals("closed"))
            .map(row -> LocalDate.parse(row[0]))
            .filter(TradingCalendarSharedDataTest::isCovered)
            .toList();

    assertThat(coveredWeekdays().filter(Predicate.not(calendar::isTradingDay)))
        .containsExactlyElementsOf(listed);
  }

  @Test
  void closesEarlyOnTheWeekdaysOfTheListAndOnNoOther() {
    List<String> listed =
        SharedFiles.csvRows(HOLIDAYS).stream()
            .filter(row -> row[1].equals("early_close"))
            .filter(row -> isCovered(LocalDate.parse(row[0])))
            .map(row -> row[0] + " " + LocalTime.parse(row[2]))
            .toList();

    assertThat(
            coveredWeekdays()
                .flatMap(date -> calendar.findSession(date).stream())
                .filter(TradingSession::earlyClose)
                .map(
                    session ->
                        session.date()
                            + " "
                            + session.closesAt().atZone(calendar.zone()).toLocalTime()))
        .containsExactlyElementsOf(listed);
  }

  @Test
  void tradesOnTheDaysOnWhichSpyTraded() {
    List<LocalDate> traded =
        SharedFiles.csvRows("underlying/daily_raw_us_1998_2021.csv.gz").stream()
            .filter(row -> row[1].equals("SPY"))
            .map(row -> LocalDate.parse(row[0]))
            .filter(TradingCalendarSharedDataTest::isCovered)
            .toList();

    assertThat(traded.get(0).datesUntil(traded.get(traded.size() - 1).plusDays(1)))
        .as("%s to %s", traded.get(0), traded.get(traded.size() - 1))
        .filteredOn(calendar::isTradingDay)
        .containsExactlyElementsOf(traded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "options/intraday/lean1m_nwsa_2013-06-28.csv.gz",
        "options/intraday/lean1h_aapl_2014-06-06.csv.gz",
        "options/intraday/lean1m_twx_2014-06-05.csv.gz",
        "options/intraday/yahoo5m_aapl_2020-12-17.csv.gz",
        "options/eod/spy_2021-01_08_top20.csv.gz",
        "options/eod/spy_2026-08_daily_snapshot_90d.csv.gz"
      })
  void theRulesKnowEveryExpiryThatWasListed(String file) {
    TreeSet<LocalDate> expiries = new TreeSet<>();
    SharedFiles.csvRows(file).forEach(row -> expiries.add(LocalDate.parse(row[3])));

    assertThat(rules.expiries(ExpiryCycle.DAILY, expiries.first(), expiries.last()))
        .containsAll(expiries);
  }

  @Test
  void noQuoteOfAnExpiringIndexOptionIsLaterThanItsLastTrade() {
    assertThat(SharedFiles.csvRows("options/intraday/lean1m_spxw_2021-01-04_05.csv.gz"))
        .filteredOn(row -> row[3].equals("2021-01-04"))
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(Instant.parse(row[0]))
                    .isBeforeOrEqualTo(
                        rules.lastTradeAt(
                            LocalDate.parse(row[3]),
                            Settlement.CASH_PM,
                            OptionHours.forRoot(row[2]))));
  }

  private static Stream<LocalDate> coveredWeekdays() {
    return LocalDate.of(2005, 1, 1)
        .datesUntil(LocalDate.of(2029, 1, 1))
        .filter(TradingCalendarSharedDataTest::isCovered);
  }

  private static boolean isCovered(LocalDate date) {
    return date.getYear() >= 2005
        && date.getYear() <= 2028
        && date.getDayOfWeek() != DayOfWeek.SATURDAY
        && date.getDayOfWeek() != DayOfWeek.SUNDAY;
  }
}
