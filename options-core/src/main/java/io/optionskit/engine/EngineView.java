/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.engine;

import io.optionskit.account.Portfolio;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.decision.AccountState;
import io.optionskit.decision.FeatureRow;
import io.optionskit.decision.Score;
import io.optionskit.decision.View;
import io.optionskit.market.MarketState;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Position;
import io.optionskit.portfolio.Trade;
import io.optionskit.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What the strategy whose turn it is sees; chains and lists are made when asked for and kept while
 * they are valid.
 */
final class EngineView implements View {

  private final EngineSettings settings;
  private final TradingCalendar calendar;
  private final MarketState market;
  private final Portfolio portfolio;
  private final Supplier<AccountState> account;
  private final Map<String, OptionChain> chains = new TreeMap<>();
  private final Map<String, List<Trade>> openTrades = new TreeMap<>();
  private Instant now = Instant.EPOCH;
  private LocalDate tradeDate = LocalDate.EPOCH;
  private String strategy = "";
  private Map<String, OrderRecord> openOrders = Map.of();

  EngineView(
      EngineSettings settings,
      TradingCalendar calendar,
      MarketState market,
      Portfolio portfolio,
      Supplier<AccountState> account) {
    this.settings = settings;
    this.calendar = calendar;
    this.market = market;
    this.portfolio = portfolio;
    this.account = account;
  }

  void moveTo(Instant instant, LocalDate date) {
    now = instant;
    tradeDate = date;
    if (!chains.isEmpty()) {
      chains.clear();
    }
    if (!openTrades.isEmpty()) {
      openTrades.values().removeIf(trades -> !trades.isEmpty());
    }
  }

  void show(String name, Map<String, OrderRecord> open) {
    strategy = name;
    openOrders = open;
  }

  void accountChanged() {
    openTrades.clear();
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public TradingCalendar calendar() {
    return calendar;
  }

  @Override
  public List<String> underlyings() {
    return market.underlyings();
  }

  @Override
  public OptionChain chain(String underlying) {
    OptionChain known = chains.get(underlying);
    if (known != null) {
      return known;
    }
    OptionChain quotes = market.chain(underlying, now, tradeDate);
    OptionChain analysed =
        settings
            .analytics()
            .map(analytics -> quotes.withColumns(analytics.analyse(quotes)))
            .orElse(quotes);
    OptionChain chain = settings.floor().map(floor -> floor.apply(analysed)).orElse(analysed);
    chains.put(underlying, chain);
    return chain;
  }

  @Override
  public Optional<Quote> findQuote(Asset asset) {
    return market.findQuote(asset);
  }

  @Override
  public OptionalDouble mark(Asset asset) {
    int id = market.assets().findId(asset);
    double mark = id < 0 ? Double.NaN : market.mark(id);
    return Double.isNaN(mark) ? OptionalDouble.empty() : OptionalDouble.of(mark);
  }

  @Override
  public List<Position> positions() {
    return portfolio.positions();
  }

  @Override
  public List<Trade> openTrades() {
    return openTrades.computeIfAbsent(strategy, portfolio::openTrades);
  }

  @Override
  public OptionalDouble pnl(Trade trade) {
    return portfolio.pnl(trade.tradeId());
  }

  @Override
  public List<WorkingOrder> workingOrders() {
    if (openOrders.isEmpty()) {
      return List.of();
    }
    List<WorkingOrder> working = new ArrayList<>();
    for (OrderRecord order : openOrders.values()) {
      if (order.strategy().equals(strategy)) {
        working.add(order.working());
      }
    }
    return List.copyOf(working);
  }

  @Override
  public BigDecimal cash() {
    return portfolio.cash();
  }

  @Override
  public double equity() {
    return portfolio.equity(market);
  }

  @Override
  public AccountState account() {
    return account.get();
  }

  @Override
  public Optional<Score> score(OptionContract contract) {
    if (settings.features().isEmpty() || settings.scorer().isEmpty()) {
      return Optional.empty();
    }
    FeatureRow row = settings.features().get().row(this, contract);
    return row.missing().isEmpty()
        ? Optional.of(settings.scorer().get().score(row))
        : Optional.empty();
  }
}
