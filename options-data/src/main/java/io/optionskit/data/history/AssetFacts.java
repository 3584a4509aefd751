/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.data.store.StoreException;
import io.optionskit.market.AssetTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What files of quotes say of each asset, looked up once per asset by its number. */
final class AssetFacts {

  /** Stands for none in each of the columns, for the underlying itself. */
  static final int NONE = Integer.MIN_VALUE;

  /** What {@link #rightOf} numbers. */
  static final List<String> RIGHTS = List.of("C", "P");

  private static final byte[] UNKNOWN = {};

  private final AssetTable assets;
  private final List<String> roots = new ArrayList<>();
  private byte[][] symbols = new byte[0][];
  private int[] rootOf = new int[0];
  private int[] expiryDayOf = new int[0];
  private int[] strikeOf = new int[0];
  private int[] rightOf = new int[0];

  AssetFacts(AssetTable assets) {
    this.assets = assets;
  }

  /**
   * Looks an asset up if that was not done yet.
   *
   * @throws StoreException if it is a contract with terms other than those of its root
   */
  void note(int id) {
    if (id >= symbols.length || symbols[id] == UNKNOWN) {
      add(id);
    }
  }

  /** Returns the roots that {@link #rootOf} numbers. */
  List<String> roots() {
    return roots;
  }

  byte[] symbol(int id) {
    return symbols[id];
  }

  int rootOf(int id) {
    return rootOf[id];
  }

  int expiryDayOf(int id) {
    return expiryDayOf[id];
  }

  /** Returns the strike in thousandths. */
  int strikeOf(int id) {
    return strikeOf[id];
  }

  int rightOf(int id) {
    return rightOf[id];
  }

  private void add(int id) {
    if (id >= symbols.length) {
      grow(Math.max(assets.size(), id + 1));
    }
    Asset asset = assets.asset(id);
    if (asset instanceof OptionContract contract) {
      requireStandard(contract);
      if (!roots.contains(contract.root())) {
        roots.add(contract.root());
      }
      rootOf[id] = roots.indexOf(contract.root());
      expiryDayOf[id] = (int) contract.expiry().toEpochDay();
      strikeOf[id] = contract.strike().unscaledValue().intValueExact();
      rightOf[id] = contract.type() == OptionType.CALL ? 0 : 1;
    } else {
      rootOf[id] = NONE;
      expiryDayOf[id] = NONE;
      strikeOf[id] = NONE;
      rightOf[id] = NONE;
    }
    symbols[id] = asset.symbol().getBytes(StandardCharsets.US_ASCII);
  }

  private void grow(int needed) {
    int known = symbols.length;
    int length = Math.max(needed, known + known / 2);
    symbols = Arrays.copyOf(symbols, length);
    Arrays.fill(symbols, known, length, UNKNOWN);
    rootOf = Arrays.copyOf(rootOf, length);
    expiryDayOf = Arrays.copyOf(expiryDayOf, length);
    strikeOf = Arrays.copyOf(strikeOf, length);
    rightOf = Arrays.copyOf(rightOf, length);
  }

  private static void requireStandard(OptionContract contract) {
    OptionProduct standard =
        OptionProduct.ofRoot(contract.root(), contract.expiry())
            .withUnderlying(contract.underlying());
    if (!contract.product().equals(standard)) {
      throw new StoreException(
          "quotes are kept of contracts with the standard terms of their root only: "
              + contract
              + " has "
              + contract.product());
    }
  }
}
