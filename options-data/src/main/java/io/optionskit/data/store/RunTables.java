/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.contract.Asset;
import io.optionskit.data.store.Dialect.Json;
import io.optionskit.data.store.RunBook.Change;
import io.optionskit.data.store.RunBook.Holding;
import io.optionskit.data.store.RunBook.OrderLine;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.JournalRecord;
import io.optionskit.order.Fill;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.Payoff;
import io.optionskit.portfolio.Trade;
import io.optionskit.time.TradingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one run: which values go into which columns, under ids that follow from the run and
 * its records.
 */
final class RunTables {

  private final RowWriter rows;
  private final RunMode mode;
  private final String runId;
  private final String sessionId;
  private Instant now = Instant.EPOCH;
  private long audited;

  RunTables(Database database, RunMode mode, String runId) {
    rows = new RowWriter(database);
    this.mode = mode;
    this.runId = runId;
    sessionId = uuid("session", runId);
  }

  Instant now() {
    return now;
  }

  void moveTo(Instant instant) {
    now = instant.isAfter(now) ? instant : now;
  }

  /** Counts audit entries from the first again, because the run is delivered again. */
  void restart() {
    audited = 0;
  }

  void write() {
    rows.write();
  }

  void writeIfDue() {
    rows.writeIfDue(now);
  }

  void sessionStarted(JournalRecord.RunStarted started) {
    rows.add(
        now,
        TradeRows.SESSION_STARTED,
        sessionId,
        mode.word(),
        now,
        started.startCash(),
        null,
        null,
        null,
        null);
    audit("engine", "run_started", runId, AuditJson.of(started));
  }

  void sessionEnded(JournalRecord.RunEnded ended, RunBook book) {
    rows.add(
        now,
        TradeRows.SESSION_ENDED,
        ended.at(),
        ended.equity(),
        book.closedTrades(),
        book.wins(),
        sessionId);
    audit("engine", "run_ended", runId, AuditJson.of(ended));
  }

  void signal(
      String strategy, Order order, String action, OptionalDouble confidence, String reason) {
    String id = uuid("signal", order.orderId());
    Optional<LocalDate> expiry = AssetColumns.onlyExpiry(order.legs());
    rows.add(
        now,
        TradeRows.SIGNAL,
        id,
        now,
        mode.word(),
        symbol(order),
        strategy,
        action,
        confidence.orElse(Double.NaN),
        expiry.orElse(null),
        expiry.map(this::daysTo).orElse(null),
        limitOf(order.price()),
        result(order, Payoff::highest, 1),
        result(order, Payoff::lowest, -1),
        new Json(AuditJson.list(reason)),
        now,
        sessionId);
    for (int i = 0; i < order.legs().size(); i++) {
      Leg leg = order.legs().get(i);
      rows.add(
          now,
          TradeRows.SIGNAL_LEG,
          id,
          i + 1,
          leg.ratio() > 0 ? "buy" : "sell",
          AssetColumns.type(leg.asset()),
          AssetColumns.strike(leg.asset()),
          AssetColumns.expiry(leg.asset()),
          Math.abs(leg.ratio()),
          AssetColumns.root(leg.asset()));
    }
  }

  void order(OrderLine line, String rejectReason, Instant at) {
    Order order = line.order;
    rows.add(
        now,
        TradeRows.ORDER,
        uuid("order", order.orderId()),
        clientId(order.orderId()),
        uuid("signal", order.orderId()),
        mode.word(),
        symbol(order),
        typeOf(order.price()),
        order.timeInForce().name(),
        limitOf(order.price()),
        order.quantity(),
        word(line.state),
        rejectReason.isEmpty() ? null : rejectReason,
        at,
        at,
        sessionId);
  }

  void orderAccepted(BrokerEvent.OrderAccepted accepted) {
    rows.add(
        now, TradeRows.ORDER_ACCEPTED, accepted.brokerOrderId(), uuid("order", accepted.orderId()));
  }

  void orderRepriced(BrokerEvent.OrderReplaced replaced) {
    rows.add(
        now,
        TradeRows.ORDER_REPRICED,
        typeOf(replaced.price()),
        limitOf(replaced.price()),
        replaced.at(),
        uuid("order", replaced.orderId()));
  }

  void orderStatus(OrderLine line, @Nullable String reason, Instant at) {
    rows.add(
        now,
        TradeRows.ORDER_STATUS,
        word(line.state),
        reason,
        at,
        uuid("order", line.order.orderId()));
  }

  void fills(OrderLine line, BrokerEvent.OrderFilled filled) {
    for (Fill fill : filled.fills()) {
      rows.add(
          now,
          TradeRows.FILL,
          uuid("fill", fill.fillId()),
          uuid("order", filled.orderId()),
          AssetColumns.legNumber(line.order, fill.asset()),
          clientId(fill.fillId()),
          fill.at(),
          fill.quantity(),
          fill.price(),
          fill.commission());
    }
    rows.add(now, TradeRows.SIGNAL_EXECUTED, true, uuid("signal", filled.orderId()));
  }

