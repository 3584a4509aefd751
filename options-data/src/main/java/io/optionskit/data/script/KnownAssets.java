/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.market.AssetTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The assets of the data by their symbols: a script does not say on which underlying a root is. */
final class KnownAssets {

  private static final int SHOWN = 6;

  private final Map<String, Asset> bySymbol = new TreeMap<>();

  KnownAssets(AssetTable assets) {
    for (int id = 0; id < assets.size(); id++) {
      bySymbol.putIfAbsent(assets.asset(id).symbol(), assets.asset(id));
    }
  }

  boolean has(String symbol) {
    return bySymbol.containsKey(symbol);
  }

  Asset get(String symbol) {
    Asset asset = bySymbol.get(symbol);
    if (asset == null) {
      throw new IllegalArgumentException("the data have no " + symbol);
    }
    return asset;
  }

  /** Returns what the data have instead of an unknown symbol. */
  String nearest(String symbol) {
    if (symbol.length() != 21) {
      return "the data have " + list(underlyings());
    }
    OccSymbol wanted = OccSymbol.parse(symbol);
    String root = wanted.root();
    if (contracts(contract -> contract.root().equals(root)).findAny().isEmpty()) {
      Stream<String> roots = contracts(contract -> true).map(OptionContract::root);
      return "the data have options of " + list(roots.distinct().sorted());
    }
    LocalDate expiry = wanted.expiry();
    if (contracts(c -> c.root().equals(root) && c.expiry().equals(expiry)).findAny().isEmpty()) {
      Stream<LocalDate> expiries =
          contracts(c -> c.root().equals(root)).map(OptionContract::expiry).distinct();
      return root + " expires on " + list(expiries.sorted(byDistance(expiry)));
    }
    OptionType type = wanted.type();
    Stream<BigDecimal> strikes =
        contracts(c -> c.root().equals(root) && c.expiry().equals(expiry) && c.type() == type)
            .map(OptionContract::strike);
    Comparator<BigDecimal> byDistance =
        Comparator.comparing(strike -> strike.subtract(wanted.strike()).abs());
    return "nearest strikes of "
        + root
        + " "
        + expiry
        + " "
        + type
        + " are "
        + list(strikes.sorted(byDistance).map(KnownAssets::plain));
  }

  private static Comparator<LocalDate> byDistance(LocalDate date) {
    return Comparator.comparing(other -> Math.abs(other.toEpochDay() - date.toEpochDay()));
  }

  private static String plain(BigDecimal strike) {
    return strike.stripTrailingZeros().toPlainString();
  }

  private Stream<String> underlyings() {
    return bySymbol.values().stream().filter(Underlying.class::isInstance).map(Asset::symbol);
  }

  private Stream<OptionContract> contracts(Predicate<OptionContract> wanted) {
    return bySymbol.values().stream()
        .filter(OptionContract.class::isInstance)
        .map(OptionContract.class::cast)
        .filter(wanted);
  }

  private static String list(Stream<?> values) {
    List<String> shown = values.limit(SHOWN + 1L).map(Object::toString).toList();
    if (shown.isEmpty()) {
      return "none";
    }
    return shown.size() > SHOWN
        ? String.join(", ", shown.subList(0, SHOWN)) + ", …"
        : String.join(", ", shown);
  }
}
