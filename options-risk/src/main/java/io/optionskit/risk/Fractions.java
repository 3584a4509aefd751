/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import java.util.Locale;

/** Limits given as a fraction of equity. */
final class Fractions {

  private Fractions() {}

  static void check(String name, double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          name + " must be a fraction above 0 and at most 1: " + fraction);
    }
  }

  static String text(double fraction) {
    return String.format(Locale.ROOT, "%.4g %%", 100 * fraction);
  }
}
