/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of features of one underlying: for each its instant, what it is about, and the values.
 * Immutable.
 */
public final class FeatureRows {

  private final FeatureSchema schema;
  private final List<Instant> times;
  private final List<String> keys;
  private final double[][] values;

  private FeatureRows(
      FeatureSchema schema, List<Instant> times, List<String> keys, double[][] values) {
    this.schema = schema;
    this.times = List.copyOf(times);
    this.keys = List.copyOf(keys);
    this.values = values;
  }

  /**
   * Returns rows in order of time.
   *
   * @param schema names of the features
   * @param times instant as of which each row was known, never decreasing
   * @param keys what each row is about, such as the symbol of a contract; empty texts for rows
   *     about the underlying
   * @param rows one array per row, with a value per feature; {@code NaN} where there is none;
   *     copied
   * @return the rows
   * @throws IllegalArgumentException if the numbers of times, keys, rows and values do not agree,
   *     or time goes back
   */
  public static FeatureRows of(
      FeatureSchema schema, List<Instant> times, List<String> keys, List<double[]> rows) {
    if (times.size() != rows.size() || keys.size() != rows.size()) {
      throw new IllegalArgumentException(
          "there must be as many times and keys as rows: "
              + times.size()
              + ", "
              + keys.size()
              + ", "
              + rows.size());
    }
    int features = schema.names().size();
    double[][] values = new double[features][rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).length != features) {
        throw new IllegalArgumentException(
            "row " + row + " must have " + features + " values: " + rows.get(row).length);
      }
      if (row > 0 && times.get(row).isBefore(times.get(row - 1))) {
        throw new IllegalArgumentException(
            "rows must be in order of time: " + times.get(row) + " after " + times.get(row - 1));
      }
      for (int feature = 0; feature < features; feature++) {
        values[feature][row] = rows.get(row)[feature];
      }
    }
    return new FeatureRows(schema, times, keys, values);
  }

  /** Takes columns over without a copy. */
  static FeatureRows ofColumns(
      FeatureSchema schema, List<Instant> times, List<String> keys, double[][] values) {
    return new FeatureRows(schema, times, keys, values);
  }

  /** Returns some of the rows. */
  FeatureRows slice(int from, int to) {
    double[][] some = new double[values.length][];
    for (int feature = 0; feature < some.length; feature++) {
      some[feature] = java.util.Arrays.copyOfRange(values[feature], from, to);
    }
    return new FeatureRows(schema, times.subList(from, to), keys.subList(from, to), some);
  }

  /**
   * Returns the names of the features.
   *
   * @return schema
   */
  public FeatureSchema schema() {
    return schema;
  }

  /**
   * Returns the number of rows.
   *
   * @return rows, &ge; 0
   */
  public int size() {
    return times.size();
  }

  /**
   * Returns the instant as of which each row was known.
   *
   * @return instants, never decreasing
   */
  public List<Instant> times() {
    return times;
  }

  /**
   * Returns what each row is about.
   *
   * @return keys
   */
  public List<String> keys() {
    return keys;
  }

  /**
   * Returns a value.
   *
   * @param row number of the row
   * @param feature number of the feature in the schema
   * @return value, {@code NaN} if there is none
   */
  public double value(int row, int feature) {
    return values[feature][row];
  }

  /**
   * Returns the values of a feature in all rows.
   *
   * @param feature number of the feature in the schema
   * @return a new array
   */
  public double[] column(int feature) {
    return values[feature].clone();
  }

  /**
   * Returns a row.
   *
   * @param row number of the row
   * @return its values in the order of the schema, in a new array
   */
  public double[] row(int row) {
    double[] found = new double[values.length];
    for (int feature = 0; feature < found.length; feature++) {
      found[feature] = values[feature][row];
    }
    return found;
  }

  /** Returns these rows and others behind them. */
  static FeatureRows joined(FeatureSchema schema, List<FeatureRows> parts) {
    List<Instant> times = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    int size = parts.stream().mapToInt(FeatureRows::size).sum();
    double[][] values = new double[schema.names().size()][size];
    int at = 0;
    for (FeatureRows part : parts) {
      times.addAll(part.times);
      keys.addAll(part.keys);
      for (int feature = 0; feature < values.length; feature++) {
        System.arraycopy(part.values[feature], 0, values[feature], at, part.size());
      }
      at += part.size();
    }
    return new FeatureRows(schema, times, keys, values);
  }
}
