/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.engine;

import io.optionskit.account.Portfolio;
import io.optionskit.contract.Asset;
import io.optionskit.decision.AccountState;
import io.optionskit.decision.Decision;
import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.ControlEvent;
import io.optionskit.event.Event;
import io.optionskit.event.JournalRecord;
import io.optionskit.event.MarketEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.MarketState;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.OrderRequest;
import io.optionskit.order.OrderState;
import io.optionskit.order.Payoff;
import io.optionskit.order.TimeInForce;
import io.optionskit.spi.BrokerException;
import io.optionskit.spi.BrokerSession;
import io.optionskit.spi.Journal;
import io.optionskit.spi.MarketObserver;
import io.optionskit.spi.RiskRule;
import io.optionskit.spi.Strategy;
import io.optionskit.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The single writer of trading state.
 *
 * <p>For every instant of market data it applies the rows, lets the broker inside the engine (if it
 * is one) match and settle, marks the account, and asks every strategy. What a strategy decides
 * passes the sizer and the risk gate, is journalled, and goes to the broker; what the broker
 * reports is booked and journalled. The time of the event being applied is the only "now".
 *
 * <p>All methods are called from one thread.
 */
public final class Engine implements AutoCloseable {

  private static final long MINUTE_NS = 60_000_000_000L;
  private static final String FLATTEN = "/flatten-";

  private final EngineSettings settings;
  private final Journal journal;
  private final TradingCalendar calendar = TradingCalendar.usOptions();
  private final MarketState market;
  private final Portfolio portfolio;
  private final EquityCurve equityCurve = new EquityCurve();
  private final List<MarketObserver> observers;
  private final List<Strategy> running;
  private final Map<String, OrderRecord> orders = new LinkedHashMap<>();
  private final Map<String, OrderRecord> openOrders = new LinkedHashMap<>();
  private final EngineView view;
  private final BrokerSession session;
  private ControlEvent.Mode mode = ControlEvent.Mode.ACTIVE;
  private Instant now = Instant.EPOCH;
  private LocalDate tradeDate = LocalDate.EPOCH;
  private long dayEndsNs = Long.MIN_VALUE;
  private long closeOrders;
  private long instantsHeld;
  private double peakEquity;
  private double dayStartEquity;
  private final Deque<Long> requestTimesNs = new ArrayDeque<>();

  /**
   * Starts an engine: opens the broker session and the journal's run.
   *
   * @param settings what it is made of
   * @param assets numbers of the assets in the market data to come
   * @throws BrokerException if the broker gives no session
   */
  public Engine(EngineSettings settings, AssetTable assets) {
    this.settings = settings;
    journal = settings.journal();
    market = new MarketState(assets);
    portfolio = new Portfolio(assets, settings.capital());
    running = new ArrayList<>(settings.strategies());
    observers =
        Stream.of(Optional.of(settings.broker()), settings.features())
            .flatMap(Optional::stream)
            .filter(MarketObserver.class::isInstance)
            .map(MarketObserver.class::cast)
            .toList();
    peakEquity = settings.capital().doubleValue();
    dayStartEquity = peakEquity;
    view = new EngineView(settings, calendar, market, portfolio, this::accountState);
    journal.append(
        new JournalRecord.RunStarted(
            LibraryVersion.CURRENT,
            settings.configHash(),
            settings.seed(),
            settings.capital(),
            settings.holdsInputs()));
    session = settings.broker().connect(this::apply);
  }

  /**
   * Applies an event.
   *
   * @param event what happened, not before the last one
   * @throws IllegalArgumentException if time goes back
   */
  public void apply(Event event) {
    if (event instanceof MarketEvent marketEvent) {
      applyMarket(marketEvent);
    } else if (event instanceof BrokerEvent brokerEvent) {
      applyBroker(brokerEvent);
    } else if (event instanceof ControlEvent control) {
      applyControl(control);
    }
  }

  /**
   * Keeps the hash of a piece of input in the journal.
   *
   * @param rows number of rows
   * @param sha256 their hash, 64 hexadecimal digits
   */
  public void inputHashed(int rows, String sha256) {
    journal.append(new JournalRecord.InputHashed(rows, sha256));
  }

  /**
   * Ends the run: closes the last day and the journal's run. Open positions stay open, at their
   * marks.
   */
  public void finish() {
    if (dayEndsNs != Long.MIN_VALUE) {
      closeDay();
    }
    journal.append(new JournalRecord.RunEnded(now, portfolio.cash(), portfolio.equity(market)));
    journal.sync();
  }

  /**
   * Returns the state of the market.
   *
   * @return live object, to be read between events only
   */
  public MarketState market() {
    return market;
  }

