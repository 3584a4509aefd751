/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.market.AssetTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers of contracts by their terms, so that a contract is made once and not once per row.
 *
 * <p>The terms of a contract go into one long: 19 bits for the pair of underlying and root, 16 for
 * the days from 2000 to the expiration, 27 for the strike in thousandths, 1 for the type.
 */
final class Contracts {

  static final int FIRST_EXPIRATION = (int) LocalDate.of(2000, 1, 1).toEpochDay();
  static final int LAST_EXPIRATION = (int) LocalDate.of(2099, 12, 31).toEpochDay();

  private static final int MOST_PRODUCTS = 1 << 19;

  private final AssetTable assets;
  private final Map<String, Map<String, Integer>> productsByNames = new HashMap<>();
  private final List<OptionProduct> products = new ArrayList<>();
  private final LongIntMap ids = new LongIntMap();

  Contracts(AssetTable assets) {
    this.assets = assets;
  }

  /**
   * Returns the number of an underlying.
   *
   * @throws IllegalArgumentException if the ticker is none
   */
  int underlying(String ticker) {
    return assets.idOf(new Underlying(ticker));
  }

  /**
   * Returns the number of a root on an underlying.
   *
   * @throws IllegalArgumentException if root or ticker is none
   */
  int product(String underlying, String root) {
    Map<String, Integer> roots =
        productsByNames.computeIfAbsent(underlying, key -> new HashMap<>());
    Integer known = roots.get(root);
    if (known != null) {
      return known;
    }
    int number = products.size();
    if (number == MOST_PRODUCTS) {
      throw new IllegalArgumentException("more than " + MOST_PRODUCTS + " roots");
    }
    OptionProduct product =
        OptionProduct.ofRoot(root).withUnderlying(new Underlying(underlying).symbol());
    new OptionContract(product, LocalDate.of(2000, 1, 1), OptionType.CALL, BigDecimal.ONE);
    products.add(product);
    roots.put(root, number);
    return number;
  }

  /** Returns the number of a contract whose terms were checked. */
  int contract(int product, int expirationDay, long strikeThousandths, OptionType type) {
    long key = product;
    key = key << 16 | (expirationDay - FIRST_EXPIRATION);
    key = key << 27 | strikeThousandths;
    key = key << 1 | (type == OptionType.CALL ? 0 : 1);
    int known = ids.get(key);
    if (known >= 0) {
      return known;
    }
    LocalDate expiry = LocalDate.ofEpochDay(expirationDay);
    OptionProduct now = products.get(product);
    int id =
        assets.idOf(
            new OptionContract(
                OptionProduct.ofRoot(now.root(), expiry).withUnderlying(now.underlying()),
                expiry,
                type,
                BigDecimal.valueOf(strikeThousandths, 3)));
    ids.put(key, id);
    return id;
  }
}
