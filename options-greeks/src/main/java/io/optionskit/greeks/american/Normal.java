/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.greeks.NormalDistribution;

/** Short names. */
final class Normal {
  private Normal() {}

  static double density(double x) {
    return NormalDistribution.density(x);
  }

  static double cumulative(double x) {
    return NormalDistribution.cumulative(x);
  }
}
