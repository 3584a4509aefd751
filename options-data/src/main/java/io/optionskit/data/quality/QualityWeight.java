/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.market.QuoteIssue;

/**
 * What an issue takes from the trust in a quote.
 *
 * @param issue the issue
 * @param cost points of 100, 0 to 100
 * @param reason why it takes so much, in a few words
 */
public record QualityWeight(QuoteIssue issue, int cost, String reason) {

  /**
   * Checks the weight.
   *
   * @throws IllegalArgumentException if the cost lies outside 0 to 100 or no reason is given
   */
  public QualityWeight {
    if (cost < 0 || cost > 100 || reason.isBlank()) {
      throw new IllegalArgumentException(
          issue + " needs a cost of 0 to 100 and a reason: " + cost + ", '" + reason + "'");
    }
  }
}