  void change(Change change) {
    Trade trade = change.trade();
    boolean isClosed = !trade.isOpen();
    rows.add(
        now,
        TradeRows.TRADE,
        uuid("trade", trade.tradeId()),
        uuid("signal", trade.tradeId()),
        mode.word(),
        trade.legs().get(0).asset().underlying(),
        trade.strategy(),
        trade.openCash().signum() > 0 ? "sell" : "buy",
        trade.openedAt(),
        trade.closedAt().orElse(null),
        trade.quantity(),
        perShare(trade, trade.openCash()),
        isClosed ? perShare(trade, trade.closeCash()) : null,
        trade.fees(),
        isClosed ? trade.realizedPnl() : null,
        isClosed ? pnlOfOpening(trade) : Double.NaN,
        isClosed ? "closed" : "open",
        trade.exitReason().orElse(null),
        new Json(AuditJson.of(trade, runId)),
        trade.openedAt(),
        sessionId);
    change.holdings().forEach((asset, holding) -> position(trade, asset, holding));
  }

  void riskEvent(
      String name, String kind, String severity, @Nullable String symbol, String action) {
    rows.add(
        now,
        TradeRows.RISK_EVENT,
        uuid("risk", name),
        now,
        mode.word(),
        kind,
        severity,
        symbol,
        action,
        sessionId);
  }

  void riskEventsCleared(Instant at, String by) {
    rows.add(now, TradeRows.RISK_EVENTS_CLEARED, at, by, mode.word(), sessionId, at);
  }

  void day(JournalRecord.DayClosed closed, RunBook book) {
    rows.add(
        now,
        TradeRows.DAILY_PNL,
        closed.date(),
        mode.word(),
        book.takeRealized(),
        book.unrealized(closed.equity()),
        book.takeFees(),
        closed.equity(),
        book.highest(closed.equity()),
        mode == RunMode.BACKTEST ? sessionId : "");
  }

  /** Adds an audit entry and writes everything that waits. */
  void audit(String actor, String kind, String subject, String payload) {
    rows.add(
        now,
        TradeRows.AUDIT,
        uuid("audit", runId + " " + ++audited),
        now,
        actor,
        kind,
        subject.isEmpty() ? null : subject,
        new Json(payload),
        sessionId);
    rows.write();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static String symbol(Order order) {
    return order.legs().get(0).asset().underlying();
  }

  private void position(Trade trade, Asset asset, Holding holding) {
    rows.add(
        now,
        TradeRows.POSITION,
        uuid("position", trade.tradeId() + " " + asset.symbol()),
        uuid("trade", trade.tradeId()),
        mode.word(),
        asset.underlying(),
        holding.wasLong() ? "buy" : "sell",
        AssetColumns.type(asset),
        AssetColumns.strike(asset),
        AssetColumns.expiry(asset),
        holding.quantity(),
        holding.entryPrice(),
        holding.quantity() == 0 ? "closed" : "open",
        now,
        AssetColumns.root(asset),
        sessionId);
  }

  /**
   * Backtests repeat the ids of other backtests, so theirs carry the run; a broker's are unique.
   */
  private String clientId(String id) {
    return mode == RunMode.BACKTEST ? runId + "/" + id : id;
  }

  private String uuid(String kind, String name) {
    String full = kind + " " + mode.word() + " " + clientId(name);
    return UUID.nameUUIDFromBytes(full.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private int daysTo(LocalDate expiry) {
    return (int) ChronoUnit.DAYS.between(TradingCalendar.usOptions().tradingDateAt(now), expiry);
  }

  /** Result of one unit of a limit order at expiry in dollars: the payoff less what is paid. */
  private static double result(Order order, Function<Payoff, OptionalDouble> extreme, int sign) {
    Optional<Payoff> payoff = Payoff.of(order.legs());
    if (payoff.isEmpty() || !(order.price() instanceof OrderPrice.Limit limit)) {
      return Double.NaN;
    }
    OptionalDouble value = extreme.apply(payoff.get());
    if (value.isEmpty()) {
      return Double.NaN; // without bound
    }
    double paid = limit.net().doubleValue() * order.unitMultiplier();
    return Math.max(0, sign * (value.getAsDouble() - paid));
  }

  private static BigDecimal perShare(Trade trade, BigDecimal cash) {
    long units = (long) trade.quantity() * AssetColumns.unitMultiplier(trade.legs());
    return cash.negate()
        .divide(BigDecimal.valueOf(Math.max(1, units)), 6, RoundingMode.HALF_EVEN)
        .stripTrailingZeros();
  }

  private static double pnlOfOpening(Trade trade) {
    double paid = Math.abs(trade.openCash().doubleValue());
    return paid > 0 ? trade.realizedPnl().doubleValue() / paid : Double.NaN;
  }

  private static String typeOf(OrderPrice price) {
    return price instanceof OrderPrice.Limit ? "limit" : "market";
  }

  private static @Nullable BigDecimal limitOf(OrderPrice price) {
    return price instanceof OrderPrice.Limit limit ? limit.net() : null;
  }
}