  /**
   * Returns the account.
   *
   * @return live object, to be read between events only
   */
  public Portfolio portfolio() {
    return portfolio;
  }

  /**
   * Returns the equity after every instant so far.
   *
   * @return live object, to be read between events only
   */
  public EquityCurve equityCurve() {
    return equityCurve;
  }

  /**
   * Returns what became of every order so far.
   *
   * @return orders in the order in which they were given
   */
  public List<OrderRecord> orders() {
    return List.copyOf(orders.values());
  }

  /**
   * Returns how much of the time something was held.
   *
   * @return share of the instants so far at which a position was open, 0 to 1
   */
  public double exposure() {
    return equityCurve.size() == 0 ? 0 : (double) instantsHeld / equityCurve.size();
  }

  /** Closes the session with the broker. The journal belongs to who made it. */
  @Override
  public void close() {
    session.close();
  }

  private void applyMarket(MarketEvent event) {
    long atNs = event.table().timeNs()[event.from()];
    moveTo(atNs);
    if (settings.holdsInputs()) {
      journal.append(new JournalRecord.Input(event));
    }
    market.apply(event.table(), event.from(), event.to());
    view.moveTo(now, tradeDate);
    for (int i = 0; i < observers.size(); i++) {
      observers.get(i).onMarket(market, now);
    }
    portfolio.mark(market);
    for (int i = 0; i < running.size(); i++) {
      decide(running.get(i));
    }
    for (int i = 0; i < observers.size(); i++) {
      observers.get(i).afterDecisions(market, now);
    }
    double equity = portfolio.equity(market);
    equityCurve.add(atNs, equity);
    peakEquity = Math.max(peakEquity, equity);
    instantsHeld += portfolio.isFlat() ? 0 : 1;
  }

  private void moveTo(long atNs) {
    long beforeNs = EpochNanos.of(now);
    if (atNs < beforeNs) {
      throw new IllegalArgumentException(
          "events must be in order of time: " + EpochNanos.toInstant(atNs) + " after " + now);
    }
    if (atNs >= dayEndsNs) {
      if (dayEndsNs != Long.MIN_VALUE) {
        closeDay();
      }
      tradeDate = calendar.tradingDateAt(EpochNanos.toInstant(atNs));
      dayEndsNs = EpochNanos.of(tradeDate.plusDays(1).atStartOfDay(calendar.zone()).toInstant());
    }
    now = EpochNanos.toInstant(atNs);
  }

  private AccountState accountState() {
    Instant dayStart = tradeDate.atStartOfDay(calendar.zone()).toInstant();
    long opened =
        Stream.concat(portfolio.openTrades().stream(), portfolio.closedTrades().stream())
            .filter(trade -> !trade.openedAt().isBefore(dayStart))
            .count();
    forgetRequestsBefore(EpochNanos.of(now) - MINUTE_NS);
    return new AccountState(
        portfolio.openTrades(),
        openOrders.values().stream().map(OrderRecord::working).toList(),
        (int) opened,
        requestTimesNs.size(),
        Math.max(peakEquity, portfolio.equity(market)),
        dayStartEquity);
  }

  private void forgetRequestsBefore(long timeNs) {
    while (!requestTimesNs.isEmpty() && requestTimesNs.getFirst() < timeNs) {
      requestTimesNs.removeFirst();
    }
  }

  private void closeDay() {
    dayStartEquity = portfolio.equity(market);
    journal.append(
        new JournalRecord.DayClosed(tradeDate, portfolio.cash(), portfolio.equity(market)));
  }

  private void applyBroker(BrokerEvent event) {
    journal.append(
        settings.holdsInputs() && !(settings.broker() instanceof MarketObserver)
            ? new JournalRecord.Input(event)
            : new JournalRecord.Reported(event));
    if (event instanceof BrokerEvent.OrderAccepted accepted) {
      update(accepted.orderId(), OrderRecord::submitted);
    } else if (event instanceof BrokerEvent.OrderReplaced replaced) {
      update(replaced.orderId(), order -> order.repriced(replaced.price()));
    } else if (event instanceof BrokerEvent.OrderCancelled cancelled) {
      update(cancelled.orderId(), order -> order.ended(OrderState.CANCELLED, cancelled.reason()));
    } else if (event instanceof BrokerEvent.OrderRejected rejected) {
      update(rejected.orderId(), order -> order.ended(OrderState.REJECTED, rejected.reason()));
    } else if (event instanceof BrokerEvent.OrderFilled filled) {
      OrderRecord order = orders.get(filled.orderId());
      if (order != null) {
        portfolio.book(filled, order.order(), order.strategy(), order.closes(), order.reason());
        update(filled.orderId(), record -> record.filled(filled.quantity()));
      }
    } else if (event instanceof BrokerEvent.OptionSettled settled) {
      portfolio.book(settled);
    } else if (event instanceof BrokerEvent.CashPosted posted) {
      portfolio.book(posted);
    }
    view.accountChanged();
  }

