/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.market.ChainQuality;
import io.optionskit.market.OptionChain;

/**
 * Judges how far the quotes of a chain can be trusted. Deterministic bit for bit; may be called
 * from any thread.
 */
public interface QuoteJudge {

  /**
   * Judges a chain. Nothing in a chain makes it throw: what cannot be judged is not objected to.
   *
   * @param chain quotes at one instant, with volatilities and Greeks if an analysis was attached
   * @return a score and its reasons for each row, in the order of the chain
   */
  ChainQuality judge(OptionChain chain);
}
