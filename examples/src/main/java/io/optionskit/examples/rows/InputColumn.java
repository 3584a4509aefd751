/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.rows;

/**
 * A column that a pricing formula takes its argument from.
 *
 * @param name name in the header
 * @param range values that make sense
 */
record InputColumn(String name, Range range) {

  /** Values that make sense. All are finite. */
  enum Range {
    TYPE,
    POSITIVE,
    NOT_NEGATIVE,
    ANY,
    /** As ANY; a blank cell, or a file without the column, means 0. */
    ZERO_IF_BLANK,
    /** Not a number: {@code years:amount;…}, none in a blank cell. */
    DIVIDENDS;

    /** Returns whether a number lies in the range; {@code NaN} never does. */
    boolean contains(double value) {
      return switch (this) {
        case TYPE -> value == 1 || value == -1;
        case POSITIVE -> value > 0;
        case NOT_NEGATIVE -> value >= 0;
        case ANY, ZERO_IF_BLANK, DIVIDENDS -> !Double.isNaN(value);
      };
    }
  }
}
