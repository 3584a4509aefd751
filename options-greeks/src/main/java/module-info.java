/* SPDX-License-Identifier: Apache-2.0 */
/** Pricing, implied volatility and Greeks. */
module io.optionskit.greeks {
  requires transitive io.optionskit.core;
  requires static org.jspecify;

  exports io.optionskit.greeks.american;
  exports io.optionskit.greeks.batch;
  exports io.optionskit.greeks.chain;
  exports io.optionskit.greeks.dividend;
  exports io.optionskit.greeks.forward;
  exports io.optionskit.greeks.structure;
  exports io.optionskit.greeks.surface;
  exports io.optionskit.greeks;
}
