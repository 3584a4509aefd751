/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradingCalendarTest {

  private final TradingCalendar calendar = TradingCalendar.usOptions();

  @Nested
  class Days {

    /** From the exchanges' published holiday lists of these years. */
    @ParameterizedTest
    @CsvSource({
      "2005, 01-17 02-21 03-25 05-30 07-04 09-05 11-24 12-26",
      "2007, 01-01 01-02 01-15 02-19 04-06 05-28 07-04 09-03 11-22 12-25",
      "2008, 01-01 01-21 02-18 03-21 05-26 07-04 09-01 11-27 12-25",
      "2011, 01-17 02-21 04-22 05-30 07-04 09-05 11-24 12-26",
      "2012, 01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29 10-30 11-22 12-25",
      "2015, 01-01 01-19 02-16 04-03 05-25 07-03 09-07 11-26 12-25",
      "2018, 01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05 12-25",
      "2021, 01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24",
      "2022, 01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26",
      "2025, 01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25",
      "2026, 01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25",
      "2028, 01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25",
    })
    void closesOnTheHolidaysOfTheYearAndOnNoOtherWeekday(int year, String monthDays) {
      List<LocalDate> holidays =
          Stream.of(monthDays.split(" ")).map(day -> LocalDate.parse(year + "-" + day)).toList();

      assertThat(weekdaysOf(year).filter(day -> !calendar.isTradingDay(day)))
          .containsExactlyElementsOf(holidays);
    }

    /** Trading days per year as the New York Stock Exchange counted them. */
    @ParameterizedTest
    @CsvSource({
      "2005, 252", "2006, 251", "2007, 251", "2008, 253", "2009, 252", "2010, 252",
      "2011, 252", "2012, 250", "2013, 252", "2014, 252", "2015, 252", "2016, 252",
      "2017, 251", "2018, 251", "2019, 252", "2020, 253", "2021, 252", "2022, 251",
      "2023, 250", "2024, 252", "2025, 250", "2026, 251"
    })
    void hasAsManyTradingDaysAYearAsTheExchange(int year, int tradingDays) {
      assertThat(weekdaysOf(year).filter(calendar::isTradingDay)).hasSize(tradingDays);
    }

    /** Easter Sundays from the tables of the almanac. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "2005-03-27", "2006-04-16", "2007-04-08", "2008-03-23", "2009-04-12", "2010-04-04",
          "2011-04-24", "2012-04-08", "2013-03-31", "2014-04-20", "2015-04-05", "2016-03-27",
          "2017-04-16", "2018-04-01", "2019-04-21", "2020-04-12", "2021-04-04", "2022-04-17",
          "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16",
          "2029-04-01", "2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17", "2034-04-09",
          "2035-03-25", "2036-04-13", "2037-04-05", "2038-04-25", "2039-04-10"
        })
    void closesOnGoodFriday(LocalDate easter) {
      assertThat(calendar.isTradingDay(easter.minusDays(2))).isFalse();
      assertThat(calendar.isTradingDay(easter.minusDays(3))).isTrue();
      assertThat(calendar.isTradingDay(easter.plusDays(1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2010-12-31", "2021-12-31", "2027-12-31"})
    void tradesOnTheFridayBeforeANewYearsDayThatIsASaturday(LocalDate friday) {
      assertThat(calendar.isTradingDay(friday)).isTrue();
      assertThat(calendar.getSession(friday).minutes()).isEqualTo(390);
    }

    @Test
    void observesJuneteenthFrom2022() {
      assertThat(calendar.isTradingDay(LocalDate.of(2020, 6, 19))).isTrue();
      assertThat(calendar.isTradingDay(LocalDate.of(2021, 6, 18))).isTrue();
      assertThat(calendar.isTradingDay(LocalDate.of(2022, 6, 20))).isFalse();
      assertThat(calendar.isTradingDay(LocalDate.of(2027, 6, 18))).isFalse();
    }

    @Test
    void tradesOnFederalHolidaysThatTheExchangesDoNotKeep() {
      LocalDate columbusDay = LocalDate.of(2023, 10, 9);
      LocalDate veteransDay = LocalDate.of(2022, 11, 11);

      assertThat(calendar.isTradingDay(columbusDay)).isTrue();
      assertThat(calendar.isTradingDay(veteransDay)).isTrue();
    }

    @Test
    void stepsOverWeekendsHolidaysAndClosures() {
      LocalDate thursdayBeforeGoodFriday = LocalDate.of(2022, 4, 14);
      LocalDate fridayBeforeSandy = LocalDate.of(2012, 10, 26);

      assertThat(calendar.nextTradingDay(thursdayBeforeGoodFriday))
          .isEqualTo(LocalDate.of(2022, 4, 18));
      assertThat(calendar.nextTradingDay(fridayBeforeSandy)).isEqualTo(LocalDate.of(2012, 10, 31));
      assertThat(calendar.previousTradingDay(LocalDate.of(2007, 1, 3)))
          .isEqualTo(LocalDate.of(2006, 12, 29));
      assertThat(calendar.previousTradingDay(LocalDate.of(2014, 6, 22)))
          .isEqualTo(LocalDate.of(2014, 6, 20));
    }

    @Test
    void countsTheTradingDaysAfterOneDateUpToAnother() {
      LocalDate friday = LocalDate.of(2024, 1, 12);
      LocalDate tuesday = LocalDate.of(2024, 1, 16);

      assertThat(calendar.tradingDaysBetween(friday, tuesday)).isOne(); // Monday is a holiday
      assertThat(calendar.tradingDaysBetween(tuesday, friday)).isEqualTo(-1);
      assertThat(calendar.tradingDaysBetween(friday, friday)).isZero();
      assertThat(calendar.tradingDaysBetween(friday, friday.plusDays(2))).isZero();
      assertThat(
              calendar.tradingDaysBetween(LocalDate.of(2023, 12, 31), LocalDate.of(2024, 12, 31)))
          .isEqualTo(252);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2004-12-31", "2040-01-01"})
    void refusesDatesOutsideItsYears(LocalDate date) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> calendar.isTradingDay(date))
          .withMessage("date must be within the calendar, 2005-01-01 to 2039-12-31: " + date);
      assertThatIllegalArgumentException().isThrownBy(() -> calendar.findSession(date));
      assertThatIllegalArgumentException().isThrownBy(() -> calendar.nextTradingDay(date));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> calendar.tradingDaysBetween(LocalDate.of(2020, 1, 1), date));
    }

    @Test
    void refusesToStepOverItsEnds() {
      assertThat(calendar.nextTradingDay(LocalDate.of(2005, 1, 1)))
          .isEqualTo(LocalDate.of(2005, 1, 3));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> calendar.nextTradingDay(LocalDate.of(2039, 12, 30)))
          .withMessageContaining("2039-12-30");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> calendar.previousTradingDay(LocalDate.of(2005, 1, 3)))
          .withMessageContaining("2005-01-03");
    }
  }

  @Nested
  class Sessions {

    @Test
    void runsFromHalfPastNineToFour() {
      TradingSession session = calendar.getSession(LocalDate.of(2024, 1, 16));

      assertThat(session)
          .isEqualTo(
              new TradingSession(
                  LocalDate.of(2024, 1, 16),
                  Instant.parse("2024-01-16T14:30:00Z"),
                  Instant.parse("2024-01-16T21:00:00Z"),
                  false));
      assertThat(session.minutes()).isEqualTo(390);
    }

    @Test
    void closesAtOneOnTheDayBeforeChristmas2015() {
      TradingSession session = calendar.getSession(LocalDate.of(2015, 12, 24));

      assertThat(session.closesAt()).isEqualTo("2015-12-24T18:00:00Z");
      assertThat(session.earlyClose()).isTrue();
      assertThat(session.minutes()).isEqualTo(210);
    }

    /** The days with an early close from 2005 to 2028, as announced by the exchanges. */
    @Test
    void closesEarlyOnTheseDaysOnly() {
      String announced =
          """
          2005-11-25
          2006-07-03 2006-11-24
          2007-07-03 2007-11-23 2007-12-24
          2008-07-03 2008-11-28 2008-12-24
          2009-11-27 2009-12-24
          2010-11-26
          2011-11-25
          2012-07-03 2012-11-23 2012-12-24
          2013-07-03 2013-11-29 2013-12-24
          2014-07-03 2014-11-28 2014-12-24
          2015-11-27 2015-12-24
          2016-11-25
          2017-07-03 2017-11-24
          2018-07-03 2018-11-23 2018-12-24
          2019-07-03 2019-11-29 2019-12-24
          2020-11-27 2020-12-24
          2021-11-26
          2022-11-25
          2023-07-03 2023-11-24
          2024-07-03 2024-11-29 2024-12-24
          2025-07-03 2025-11-28 2025-12-24
          2026-11-27 2026-12-24
          2027-11-26
          2028-07-03 2028-11-24
          """;

      assertThat(
              IntStream.rangeClosed(2005, 2028)
                  .boxed()
                  .flatMap(TradingCalendarTest::weekdaysOf)
                  .flatMap(date -> calendar.findSession(date).stream())
                  .filter(TradingSession::earlyClose)
                  .map(TradingSession::date))
          .containsExactlyElementsOf(
              Stream.of(announced.split("\\s+")).map(LocalDate::parse).toList());
    }

    /** Summer time began in April until 2006 and ended in October; since 2007 March to November. */
    @ParameterizedTest
    @CsvSource({
      "2006-03-31, 2006-03-31T14:30:00Z", "2006-04-03, 2006-04-03T13:30:00Z",
      "2006-10-27, 2006-10-27T13:30:00Z", "2006-10-30, 2006-10-30T14:30:00Z",
      "2007-03-09, 2007-03-09T14:30:00Z", "2007-03-12, 2007-03-12T13:30:00Z",
      "2007-11-02, 2007-11-02T13:30:00Z", "2007-11-05, 2007-11-05T14:30:00Z",
      "2024-03-08, 2024-03-08T14:30:00Z", "2024-03-11, 2024-03-11T13:30:00Z",
      "2024-11-01, 2024-11-01T13:30:00Z", "2024-11-04, 2024-11-04T14:30:00Z"
    })
    void opensByNewYorkTimeBeforeAndAfterTheClocksChange(LocalDate date, Instant opensAt) {
      TradingSession session = calendar.getSession(date);

      assertThat(session.opensAt()).isEqualTo(opensAt);
      assertThat(session.minutes()).isEqualTo(390);
    }

    @Test
    void findsNoSessionOnAHoliday() {
      assertThat(calendar.findSession(LocalDate.of(2018, 12, 5))).isEmpty();
    }

    @Test
    void refusesTheSessionOfAClosedDay() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> calendar.getSession(LocalDate.of(2019, 4, 19)))
          .withMessage(
              "date must be a trading day: 2019-04-19 is a FRIDAY on which the exchanges are"
                  + " closed");
    }

    @Test
    void refusesASessionThatDoesNotOpenBeforeItCloses() {
      Instant opensAt = Instant.parse("2024-01-16T14:30:00Z");

      assertThatIllegalArgumentException()
          .isThrownBy(() -> new TradingSession(LocalDate.of(2024, 1, 16), opensAt, opensAt, false))
          .withMessageContaining("closesAt must be after opensAt 2024-01-16T14:30:00Z");
    }

    @Test
    void containsItsOpeningButNotItsClose() {
      TradingSession session = calendar.getSession(LocalDate.of(2024, 7, 3));

      assertThat(session.contains(session.opensAt())).isTrue();
      assertThat(session.contains(session.closesAt().minusNanos(1))).isTrue();
      assertThat(session.contains(session.closesAt())).isFalse();
      assertThat(session.contains(session.opensAt().minusNanos(1))).isFalse();
    }
  }

  @Nested
  class Instants {

    @ParameterizedTest
    @CsvSource({
      "2024-07-02T07:59:59.999999999Z, CLOSED",
      "2024-07-02T08:00:00Z, PRE_MARKET",
      "2024-07-02T13:29:59.999999999Z, PRE_MARKET",
      "2024-07-02T13:30:00Z, REGULAR",
      "2024-07-02T19:59:59.999999999Z, REGULAR",
      "2024-07-02T20:00:00Z, AFTER_HOURS",
      "2024-07-02T23:59:59.999999999Z, AFTER_HOURS",
      "2024-07-03T00:00:00Z, CLOSED",
      "2024-07-03T16:59:59Z, REGULAR",
      "2024-07-03T17:00:00Z, AFTER_HOURS",
      "2024-07-03T21:00:00Z, CLOSED",
      "2024-07-04T15:00:00Z, CLOSED",
      "2024-01-17T00:59:59Z, AFTER_HOURS",
      "2024-01-17T01:00:00Z, CLOSED",
      "2024-01-17T08:59:59Z, CLOSED",
      "2024-01-17T09:00:00Z, PRE_MARKET"
    })
    void knowsThePhaseOfTheDay(Instant instant, MarketPhase phase) {
      assertThat(calendar.phaseAt(instant)).isEqualTo(phase);
    }

    @Test
    void takesTheTradingDateFromNewYork() {
      assertThat(calendar.tradingDateAt(Instant.parse("2024-01-17T04:59:59Z")))
          .isEqualTo(LocalDate.of(2024, 1, 16));
      assertThat(calendar.tradingDateAt(Instant.parse("2024-01-17T05:00:00Z")))
          .isEqualTo(LocalDate.of(2024, 1, 17));
      assertThat(calendar.tradingDateAt(Instant.parse("1999-07-01T04:00:00Z")))
          .isEqualTo(LocalDate.of(1999, 7, 1));
      assertThat(calendar.zone()).isEqualTo(ZoneId.of("America/New_York"));
    }

    @Test
    void findsTheSessionThatIsOpen() {
      TradingSession session = calendar.getSession(LocalDate.of(2024, 7, 3));

      assertThat(calendar.findSessionAt(Instant.parse("2024-07-03T13:30:00Z"))).contains(session);
      assertThat(calendar.findSessionAt(Instant.parse("2024-07-03T17:00:00Z"))).isEmpty();
      assertThat(calendar.findSessionAt(Instant.parse("2024-07-04T14:00:00Z"))).isEmpty();
    }

    @Test
    void countsTheMinutesToTheCloseOfTheOpenSession() {
      assertThat(calendar.minutesToClose(Instant.parse("2024-07-02T13:30:00Z"))).hasValue(390);
      assertThat(calendar.minutesToClose(Instant.parse("2024-07-02T19:45:00Z"))).hasValue(15);
      assertThat(calendar.minutesToClose(Instant.parse("2024-07-03T16:59:30Z"))).hasValue(0.5);
      assertThat(calendar.minutesToClose(Instant.parse("2024-07-02T20:00:00Z"))).isEmpty();
      assertThat(calendar.minutesToClose(Instant.parse("2024-07-02T13:29:59Z"))).isEmpty();
      assertThat(calendar.minutesToClose(Instant.parse("2024-07-04T15:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2004-12-31T20:00:00Z", "2040-01-01T05:00:00Z"})
    void refusesInstantsOutsideItsYears(Instant instant) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> calendar.phaseAt(instant))
          .withMessageContaining("instant must be within the calendar")
          .withMessageContaining(instant.toString());
      assertThatIllegalArgumentException().isThrownBy(() -> calendar.minutesToClose(instant));
      assertThatIllegalArgumentException().isThrownBy(() -> calendar.findSessionAt(instant));
    }
  }

  private static Stream<LocalDate> weekdaysOf(int year) {
    return LocalDate.of(year, 1, 1)
        .datesUntil(LocalDate.of(year + 1, 1, 1))
        .filter(
            date ->
                date.getDayOfWeek() != DayOfWeek.SATURDAY
                    && date.getDayOfWeek() != DayOfWeek.SUNDAY);
  }
}
