/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import io.optionskit.market.OptionChain;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A chain with what Yahoo tells beside it.
 *
 * @param chain contracts with their quotes. Yahoo gives no quote time: the time of chain and quotes
 *     is that of receipt
 * @param expiries all expiry dates of the underlying, ascending
 * @param extras one per row of the chain, in its order
 * @param refused how many rows were refused as malformed, by reason; empty if none
 */
public record YahooSnapshot(
    OptionChain chain, List<LocalDate> expiries, List<Extra> extras, Map<String, Integer> refused) {

  /**
   * What Yahoo tells of a contract that is no quote.
   *
   * @param lastTradeAt when it last traded, often days ago
   * @param impliedVolatility Yahoo's own, 0.20 = 20 %; empty where it sends its placeholder of
   *     0.00001. It follows no known convention: use it for comparison only
   */
  public record Extra(Optional<Instant> lastTradeAt, OptionalDouble impliedVolatility) {}

  /** Copies the collections. */
  public YahooSnapshot {
    expiries = List.copyOf(expiries);
    extras = List.copyOf(extras);
    refused = Map.copyOf(refused);
  }
}
