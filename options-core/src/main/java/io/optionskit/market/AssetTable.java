/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Dense numbers for assets, given in order of first sight.
 *
 * <p>The underlying of a contract gets its number before the contract. Numbers are never reused or
 * changed. One thread adds; others may read only what was handed to them with proper publication.
 */
public final class AssetTable {

  private final List<Asset> assets = new ArrayList<>();
  private final Map<Asset, Integer> ids = new LinkedHashMap<>();
  private int[] underlyingIds = new int[64];

  /** Creates an empty table. */
  public AssetTable() {}

  /**
   * Returns the number of an asset, giving it one if it has none yet.
   *
   * @param asset contract or underlying
   * @return its number, ≥ 0
   */
  public int idOf(Asset asset) {
    Integer known = ids.get(asset);
    return known != null ? known : add(asset);
  }

  /**
   * Returns the number of an asset if it has one.
   *
   * @param asset contract or underlying
   * @return its number, or −1
   */
  public int findId(Asset asset) {
    Integer known = ids.get(asset);
    return known != null ? known : -1;
  }

  /**
   * Returns the asset with a number.
   *
   * @param id number from this table
   * @return the asset
   * @throws IndexOutOfBoundsException if no asset has this number
   */
  public Asset asset(int id) {
    return assets.get(id);
  }

  /**
   * Returns the number of the underlying of an asset; for an underlying its own.
   *
   * @param id number from this table
   * @return number of the underlying
   */
  public int underlyingId(int id) {
    return underlyingIds[id];
  }

  /**
   * Returns how many assets have a number.
   *
   * @return count; numbers run from 0 to this less one
   */
  public int size() {
    return assets.size();
  }

  private int add(Asset asset) {
    int underlyingId =
        asset instanceof OptionContract contract
            ? idOf(new Underlying(contract.underlying()))
            : assets.size();
    int id = assets.size();
    assets.add(asset);
    ids.put(asset, id);
    if (id == underlyingIds.length) {
      underlyingIds = java.util.Arrays.copyOf(underlyingIds, 2 * id);
    }
    underlyingIds[id] = underlyingId;
    return id;
  }
}
