/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.market.EpochNanos;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One file of a history: rows of one underlying on one New York date.
 *
 * @param path where it is below the folder of the history, with {@code /} between the names
 * @param first time of its first row
 * @param last time of its last row
 * @param rows number of rows
 * @param bytes length of the file
 * @param sha256 SHA-256 of the file, 64 hexadecimal digits
 * @param parts what was brought in under which name, if it was compacted out of several files
 */
public record StoredFile(
    String path,
    Instant first,
    Instant last,
    long rows,
    long bytes,
    String sha256,
    List<String> parts) {

  private static final String UNDERLYING = "underlying=";
  private static final String DATE = "date=";

  /**
   * Checks the file.
   *
   * @throws IllegalArgumentException if the path is not of the form {@code
   *     underlying=…/date=…/name}, or it ends before it begins
   */
  public StoredFile {
    parts = List.copyOf(parts);
    String[] names = path.split("/", -1);
    if (names.length != 3 || !names[0].startsWith(UNDERLYING) || !names[1].startsWith(DATE)) {
      throw new IllegalArgumentException(
          "path must be of the form underlying=SPY/date=2025-03-03/name: " + path);
    }
    if (last.isBefore(first) || rows < 0 || bytes < 0) {
      throw new IllegalArgumentException(
          "file must not end before it begins nor have negative counts: " + path);
    }
  }

  /** Returns the folder of an underlying and a date below that of the history. */
  static String folder(String underlying, LocalDate date) {
    return UNDERLYING + URLEncoder.encode(underlying, StandardCharsets.UTF_8) + "/" + DATE + date;
  }

  /**
   * Returns the underlying of all rows.
   *
   * @return ticker
   */
  public String underlying() {
    return URLDecoder.decode(
        path.substring(UNDERLYING.length(), path.indexOf('/')), StandardCharsets.UTF_8);
  }

  /**
   * Returns the date of all rows.
   *
   * @return New York date
   */
  public LocalDate date() {
    int from = path.indexOf('/') + 1 + DATE.length();
    return LocalDate.parse(path.substring(from, path.indexOf('/', from)));
  }

  /** Returns the last part of the path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns whether rows of this file and of that span have times in common. */
  boolean overlaps(long firstNs, long lastNs) {
    return EpochNanos.of(first) <= lastNs && firstNs <= EpochNanos.of(last);
  }
}
