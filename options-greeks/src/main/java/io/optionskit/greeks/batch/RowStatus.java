/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.batch;

/** Whether a row of a batch has an answer. */
public enum RowStatus {
  /** The measures are numbers. */
  OK,
  /** An input is {@code NaN}, and so are all measures. */
  UNKNOWN,
  /**
   * An input is outside the range that {@link io.optionskit.greeks.BlackScholes#value} or {@link
   * io.optionskit.greeks.Black76#value} accepts; all measures are {@code NaN}.
   */
  INVALID
}
