/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.tidy.TimeRange;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Values of options that several commands have. */
final class Options {

  private Options() {}

  /** Reads the ends of a span of time; a New York date is the whole day. */
  static TimeRange range(Problems problems, Optional<String> from, Optional<String> to) {
    TimeRange all = TimeRange.ALL;
    TimeRange start = problems.read("--from", from, all::withFrom).orElse(all);
    return problems.read("--to", to, start::withTo).orElse(start);
  }

  static BigDecimal dollars(String text) {
    if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,6})?") || new BigDecimal(text).signum() == 0) {
      throw new IllegalArgumentException("must be dollars above 0, such as 100000: " + text);
    }
    return new BigDecimal(text);
  }

  static void checkFormat(Problems problems, String format) {
    if (!List.of("csv", "json").contains(format)) {
      problems.add("--format must be csv or json: " + format);
    }
  }

  static long wholeNumber(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a whole number, such as 7: " + text, e);
    }
  }
}
