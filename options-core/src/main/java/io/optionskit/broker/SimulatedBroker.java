/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.broker;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.event.BrokerEvent;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.MarketState;
import io.optionskit.order.Fill;
import io.optionskit.order.FillNote;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.OrderRequest;
import io.optionskit.order.OrderState;
import io.optionskit.order.TimeInForce;
import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Position;
import io.optionskit.spi.Broker;
import io.optionskit.spi.BrokerException;
import io.optionskit.spi.BrokerSession;
import io.optionskit.spi.BrokerSnapshot;
import io.optionskit.spi.FeeSchedule;
import io.optionskit.spi.MarketObserver;
import io.optionskit.time.ExpiryRules;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A broker that fills orders from market data, for backtest and paper trading.
 *
 * <p>A combination is filled whole or not at all, at one instant. Sizes are not a limit: the
 * account is taken to be small against the market. A day order lives to the end of the New York
 * date of its session; given at or after the close, to the end of the next session's date.
 *
 * <p>Options expire at their settlement instant, at the price of the underlying known then or the
 * first one known after it on that day; if there is none that day, at the last one before it, with
 * a note. In-the-money options of a cash-settled product pay their intrinsic value; others by at
 * least a cent are exercised or assigned and deliver shares at the strike, without commission.
 * Early exercise and assignment do not happen.
 *
 * <p>Reports are given to the sink during the call that causes them, on the same thread.
 */
public final class SimulatedBroker implements Broker, MarketObserver {

  private static final BigDecimal CENT = new BigDecimal("0.01");

  private final FillModel fillModel;
  private final FeeSchedule fees;
  private final TradingCalendar calendar = TradingCalendar.usOptions();
  private final ExpiryRules expiryRules = ExpiryRules.usOptions();
  private final Map<String, RestingOrder> resting = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();
  private final TreeMap<Asset, Integer> holdings = new TreeMap<>();
  private final TreeMap<Asset, BigDecimal> averagePrices = new TreeMap<>();
  private BigDecimal cash;
  private @Nullable MarketState market;
  private Consumer<BrokerEvent> sink = event -> {};
  private long nowNs = Long.MIN_VALUE;
  private long nextSettlementNs = Long.MAX_VALUE;
  private long sequence;
  private YearMonth feeMonth = YearMonth.of(1970, 1);
  private long contractsThisMonth;

  /**
   * Creates a broker.
   *
   * @param fillModel at which price orders are filled
   * @param fees what is charged
   * @param cash cash of the account at the start, dollars
   */
  public SimulatedBroker(FillModel fillModel, FeeSchedule fees, BigDecimal cash) {
    this.fillModel = fillModel;
    this.fees = fees;
    this.cash = cash;
  }

  @Override
  public BrokerSession connect(Consumer<BrokerEvent> eventSink) {
    sink = eventSink;
    return new Session();
  }

  @Override
  public void onMarket(MarketState state, Instant now) {
    market = state;
    nowNs = EpochNanos.of(now);
    if (!resting.isEmpty()) {
      for (RestingOrder order : List.copyOf(resting.values())) {
        if (order.expiresNs <= nowNs) {
          cancel(order, "expired");
        } else {
          match(order, state);
        }
      }
    }
    if (nowNs > nextSettlementNs) {
      settleUntil(now.minusNanos(1), state, now);
    }
  }

  @Override
  public void afterDecisions(MarketState state, Instant now) {
    if (nowNs >= nextSettlementNs) {
      settleUntil(now, state, now);
    }
  }

  private void place(OrderRequest.Place request) {
    Order order = request.order();
    if (!known.add(order.orderId())) {
      return; // the same request again is the same order
    }
    MarketState state = market;
    if (state == null) {
      throw new BrokerException(
          BrokerException.Reason.UNAVAILABLE,
          "no market data yet to fill order " + order.orderId());
    }
    Instant now = request.at();
    Optional<String> problem = problem(order, state, now);
    if (problem.isPresent()) {
      sink.accept(new BrokerEvent.OrderRejected(order.orderId(), problem.get(), now));
      return;
    }
    RestingOrder placed =
        new RestingOrder(order, state.assets(), EpochNanos.of(now), expiryNs(order, now));
    resting.put(order.orderId(), placed);
    sink.accept(new BrokerEvent.OrderAccepted(order.orderId(), "sim-" + ++sequence, now));
    match(placed, state);
    TimeInForce life = order.timeInForce();
    if ((life == TimeInForce.IOC || life == TimeInForce.FOK)
        && resting.containsKey(order.orderId())) {
      cancel(placed, "could not be filled at once");
    }
  }