  private void update(String orderId, java.util.function.UnaryOperator<OrderRecord> change) {
    OrderRecord before = orders.get(orderId);
    if (before == null) {
      throw new IllegalStateException(
          "the broker reports on an order that was never given: " + orderId);
    }
    OrderRecord after = change.apply(before);
    orders.put(orderId, after);
    if (after.state().isOpen()) {
      openOrders.put(orderId, after);
    } else {
      openOrders.remove(orderId);
    }
  }

  private void applyControl(ControlEvent control) {
    journal.append(new JournalRecord.Input(control));
    mode = control.mode();
    if (mode == ControlEvent.Mode.HALTED) {
      for (OrderRecord order : List.copyOf(openOrders.values())) {
        if (!isClosing(order.order())) {
          send(new OrderRequest.Cancel(order.order().orderId(), now));
        }
      }
    }
  }

  private void decide(Strategy strategy) {
    view.show(strategy.name(), openOrders);
    List<Decision> decisions;
    try {
      decisions = strategy.decide(view);
    } catch (RuntimeException e) {
      running.remove(strategy);
      journal.append(new JournalRecord.StrategyStopped(strategy.name(), String.valueOf(e), now));
      return;
    }
    for (Decision decision : decisions) {
      carryOut(strategy.name(), decision);
    }
  }

  private void carryOut(String strategy, Decision decision) {
    if (decision instanceof Decision.Submit submit) {
      Order order = submit.order().withOrderId(strategy + "/" + submit.order().orderId());
      if (!orders.containsKey(order.orderId())) {
        journal.append(
            new JournalRecord.Decided(
                strategy, new Decision.Submit(order, submit.confidence(), submit.reason()), now));
        propose(strategy, order, Optional.empty(), submit.confidence(), submit.reason());
      }
    } else if (decision instanceof Decision.Close close) {
      closeTrade(strategy, close);
    } else if (decision instanceof Decision.Flatten flatten) {
      flatten(strategy, flatten);
    } else if (decision instanceof Decision.Cancel cancel
        && openOrders.containsKey(cancel.orderId())) {
      journal.append(new JournalRecord.Decided(strategy, cancel, now));
      send(new OrderRequest.Cancel(cancel.orderId(), now));
    } else if (decision instanceof Decision.Replace replace
        && openOrders.containsKey(replace.orderId())) {
      journal.append(new JournalRecord.Decided(strategy, replace, now));
      send(new OrderRequest.Replace(replace.orderId(), replace.price(), now));
    }
  }

  private void closeTrade(String strategy, Decision.Close close) {
    boolean isBeingClosed =
        openOrders.values().stream()
            .anyMatch(order -> order.closes().filter(close.tradeId()::equals).isPresent());
    List<Leg> held = portfolio.closingLegs(close.tradeId());
    if (isBeingClosed || held.isEmpty()) {
      return;
    }
    journal.append(new JournalRecord.Decided(strategy, close, now));
    int quantity =
        held.stream()
            .mapToInt(leg -> Math.abs(leg.ratio()))
            .reduce(0, Engine::greatestCommonDivisor);
    List<Leg> legs =
        held.stream().map(leg -> new Leg(leg.asset(), leg.ratio() / quantity)).toList();
    Order order =
        new Order(
            close.tradeId() + "/close-" + ++closeOrders,
            legs,
            quantity,
            close.price(),
            TimeInForce.DAY);
    propose(strategy, order, Optional.of(close.tradeId()), OptionalDouble.empty(), close.reason());
  }

  private void flatten(String strategy, Decision.Flatten flatten) {
    journal.append(new JournalRecord.Decided(strategy, flatten, now));
    portfolio
        .held(strategy)
        .forEach(
            (asset, held) -> {
              int left = held + beingFlattened(strategy, asset);
              boolean isMeant = flatten.asset().isEmpty() || flatten.asset().get().equals(asset);
              if (!isMeant || Integer.signum(left) != Integer.signum(held)) {
                return;
              }
              Order order =
                  new Order(
                      strategy + FLATTEN + ++closeOrders,
                      List.of(new Leg(asset, -Integer.signum(left))),
                      Math.abs(left),
                      OrderPrice.market(),
                      TimeInForce.GTC);
              propose(strategy, order, Optional.empty(), OptionalDouble.empty(), flatten.reason());
            });
  }

