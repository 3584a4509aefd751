/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import java.time.LocalDate;
import java.util.List;

/**
 * What all contracts of one root have in common.
 *
 * @param root option root, such as {@code SPXW}
 * @param underlying ticker of the underlying, such as {@code SPX}
 * @param exerciseStyle when the holder may exercise
 * @param settlement shares or cash, and at which time of day the settlement price is fixed
 * @param multiplier dollars per dollar of premium, &gt; 0, usually 100
 * @param deliverable what changes hands on exercise
 */
public record OptionProduct(
    String root,
    String underlying,
    ExerciseStyle exerciseStyle,
    Settlement settlement,
    int multiplier,
    Deliverable deliverable) {

  /**
   * Checks the product.
   *
   * @throws IllegalArgumentException if the multiplier is not positive
   */
  public OptionProduct {
    if (multiplier <= 0) {
      throw new IllegalArgumentException(
          "multiplier must be positive: " + multiplier + " for root " + root);
    }
  }

  /**
   * Returns the product of a root by the exchanges' standard terms of today, or the last ones if it
   * is no longer listed.
   *
   * <p>Known index roots settle in cash: {@code SPX}, {@code RUT}, {@code NDX}, {@code DJX} and
   * {@code VIX} in the morning, their weekly roots ({@code SPXW}, {@code RUTW}, {@code NDXP}, …) at
   * the close, except {@code VIXW}, which settles in the morning too. The mini options of 2013
   * ({@code AAPL7}, {@code AMZN7}, {@code GLD7}, {@code GOOG7}, {@code SPY7}) are on 10 shares.
   * Every other root is taken as a standard American option on 100 shares of the underlying with
   * the same ticker; a digit at the end of the root marks an adjusted contract and is not part of
   * the ticker.
   *
   * @param root option root, 1 to 6 characters of A–Z and 0–9
   * @return its product
   */
  public static OptionProduct ofRoot(String root) {
    return ofRoot(root, LocalDate.MAX);
  }

  /**
   * Returns the product of a root by the terms that hold for the contracts of an expiry.
   *
   * <p>Example: {@code XSP} contracts that expired before 5 November 2013 settled in the morning,
   * those after it settle at the close. Of contracts that were renamed while they were listed, the
   * root at the end counts: quotes of October 2013 show under {@code XSP} series of later expiry
   * that settled in the morning as {@code XSPAM}.
   *
   * @param root option root, 1 to 6 characters of A–Z and 0–9
   * @param expiry expiry date printed in the symbol
   * @return its product
   */
  public static OptionProduct ofRoot(String root, LocalDate expiry) {
    return ListedRoots.find(root, expiry).orElseGet(() -> ofShares(root));
  }

  private static OptionProduct ofShares(String root) {
    String underlying = isAdjusted(root) ? root.substring(0, root.length() - 1) : root;
    return new OptionProduct(
        root,
        underlying,
        ExerciseStyle.AMERICAN,
        Settlement.PHYSICAL,
        100,
        Deliverable.HUNDRED_SHARES);
  }

  /**
   * Returns the roots under which the options of an underlying are listed by the exchanges'
   * standard terms.
   *
   * @param underlying ticker, such as {@code SPX} or {@code BRK.B}
   * @return roots in alphabetical order: all that a known index has or had, otherwise the ticker
   *     without punctuation
   */
  public static List<String> rootsOf(String underlying) {
    List<String> roots = ListedRoots.ofIndex(underlying);
    return roots.isEmpty() ? List.of(underlying.replaceAll("[^A-Z0-9]", "")) : roots;
  }

  /**
   * Returns this product with another underlying, for roots whose ticker differs from the
   * underlying's.
   *
   * @param ticker ticker of the underlying
   * @return this if it is the same, else a copy
   */
  public OptionProduct withUnderlying(String ticker) {
    return ticker.equals(underlying)
        ? this
        : new OptionProduct(root, ticker, exerciseStyle, settlement, multiplier, deliverable);
  }

  /**
   * Returns whether the root belongs to a contract adjusted after a corporate action.
   *
   * @return true if the root ends with a digit and is not that of a mini option
   */
  public boolean isAdjusted() {
    return isAdjusted(root);
  }

  static boolean isIndex(String ticker) {
    return ListedRoots.isIndex(ticker);
  }

  private static boolean isAdjusted(String root) {
    return root.length() > 1
        && Character.isDigit(root.charAt(root.length() - 1))
        && !ListedRoots.isMini(root);
  }
}
