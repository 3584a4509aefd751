/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit.kits;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.market.CalendarEvent;
import io.optionskit.spi.EventSource;
import io.optionskit.testkit.EventSourceCompliance;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventSourceComplianceTest {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 2);
  private static final Instant KNOWN = Instant.parse("2023-12-01T00:00:00Z");
  private static Fault fault = Fault.NONE;

  enum Fault {
    NONE(""),
    NEWEST_FIRST("rule7_1"),
    A_DAY_TOO_MANY("rule7_2"),
    KNOWS_THE_FUTURE("rule7_3"),
    KNOWS_TOO_LATE("rule7_4"),
    LAST_DAY_EXCLUSIVE("rule7_5");

    final String rule;

    Fault(String rule) {
      this.rule = rule;
    }
  }

  @Test
  void passesARightSource() {
    fault = Fault.NONE;

    KitRun run = KitRun.of(Kit.class);

    assertThat(run.failed).as(run.failures.toString()).isEmpty();
    assertThat(run.passed).hasSize(5);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void failsASourceWithA(Fault wrong) {
    fault = wrong;

    assertThat(KitRun.of(Kit.class).failed).contains(wrong.rule);
  }

  static class Kit extends EventSourceCompliance {

    @Override
    protected EventSource source() {
      return EventSourceComplianceTest::events;
    }

    @Override
    protected LocalDate from() {
      return FIRST;
    }

    @Override
    protected LocalDate to() {
      return FIRST.plusDays(5);
    }

    @Override
    protected Instant asOf() {
      return KNOWN.plus(Duration.ofDays(6));
    }
  }

  private static List<CalendarEvent> events(LocalDate from, LocalDate to, Instant asOf) {
    LocalDate last =
        switch (fault) {
          case A_DAY_TOO_MANY -> to.plusDays(1);
          case LAST_DAY_EXCLUSIVE -> to.minusDays(1);
          default -> to;
        };
    Instant end =
        switch (fault) {
          case KNOWS_THE_FUTURE -> Instant.MAX;
          case KNOWS_TOO_LATE -> asOf.minusNanos(1);
          default -> asOf;
        };
    List<CalendarEvent> events = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      LocalDate date = FIRST.plusDays(i);
      Instant knownAt = KNOWN.plus(Duration.ofDays(i));
      if (!knownAt.isAfter(end) && !date.isBefore(from) && !date.isAfter(last)) {
        events.add(
            new CalendarEvent(
                "EARNINGS",
                "T" + i,
                date,
                CalendarEvent.Timing.UNSTATED,
                Optional.empty(),
                knownAt));
      }
    }
    if (fault == Fault.NEWEST_FIRST) {
      Collections.reverse(events);
    }
    return events;
  }
}
