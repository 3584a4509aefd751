/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Instants as text that sorts as they do: {@code 2025-03-03T15:00:00.000000000Z}. */
final class StoreText {

  private static final DateTimeFormatter NINE_DECIMALS =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter(java.util.Locale.ROOT);

  private StoreText() {}

  static String of(Instant instant) {
    return NINE_DECIMALS.format(instant);
  }

  static Instant instant(String text) {
    return Instant.parse(text);
  }
}
