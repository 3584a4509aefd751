/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.rows;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.IvStatus;
import io.optionskit.greeks.batch.ImpliedVolatilityBatch;
import java.util.Arrays;
import java.util.List;

/** Implied volatility of one European option per row, from forward and discount factor. */
public final class VolatilityRows implements RowModel {

  private static final List<String> COLUMNS =
      List.of("type", "forward", "strike", "years", "discount_factor", "price");

  private static final List<String> STATUSES =
      Arrays.stream(IvStatus.values()).map(IvStatus::label).toList();

  private final ThreadLocal<ImpliedVolatilityBatch> solver =
      ThreadLocal.withInitial(ImpliedVolatilityBatch::create);

  /** Makes the model. */
  public VolatilityRows() {}

  @Override
  public List<String> required() {
    return COLUMNS;
  }

  @Override
  public List<String> optional() {
    return List.of();
  }

  @Override
  public List<String> results() {
    return List.of("volatility");
  }

  @Override
  public List<String> statuses() {
    return STATUSES;
  }

  @Override
  public void compute(Block block) {
    int rows = block.rows();
    OptionType[] types = new OptionType[rows];
    double[][] columns = new double[COLUMNS.size() - 1][rows];
    for (int row = 0; row < rows; row++) {
      types[row] = block.type(row, 0) < 0 ? OptionType.PUT : OptionType.CALL;
      boolean isReadable = block.hasAllCells(row) && block.type(row, 0) != 0;
      for (int i = 0; i < columns.length; i++) {
        columns[i][row] = isReadable ? block.number(row, i + 1) : Double.NaN;
      }
    }
    double[] volatilities = new double[rows];
    IvStatus[] statuses = new IvStatus[rows];
    solver
        .get()
        .solve(
            types,
            columns[0],
            columns[1],
            columns[2],
            columns[3],
            columns[4],
            volatilities,
            statuses);
    System.arraycopy(volatilities, 0, block.results(0), 0, rows);
    for (int row = 0; row < rows; row++) {
      block.setStatus(row, STATUSES.indexOf(statuses[row].label()));
    }
  }
}
