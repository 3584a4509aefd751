/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteField;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.ProviderException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is asked for quotes while a stream is down. */
@FunctionalInterface
public interface StreamFallback {

  /**
   * Asks once for the quotes of some assets. May take long; never called twice at once.
   *
   * @param assets contracts and underlyings
   * @param now time of asking
   * @return quotes and values of those that are known, with the feed they come from
   * @throws ProviderException if the source fails; it is asked again later
   */
  List<StreamEvent> poll(Collection<Asset> assets, Instant now);

  /**
   * Returns a fallback that reads the chains of the contracts asked for. Underlyings have no quotes
   * in chains and get none.
   *
   * @param chains source of chains, such as another provider
   * @return fallback
   */
  static StreamFallback of(ChainSource chains) {
    return (assets, now) -> {
      Map<String, Map<LocalDate, List<OptionContract>>> wanted = new TreeMap<>();
      for (Asset asset : assets) {
        if (asset instanceof OptionContract contract) {
          wanted
              .computeIfAbsent(contract.underlying(), any -> new TreeMap<>())
              .computeIfAbsent(contract.expiry(), any -> new ArrayList<>())
              .add(contract);
        }
      }
      List<StreamEvent> events = new ArrayList<>();
      wanted.forEach(
          (underlying, expiries) ->
              expiries.forEach(
                  (expiry, contracts) -> {
                    OptionChain chain = chains.chain(underlying, expiry);
                    contracts.forEach(
                        contract ->
                            chain
                                .findQuote(contract)
                                .filter(row -> row.bid().isPresent() || row.ask().isPresent())
                                .ifPresent(row -> events.add(event(chain, row, now))));
                  }));
      return events;
    };
  }

  private static QuoteEvent event(OptionChain chain, OptionQuote row, Instant now) {
    return new QuoteEvent(
        row.contract(),
        Quote.of(
            row.bid().orElse(Double.NaN),
            row.ask().orElse(Double.NaN),
            row.last().orElse(Double.NaN),
            row.bidSize().orElse(-1),
            row.askSize().orElse(-1),
            row.quoteTime().orElse(chain.time()),
            now),
        chain.provenance().feed(QuoteField.BID, row.row()));
  }
}
