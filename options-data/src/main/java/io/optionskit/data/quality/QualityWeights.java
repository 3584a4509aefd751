/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.market.QuoteIssue;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each issue costs: a quote starts with 100 points, every issue takes its own, and none is
 * left below 0. The score is the hundredth part of what is left, so that one more issue never
 * raises it. Immutable.
 *
 * <p>Example: a quote that is wide against its price scores 0.8, a stale one 0.3, one that is both
 * 0.1, and a one-sided stale one 0.
 */
public final class QualityWeights {

  private static final int ALL = 100;

  private static final QualityWeights STANDARD =
      new QualityWeights(
          List.of(
              new QualityWeight(QuoteIssue.NO_QUOTE, 100, "there is nothing to trade on"),
              new QualityWeight(QuoteIssue.ONE_SIDED, 60, "no middle, and one way to trade it"),
              new QualityWeight(QuoteIssue.CROSSED, 100, "both sides cannot be live at once"),
              new QualityWeight(QuoteIssue.LOCKED, 40, "one of the sides is about to go"),
              new QualityWeight(QuoteIssue.STALE, 70, "the market may be elsewhere by now"),
              new QualityWeight(
                  QuoteIssue.BELOW_INTRINSIC, 80, "nobody sells for less than exercise brings"),
              new QualityWeight(
                  QuoteIssue.VERTICAL_ARBITRAGE, 60, "free money between two strikes: it is wrong"),
              new QualityWeight(
                  QuoteIssue.BUTTERFLY_ARBITRAGE, 40, "free money between three strikes"),
              new QualityWeight(
                  QuoteIssue.CALENDAR_ARBITRAGE, 40, "free money between two expiries"),
              new QualityWeight(
                  QuoteIssue.IV_PLACEHOLDER, 5, "the quote may be sound without a volatility"),
              new QualityWeight(
                  QuoteIssue.IV_UNRELIABLE,
                  5,
                  "the source's model failed, the quote need not have"),
              new QualityWeight(
                  QuoteIssue.WIDE_AGAINST_PRICE, 20, "trading costs much of the price"),
              new QualityWeight(QuoteIssue.WIDE_AGAINST_VEGA, 10, "its volatility is a guess"),
              new QualityWeight(
                  QuoteIssue.IDENTITY_CLASH, 100, "it may be the quote of another contract"),
              new QualityWeight(
                  QuoteIssue.GREEKS_OUT_OF_RANGE, 10, "the source made a mistake in this row"),
              new QualityWeight(QuoteIssue.FILLED, 50, "nobody quoted it at this time")));

  private final Map<QuoteIssue, QualityWeight> weights = new EnumMap<>(QuoteIssue.class);

  private QualityWeights(Iterable<QualityWeight> all) {
    for (QualityWeight weight : all) {
      weights.put(weight.issue(), weight);
    }
  }

  /**
   * Returns the weights that judges have unless told otherwise.
   *
   * @return one per issue
   */
  public static QualityWeights standard() {
    return STANDARD;
  }

  /**
   * Returns these weights with another one.
   *
   * @param weight replaces the one of its issue
   * @return a copy
   */
  public QualityWeights with(QualityWeight weight) {
    QualityWeights changed = new QualityWeights(weights.values());
    changed.weights.put(weight.issue(), weight);
    return changed;
  }

  /**
   * Returns the weights.
   *
   * @return one per issue, in the order of the issues
   */
  public List<QualityWeight> all() {
    return List.copyOf(weights.values());
  }

  /**
   * Returns what a quote with some issues is worth.
   *
   * @param issues what was found
   * @return 0 (worthless) to 1 (nothing to object)
   */
  public double score(Set<QuoteIssue> issues) {
    int left = ALL;
    for (QuoteIssue issue : issues) {
      QualityWeight weight = weights.get(issue);
      left -= weight == null ? ALL : weight.cost(); // an issue nobody weighed is not let pass
    }
    return Math.max(0, left) / (double) ALL;
  }
}
