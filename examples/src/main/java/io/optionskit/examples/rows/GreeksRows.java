/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.rows;

import io.optionskit.contract.OptionType;
import io.optionskit.examples.rows.InputColumn.Range;
import io.optionskit.greeks.Black76;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Value and Greeks of one option per row.
 *
 * <p>A row whose cells do not all make sense keeps blank results, and its status names the first
 * cell that does not.
 */
public final class GreeksRows implements RowModel {

  /** A pricing formula; called by several threads at once. */
  interface Formula {

    /**
     * Writes the measures of a row, {@code NaN} where the formula has none.
     *
     * @param arguments values of the number columns, in their order, all in range
     * @param dividends cell with the dividends; empty where there are none
     * @param measures receives the measures by {@link Measure#index()}
     * @throws InvalidDividends if that cell makes no sense
     * @throws IllegalArgumentException if the arguments make no sense together
     */
    void evaluate(OptionType type, double[] arguments, String dividends, double[] measures);
  }

  /** The cell with the dividends makes no sense. */
  static final class InvalidDividends extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidDividends(String message) {
      super(message);
    }
  }

  private static final InputColumn TYPE = new InputColumn("type", Range.TYPE);
  private static final InputColumn STRIKE = new InputColumn("strike", Range.POSITIVE);
  private static final InputColumn YEARS = new InputColumn("years", Range.NOT_NEGATIVE);
  private static final InputColumn VOLATILITY = new InputColumn("volatility", Range.NOT_NEGATIVE);

  private static final List<InputColumn> SPOT_COLUMNS =
      List.of(
          TYPE,
          new InputColumn("spot", Range.POSITIVE),
          STRIKE,
          YEARS,
          new InputColumn("rate", Range.ANY),
          new InputColumn("dividend_yield", Range.ANY),
          VOLATILITY);

  private static final List<InputColumn> FORWARD_COLUMNS =
      List.of(
          TYPE,
          new InputColumn("forward", Range.POSITIVE),
          STRIKE,
          YEARS,
          new InputColumn("discount_factor", Range.POSITIVE),
          VOLATILITY);

  /** The file has the measures up to zomma; dividend rho is not among its columns. */
  private static final int RESULTS = Measure.ZOMMA.index() + 1;

  private static final int NOT_ALL_CELLS = 1;
  private static final int FIRST_COLUMN = 2;

  private final List<InputColumn> columns;
  private final Formula formula;
  private final List<String> statuses;

  private GreeksRows(List<InputColumn> columns, Formula formula) {
    this.columns = columns;
    this.formula = formula;
    List<String> texts = new ArrayList<>(List.of(OK, "invalid: columns"));
    columns.forEach(column -> texts.add("invalid: " + column.name()));
    texts.add("invalid: combination");
    this.statuses = List.copyOf(texts);
  }

  /**
   * Returns the Black–Scholes–Merton model: European options from the spot.
   *
   * @return the model
   */
  public static GreeksRows blackScholes() {
    return new GreeksRows(
        SPOT_COLUMNS,
        (type, a, dividends, measures) ->
            BlackScholes.all(type, a[0], a[1], a[2], a[3], a[4], a[5], measures));
  }

  /**
   * Returns the model of Black (1976): European options from the forward.
   *
   * @return the model
   */
  public static GreeksRows black76() {
    return new GreeksRows(
        FORWARD_COLUMNS,
        (type, a, dividends, measures) ->
            Black76.all(type, a[0], a[1], a[2], a[3], a[4], measures));
  }

  /**
   * Returns American options with a continuous dividend yield; the last six measures stay blank.
   *
   * @param accuracy how exact
   * @return the model
   */
  public static GreeksRows american(AmericanAccuracy accuracy) {
    return new GreeksRows(
        SPOT_COLUMNS,
        (type, a, dividends, measures) -> {
          AmericanValue value =
              American.evaluate(accuracy, type, a[0], a[1], a[2], a[3], a[4], a[5]);
          measures[Measure.VALUE.index()] = value.value();
          measures[Measure.DELTA.index()] = value.delta();
          measures[Measure.GAMMA.index()] = value.gamma();
          measures[Measure.VEGA.index()] = value.vega();
          measures[Measure.THETA.index()] = value.theta();
          measures[Measure.RHO.index()] = value.rho();
        });
  }

  @Override
  public List<String> required() {
    return columns.stream().map(InputColumn::name).toList();
  }

  @Override
  public List<String> optional() {
    return List.of();
  }

  @Override
  public List<String> results() {
    return Arrays.stream(Measure.values())
        .limit(RESULTS)
        .map(
            measure -> measure == Measure.VALUE ? "price" : measure.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  @Override
  public List<String> statuses() {
    return statuses;
  }

  @Override
  public void compute(Block block) {
    double[] arguments = new double[columns.size() - 1];
    double[] measures = new double[Measure.COUNT];
    for (int row = 0; row < block.rows(); row++) {
      int status = read(block, row, arguments);
      if (status == 0) {
        status = evaluate(block, row, arguments, measures);
      }
      block.setStatus(row, status);
      for (int i = 0; i < RESULTS && status == 0; i++) {
        block.results(i)[row] = measures[i];
      }
    }
  }

  /** Reads the numbers of a row and returns the status. */
  private int read(Block block, int row, double[] arguments) {
    if (!block.hasAllCells(row)) {
      return NOT_ALL_CELLS;
    }
    for (int i = 0; i < columns.size(); i++) {
      Range range = columns.get(i).range();
      double value = range == Range.TYPE ? block.type(row, i) : block.number(row, i);
      if (!range.contains(value)) {
        return FIRST_COLUMN + i;
      }
      if (i > 0) {
        arguments[i - 1] = value;
      }
    }
    return 0;
  }

  private int evaluate(Block block, int row, double[] arguments, double[] measures) {
    OptionType type = block.type(row, 0) > 0 ? OptionType.CALL : OptionType.PUT;
    try {
      Arrays.fill(measures, Double.NaN);
      formula.evaluate(type, arguments, "", measures);
    } catch (IllegalArgumentException e) {
      return statuses.size() - 1;
    }
    return Double.isNaN(measures[Measure.VALUE.index()]) ? statuses.size() - 1 : 0;
  }
}
