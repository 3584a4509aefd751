/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.market.OptionChain;
import java.time.LocalDate;
import java.util.List;

/**
 * How values of one type are written and read: JSON in UTF-8, for any language to read.
 *
 * @param <T> type of the values
 */
public interface ValueFormat<T> {

  /**
   * Writes a value.
   *
   * @param value any value
   * @return JSON in UTF-8
   */
  byte[] write(T value);

  /**
   * Reads a value back.
   *
   * @param json what {@link #write} wrote
   * @return a value equal to the one written, in every number
   * @throws IllegalArgumentException if the bytes are something else
   */
  T read(byte[] json);

  /**
   * Returns the format of lists of dates.
   *
   * @return format
   */
  static ValueFormat<List<LocalDate>> dates() {
    return new DatesFormat();
  }

  /**
   * Returns the format of chains, with provenance, quality, and own and source's columns.
   *
   * @return format
   */
  static ValueFormat<OptionChain> chains() {
    return new ChainFormat();
  }

  /**
   * Returns the format of chains with the report of what became of their rows.
   *
   * @return format
   */
  static ValueFormat<ChainAnswer> answers() {
    return new AnswerFormat();
  }
}
