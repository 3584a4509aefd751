/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One chain that a provider was asked for while it was recorded. Immutable.
 *
 * @param askedAt when
 * @param symbol underlying
 * @param expiry expiry date asked for, empty for the dates themselves
 * @param problem reason why there was no answer, empty if there was one
 */
public record RecordedQuestion(
    Instant askedAt, String symbol, Optional<LocalDate> expiry, Optional<String> problem) {

  /**
   * Checks the symbol.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public RecordedQuestion {
    if (symbol.isBlank()) {
      throw new IllegalArgumentException("symbol must not be blank");
    }
  }
}
