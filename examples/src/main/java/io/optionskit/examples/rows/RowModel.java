/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.rows;

import java.util.List;

/** What is computed for each row of a file. Instances are called by several threads at once. */
public interface RowModel {

  /** Text of the status of a row in which all is well; the first of {@link #statuses()}. */
  String OK = "ok";

  /**
   * Returns the columns that the file must have.
   *
   * @return names in the order in which they are spoken of
   */
  List<String> required();

  /**
   * Returns the columns that the file may have.
   *
   * @return names; empty where there is none
   */
  List<String> optional();

  /**
   * Returns the columns that are added, in front of {@code status}.
   *
   * @return names
   */
  List<String> results();

  /**
   * Returns every text that the column {@code status} can have.
   *
   * @return texts; the first is {@link #OK}
   */
  List<String> statuses();

  /**
   * Fills the results and the statuses of a block.
   *
   * @param block rows; its results are all {@code NaN} (printed as blank) and its statuses 0 (ok)
   *     before the call
   */
  void compute(Block block);
}
