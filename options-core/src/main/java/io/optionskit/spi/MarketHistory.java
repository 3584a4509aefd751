/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import java.util.Optional;

/** Plays recorded or simulated market data in order of time, piece by piece. Used by one thread. */
public interface MarketHistory extends AutoCloseable {

  /**
   * Returns the numbers of the assets in all tables of this history.
   *
   * @return one table for the whole history; it may grow with each piece
   */
  AssetTable assets();

  /**
   * Returns the next piece.
   *
   * @return rows that follow those of the piece before, or empty at the end
   * @throws ProviderException if the data cannot be read
   */
  Optional<QuoteTable> next();

  @Override
  void close();
}
