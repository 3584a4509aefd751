/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.structure;

/** Checks of prices per share: within a range in which no sum or product of a few overflows. */
final class Prices {

  static final double SMALLEST = 1e-100;
  static final double LARGEST = 1e100;

  private Prices() {}

  static void positive(String name, double price) {
    if (!(price >= SMALLEST && price <= LARGEST)) {
      throw new IllegalArgumentException(name + " must be between 1e-100 and 1e100: " + price);
    }
  }

  static void signed(String name, double price) {
    if (!(Math.abs(price) <= LARGEST)) {
      throw new IllegalArgumentException(name + " must be between -1e100 and 1e100: " + price);
    }
  }
}
