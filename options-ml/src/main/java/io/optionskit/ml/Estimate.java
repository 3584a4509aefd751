/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

/**
 * A measured number with its uncertainty.
 *
 * @param value the number
 * @param lower lower end of the 95 % interval, {@code NaN} if the sample is too small for one
 * @param upper upper end of the 95 % interval, {@code NaN} if the sample is too small for one
 */
public record Estimate(double value, double lower, double upper) {

  /**
   * Returns whether a value lies within the interval.
   *
   * @param other the value, such as 0.5 for an AUC without information
   * @return true if it does; false if there is no interval
   */
  public boolean covers(double other) {
    return lower <= other && other <= upper;
  }
}
