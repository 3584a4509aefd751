/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.strategy;

import io.optionskit.contract.OptionType;
import io.optionskit.market.ChainSelection;
import io.optionskit.market.OptionQuote;
import java.util.List;
import java.util.Optional;

/**
 * Sells a put and a call out of the money and buys a put and a call further out.
 *
 * <p>Earns the credit if the underlying expires between the short strikes; loses at most the wider
 * wing less the credit.
 *
 * @param shorts where the short strikes lie
 * @param wingStrikes listed strikes from each short strike to its long one, &gt; 0
 */
public record IronCondor(StrikeRule shorts, int wingStrikes) implements Structure {

  /**
   * Checks the wings.
   *
   * @throws IllegalArgumentException unless they are at least one strike wide
   */
  public IronCondor {
    if (wingStrikes <= 0) {
      throw new IllegalArgumentException(
          "wings must be at least one listed strike wide: " + wingStrikes);
    }
  }

  /**
   * Returns the condor at one expected move with wings of five strikes.
   *
   * @return default structure
   */
  public static IronCondor standard() {
    return new IronCondor(new StrikeRule.ByExpectedMove(1), 5);
  }

  @Override
  public String name() {
    return "iron-condor";
  }

  @Override
  public Optional<Choice> choose(ChainSelection series, double spot) {
    Optional<OptionQuote> shortPut = shorts.find(series, OptionType.PUT, spot);
    Optional<OptionQuote> shortCall = shorts.find(series, OptionType.CALL, spot);
    Optional<OptionQuote> longPut = shortPut.flatMap(put -> series.stepsFrom(put, -wingStrikes));
    Optional<OptionQuote> longCall = shortCall.flatMap(call -> series.stepsFrom(call, wingStrikes));
    if (longPut.isEmpty()
        || longCall.isEmpty()
        || shortPut.get().strike() >= shortCall.get().strike()) {
      return Optional.empty();
    }
    return Optional.of(
        new Choice(
            List.of(shortPut.get(), shortCall.get()), List.of(longPut.get(), longCall.get())));
  }
}
