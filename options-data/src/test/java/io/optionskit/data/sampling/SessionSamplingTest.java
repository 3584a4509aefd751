/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.time.MarketPhase;
import io.optionskit.time.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionSamplingTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final SessionSampling SAMPLING = SessionSampling.defaults();

  @ParameterizedTest
  @CsvSource({
    // an ordinary Monday
    "2026-03-16T03:10:00, 2026-03-16T04:00:00",
    "2026-03-16T04:00:00, 2026-03-16T04:05:00",
    "2026-03-16T09:27:11, 2026-03-16T09:30:00",
    "2026-03-16T09:30:00, 2026-03-16T09:31:00",
    "2026-03-16T12:00:59, 2026-03-16T12:01:00",
    "2026-03-16T15:59:30, 2026-03-16T16:00:00",
    "2026-03-16T16:00:00, 2026-03-16T16:10:00",
    "2026-03-16T19:55:00, 2026-03-16T20:00:00",
    "2026-03-16T20:00:00, 2026-03-16T21:00:00",
    "2026-03-16T23:30:00, 2026-03-17T00:00:00",
    // Friday evening, and the weekend in which clocks go forward
    "2026-03-06T20:30:00, 2026-03-06T21:00:00",
    "2026-03-07T12:00:00, 2026-03-07T13:00:00",
    "2026-03-08T01:30:00, 2026-03-08T03:00:00",
    "2026-03-09T03:59:00, 2026-03-09T04:00:00",
    // the day after Thanksgiving closes at 13:00; Thanksgiving does not open
    "2026-11-26T11:00:30, 2026-11-26T12:00:00",
    "2026-11-27T12:59:10, 2026-11-27T13:00:00",
    "2026-11-27T13:00:00, 2026-11-27T13:10:00",
    "2026-11-27T17:00:00, 2026-11-27T18:00:00",
  })
  void namesTheNextSampleInNewYork(LocalDateTime now, LocalDateTime next) {
    assertThat(SAMPLING.next(now.atZone(NEW_YORK).toInstant()))
        .isEqualTo(next.atZone(NEW_YORK).toInstant());
  }

  @Property(tries = 2000)
  void theNextSampleIsLaterNotTooFarAndNeverPassesTheStartOfAPhase(
      @ForAll @LongRange(min = 1_136_300_000L, max = 2_208_000_000L) long second,
      @ForAll @LongRange(min = 0, max = 999_999_999) long nano) {
    Instant now = Instant.ofEpochSecond(second, nano);
    MarketPhase phase = TradingCalendar.usOptions().phaseAt(now);

    Instant next = SAMPLING.next(now);

    assertThat(next).isAfter(now);
    assertThat(Duration.between(now, next)).isLessThanOrEqualTo(SAMPLING.spacing(phase));
    assertThat(TradingCalendar.usOptions().phaseAt(next.minusNanos(1))).isEqualTo(phase);
  }

  @Test
  void aWholeTradingDayHasTheSamplesThatItsPhasesSay() {
    Instant now = Instant.parse("2026-03-16T08:00:00Z").minusNanos(1); // 04:00 in New York
    Instant end = Instant.parse("2026-03-17T08:00:00Z");
    int samples = 0;
    for (Instant at = SAMPLING.next(now); at.isBefore(end); at = SAMPLING.next(at)) {
      samples++;
    }

    assertThat(samples).isEqualTo(330 / 5 + 390 + 240 / 10 + 8);
  }

  @Test
  void refusesImpossibleSpacings() {
    assertThatThrownBy(
            () ->
                new SessionSampling(
                    Duration.ofMinutes(1), Duration.ZERO, Duration.ofDays(1), Duration.ofDays(1)))
        .hasMessage("preMarket must be positive: PT0S");
  }
}
