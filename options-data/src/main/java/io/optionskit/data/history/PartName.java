/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a file of quotes, which tells what is in it: {@code part-FIRST-LAST-HASH.parquet}.
 *
 * @param firstNs time of its first row, nanoseconds since 1970-01-01T00:00Z
 * @param lastNs time of its last row
 * @param hash 16 hexadecimal digits of the hash of its rows
 */
record PartName(long firstNs, long lastNs, String hash) implements Comparable<PartName> {

  private static final Pattern FORM =
      Pattern.compile("part-([0-9]{1,19})-([0-9]{1,19})-([0-9a-f]{16})\\.parquet");

  static Optional<PartName> parse(String fileName) {
    Matcher matcher = FORM.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PartName(
              Long.parseLong(matcher.group(1)),
              Long.parseLong(matcher.group(2)),
              matcher.group(3)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean overlaps(PartName other) {
    return firstNs <= other.lastNs && other.firstNs <= lastNs;
  }

  @Override
  public int compareTo(PartName other) {
    return Long.compare(firstNs, other.firstNs);
  }

  @Override
  public String toString() {
    return "part-" + firstNs + "-" + lastNs + "-" + hash + ".parquet";
  }
}
