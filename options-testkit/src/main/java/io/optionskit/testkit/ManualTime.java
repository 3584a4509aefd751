/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until it is told to move. Safe to use from any thread.
 *
 * <pre>{@code
 * ManualTime time = ManualTime.at("2024-03-15T14:00:00Z");
 * time.advance(Duration.ofMinutes(5));
 * }</pre>
 */
public final class ManualTime implements InstantSource {

  private volatile Instant now;

  private ManualTime(Instant start) {
    now = start;
  }

  /**
   * Returns a clock that shows an instant.
   *
   * @param start what it shows first
   * @return the clock
   */
  public static ManualTime at(Instant start) {
    return new ManualTime(start);
  }

  /**
   * Returns a clock that shows an instant.
   *
   * @param start what it shows first, such as {@code 2024-03-15T14:00:00Z}
   * @return the clock
   */
  public static ManualTime at(String start) {
    return at(Instant.parse(start));
  }

  @Override
  public Instant instant() {
    return now;
  }

  /**
   * Moves the clock forward.
   *
   * @param by how far, not negative
   * @return what it shows now
   * @throws IllegalArgumentException if the duration is negative; {@link #jumpTo} goes back
   */
  public synchronized Instant advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time must advance by 0 or more: " + by);
    }
    now = now.plus(by);
    return now;
  }

  /**
   * Sets the clock, forward or back, as when a real one is corrected.
   *
   * @param instant what it shows from now on
   */
  public synchronized void jumpTo(Instant instant) {
    now = instant;
  }
}
