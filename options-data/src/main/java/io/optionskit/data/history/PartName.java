/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

/**
 * Name of a part of quotes, which tells what is in it: {@code part-FIRST-LAST-HASH.parquet}.
 *
 * @param prefix {@link #MICROS} or {@link #NANOS}
 * @param firstNs time of its first row, nanoseconds since 1970-01-01T00:00Z
 * @param lastNs time of its last row
 * @param hash 16 hexadecimal digits of the hash of its rows
 */
record PartName(String prefix, long firstNs, long lastNs, String hash) {

  /** Of parts whose times are whole microseconds, kept as timestamps with time zone. */
  static final String MICROS = "part";

  /** Of parts with finer times, kept as timestamps in nanoseconds, which have no time zone. */
  static final String NANOS = "partns";

  @Override
  public String toString() {
    return prefix + "-" + firstNs + "-" + lastNs + "-" + hash + ".parquet";
  }
}
