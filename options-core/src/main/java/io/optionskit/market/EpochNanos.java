/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import java.time.Instant;

/**
 * Conversion between instants and nanoseconds since 1970-01-01T00:00Z, the form of time in columns
 * (1677 to 2262).
 */
public final class EpochNanos {

  private static final long PER_SECOND = 1_000_000_000L;

  private EpochNanos() {}

  /**
   * Returns an instant as nanoseconds.
   *
   * @param instant instant between 1677 and 2262
   * @return nanoseconds since 1970-01-01T00:00Z
   * @throws ArithmeticException if the instant lies outside that range
   */
  public static long of(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano());
  }

  /**
   * Returns nanoseconds as an instant.
   *
   * @param epochNanos nanoseconds since 1970-01-01T00:00Z
   * @return the instant
   */
  public static Instant toInstant(long epochNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, PER_SECOND), Math.floorMod(epochNanos, PER_SECOND));
  }
}
