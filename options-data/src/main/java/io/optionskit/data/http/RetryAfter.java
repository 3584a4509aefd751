/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads the header by which a server asks to be left alone for a while. */
final class RetryAfter {

  private static final Duration LONGEST = Duration.ofDays(30);

  private RetryAfter() {}

  /**
   * Returns the time to wait.
   *
   * @param header value of {@code Retry-After}: seconds or an HTTP date
   * @param now time of the answer
   * @return wait, zero without a header or with one that means nothing, at most 30 days
   */
  static Duration parse(@Nullable String header, Instant now) {
    if (header == null || header.isBlank()) {
      return Duration.ZERO;
    }
    String text = header.strip();
    Duration wait;
    if (text.matches("[0-9]{1,18}")) {
      wait = Duration.ofSeconds(Long.parseLong(text));
    } else {
      try {
        wait =
            Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
      } catch (DateTimeException e) {
        return Duration.ZERO;
      }
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
