/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.strategy;

import io.optionskit.contract.OptionType;
import io.optionskit.market.ChainSelection;
import io.optionskit.market.OptionQuote;
import java.util.Optional;
import java.util.OptionalDouble;

/** How far from the money a short strike lies. */
public sealed interface StrikeRule {

  /**
   * The contract whose delta is nearest to a value.
   *
   * @param absolute absolute delta, above 0 and below 1, such as 0.15
   */
  record ByDelta(double absolute) implements StrikeRule {
    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException unless it lies between 0 and 1
     */
    public ByDelta {
      if (!(absolute > 0 && absolute < 1)) {
        throw new IllegalArgumentException("absolute delta must lie between 0 and 1: " + absolute);
      }
    }
  }

  /**
   * The strike nearest to the spot plus or minus a multiple of the expected move, the middle of the
   * at-the-money straddle.
   *
   * @param multiple multiple, &gt; 0, usually 1
   */
  record ByExpectedMove(double multiple) implements StrikeRule {
    /**
     * Checks the multiple.
     *
     * @throws IllegalArgumentException unless it is above 0
     */
    public ByExpectedMove {
      if (!(multiple > 0 && multiple < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "multiple of the expected move must be above 0: " + multiple);
      }
    }
  }

  /**
   * Finds the short contract of one side.
   *
   * @param series calls and puts of one root and expiry
   * @param type side
   * @param spot price of the underlying
   * @return the contract, empty if what the rule needs is unknown
   */
  default Optional<OptionQuote> find(ChainSelection series, OptionType type, double spot) {
    ChainSelection side = series.ofType(type);
    if (this instanceof ByDelta byDelta) {
      return side.nearestDelta(type.sign() * byDelta.absolute());
    }
    double multiple = ((ByExpectedMove) this).multiple();
    OptionalDouble move = expectedMove(series, spot);
    return move.isEmpty()
        ? Optional.empty()
        : side.nearestStrike(spot + type.sign() * multiple * move.getAsDouble());
  }

  /**
   * Returns the middle price of the straddle at the strike nearest to the spot.
   *
   * @param series calls and puts of one root and expiry
   * @param spot price of the underlying
   * @return expected move per share, empty if a side of the straddle has no two-sided quote
   */
  static OptionalDouble expectedMove(ChainSelection series, double spot) {
    OptionalDouble call = middle(series.ofType(OptionType.CALL).nearestStrike(spot));
    OptionalDouble put = middle(series.ofType(OptionType.PUT).nearestStrike(spot));
    return call.isPresent() && put.isPresent()
        ? OptionalDouble.of(call.getAsDouble() + put.getAsDouble())
        : OptionalDouble.empty();
  }

  private static OptionalDouble middle(Optional<OptionQuote> quote) {
    return quote.map(OptionQuote::mid).orElse(OptionalDouble.empty());
  }
}
