/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.AccountState;
import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Score;
import io.optionskit.decision.View;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderState;
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

/**
 * A view of an account that a test puts together; $100,000 in cash and nothing else to begin with.
 */
final class AccountView implements View {

  static final LocalDate EXPIRY = LocalDate.of(2026, 1, 16);

  Instant now = Instant.parse("2026-01-05T15:00:00Z");
  double equity = 100_000;
  BigDecimal cash = new BigDecimal("100000");
  double peakEquity = 100_000;
  double dayStartEquity = 100_000;
  int tradesOpenedToday;
  int requestsLastMinute;
  final List<Trade> trades = new ArrayList<>();
  final List<WorkingOrder> working = new ArrayList<>();
  final List<Position> positions = new ArrayList<>();
  final Map<Asset, Quote> quotes = new TreeMap<>();

  AccountView quote(Asset asset, double bid, double ask) {
    return quote(asset, bid, ask, now);
  }

  AccountView quote(Asset asset, double bid, double ask, Instant at) {
    quotes.put(asset, Quote.of(bid, ask, at));
    return this;
  }

  AccountView hold(Asset asset, int quantity) {
    positions.add(new Position(asset, quantity, BigDecimal.ONE));
    return this;
  }

  AccountView trade(String id, int quantity, String openCash, Leg... legs) {
    trades.add(
        new Trade(
            id,
            "s",
            List.of(legs),
            quantity,
            now,
            new BigDecimal(openCash),
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            Optional.empty(),
            Optional.empty(),
            0,
            0));
    return this;
  }

  AccountView work(Order order) {
    working.add(new WorkingOrder(order, "s", OrderState.SUBMITTED, 0, now));
    return this;
  }

  static OptionContract put(int strike) {
    return put("SPY", strike, EXPIRY);
  }

  static OptionContract put(String root, int strike, LocalDate expiry) {
    return OptionContract.of(root, expiry, OptionType.PUT, BigDecimal.valueOf(strike));
  }

  static OptionContract call(int strike) {
    return call(strike, EXPIRY);
  }

  static OptionContract call(int strike, LocalDate expiry) {
    return OptionContract.of("SPY", expiry, OptionType.CALL, BigDecimal.valueOf(strike));
  }

  /** Sells the 100 put and buys the 95 put: width 5. */
  static List<Leg> putSpread() {
    return List.of(Leg.sell(put(100)), Leg.buy(put(95)));
  }

  static ProposedOrder opening(int quantity, double net, double unitLoss, List<Leg> legs) {
    return opening(Order.market("o", quantity, legs), net, unitLoss);
  }

  static ProposedOrder opening(Order order, double net, double unitLoss) {
    return new ProposedOrder(
        order, "s", false, optional(net), optional(unitLoss), OptionalDouble.empty());
  }

  static ProposedOrder closing(Order order, double net) {
    return new ProposedOrder(
        order, "s", true, optional(net), OptionalDouble.empty(), OptionalDouble.empty());
  }

  static ProposedOrder closing(ProposedOrder opening) {
    return new ProposedOrder(
        opening.order(), "s", true, opening.netPrice(), opening.maxLoss(), opening.confidence());
  }

  private static OptionalDouble optional(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
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
    return List.of("SPY");
  }

  @Override
  public OptionChain chain(String underlying) {
    return OptionChain.builder(underlying, now, calendar().tradingDateAt(now)).build();
  }

  @Override
  public Optional<Quote> findQuote(Asset asset) {
    return Optional.ofNullable(quotes.get(asset));
  }

  @Override
  public OptionalDouble mark(Asset asset) {
    Quote quote = quotes.get(asset);
    if (quote == null) {
      return OptionalDouble.empty();
    }
    return quote.mid().isPresent()
        ? quote.mid()
        : quote.bid().isPresent() ? quote.bid() : quote.ask();
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
    return working;
  }

  @Override
  public BigDecimal cash() {
    return cash;
  }

  @Override
  public double equity() {
    return equity;
  }

  @Override
  public AccountState account() {
    return new AccountState(
        trades, working, tradesOpenedToday, requestsLastMinute, peakEquity, dayStartEquity);
  }

  @Override
  public Optional<Score> score(OptionContract contract) {
    return Optional.empty();
  }

  static Underlying spy() {
    return new Underlying("SPY");
  }
}
