/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets at most so many calls begin within any span of a given length; callers beyond that wait.
 *
 * <p>A true sliding window: a limiter that refills once per period would let twice as many calls
 * pass around the refill.
 */
final class CallLimiter {

  private final int calls;
  private final Duration period;
  private final InstantSource clock;
  private final Deque<Instant> begun = new ArrayDeque<>();

  CallLimiter(int calls, Duration period, InstantSource clock) {
    this.calls = calls;
    this.period = period;
    this.clock = clock;
  }

  /**
   * Takes a place if one is free.
   *
   * @return zero if the call may begin now, else the time after which it is worth asking again
   */
  synchronized Duration tryBegin() {
    Instant now = clock.instant();
    begun.removeIf(instant -> !instant.plus(period).isAfter(now));
    if (begun.size() < calls) {
      begun.addLast(now);
      return Duration.ZERO;
    }
    Duration wait = Duration.between(now, begun.getFirst().plus(period));
    // A clock that was set back must not make anybody wait for longer than the window.
    return wait.compareTo(period) > 0 ? period : wait;
  }
}
