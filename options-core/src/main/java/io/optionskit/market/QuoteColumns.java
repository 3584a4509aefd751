/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

/**
 * The columns of a {@link QuoteTable}, for those who have them as arrays already.
 *
 * <p>The record takes over the arrays: who made it must not write to them again.
 *
 * @param timeNs when each row became known, nanoseconds since 1970-01-01T00:00Z, never decreasing
 * @param assetIds number of the asset of each row
 * @param bids bid per share, {@code NaN} for none
 * @param asks ask per share, {@code NaN} for none
 * @param lasts last trade price per share, {@code NaN} for none
 * @param bidSizes size at the bid, −1 for unknown
 * @param askSizes size at the ask, −1 for unknown
 * @param volumes volume of the session so far, −1 for unknown
 * @param openInterests open interest, −1 for unknown
 */
@SuppressWarnings("ArrayRecordComponent") // columns: equality by identity is meant, copies are not
public record QuoteColumns(
    long[] timeNs,
    int[] assetIds,
    double[] bids,
    double[] asks,
    double[] lasts,
    int[] bidSizes,
    int[] askSizes,
    long[] volumes,
    int[] openInterests) {

  /**
   * Checks that all columns have the same length.
   *
   * @throws IllegalArgumentException if they differ
   */
  public QuoteColumns {
    int rows = timeNs.length;
    if (assetIds.length != rows
        || bids.length != rows
        || asks.length != rows
        || lasts.length != rows
        || bidSizes.length != rows
        || askSizes.length != rows
        || volumes.length != rows
        || openInterests.length != rows) {
      throw new IllegalArgumentException("columns must have the same length: " + rows + " times");
    }
  }
}
