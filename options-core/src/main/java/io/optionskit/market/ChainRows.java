/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import io.optionskit.contract.OptionContract;

/**
 * Columns of a chain snapshot, one value per contract in listing order; written only while the
 * snapshot is being made.
 */
@SuppressWarnings("ArrayRecordComponent") // columns: equality by identity is meant
record ChainRows(
    OptionContract[] contracts,
    long[] timeNs,
    double[] bids,
    double[] asks,
    double[] lasts,
    int[] bidSizes,
    int[] askSizes,
    long[] volumes,
    int[] openInterests) {

  ChainRows(int size) {
    this(
        new OptionContract[size],
        new long[size],
        new double[size],
        new double[size],
        new double[size],
        new int[size],
        new int[size],
        new long[size],
        new int[size]);
  }

  ChainRows only(int[] rows) {
    ChainRows kept = new ChainRows(rows.length);
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      kept.contracts[i] = contracts[row];
      kept.timeNs[i] = timeNs[row];
      kept.bids[i] = bids[row];
      kept.asks[i] = asks[row];
      kept.lasts[i] = lasts[row];
      kept.bidSizes[i] = bidSizes[row];
      kept.askSizes[i] = askSizes[row];
      kept.volumes[i] = volumes[row];
      kept.openInterests[i] = openInterests[row];
    }
    return kept;
  }
}
