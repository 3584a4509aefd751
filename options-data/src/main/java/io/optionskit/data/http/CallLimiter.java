/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets at most so many calls begin within any span of a given length; callers beyond that wait. Who
 * shares it may ask for different spans: every call counts for all.
 *
 * <p>A true sliding window: a limiter that refills once per period would let twice as many calls
 * pass around the refill.
 */
final class CallLimiter {

  private final Deque<Instant> begun = new ArrayDeque<>();
  private Duration longest = Duration.ZERO;

  /**
   * Takes a place if one is free.
   *
   * @return zero if the call may begin now, else the time after which it is worth asking again
   */
  synchronized Duration tryBegin(int calls, Duration period, Instant now) {
    longest = longest.compareTo(period) > 0 ? longest : period;
    begun.removeIf(instant -> !instant.plus(longest).isAfter(now));
    Instant[] within =
        begun.stream()
            .filter(instant -> instant.plus(period).isAfter(now))
            .sorted()
            .toArray(Instant[]::new);
    if (within.length < calls) {
      begun.addLast(now);
      return Duration.ZERO;
    }
    Duration wait = Duration.between(now, within[within.length - calls].plus(period));
    // A clock that was set back must not make anybody wait for longer than the window.
    return wait.compareTo(period) > 0 ? period : wait;
  }
}
