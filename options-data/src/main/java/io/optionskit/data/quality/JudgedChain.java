/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.market.ChainQuality;
import io.optionskit.market.OptionChain;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A chain with all that can be found out about it.
 *
 * @param chain the chain as the source gave it, with own volatilities and Greeks beside the
 *     source's, and the judgement
 * @param quality the judgement, one row per contract in the order of the chain
 * @param forwards forward and discount factor per root and expiry, in the order of the chain; those
 *     without time left or without a forward are left out
 */
public record JudgedChain(OptionChain chain, ChainQuality quality, List<ExpiryForward> forwards) {

  /** Keeps a copy of the list. */
  public JudgedChain {
    forwards = List.copyOf(forwards);
  }

  /**
   * Returns forward and discount factor of one expiry.
   *
   * @param root option root; roots of one date may settle at different times
   * @param expiry expiry date printed in the symbol
   * @return its forward, empty if it has none
   */
  public Optional<ExpiryForward> findForward(String root, LocalDate expiry) {
    return forwards.stream()
        .filter(each -> each.root().equals(root) && each.expiry().equals(expiry))
        .findFirst();
  }
}
