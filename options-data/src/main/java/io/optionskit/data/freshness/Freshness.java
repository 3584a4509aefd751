/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.freshness;

import java.time.Duration;
import java.util.Optional;

/**
 * How old some data are.
 *
 * @param verdict what they may be used for
 * @param age time from the data to now, negative if they claim to be of a time to come; empty if
 *     their time is unknown
 * @param latency time from the event to its receipt less the declared delay; empty if either is
 *     unknown
 * @param late whether the latency is above its limit
 */
public record Freshness(
    Verdict verdict, Optional<Duration> age, Optional<Duration> latency, boolean late) {

  /** What data may be used for, by their age. */
  public enum Verdict {
    /** As new as the feed gives them. */
    FRESH,
    /** Older than that: for looking, not for entries. */
    STALE,
    /** Too old, of unknown time, or of a time to come: for nothing. */
    REJECTED
  }
}
