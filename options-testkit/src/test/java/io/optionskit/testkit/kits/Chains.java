/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit.kits;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.UnaryOperator;

/** Spoils chains. */
final class Chains {

  private Chains() {}

  static OptionChain withQuotes(OptionChain chain, UnaryOperator<Quote> edit) {
    return copy(chain, chain.tradeDate(), edit, UnaryOperator.identity());
  }

  static OptionChain withTradeDate(OptionChain chain, LocalDate tradeDate) {
    return copy(chain, tradeDate, UnaryOperator.identity(), UnaryOperator.identity());
  }

  static OptionChain withContracts(OptionChain chain, UnaryOperator<OptionContract> edit) {
    return copy(chain, chain.tradeDate(), UnaryOperator.identity(), edit);
  }

  static OptionChain empty(OptionChain chain) {
    return OptionChain.builder(chain.underlying(), chain.time(), chain.tradeDate()).build();
  }

  static Quote quote(Quote quote, double bid, double ask, Instant time) {
    return Quote.of(
        bid,
        ask,
        quote.last().orElse(Double.NaN),
        quote.bidSize().orElse(-1),
        quote.askSize().orElse(-1),
        time,
        time);
  }

  private static OptionChain copy(
      OptionChain chain,
      LocalDate tradeDate,
      UnaryOperator<Quote> edit,
      UnaryOperator<OptionContract> contracts) {
    OptionChain.Builder builder = OptionChain.builder(chain.underlying(), chain.time(), tradeDate);
    chain.spot().ifPresent(builder::spot);
    for (int row = 0; row < chain.size(); row++) {
      Instant time = chain.quote(row).quoteTime().orElse(chain.time());
      Quote quote =
          Quote.of(
              chain.bid(row),
              chain.ask(row),
              chain.last(row),
              chain.bidSize(row),
              chain.askSize(row),
              time,
              time);
      builder.add(
          contracts.apply(chain.contract(row)),
          edit.apply(quote),
          chain.volume(row),
          chain.openInterest(row));
    }
    return builder.build();
  }
}
