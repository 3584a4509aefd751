/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.strategy;

import io.optionskit.contract.OptionType;
import io.optionskit.market.ChainSelection;
import io.optionskit.market.OptionQuote;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Sells a put out of the money and buys one a fixed width lower (a bull put spread).
 *
 * <p>Earns the credit if the underlying expires above the short strike; loses at most the width
 * less the credit.
 *
 * @param shorts where the short strike lies
 * @param width distance of the strikes in dollars, &gt; 0; the long strike must be listed
 */
public record PutCreditSpread(StrikeRule shorts, BigDecimal width) implements Structure {

  /**
   * Checks the width.
   *
   * @throws IllegalArgumentException unless it is above 0
   */
  public PutCreditSpread {
    if (width.signum() <= 0) {
      throw new IllegalArgumentException("width must be above 0: " + width.toPlainString());
    }
  }

  /**
   * Returns the spread with the short put at 0.25 delta and a width of $5.
   *
   * @return default structure
   */
  public static PutCreditSpread standard() {
    return new PutCreditSpread(new StrikeRule.ByDelta(0.25), new BigDecimal("5"));
  }

  @Override
  public String name() {
    return "put-credit-spread";
  }

  @Override
  public Optional<Choice> choose(ChainSelection series, double spot) {
    Optional<OptionQuote> near = shorts.find(series, OptionType.PUT, spot);
    if (near.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal target = near.get().contract().strike().subtract(width);
    return series
        .ofType(OptionType.PUT)
        .where(quote -> quote.contract().strike().compareTo(target) == 0)
        .first()
        .map(far -> new Choice(List.of(near.get()), List.of(far)));
  }
}
