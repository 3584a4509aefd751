/* SPDX-License-Identifier: Apache-2.0 */
/** Pricing, implied volatility and Greeks. */
@SuppressWarnings("module") // the accelerator is compiled later
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
  exports io.optionskit.greeks.internal.batch to
      io.optionskit.greeks.vector;

  uses io.optionskit.greeks.internal.batch.BlockKernel;
}
