/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A market history of tables at hand. Used by one thread. */
public final class MemoryHistory implements MarketHistory {

  private final AssetTable assets;
  private final Iterator<QuoteTable> pieces;

  private MemoryHistory(AssetTable assets, Iterator<QuoteTable> pieces) {
    this.assets = assets;
    this.pieces = pieces;
  }

  /**
   * Returns a history that plays tables.
   *
   * @param pieces at least one table, all over the same numbers of assets, in order of time
   * @return the history, at its beginning
   * @throws IllegalArgumentException if there is no table or they number assets differently
   */
  public static MemoryHistory of(QuoteTable... pieces) {
    if (pieces.length == 0) {
      throw new IllegalArgumentException("a history must have at least one table");
    }
    AssetTable assets = pieces[0].assets();
    for (QuoteTable piece : pieces) {
      if (piece.assets() != assets) {
        throw new IllegalArgumentException("all tables of a history must number assets alike");
      }
    }
    return new MemoryHistory(assets, List.of(pieces).iterator());
  }

  @Override
  public AssetTable assets() {
    return assets;
  }

  @Override
  public Optional<QuoteTable> next() {
    return pieces.hasNext() ? Optional.of(pieces.next()) : Optional.empty();
  }

  @Override
  public void close() {}
}
