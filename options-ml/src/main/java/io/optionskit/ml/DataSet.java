/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import io.optionskit.decision.FeatureRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Rows of features with what became of them, in order of time. Immutable.
 *
 * <p>A row knows when its features were known, on which trading date that was, and until when its
 * label looks; a label that does not look strictly beyond its features is refused when the row is
 * added (ML-22). Missing values are {@code NaN}.
 */
public final class DataSet {

  private final List<String> names;
  private final List<Row> rows;

  private DataSet(List<String> names, List<Row> rows) {
    this.names = names;
    this.rows = rows;
  }

  /**
   * Returns a builder.
   *
   * @param names names of the features, without repeats
   * @return an empty builder
   * @throws IllegalArgumentException if a name appears twice
   */
  public static Builder builder(List<String> names) {
    return new Builder(names);
  }

  /**
   * Returns the names of the features.
   *
   * @return unmodifiable list in the order of the values
   */
  public List<String> names() {
    return names;
  }

  /**
   * Returns the number of rows.
   *
   * @return rows, ≥ 0
   */
  public int size() {
    return rows.size();
  }

  /**
   * Returns the share of rows whose label is true.
   *
   * @return base rate, 0 to 1; {@code NaN} without rows
   */
  public double baseRate() {
    return rows.isEmpty()
        ? Double.NaN
        : (double) rows.stream().filter(Row::label).count() / rows.size();
  }

  /**
   * Returns the value of a feature.
   *
   * @param row 0 to {@link #size()} − 1, in order of time
   * @param column position of the feature's name
   * @return the value, {@code NaN} if missing
   */
  public double value(int row, int column) {
    return rows.get(row).values[column];
  }

  /**
   * Returns a label.
   *
   * @param row 0 to {@link #size()} − 1, in order of time
   * @return the label
   */
  public boolean label(int row) {
    return rows.get(row).label;
  }

  /**
   * Returns when the features of a row were known.
   *
   * @param row 0 to {@link #size()} − 1
   * @return instant, never before that of the row before
   */
  public Instant time(int row) {
    return rows.get(row).time;
  }

  /**
   * Returns the trading date of a row.
   *
   * @param row 0 to {@link #size()} − 1
   * @return date in the exchange's zone
   */
  public LocalDate day(int row) {
    return rows.get(row).day;
  }

  /**
   * Returns until when the label of a row looks.
   *
   * @param row 0 to {@link #size()} − 1
   * @return instant after that of the features
   */
  public Instant labelEnd(int row) {
    return rows.get(row).labelEnd;
  }

  /**
   * Returns the features of a row.
   *
   * @param row 0 to {@link #size()} − 1
   * @return names and values
   */
  public FeatureRow features(int row) {
    return FeatureRow.of(names, rows.get(row).values);
  }

  /**
   * Returns some of the features.
   *
   * @param selected names to keep, in the order wanted
   * @return data set of the same rows
   * @throws IllegalArgumentException if the data set lacks one of them
   */
  public DataSet select(List<String> selected) {
    int[] columns = new int[selected.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = names.indexOf(selected.get(i));
      if (columns[i] < 0) {
        throw new IllegalArgumentException(
            "data set has no feature '" + selected.get(i) + "'; it has " + names);
      }
    }
    List<Row> kept = new ArrayList<>(rows.size());
    for (Row row : rows) {
      double[] values = Arrays.stream(columns).mapToDouble(column -> row.values[column]).toArray();
      kept.add(new Row(values, row.label, row.time, row.day, row.labelEnd));
    }
    return new DataSet(List.copyOf(selected), List.copyOf(kept));
  }

  /**
   * Returns the rows in which no value is missing.
   *
   * @return data set of the complete rows
   */
  public DataSet complete() {
    return keep(row -> Arrays.stream(row.values).noneMatch(Double::isNaN));
  }

  /**
   * Returns how many values of a feature are missing.
   *
   * @param column position of the feature's name
   * @return rows in which it is missing
   */
  public int missing(int column) {
    return (int) rows.stream().filter(row -> Double.isNaN(row.values[column])).count();
  }

  /**
   * Returns the trading dates of the rows.
   *
   * @return dates in order, each once
   */
  public List<LocalDate> days() {
    return rows.stream().map(Row::day).distinct().toList();
  }

  /** Returns the rows of a span of dates, both inclusive, whose labels end before an instant. */
  DataSet between(LocalDate first, LocalDate last, Instant labelsEndBefore) {
    return keep(
        row ->
            !row.day.isBefore(first)
                && !row.day.isAfter(last)
                && row.labelEnd.isBefore(labelsEndBefore));
  }

  double[][] matrix() {
    return rows.stream().map(row -> row.values.clone()).toArray(double[][]::new);
  }

  boolean[] labels() {
    boolean[] labels = new boolean[rows.size()];
    IntStream.range(0, labels.length).forEach(i -> labels[i] = rows.get(i).label);
    return labels;
  }

  private DataSet keep(Predicate<Row> condition) {
    return new DataSet(names, rows.stream().filter(condition).toList());
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(
      double[] values, boolean label, Instant time, LocalDate day, Instant labelEnd) {}

  /** Collects rows in any order. Not safe for use by several threads. */
  public static final class Builder {

    private final List<String> names;
    private final List<Row> rows = new ArrayList<>();

    private Builder(List<String> names) {
      this.names = List.copyOf(names);
      if (this.names.stream().distinct().count() != this.names.size()) {
        throw new IllegalArgumentException("features must not be named twice: " + names);
      }
    }

    /**
     * Adds a row.
     *
     * @param features inputs by name; every feature of the data set must be among them
     * @param label what is to be predicted
     * @param time when the features were known
     * @param day trading date of that instant
     * @param labelEnd until when the label looks, strictly after {@code time}
     * @return this builder
     * @throws IllegalArgumentException if the label does not look beyond the features, a feature
     *     lacks or a value is infinite
     */
    public Builder add(
        FeatureRow features, boolean label, Instant time, LocalDate day, Instant labelEnd) {
      if (!labelEnd.isAfter(time)) {
        throw new IllegalArgumentException(
            "label must look strictly beyond its features: it ends at "
                + labelEnd
                + ", they were known at "
                + time);
      }
      double[] values =
          features.names().equals(names) ? features.values() : new double[names.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = features.names().equals(names) ? values[i] : features.get(names.get(i));
        if (Double.isInfinite(values[i])) {
          throw new IllegalArgumentException(
              "feature " + names.get(i) + " must be finite or missing: " + values[i]);
        }
      }
      rows.add(new Row(values, label, time, day, labelEnd));
      return this;
    }

    /**
     * Adds a row labelled with whether a trade was profitable.
     *
     * @param features inputs by name, known when the trade was entered
     * @param outcome how the trade ended
     * @param day trading date of the entry
     * @return this builder
     * @throws IllegalArgumentException if a feature lacks or a value is infinite
     */
    public Builder add(FeatureRow features, TradeOutcome outcome, LocalDate day) {
      return add(features, outcome.profitable(), outcome.openedAt(), day, outcome.closedAt());
    }

    /**
     * Returns the data set.
     *
     * @return rows in order of time; rows of one instant in the order in which they were added
     */
    public DataSet build() {
      return new DataSet(names, rows.stream().sorted(Comparator.comparing(Row::time)).toList());
    }
  }
}
