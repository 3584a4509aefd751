/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml.feature;

import java.util.function.ToDoubleFunction;

/**
 * A named number that can be computed of a candidate.
 *
 * @param name final name of the catalogue
 * @param kind whether the value can be compared over years
 * @param value gives the value, {@code NaN} where an input is missing
 */
record Feature(String name, Kind kind, ToDoubleFunction<Candidate> value) {

  /** Whether a value can be compared over years. */
  enum Kind {
    /** Relative or bounded. */
    RELATIVE,
    /** A flag or a code. */
    FLAG
  }

  static Feature relative(String name, ToDoubleFunction<Candidate> value) {
    return new Feature(name, Kind.RELATIVE, value);
  }

  static Feature flag(String name, ToDoubleFunction<Candidate> value) {
    return new Feature(name, Kind.FLAG, value);
  }

  /** Returns the value; what is not a number, such as a ratio to nothing, is missing. */
  double of(Candidate candidate) {
    double computed = value.applyAsDouble(candidate);
    return Double.isInfinite(computed) ? Double.NaN : computed;
  }
}
