/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.Quote;
import io.optionskit.spi.ChainSource;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The chains of one instant. Immutable; may be called from any thread. */
final class SimulatedChains implements ChainSource {

  private final Settings settings;
  private final List<OptionChain> chains;

  /** Creates the source from whole chains, one for each underlying. */
  SimulatedChains(Settings settings, List<OptionChain> chains) {
    this.settings = settings;
    this.chains = List.copyOf(chains);
  }

  @Override
  public List<LocalDate> expirations(String underlying) {
    return whole(underlying).all().stream()
        .map(quote -> quote.contract().expiry())
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public OptionChain chain(String underlying, LocalDate expiry) {
    OptionChain whole = whole(underlying);
    OptionChain.Builder chain = OptionChain.builder(underlying, whole.time(), whole.tradeDate());
    whole.spot().ifPresent(chain::spot);
    whole.all().expiry(expiry).stream().forEach(quote -> add(chain, whole.time(), quote));
    return chain.build();
  }

  private static void add(OptionChain.Builder chain, Instant time, OptionQuote quote) {
    Instant known = quote.quoteTime().orElse(time);
    chain.add(
        quote.contract(),
        Quote.of(
            quote.bid().orElse(Double.NaN),
            quote.ask().orElse(Double.NaN),
            quote.last().orElse(Double.NaN),
            quote.bidSize().orElse(-1),
            quote.askSize().orElse(-1),
            known,
            known),
        quote.volume().orElse(-1),
        quote.openInterest().orElse(-1));
  }

  private OptionChain whole(String underlying) {
    settings.requireSymbol(underlying);
    return chains.stream()
        .filter(chain -> chain.underlying().equals(underlying))
        .findFirst()
        .orElseThrow();
  }
}
