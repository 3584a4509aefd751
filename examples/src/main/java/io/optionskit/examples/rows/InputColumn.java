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
    ANY;

    /** Returns whether a number lies in the range; {@code NaN} never does. */
    boolean contains(double value) {
      return switch (this) {
        case TYPE -> value == 1 || value == -1;
        case POSITIVE -> value > 0;
        case NOT_NEGATIVE -> value >= 0;
        case ANY -> !Double.isNaN(value);
      };
    }
  }
}
