/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.rows;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.examples.rows.InputColumn.Range;
import io.optionskit.greeks.Black76;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import io.optionskit.greeks.dividend.CashDividends;
import io.optionskit.greeks.dividend.DividendModel;
import io.optionskit.greeks.dividend.DividendOptions;
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
     * @param dividends dividends of the row; none where there is no such column
     * @param measures receives the measures by {@link Measure#index()}
     * @throws IllegalArgumentException if the arguments make no sense together
     */
    void evaluate(OptionType type, double[] arguments, CashDividends dividends, double[] measures);
  }

  private static final List<Measure> MEASURES =
      List.of(
          Measure.VALUE,
          Measure.DELTA,
          Measure.GAMMA,
          Measure.VEGA,
          Measure.THETA,
          Measure.RHO,
          Measure.VANNA,
          Measure.VOLGA,
          Measure.CHARM,
          Measure.SPEED,
          Measure.COLOR,
          Measure.ZOMMA);

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

  private static final List<InputColumn> DIVIDEND_COLUMNS =
      List.of(
          TYPE,
          new InputColumn("spot", Range.POSITIVE),
          STRIKE,
          YEARS,
          new InputColumn("rate", Range.ANY),
          new InputColumn("dividends", Range.DIVIDENDS),
          VOLATILITY,
          new InputColumn("dividend_yield", Range.ZERO_IF_BLANK));

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
        (type, a, dividends, measures) ->
            copy(American.evaluate(accuracy, type, a[0], a[1], a[2], a[3], a[4], a[5]), measures));
  }

  /**
   * Returns options on an underlying that pays cash dividends; the last six measures stay blank.
   *
   * @param accuracy how exact
   * @param style American or European
   * @param dividendModel what a dividend does to the spot
   * @return the model
   */
  public static GreeksRows dividends(
      AmericanAccuracy accuracy, ExerciseStyle style, DividendModel dividendModel) {
    return new GreeksRows(
        DIVIDEND_COLUMNS,
        (type, a, dividends, measures) ->
            copy(
                DividendOptions.evaluate(
                    accuracy,
                    dividendModel,
                    style,
                    type,
                    a[0],
                    a[1],
                    a[2],
                    a[3],
                    a[5],
                    dividends,
                    a[4]),
                measures));
  }

  private static void copy(AmericanValue value, double[] measures) {
    measures[Measure.VALUE.index()] = value.value();
    measures[Measure.DELTA.index()] = value.delta();
    measures[Measure.GAMMA.index()] = value.gamma();
    measures[Measure.VEGA.index()] = value.vega();
    measures[Measure.THETA.index()] = value.theta();
    measures[Measure.RHO.index()] = value.rho();
  }

  @Override
  public List<String> required() {
    return names(false);
  }

  @Override
  public List<String> optional() {
    return names(true);
  }

  private List<String> names(boolean isOptional) {
    return columns.stream()
        .filter(column -> (column.range() == Range.ZERO_IF_BLANK) == isOptional)
        .map(InputColumn::name)
        .toList();
  }

  @Override
  public List<String> results() {
    return MEASURES.stream()
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
      int status = evaluate(block, row, arguments, measures);
      block.setStatus(row, status);
      for (int i = 0; i < MEASURES.size() && status == 0; i++) {
        block.results(i)[row] = measures[MEASURES.get(i).index()];
      }
    }
  }

  /** Reads a row, evaluates it and returns its status. */
  private int evaluate(Block block, int row, double[] arguments, double[] measures) {
    if (!block.hasAllCells(row)) {
      return NOT_ALL_CELLS;
    }
    CashDividends dividends = CashDividends.none();
    int numbers = 0;
    for (int i = 0; i < columns.size(); i++) {
      Range range = columns.get(i).range();
      if (range == Range.DIVIDENDS) {
        try {
          dividends = CashDividends.parse(block.text(row, i));
        } catch (IllegalArgumentException e) {
          return FIRST_COLUMN + i;
        }
      } else {
        double value = value(block, row, i, range);
        if (!range.contains(value)) {
          return FIRST_COLUMN + i;
        }
        if (range != Range.TYPE) {
          arguments[numbers++] = value;
        }
      }
    }
    OptionType type = block.type(row, 0) > 0 ? OptionType.CALL : OptionType.PUT;
    try {
      Arrays.fill(measures, Double.NaN);
      formula.evaluate(type, arguments, dividends, measures);
    } catch (IllegalArgumentException e) {
      return statuses.size() - 1;
    }
    return Double.isNaN(measures[Measure.VALUE.index()]) ? statuses.size() - 1 : 0;
  }

  private static double value(Block block, int row, int input, Range range) {
    return switch (range) {
      case TYPE -> block.type(row, input);
      case ZERO_IF_BLANK -> block.text(row, input).isEmpty() ? 0 : block.number(row, input);
      default -> block.number(row, input);
    };
  }
}
