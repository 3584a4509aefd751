/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.decision;

import java.util.Arrays;
import java.util.List;

/**
 * Named inputs of a model at one instant. Immutable; a missing value is {@code NaN} in {@link
 * #values()}.
 */
public final class FeatureRow {

  private final List<String> names;
  private final double[] values;

  private FeatureRow(List<String> names, double[] values) {
    this.names = names;
    this.values = values;
  }

  /**
   * Returns a row.
   *
   * @param names names of the features, without repeats
   * @param values their values in the same order, {@code NaN} where missing; copied
   * @return the row
   * @throws IllegalArgumentException if there are not as many values as names
   */
  public static FeatureRow of(List<String> names, double[] values) {
    if (names.size() != values.length) {
      throw new IllegalArgumentException(
          names.size() + " features but " + values.length + " values");
    }
    return new FeatureRow(List.copyOf(names), values.clone());
  }

  /**
   * Returns the names of the features.
   *
   * @return unmodifiable list
   */
  public List<String> names() {
    return names;
  }

  /**
   * Returns the values.
   *
   * @return a copy, in the order of the names; {@code NaN} where missing
   */
  public double[] values() {
    return values.clone();
  }

  /**
   * Returns the value of a feature.
   *
   * @param name its name
   * @return its value, {@code NaN} if missing
   * @throws IllegalArgumentException if the row has no such feature
   */
  public double get(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("row has no feature '" + name + "'; it has " + names);
    }
    return values[index];
  }

  /**
   * Returns the names of the missing values.
   *
   * @return names in order, empty if the row is complete
   */
  public List<String> missing() {
    return names.stream().filter(name -> Double.isNaN(get(name))).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureRow row
        && names.equals(row.names)
        && Arrays.equals(values, row.values);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "features " + names + " = " + Arrays.toString(values);
  }
}
