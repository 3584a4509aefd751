/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  private static final Map<String, OptionProduct> INDEX_ROOTS =
      byRoot(
          index("SPX", "SPX", ExerciseStyle.EUROPEAN, Settlement.CASH_AM),
          index("SPXW", "SPX", ExerciseStyle.EUROPEAN, Settlement.CASH_PM),
          index("SPXPM", "SPX", ExerciseStyle.EUROPEAN, Settlement.CASH_PM),
          index("XSP", "XSP", ExerciseStyle.EUROPEAN, Settlement.CASH_PM),
          index("XSPAM", "XSP", ExerciseStyle.EUROPEAN, Settlement.CASH_AM),
          index("OEX", "OEX", ExerciseStyle.AMERICAN, Settlement.CASH_PM),
          index("XEO", "OEX", ExerciseStyle.EUROPEAN, Settlement.CASH_PM),
          index("RUT", "RUT", ExerciseStyle.EUROPEAN, Settlement.CASH_AM),
          index("RUTW", "RUT", ExerciseStyle.EUROPEAN, Settlement.CASH_PM),
          index("MRUT", "MRUT", ExerciseStyle.EUROPEAN, Settlement.CASH_PM),
          index("NDX", "NDX", ExerciseStyle.EUROPEAN, Settlement.CASH_AM),
          index("NDXP", "NDX", ExerciseStyle.EUROPEAN, Settlement.CASH_PM),
          index("XND", "XND", ExerciseStyle.EUROPEAN, Settlement.CASH_PM),
          index("NQX", "NQX", ExerciseStyle.EUROPEAN, Settlement.CASH_PM),
          index("DJX", "DJX", ExerciseStyle.EUROPEAN, Settlement.CASH_AM),
          index("VIX", "VIX", ExerciseStyle.EUROPEAN, Settlement.CASH_AM),
          index("VIXW", "VIX", ExerciseStyle.EUROPEAN, Settlement.CASH_AM));

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
   * Returns the product of a root by the exchanges' standard terms.
   *
   * <p>Known index roots settle in cash: {@code SPX}, {@code RUT}, {@code NDX}, {@code DJX} and
   * {@code VIX} in the morning, their weekly roots ({@code SPXW}, {@code RUTW}, {@code NDXP}, …) at
   * the close, except {@code VIXW}, which settles in the morning too. Every other root is taken as
   * a standard American option on 100 shares of the underlying with the same ticker; a digit at the
   * end of the root marks an adjusted contract and is not part of the ticker.
   *
   * @param root option root, 1 to 6 characters of A–Z and 0–9
   * @return its product
   */
  public static OptionProduct ofRoot(String root) {
    OptionProduct index = INDEX_ROOTS.get(root);
    if (index != null) {
      return index;
    }
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
   * @return roots in alphabetical order: all of a known index, otherwise the ticker without
   *     punctuation
   */
  public static List<String> rootsOf(String underlying) {
    List<String> roots =
        INDEX_ROOTS.values().stream()
            .filter(product -> product.underlying.equals(underlying))
            .map(OptionProduct::root)
            .sorted()
            .toList();
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
   * @return true if the root ends with a digit
   */
  public boolean isAdjusted() {
    return isAdjusted(root);
  }

  static boolean isIndex(String ticker) {
    return INDEX_ROOTS.values().stream().anyMatch(product -> product.underlying.equals(ticker));
  }

  private static boolean isAdjusted(String root) {
    return root.length() > 1 && Character.isDigit(root.charAt(root.length() - 1));
  }

  private static Map<String, OptionProduct> byRoot(OptionProduct... products) {
    Map<String, OptionProduct> byRoot = new LinkedHashMap<>();
    for (OptionProduct product : products) {
      byRoot.put(product.root, product);
    }
    return Collections.unmodifiableMap(byRoot);
  }

  private static OptionProduct index(
      String root, String underlying, ExerciseStyle style, Settlement settlement) {
    return new OptionProduct(root, underlying, style, settlement, 100, Deliverable.NONE);
  }
}
