/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CallLimiterTest {

  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final MovableClock clock = new MovableClock("2025-03-03T15:00:00Z");

  @Test
  void letsTheThirtyFourthCallWaitUntilTheFirstIsAMinuteOld() {
    CallLimiter limiter = new CallLimiter();
    for (int i = 0; i < 33; i++) {
      assertThat(limiter.tryBegin(33, MINUTE, clock.instant())).isZero();
      clock.move(Duration.ofSeconds(1));
    }

    assertThat(limiter.tryBegin(33, MINUTE, clock.instant())).isEqualTo(Duration.ofSeconds(27));

    clock.move(Duration.ofSeconds(27));
    assertThat(limiter.tryBegin(33, MINUTE, clock.instant())).isZero();
    assertThat(limiter.tryBegin(33, MINUTE, clock.instant())).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void neverLetsMoreCallsBeginWithinAnySpanOfThePeriod() {
    long seed = 20250303;
    SplittableRandom random = new SplittableRandom(seed);
    CallLimiter limiter = new CallLimiter();
    List<Instant> begun = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      clock.move(Duration.ofMillis(random.nextInt(3000)));
      Duration wait = limiter.tryBegin(5, Duration.ofSeconds(10), clock.instant());
      while (!wait.isZero()) {
        clock.move(wait);
        wait = limiter.tryBegin(5, Duration.ofSeconds(10), clock.instant());
      }
      begun.add(clock.instant());
    }

    for (int i = 5; i < begun.size(); i++) {
      assertThat(Duration.between(begun.get(i - 5), begun.get(i)))
          .as("seed %d, call %d", seed, i)
          .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }
  }

  @Test
  void waitsNoLongerThanThePeriodAfterTheClockWasSetBack() {
    CallLimiter limiter = new CallLimiter();
    limiter.tryBegin(1, MINUTE, clock.instant());
    clock.move(Duration.ofHours(-1));

    assertThat(limiter.tryBegin(1, MINUTE, clock.instant())).isEqualTo(MINUTE);
  }

  @Test
  void countsTheCallsOfOthersWhoKeepToAnotherSpan() {
    CallLimiter limiter = new CallLimiter();
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.tryBegin(3, Duration.ofSeconds(10), clock.instant())).isZero();
      clock.move(Duration.ofSeconds(4));
    }

    assertThat(limiter.tryBegin(3, MINUTE, clock.instant())).isEqualTo(Duration.ofSeconds(48));
    assertThat(limiter.tryBegin(3, Duration.ofSeconds(10), clock.instant())).isZero();
  }
}