  /** Signed units that working orders to flatten will still trade. */
  private int beingFlattened(String strategy, Asset asset) {
    return openOrders.values().stream()
        .filter(order -> order.order().orderId().startsWith(strategy + FLATTEN))
        .filter(order -> order.order().legs().get(0).asset().equals(asset))
        .mapToInt(order -> order.order().legs().get(0).ratio() * order.working().openQuantity())
        .sum();
  }

  private void propose(
      String strategy,
      Order order,
      Optional<String> closes,
      OptionalDouble confidence,
      String reason) {
    ProposedOrder proposed = proposal(strategy, order, confidence);
    List<Rejection> rejections = new ArrayList<>();
    if (!proposed.isClosing() && settings.sizer().isPresent()) {
      int size = settings.sizer().get().size(proposed, view);
      if (size > 0) {
        proposed = proposed.withQuantity(size);
      } else {
        rejections.add(
            new Rejection(
                Rejection.Code.RISK_REJECTED, "the size allowed by the account's risk is 0"));
      }
    }
    if (mode != ControlEvent.Mode.ACTIVE && !proposed.isClosing()) {
      rejections.add(new Rejection(Rejection.Code.EMERGENCY_HALT_ACTIVE, "trading is " + mode));
    }
    for (RiskRule rule : settings.rules()) {
      rule.check(proposed, view).ifPresent(rejections::add);
    }
    Order checked = proposed.order();
    OrderState state = rejections.isEmpty() ? OrderState.PENDING : OrderState.REJECTED;
    OrderRecord record =
        new OrderRecord(checked, strategy, closes, reason, now, state, 0, rejections, "");
    orders.put(checked.orderId(), record);
    journal.append(new JournalRecord.Checked(strategy, checked, rejections, now));
    if (rejections.isEmpty()) {
      openOrders.put(checked.orderId(), record);
      if (settings.holdsInputs()) {
        journal.sync();
      }
      send(new OrderRequest.Place(checked, now));
    }
    view.accountChanged();
  }

  private void send(OrderRequest request) {
    requestTimesNs.addLast(EpochNanos.of(now));
    forgetRequestsBefore(EpochNanos.of(now) - MINUTE_NS);
    try {
      session.send(request);
    } catch (BrokerException e) {
      if (request instanceof OrderRequest.Place) {
        applyBroker(
            new BrokerEvent.OrderRejected(request.orderId(), String.valueOf(e.getMessage()), now));
      }
    }
  }

  private ProposedOrder proposal(String strategy, Order order, OptionalDouble confidence) {
    List<BigDecimal> prices = new ArrayList<>();
    for (Leg leg : order.legs()) {
      double price = naturalPrice(leg);
      if (!Double.isNaN(price)) {
        prices.add(BigDecimal.valueOf(price));
      }
    }
    OptionalDouble net = OptionalDouble.empty();
    OptionalDouble maxLoss = OptionalDouble.empty();
    if (prices.size() == order.legs().size()) {
      net = OptionalDouble.of(expectedNet(order, order.netPrice(prices)).doubleValue());
      double paid = net.getAsDouble() * order.unitMultiplier();
      OptionalDouble lowest =
          Payoff.of(order.legs()).map(Payoff::lowest).orElse(OptionalDouble.empty());
      maxLoss =
          lowest.isPresent() ? OptionalDouble.of(Math.max(0, paid - lowest.getAsDouble())) : lowest;
    }
    return new ProposedOrder(order, strategy, isClosing(order), net, maxLoss, confidence);
  }

  /** A limit order pays its limit at most, and the natural price if that is better. */
  private static BigDecimal expectedNet(Order order, BigDecimal natural) {
    return order.price() instanceof OrderPrice.Limit limit ? natural.min(limit.net()) : natural;
  }

  private double naturalPrice(Leg leg) {
    int id = market.assets().findId(leg.asset());
    if (id < 0) {
      return Double.NaN;
    }
    boolean buys = leg.ratio() > 0;
    double side = buys ? market.ask(id) : market.bid(id);
    boolean neverQuoted =
        Double.isNaN(market.lastKnownBid(id)) && Double.isNaN(market.lastKnownAsk(id));
    if (Double.isNaN(side)) {
      side = buys ? market.lastKnownAsk(id) : market.lastKnownBid(id);
    }
    return neverQuoted ? market.mark(id) : side;
  }

  private boolean isClosing(Order order) {
    for (Leg leg : order.legs()) {
      Asset asset = leg.asset();
      long held = portfolio.quantity(asset);
      long traded = (long) order.quantity() * leg.ratio();
      if (Long.signum(held) != -Long.signum(traded) || Math.abs(traded) > Math.abs(held)) {
        return false;
      }
    }
    return true;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
