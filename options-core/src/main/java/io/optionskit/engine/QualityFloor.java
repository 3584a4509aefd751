/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.engine;

import io.optionskit.market.OptionChain;
import io.optionskit.spi.QuoteJudge;

/**
 * How good a quote must be for strategies to see it.
 *
 * @param judge judges each chain before a strategy sees it
 * @param lowest lowest score that passes, 0 to 1; 0 lets everything pass, with its score
 */
public record QualityFloor(QuoteJudge judge, double lowest) {

  /**
   * Checks the floor.
   *
   * @throws IllegalArgumentException if it lies outside 0 to 1
   */
  public QualityFloor {
    if (!(lowest >= 0 && lowest <= 1)) {
      throw new IllegalArgumentException("quality floor must lie between 0 and 1: " + lowest);
    }
  }

  OptionChain apply(OptionChain chain) {
    return chain.withQuality(judge.judge(chain)).qualityAtLeast(lowest);
  }
}
