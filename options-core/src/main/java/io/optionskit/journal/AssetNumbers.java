/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.contract.Asset;
import io.optionskit.market.AssetTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of the assets written to one segment so far, in order of their first use there.
 *
 * <p>Numbers given while a record is encoded can be taken back, should the record not be written
 * after all.
 */
final class AssetNumbers {

  private final Map<Asset, Integer> numbers = new LinkedHashMap<>();
  private final List<Asset> assets = new ArrayList<>();
  private @Nullable AssetTable table;
  private int[] numberOfTableId = new int[0]; // number + 1, or 0 for not seen yet

  int size() {
    return assets.size();
  }

  /** Returns the number of an asset, or −1 if it has none. */
  int find(Asset asset) {
    Integer number = numbers.get(asset);
    return number == null ? -1 : number;
  }

  /**
   * As {@link #find(Asset)}, for the asset with an id of a table; fast for the table asked last.
   */
  int find(AssetTable of, int id) {
    if (table != of) {
      table = of;
      numberOfTableId = new int[0];
    }
    if (id >= numberOfTableId.length) {
      numberOfTableId = Arrays.copyOf(numberOfTableId, Math.max(of.size(), id + 1));
    }
    if (numberOfTableId[id] == 0) {
      numberOfTableId[id] = find(of.asset(id)) + 1;
    }
    return numberOfTableId[id] - 1;
  }

  void add(Asset asset) {
    numbers.put(asset, assets.size());
    assets.add(asset);
  }

  /** Takes back all numbers from a size on. */
  void truncate(int size) {
    for (int number = assets.size() - 1; number >= size; number--) {
      numbers.remove(assets.remove(number));
    }
    forgetTable();
  }

  /** Starts a new segment. */
  void clear() {
    numbers.clear();
    assets.clear();
    forgetTable();
  }

  private void forgetTable() {
    table = null;
    numberOfTableId = new int[0];
  }
}
