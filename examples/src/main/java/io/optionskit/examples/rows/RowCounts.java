/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.rows;

import java.util.List;
import java.util.Map;

/**
 * What a run over a file came to.
 *
 * @param rows rows read and written
 * @param byStatus number of rows of each status that occurred, in the order of the model
 * @param replaced columns of the input that the results took the place of
 */
public record RowCounts(long rows, Map<String, Long> byStatus, List<String> replaced) {

  /**
   * Returns how many rows are as they should be.
   *
   * @return rows with the status {@code ok}
   */
  public long ok() {
    return byStatus.getOrDefault(RowModel.OK, 0L);
  }
}
