/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

/**
 * How exact an American value is; more digits take more time. {@code
 * docs/concepts/american-exercise.md} shows the errors as measured.
 */
public enum AmericanAccuracy {
  /** Errors around 1e-6 of the strike: screening, whole chains, implied volatility of quotes. */
  FAST,
  /** Errors around 1e-8 of the strike: risk and valuation. */
  ACCURATE,
  /** Errors around 1e-10 of the strike: reference values. */
  HIGH
}
