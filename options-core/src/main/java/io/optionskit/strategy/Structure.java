/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.strategy;

import io.optionskit.market.ChainSelection;
import io.optionskit.market.OptionQuote;
import java.util.List;
import java.util.Optional;

/**
 * A combination of options that is opened for a credit, chosen from the contracts of one root and
 * expiry.
 */
public sealed interface Structure permits IronCondor, PutCreditSpread {

  /**
   * Returns the name of the structure.
   *
   * @return lower case with dashes, such as {@code iron-condor}
   */
  String name();

  /**
   * Chooses the legs.
   *
   * @param series calls and puts of one root and expiry
   * @param spot price of the underlying
   * @return the short legs in order, then the long ones; empty if a strike is not listed or a delta
   *     unknown
   */
  Optional<Choice> choose(ChainSelection series, double spot);

  /**
   * Contracts chosen for a structure.
   *
   * @param shorts contracts to sell; the first is the near leg that a model scores
   * @param longs contracts to buy
   */
  record Choice(List<OptionQuote> shorts, List<OptionQuote> longs) {
    /** Copies the lists. */
    public Choice {
      shorts = List.copyOf(shorts);
      longs = List.copyOf(longs);
    }
  }
}