  private Optional<String> problem(Order order, MarketState state, Instant now) {
    for (Leg leg : order.legs()) {
      Asset asset = leg.asset();
      if (state.assets().findId(asset) < 0) {
        return Optional.of("unknown contract " + asset.symbol());
      }
      if (asset instanceof Underlying underlying && underlying.isIndex()) {
        return Optional.of(asset.symbol() + " is an index and cannot be traded");
      }
      if (asset instanceof OptionContract contract) {
        if (contract.product().isAdjusted()) {
          return Optional.of("adjusted contract " + asset.symbol() + " is not supported");
        }
        Instant settlesAt = settlesAt(contract);
        if (settlesAt.isBefore(now)) {
          return Optional.of(asset.symbol() + " settled at " + settlesAt);
        }
      }
    }
    return Optional.empty();
  }

  private void match(RestingOrder resting, MarketState state) {
    boolean seen = resting.hasSeen(state, fillModel.rowsNeeded());
    if (!seen) {
      return;
    }
    Order order = resting.order;
    boolean isMarket = order.price() instanceof OrderPrice.Market;
    List<Leg> legs = order.legs();
    List<BigDecimal> prices = new ArrayList<>(legs.size());
    List<Set<FillNote>> notes = new ArrayList<>(legs.size());
    for (int i = 0; i < legs.size(); i++) {
      Set<FillNote> legNotes = EnumSet.noneOf(FillNote.class);
      Optional<BigDecimal> price =
          price(state, resting.assetIds[i], legs.get(i), isMarket, legNotes);
      if (price.isEmpty()) {
        return;
      }
      prices.add(price.get());
      notes.add(legNotes);
    }
    if (order.price() instanceof OrderPrice.Limit limit
        && order.netPrice(prices).compareTo(limit.net()) > 0) {
      return;
    }
    fill(order, prices, notes);
  }

  private Optional<BigDecimal> price(
      MarketState state, int id, Leg leg, boolean isMarket, Set<FillNote> notes) {
    boolean buys = leg.ratio() > 0;
    double bid = state.bid(id);
    double ask = state.ask(id);
    boolean neverQuoted =
        Double.isNaN(state.lastKnownBid(id)) && Double.isNaN(state.lastKnownAsk(id));
    if (leg.asset() instanceof Underlying && neverQuoted) {
      notes.add(FillNote.LAST_PRICE);
      return Double.isNaN(state.last(id))
          ? Optional.empty()
          : Optional.of(BigDecimal.valueOf(state.last(id)));
    }
    if (fillModel.isStrict()) {
      return bid < ask ? Optional.of(fillModel.price(bid, ask, buys)) : Optional.empty();
    }
    double side = buys ? ask : bid;
    if (Double.isNaN(side) && isMarket) {
      side = buys ? state.lastKnownAsk(id) : state.lastKnownBid(id);
      notes.add(FillNote.LAST_KNOWN_SIDE);
      if (Double.isNaN(side)) {
        side = buys ? state.lastKnownBid(id) : state.lastKnownAsk(id);
        notes.clear();
        notes.add(FillNote.OTHER_SIDE);
      }
    }
    if (bid > ask) {
      notes.add(FillNote.CROSSED_QUOTE);
    }
    return Double.isNaN(side) ? Optional.empty() : Optional.of(BigDecimal.valueOf(side));
  }

