/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.AccountState;
import io.optionskit.decision.Score;
import io.optionskit.decision.View;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.Quote;
import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Position;
import io.optionskit.portfolio.Trade;
import io.optionskit.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The view of a {@link TestMarket}. */
final class TestView implements View {

  private final Instant now;
  private final TreeMap<String, OptionChain> chains = new TreeMap<>();
  private final TreeMap<Asset, Quote> underlyingQuotes = new TreeMap<>();
  private final Map<OptionContract, Score> scores;
  private final Optional<Score> scoreOfAll;
  private BigDecimal cash = BigDecimal.ZERO;
  private List<Position> positions = List.of();
  private List<Trade> trades = List.of();
  private List<WorkingOrder> orders = List.of();
  private AccountState account = AccountState.untouched(0);

  TestView(
      Instant now,
      Collection<TestListing> listings,
      Map<OptionContract, Score> scores,
      Optional<Score> scoreOfAll) {
    this.now = now;
    this.scores = new TreeMap<>(scores);
    this.scoreOfAll = scoreOfAll;
    for (TestListing listing : listings) {
      Underlying underlying = new Underlying(listing.underlying);
      chains.put(listing.underlying, listing.chain(now));
      underlyingQuotes.put(underlying, TestMarket.quoteOf(underlying, listing.spot, now));
    }
  }

  /** Adds the account and returns this. */
  TestView with(
      BigDecimal dollars,
      List<Position> held,
      List<Trade> open,
      List<WorkingOrder> working,
      Optional<AccountState> state) {
    cash = dollars;
    positions = held.stream().sorted(Comparator.comparing(Position::asset)).toList();
    trades = List.copyOf(open);
    orders = List.copyOf(working);
    account = state.orElseGet(this::ownAccount);
    return this;
  }

  private AccountState ownAccount() {
    var today = calendar().tradingDateAt(now);
    long opened =
        trades.stream()
            .filter(trade -> calendar().tradingDateAt(trade.openedAt()).equals(today))
            .count();
    return new AccountState(trades, orders, (int) opened, 0, equity(), equity());
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public TradingCalendar calendar() {
    return TradingCalendar.usOptions();
  }

  @Override
  public List<String> underlyings() {
    return List.copyOf(chains.keySet());
  }

  @Override
  public OptionChain chain(String underlying) {
    OptionChain chain = chains.get(underlying);
    return chain != null
        ? chain
        : OptionChain.builder(underlying, now, calendar().tradingDateAt(now)).build();
  }

  @Override
  public Optional<Quote> findQuote(Asset asset) {
    if (asset instanceof OptionContract contract) {
      return chain(contract.underlying()).findQuote(contract).map(this::quote);
    }
    return Optional.ofNullable(underlyingQuotes.get(asset));
  }

  private Quote quote(OptionQuote row) {
    return Quote.of(
        row.bid().orElse(Double.NaN),
        row.ask().orElse(Double.NaN),
        row.last().orElse(Double.NaN),
        row.bidSize().orElse(-1),
        row.askSize().orElse(-1),
        row.quoteTime().orElse(now),
        row.quoteTime().orElse(now));
  }

  @Override
  public OptionalDouble mark(Asset asset) {
    Optional<Quote> quote = findQuote(asset);
    if (quote.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (asset instanceof Underlying) {
      return quote.get().last();
    }
    OptionalDouble mid = quote.get().mid();
    OptionalDouble bid = quote.get().bid();
    return mid.isPresent() ? mid : bid.isPresent() ? bid : quote.get().ask();
  }

  @Override
  public List<Position> positions() {
    return positions;
  }

  @Override
  public List<Trade> openTrades() {
    return trades;
  }

  @Override
  public List<WorkingOrder> workingOrders() {
    return orders;
  }

  @Override
  public BigDecimal cash() {
    return cash;
  }

  @Override
  public double equity() {
    double equity = cash.doubleValue();
    for (Position position : positions) {
      double mark = mark(position.asset()).orElse(position.averagePrice().doubleValue());
      equity += position.quantity() * mark * position.asset().multiplier();
    }
    return equity;
  }

  @Override
  public AccountState account() {
    return account;
  }

  @Override
  public Optional<Score> score(OptionContract contract) {
    Score score = scores.get(contract);
    return score != null ? Optional.of(score) : scoreOfAll;
  }
}
