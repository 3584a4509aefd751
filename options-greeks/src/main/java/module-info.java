/* SPDX-License-Identifier: Apache-2.0 */
/** Pricing, implied volatility and Greeks. */
module io.optionskit.greeks {
  requires transitive io.optionskit.core;
  requires static org.jspecify;

  exports io.optionskit.greeks;
}
