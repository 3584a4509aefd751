/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.time.Duration;

/**
 * How patient a stream is.
 *
 * @param connectWithin longest time to be let in, and then to have a subscription confirmed, &gt; 0
 * @param firstBackoff longest wait before the first reconnect, &gt; 0; it doubles with each further
 *     one, and between half and all of it is waited
 * @param longestBackoff longest wait before a reconnect, not below {@code firstBackoff}
 * @param steadyAfter time live after which the waits begin anew, &gt; 0
 * @param retriesWhenFull how often to try again where the account has too many connections, each
 *     time after {@code longestBackoff}; then the stream fails
 * @param quietAfter time without a message after which the stream is called quiet, &gt; 0
 * @param deadAfter time without a message after which the line is given up, not below {@code
 *     quietAfter}; shorter where the server has a beat of its own
 * @param pollAfter time down after which the source of chains is asked instead, &gt; 0
 * @param pollEvery time between two such questions, &gt; 0
 * @param capacity events that may wait for the handler before quotes are replaced by newer ones,
 *     &gt; 0
 * @param stopWithin longest time that closing takes, &gt; 0
 */
public record StreamSettings(
    Duration connectWithin,
    Duration firstBackoff,
    Duration longestBackoff,
    Duration steadyAfter,
    int retriesWhenFull,
    Duration quietAfter,
    Duration deadAfter,
    Duration pollAfter,
    Duration pollEvery,
    int capacity,
    Duration stopWithin) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of its range; the message names it
   */
  public StreamSettings {
    checkTime("connectWithin", connectWithin);
    checkTime("firstBackoff", firstBackoff);
    check("longestBackoff", longestBackoff, longestBackoff.compareTo(firstBackoff) >= 0);
    checkTime("steadyAfter", steadyAfter);
    check("retriesWhenFull", retriesWhenFull, retriesWhenFull >= 0);
    checkTime("quietAfter", quietAfter);
    check("deadAfter", deadAfter, deadAfter.compareTo(quietAfter) >= 0);
    checkTime("pollAfter", pollAfter);
    checkTime("pollEvery", pollEvery);
    check("capacity", capacity, capacity > 0);
    checkTime("stopWithin", stopWithin);
  }

  /**
   * Returns the defaults: 10 s to be let in, reconnects after 0.5 s, 1 s, 2 s and so on up to 60 s
   * and anew after a minute live, 5 tries where there are too many connections, quiet after 60 s,
   * dead after 5 minutes, chains asked after 10 s and then every 15 s, 100,000 events waiting, 5 s
   * to close.
   *
   * @return default settings
   */
  public static StreamSettings defaults() {
    return new StreamSettings(
        Duration.ofSeconds(10),
        Duration.ofMillis(500),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        5,
        Duration.ofSeconds(60),
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        100_000,
        Duration.ofSeconds(5));
  }

  /**
   * Returns these settings with other waits before reconnects.
   *
   * @param first wait before the first
   * @param longest longest wait
   * @return changed copy
   */
  public StreamSettings withBackoff(Duration first, Duration longest) {
    return new StreamSettings(
        connectWithin,
        first,
        longest,
        steadyAfter,
        retriesWhenFull,
        quietAfter,
        deadAfter,
        pollAfter,
        pollEvery,
        capacity,
        stopWithin);
  }

  /**
   * Returns these settings with another idea of silence.
   *
   * @param quiet time after which the stream is called quiet
   * @param dead time after which the line is given up
   * @return changed copy
   */
  public StreamSettings withSilence(Duration quiet, Duration dead) {
    return new StreamSettings(
        connectWithin,
        firstBackoff,
        longestBackoff,
        steadyAfter,
        retriesWhenFull,
        quiet,
        dead,
        pollAfter,
        pollEvery,
        capacity,
        stopWithin);
  }

  /**
   * Returns these settings with other times of asking the source of chains.
   *
   * @param after time down after which it is asked
   * @param every time between two questions
   * @return changed copy
   */
  public StreamSettings withPolling(Duration after, Duration every) {
    return new StreamSettings(
        connectWithin,
        firstBackoff,
        longestBackoff,
        steadyAfter,
        retriesWhenFull,
        quietAfter,
        deadAfter,
        after,
        every,
        capacity,
        stopWithin);
  }

  /**
   * Returns these settings with another limit of what waits.
   *
   * @param newCapacity events that may wait before quotes are replaced
   * @return changed copy
   */
  public StreamSettings withCapacity(int newCapacity) {
    return new StreamSettings(
        connectWithin,
        firstBackoff,
        longestBackoff,
        steadyAfter,
        retriesWhenFull,
        quietAfter,
        deadAfter,
        pollAfter,
        pollEvery,
        newCapacity,
        stopWithin);
  }

  /**
   * Returns these settings with other limits of beginning and ending.
   *
   * @param connect longest time to be let in
   * @param stop longest time that closing takes
   * @return changed copy
   */
  public StreamSettings withDeadlines(Duration connect, Duration stop) {
    return new StreamSettings(
        connect,
        firstBackoff,
        longestBackoff,
        steadyAfter,
        retriesWhenFull,
        quietAfter,
        deadAfter,
        pollAfter,
        pollEvery,
        capacity,
        stop);
  }

  private static void checkTime(String name, Duration value) {
    check(name, value, !value.isNegative() && !value.isZero());
  }

  private static void check(String name, Object value, boolean valid) {
    if (!valid) {
      String range =
          switch (name) {
            case "longestBackoff" -> "at least firstBackoff";
            case "deadAfter" -> "at least quietAfter";
            case "retriesWhenFull" -> "at least 0";
            default -> "above 0";
          };
      throw new IllegalArgumentException(name + " must be " + range + ": " + value);
    }
  }
}