  private void fill(Order order, List<BigDecimal> prices, List<Set<FillNote>> notes) {
    Instant now = EpochNanos.toInstant(nowNs);
    YearMonth month = YearMonth.from(calendar.tradingDateAt(now));
    if (!month.equals(feeMonth)) {
      feeMonth = month;
      contractsThisMonth = 0;
    }
    List<BigDecimal> commissions =
        fees.commissions(order, order.quantity(), prices, contractsThisMonth);
    List<Fill> fills = new ArrayList<>(prices.size());
    for (int i = 0; i < prices.size(); i++) {
      Leg leg = order.legs().get(i);
      int units = Math.multiplyExact(order.quantity(), leg.ratio());
      Fill fill =
          new Fill(
              "sim-fill-" + ++sequence,
              order.orderId(),
              leg.asset(),
              units,
              prices.get(i),
              commissions.get(i),
              now,
              notes.get(i));
      fills.add(fill);
      hold(leg.asset(), units, prices.get(i));
      cash = cash.add(fill.cashFlow()).subtract(fill.commission());
      if (leg.asset() instanceof OptionContract contract) {
        contractsThisMonth += Math.abs(units);
        nextSettlementNs = Math.min(nextSettlementNs, EpochNanos.of(settlesAt(contract)));
      }
    }
    resting.remove(order.orderId());
    sink.accept(new BrokerEvent.OrderFilled(order.orderId(), order.quantity(), fills, now));
  }

  private void cancel(RestingOrder order, String reason) {
    resting.remove(order.order.orderId());
    sink.accept(
        new BrokerEvent.OrderCancelled(order.order.orderId(), reason, EpochNanos.toInstant(nowNs)));
  }

  /** Settles what was due by an instant; what has no price yet stays due. */
  private void settleUntil(Instant due, MarketState state, Instant now) {
    nextSettlementNs = Long.MAX_VALUE;
    for (Map.Entry<Asset, Integer> holding : new ArrayList<>(holdings.entrySet())) {
      if (holding.getKey() instanceof OptionContract contract) {
        Instant settlesAt = settlesAt(contract);
        if (settlesAt.isAfter(due)
            || !settle(contract, holding.getValue(), settlesAt, state, now)) {
          nextSettlementNs = Math.min(nextSettlementNs, EpochNanos.of(settlesAt));
        }
      }
    }
  }

  private boolean settle(
      OptionContract contract, int quantity, Instant settlesAt, MarketState state, Instant now) {
    int underlyingId = state.assets().findId(new Underlying(contract.underlying()));
    double spot = state.mark(underlyingId);
    boolean isKnownSince = state.rowTimeNs(underlyingId) >= EpochNanos.of(settlesAt);
    LocalDate day = calendar.tradingDateAt(settlesAt);
    boolean dayIsOver = calendar.tradingDateAt(now).isAfter(day);
    if (Double.isNaN(spot) || (!isKnownSince && !dayIsOver)) {
      return false;
    }
    String note =
        isKnownSince && !dayIsOver
            ? ""
            : "no price of " + contract.underlying() + " at or after " + settlesAt + " on " + day;
    BigDecimal price = BigDecimal.valueOf(spot);
    BigDecimal inTheMoney =
        price.subtract(contract.strike()).multiply(BigDecimal.valueOf(contract.type().sign()));
    boolean exercised =
        contract.settlement().isCash() ? inTheMoney.signum() > 0 : inTheMoney.compareTo(CENT) >= 0;
    holdings.remove(contract);
    averagePrices.remove(contract);
    BigDecimal paid = BigDecimal.ZERO;
    Optional<Fill> delivery = Optional.empty();
    if (exercised && contract.settlement().isCash()) {
      paid = inTheMoney.multiply(BigDecimal.valueOf((long) quantity * contract.multiplier()));
      cash = cash.add(paid);
    } else if (exercised) {
      int shares = quantity * contract.type().sign() * contract.product().deliverable().shares();
      Underlying stock = new Underlying(contract.underlying());
      Fill fill =
          new Fill(
              "sim-delivery-" + ++sequence,
              "settlement-" + contract.occSymbol().compact(),
              stock,
              shares,
              contract.strike(),
              BigDecimal.ZERO,
              now,
              Set.of());
      hold(stock, shares, contract.strike());
      cash = cash.add(fill.cashFlow());
      delivery = Optional.of(fill);
    }
    BrokerEvent.OptionSettled.Kind kind =
        !exercised
            ? BrokerEvent.OptionSettled.Kind.EXPIRED
            : quantity > 0
                ? BrokerEvent.OptionSettled.Kind.EXERCISED
                : BrokerEvent.OptionSettled.Kind.ASSIGNED;
    sink.accept(
        new BrokerEvent.OptionSettled(contract, quantity, kind, price, paid, delivery, note, now));
    return true;
  }

