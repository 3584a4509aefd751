/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2025-03-03T15:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | PT7S",
        "' 120 ' | PT2M",
        "0 | PT0S",
        "Mon, 03 Mar 2025 15:00:30 GMT | PT30S",
        "Mon, 03 Mar 2025 14:00:00 GMT | PT0S",
        "-5 | PT0S",
        "soon | PT0S",
        "999999999999 | PT720H",
        "99999999999999999999999 | PT0S"
      })
  void readsSecondsAndDates(String header, Duration wait) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(wait);
  }

  @Test
  void waitsNotAtAllWithoutTheHeader() {
    assertThat(RetryAfter.parse(null, NOW)).isZero();
  }
}
