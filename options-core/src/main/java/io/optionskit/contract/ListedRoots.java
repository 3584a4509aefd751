/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import static io.optionskit.contract.ExerciseStyle.AMERICAN;
import static io.optionskit.contract.ExerciseStyle.EUROPEAN;
import static io.optionskit.contract.Settlement.CASH_AM;
import static io.optionskit.contract.Settlement.CASH_PM;
import static io.optionskit.contract.Settlement.PHYSICAL;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The roots whose contracts are not American options on 100 shares, with the terms of each time.
 *
 * <p>Dates are the first expiry to which a row applies. Where no change is known, one row holds for
 * all time. The sources of the dates are in {@code docs/concepts/contracts.md}.
 */
final class ListedRoots {

  private static final LocalDate ALWAYS = LocalDate.MIN;
  private static final Deliverable TEN_SHARES = new Deliverable(10, BigDecimal.ZERO);

  /** Indices that are referenced without having options of a root in this table. */
  private static final List<String> OTHER_INDICES =
      List.of("VIX1D", "VIX9D", "VIX3M", "VIX6M", "VXN", "RVX", "VVIX", "SKEW");

  private record Terms(LocalDate firstExpiry, OptionProduct product) {}

  private static final Map<String, List<Terms>> BY_ROOT = new LinkedHashMap<>();

  static {
    index("SPX", "SPX", EUROPEAN, CASH_AM);
    // Weeklys settled in the morning until the end-of-week series took over the root.
    index("SPXW", "SPX", EUROPEAN, CASH_AM, LocalDate.of(2010, 12, 10), CASH_PM);
    index("SPXPM", "SPX", EUROPEAN, CASH_PM);
    index("SPXQ", "SPX", EUROPEAN, CASH_PM);
    // The series settled in the morning were renamed XSPAM on 5 November 2013.
    index("XSP", "XSP", EUROPEAN, CASH_AM, LocalDate.of(2013, 11, 5), CASH_PM);
    index("XSPAM", "XSP", EUROPEAN, CASH_AM);
    index("OEX", "OEX", AMERICAN, CASH_PM);
    index("XEO", "OEX", EUROPEAN, CASH_PM);
    index("RUT", "RUT", EUROPEAN, CASH_AM);
    index("RUTW", "RUT", EUROPEAN, CASH_PM);
    index("RUTQ", "RUT", EUROPEAN, CASH_PM);
    index("MRUT", "MRUT", EUROPEAN, CASH_PM);
    index("NDX", "NDX", EUROPEAN, CASH_AM);
    index("NDXP", "NDX", EUROPEAN, CASH_PM);
    index("NDXPM", "NDX", EUROPEAN, CASH_PM);
    index("XND", "XND", EUROPEAN, CASH_PM);
    index("NQX", "NQX", EUROPEAN, CASH_PM);
    index("DJX", "DJX", EUROPEAN, CASH_AM);
    index("VIX", "VIX", EUROPEAN, CASH_AM);
    index("VIXW", "VIX", EUROPEAN, CASH_AM);
    mini("AAPL7", "AAPL");
    mini("AMZN7", "AMZN");
    mini("GLD7", "GLD");
    mini("GOOG7", "GOOG");
    mini("GOGL7", "GOOG");
    mini("SPY7", "SPY");
  }

  private ListedRoots() {}

  /** Returns the terms of the contracts of a root that expire on a date. */
  static Optional<OptionProduct> find(String root, LocalDate expiry) {
    Optional<OptionProduct> found = Optional.empty();
    for (Terms terms : BY_ROOT.getOrDefault(root, List.of())) {
      if (!expiry.isBefore(terms.firstExpiry)) {
        found = Optional.of(terms.product);
      }
    }
    return found;
  }

  /** Returns the roots of an index in alphabetical order, none for anything else. */
  static List<String> ofIndex(String ticker) {
    List<String> roots = new ArrayList<>();
    BY_ROOT.forEach(
        (root, terms) -> {
          OptionProduct product = terms.get(0).product();
          if (product.settlement().isCash() && product.underlying().equals(ticker)) {
            roots.add(root);
          }
        });
    return roots.stream().sorted().toList();
  }

  static boolean isIndex(String ticker) {
    return OTHER_INDICES.contains(ticker) || !ofIndex(ticker).isEmpty();
  }

  static boolean isMini(String root) {
    return find(root, LocalDate.MAX).filter(product -> product.multiplier() == 10).isPresent();
  }

  private static void index(
      String root, String underlying, ExerciseStyle style, Settlement settlement) {
    BY_ROOT.put(root, List.of(new Terms(ALWAYS, cash(root, underlying, style, settlement))));
  }

  private static void index(
      String root,
      String underlying,
      ExerciseStyle style,
      Settlement before,
      LocalDate changed,
      Settlement since) {
    BY_ROOT.put(
        root,
        List.of(
            new Terms(ALWAYS, cash(root, underlying, style, before)),
            new Terms(changed, cash(root, underlying, style, since))));
  }

  private static OptionProduct cash(
      String root, String underlying, ExerciseStyle style, Settlement settlement) {
    return new OptionProduct(root, underlying, style, settlement, 100, Deliverable.NONE);
  }

  private static void mini(String root, String underlying) {
    OptionProduct product = new OptionProduct(root, underlying, AMERICAN, PHYSICAL, 10, TEN_SHARES);
    BY_ROOT.put(root, List.of(new Terms(ALWAYS, product)));
  }
}
