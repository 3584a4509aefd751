/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.market.OptionQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How far a quote can be trusted: 100 less what each thing found costs, at least 0.
 *
 * @param score 0 to 100
 * @param reasons what was found, empty for a sound quote
 */
record QuoteQuality(int score, List<String> reasons) {

  private static final double WIDE = 0.20;

  /** What can be found, with what it costs. */
  private enum Finding {
    NO_QUOTE(100, "no-quote"),
    ONE_SIDED(60, "one-sided"),
    CROSSED(100, "crossed"),
    LOCKED(60, "locked"),
    ZERO_BID(30, "zero-bid"),
    WIDE_SPREAD(30, "wide-spread"),
    BELOW_INTRINSIC(30, "below-intrinsic"),
    NO_SIZES(5, "no-sizes"),
    IV_PLACEHOLDER(5, "iv-placeholder");

    private final int cost;
    private final String word;

    Finding(int cost, String word) {
      this.cost = cost;
      this.word = word;
    }
  }

  /**
   * Judges a quote.
   *
   * @param quote the quote
   * @param spot price of the underlying, empty if unknown
   * @param hasPlaceholder whether the provider gave a volatility that means nothing
   */
  static QuoteQuality of(OptionQuote quote, OptionalDouble spot, boolean hasPlaceholder) {
    List<Finding> found = new ArrayList<>();
    if (quote.isTwoSided()) {
      found.addAll(bothSides(quote));
    } else {
      boolean none = quote.bid().isEmpty() && quote.ask().isEmpty();
      found.add(none ? Finding.NO_QUOTE : Finding.ONE_SIDED);
    }
    if (isBelowIntrinsic(quote, spot)) {
      found.add(Finding.BELOW_INTRINSIC);
    }
    if (quote.bidSize().isEmpty() && quote.askSize().isEmpty()) {
      found.add(Finding.NO_SIZES);
    }
    if (hasPlaceholder) {
      found.add(Finding.IV_PLACEHOLDER);
    }
    int cost = found.stream().mapToInt(finding -> finding.cost).sum();
    return new QuoteQuality(
        Math.max(0, 100 - cost), found.stream().map(finding -> finding.word).toList());
  }

  private static List<Finding> bothSides(OptionQuote quote) {
    double bid = quote.bid().orElseThrow();
    double ask = quote.ask().orElseThrow();
    if (bid > ask) {
      return List.of(Finding.CROSSED);
    }
    if (bid == ask) {
      return List.of(Finding.LOCKED);
    }
    List<Finding> found = new ArrayList<>();
    if (bid == 0) {
      found.add(Finding.ZERO_BID);
    }
    if (ask - bid > WIDE * 0.5 * (bid + ask)) {
      found.add(Finding.WIDE_SPREAD);
    }
    return found;
  }

  /** Whether buying at the ask and exercising at once would earn something. */
  private static boolean isBelowIntrinsic(OptionQuote quote, OptionalDouble spot) {
    return spot.isPresent()
        && quote.ask().isPresent()
        && quote.ask().getAsDouble()
            < quote.contract().type().intrinsic(spot.getAsDouble(), quote.strike()) - 0.005;
  }
}
