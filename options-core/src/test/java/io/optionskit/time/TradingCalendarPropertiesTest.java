/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.time.api.Dates;

class TradingCalendarPropertiesTest {

  private final TradingCalendar calendar = TradingCalendar.usOptions();

  @Property
  void theNextTradingDayIsTheFirstOneAfterTheDate(@ForAll("dates") LocalDate date) {
    LocalDate next = calendar.nextTradingDay(date);

    assertThat(next).isAfter(date).isBefore(date.plusDays(6));
    assertThat(calendar.isTradingDay(next)).isTrue();
    assertThat(date.plusDays(1).datesUntil(next)).noneMatch(calendar::isTradingDay);
  }

  @Property
  void steppingBackUndoesSteppingForwardFromATradingDay(@ForAll("dates") LocalDate date) {
    LocalDate tradingDay = calendar.nextTradingDay(date);

    assertThat(calendar.previousTradingDay(calendar.nextTradingDay(tradingDay)))
        .isEqualTo(tradingDay);
  }

  @Property
  void tradingDaysBetweenTwoDatesAreThoseThatCanBeCounted(
      @ForAll("dates") LocalDate from, @ForAll("dates") LocalDate to) {
    LocalDate first = from.isBefore(to) ? from : to;
    LocalDate last = from.isBefore(to) ? to : from;
    int counted =
        (int) first.plusDays(1).datesUntil(last.plusDays(1)).filter(calendar::isTradingDay).count();

    assertThat(calendar.tradingDaysBetween(first, last)).isEqualTo(counted);
    assertThat(calendar.tradingDaysBetween(last, first)).isEqualTo(-counted);
  }

  @Property(tries = 5_000)
  void thePhaseIsTheOneOnTheClockOnTheWallInNewYork(@ForAll("instants") Instant instant) {
    ZonedDateTime wall = instant.atZone(calendar.zone());

    assertThat(calendar.phaseAt(instant)).isEqualTo(phaseOnTheWall(wall));
    assertThat(calendar.findSessionAt(instant))
        .isEqualTo(
            calendar.findSession(wall.toLocalDate()).filter(session -> session.contains(instant)));
  }

  private MarketPhase phaseOnTheWall(ZonedDateTime wall) {
    if (!calendar.isTradingDay(wall.toLocalDate())) {
      return MarketPhase.CLOSED;
    }
    boolean early = calendar.getSession(wall.toLocalDate()).earlyClose();
    LocalTime close = LocalTime.of(early ? 13 : 16, 0);
    LocalTime time = wall.toLocalTime();
    if (time.isBefore(LocalTime.of(4, 0)) || !time.isBefore(close.plusHours(4))) {
      return MarketPhase.CLOSED;
    }
    if (time.isBefore(LocalTime.of(9, 30))) {
      return MarketPhase.PRE_MARKET;
    }
    return time.isBefore(close) ? MarketPhase.REGULAR : MarketPhase.AFTER_HOURS;
  }

  @Property
  void minutesToTheCloseAreTheTimeUpToTheEndOfTheSession(@ForAll("instants") Instant instant) {
    calendar
        .findSessionAt(instant)
        .ifPresentOrElse(
            session ->
                assertThat(calendar.minutesToClose(instant))
                    .hasValue(Duration.between(instant, session.closesAt()).toNanos() / 60e9),
            () -> assertThat(calendar.minutesToClose(instant)).isEmpty());
  }

  @Property
  void openTimeBetweenTwoInstantsIsTheSumOverTheirSessions(
      @ForAll("instants") Instant from, @ForAll("daysAhead") Duration ahead) {
    Instant to = from.plus(ahead);
    Duration open = Duration.ZERO;
    LocalDate last = calendar.tradingDateAt(to);
    for (LocalDate date = calendar.tradingDateAt(from);
        !date.isAfter(last);
        date = date.plusDays(1)) {
      if (calendar.isTradingDay(date)) {
        TradingSession session = calendar.getSession(date);
        Instant start = from.isAfter(session.opensAt()) ? from : session.opensAt();
        Instant end = to.isBefore(session.closesAt()) ? to : session.closesAt();
        open = start.isBefore(end) ? open.plus(Duration.between(start, end)) : open;
      }
    }

    assertThat(calendar.openNanosBetween(from, to)).isEqualTo(open.toNanos());
    assertThat(calendar.openNanosBetween(to, from)).isEqualTo(-open.toNanos());
  }

  @Provide
  Arbitrary<LocalDate> dates() {
    return Dates.dates().between(LocalDate.of(2005, 1, 4), LocalDate.of(2039, 12, 20));
  }

  /** Any instant, often one right at a phase boundary of an ordinary or short day. */
  @Provide
  Arbitrary<Instant> instants() {
    Arbitrary<Integer> secondOfDay =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 86_399),
            Arbitraries.of(4 * 60, 9 * 60 + 30, 13 * 60, 16 * 60, 17 * 60, 20 * 60)
                .map(minute -> minute * 60));
    Arbitrary<Integer> nanos = Arbitraries.integers().between(-1, 999_999_999);
    return Combinators.combine(dates(), secondOfDay, nanos)
        .as(
            (date, second, nano) ->
                date.atStartOfDay(calendar.zone())
                    .with(LocalTime.ofSecondOfDay(second))
                    .toInstant()
                    .plusNanos(nano));
  }

  @Provide
  Arbitrary<Duration> daysAhead() {
    return Arbitraries.longs().between(0, Duration.ofDays(9).toNanos()).map(Duration::ofNanos);
  }
}
