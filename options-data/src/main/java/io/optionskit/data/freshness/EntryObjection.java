/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.freshness;

/** Why data do not support a live entry. The names are stable. */
public enum EntryObjection {
  /** The feed is delayed, of the past, indicative, or does not say what it is. */
  NOT_REAL_TIME,
  /** Nothing new for longer than the feed may be silent. */
  STALE,
  /** Older than data may be at all. */
  TOO_OLD,
  /** It is not known when the data were valid. */
  TIME_UNKNOWN,
  /** The data claim to be of a time to come. */
  FROM_THE_FUTURE,
  /** There is no bid and ask. */
  NO_QUOTE,
  /** The quote was filled in or found faulty. */
  FLAGGED
}