  private void hold(Asset asset, int units, BigDecimal price) {
    int before = holdings.getOrDefault(asset, 0);
    int after = before + units;
    if (after == 0) {
      holdings.remove(asset);
      averagePrices.remove(asset);
      return;
    }
    if (before == 0 || Integer.signum(before) != Integer.signum(after)) {
      averagePrices.put(asset, price);
    } else if (Math.abs(after) > Math.abs(before)) {
      BigDecimal cost =
          averagePrices
              .getOrDefault(asset, price)
              .multiply(BigDecimal.valueOf(before))
              .add(price.multiply(BigDecimal.valueOf(units)));
      averagePrices.put(
          asset, cost.divide(BigDecimal.valueOf(after), java.math.MathContext.DECIMAL64));
    }
    holdings.put(asset, after);
  }

  /**
   * The first instant at which the order no longer works: the end of its day, or one of its
   * contracts has settled.
   */
  private long expiryNs(Order order, Instant now) {
    long end = Long.MAX_VALUE;
    for (Leg leg : order.legs()) {
      if (leg.asset() instanceof OptionContract contract) {
        end = Math.min(end, EpochNanos.of(settlesAt(contract)) + 1);
      }
    }
    if (order.timeInForce() == TimeInForce.DAY) {
      LocalDate date = calendar.tradingDateAt(now);
      Optional<TradingSession> session = calendar.findSession(date);
      if (session.isEmpty() || !now.isBefore(session.get().closesAt())) {
        date = calendar.nextTradingDay(date);
      }
      end =
          Math.min(end, EpochNanos.of(date.plusDays(1).atStartOfDay(calendar.zone()).toInstant()));
    }
    return end;
  }

  private Instant settlesAt(OptionContract contract) {
    return expiryRules.settlesAt(contract.expiry(), contract.settlement());
  }

  private final class Session implements BrokerSession {

    private boolean isClosed;

    @Override
    public void send(OrderRequest request) {
      if (isClosed) {
        throw new BrokerException(
            BrokerException.Reason.UNAVAILABLE,
            "the session is closed; order " + request.orderId() + " was not sent");
      }
      if (request instanceof OrderRequest.Place place) {
        place(place);
        return;
      }
      RestingOrder order = resting.get(request.orderId());
      if (order == null) {
        if (!known.contains(request.orderId())) {
          sink.accept(
              new BrokerEvent.OrderRejected(
                  request.orderId(), "no order " + request.orderId(), EpochNanos.toInstant(nowNs)));
        }
        // an order that has ended stays as it ended
      } else if (request instanceof OrderRequest.Replace replace) {
        order.order = order.order.withPrice(replace.price());
        sink.accept(
            new BrokerEvent.OrderReplaced(request.orderId(), replace.price(), replace.at()));
        MarketState state = market;
        if (state != null) {
          match(order, state);
        }
      } else {
        cancel(order, "cancelled");
      }
    }

    @Override
    public BrokerSnapshot snapshot() {
      List<Position> positions = new ArrayList<>();
      holdings.forEach(
          (asset, units) ->
              positions.add(
                  new Position(asset, units, averagePrices.getOrDefault(asset, BigDecimal.ZERO))));
      List<WorkingOrder> working = new ArrayList<>();
      resting
          .values()
          .forEach(
              order ->
                  working.add(
                      new WorkingOrder(
                          order.order,
                          "",
                          OrderState.SUBMITTED,
                          0,
                          EpochNanos.toInstant(order.placedNs))));
      return new BrokerSnapshot("SIM", cash, positions, working);
    }

    @Override
    public void close() {
      isClosed = true;
      sink = event -> {};
    }
  }
}
