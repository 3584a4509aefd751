/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;

/**
 * Computes implied volatilities and Greeks of a chain. Deterministic bit for bit; may be called
 * from any thread.
 */
public interface ChainAnalytics {

  /**
   * Analyses a chain.
   *
   * @param chain quotes at one instant
   * @return one value per row in the order of the chain, {@code NaN} where there is none
   */
  ChainColumns analyse(OptionChain chain);
}
