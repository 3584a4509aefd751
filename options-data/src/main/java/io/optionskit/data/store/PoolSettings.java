/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.time.Duration;

/**
 * How many connections to a database server are kept, and for how long.
 *
 * @param connections most connections kept open while nobody uses them, ≥ 1
 * @param overflow most connections opened beside them while many are in use, ≥ 0; they are closed
 *     after use
 * @param timeout longest wait for a free connection, above zero
 * @param recycle age from which a connection is replaced by a new one, above zero
 */
public record PoolSettings(int connections, int overflow, Duration timeout, Duration recycle) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a value is outside its range
   */
  public PoolSettings {
    if (connections < 1) {
      throw new IllegalArgumentException("connections must be at least 1: " + connections);
    }
    if (overflow < 0) {
      throw new IllegalArgumentException("overflow must not be negative: " + overflow);
    }
    requirePositive("timeout", timeout);
    requirePositive("recycle", recycle);
  }

  /**
   * Returns the defaults: 5 connections, 10 more at need, 30 seconds, an hour.
   *
   * @return settings
   */
  public static PoolSettings defaults() {
    return new PoolSettings(5, 10, Duration.ofSeconds(30), Duration.ofSeconds(3600));
  }

  private static void requirePositive(String what, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(what + " must be above zero: " + duration);
    }
  }
}
