/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.data.store.RunBook.OrderLine;
import io.optionskit.decision.Decision;
import io.optionskit.decision.Rejection;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.ControlEvent;
import io.optionskit.event.Event;
import io.optionskit.event.JournalRecord;
import io.optionskit.order.Order;
import io.optionskit.order.OrderState;
import io.optionskit.spi.Journal;
import io.optionskit.spi.JournalException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a run in the tables of a trade store: signals, orders, fills, trades, positions, risk
 * events, daily results, the session and the audit log.
 *
 * <p>It stands beside the journal that a run is replayed from, and does not replace it: market data
 * are not kept. Orders, fills and audit entries are written with the record that brings them,
 * everything else with them or at the latest with the hundredth row or after 60 seconds of event
 * time; what is written together is kept whole or not at all.
 *
 * <p>Ids follow from the run and its records. After a restart append the whole run again from its
 * first record: what is there already is not written twice.
 *
 * <p>Used by one thread, the engine's.
 */
public final class TradeStoreJournal implements Journal {

  private static final Logger LOG = LoggerFactory.getLogger(TradeStoreJournal.class);

  private final Database database;
  private final RunMode mode;
  private final RunTables tables;
  private RunBook book = new RunBook(BigDecimal.ZERO);
  private Optional<JournalRecord.RunStarted> starting = Optional.empty();
  private Optional<JournalRecord.Decided> closing = Optional.empty();

  TradeStoreJournal(Database database, RunMode mode, String runId) {
    if (!runId.matches("[!-~]{1,120}")) {
      throw new IllegalArgumentException(
          "run id must have 1 to 120 printable characters without blanks: '" + runId + "'");
    }
    this.database = database;
    this.mode = mode;
    tables = new RunTables(database, mode, runId);
  }

  @Override
  public void append(JournalRecord record) {
    try {
      if (record instanceof JournalRecord.RunStarted started) {
        book = new RunBook(started.startCash());
        starting = Optional.of(started); // written with the first record that has a time
        tables.restart();
      } else if (record instanceof JournalRecord.Input input) {
        apply(input.event());
      } else if (record instanceof JournalRecord.Reported reported) {
        apply(reported.event());
      } else if (record instanceof JournalRecord.Decided decided) {
        decide(decided);
      } else if (record instanceof JournalRecord.Checked checked) {
        check(checked);
      } else if (record instanceof JournalRecord.StrategyStopped stopped) {
        stop(stopped);
      } else if (record instanceof JournalRecord.DayClosed closed) {
        closeDay(closed);
      } else if (record instanceof JournalRecord.RunEnded ended) {
        moveTo(ended.at());
        tables.sessionEnded(ended, book);
      }
      tables.writeIfDue();
    } catch (StoreException e) {
      throw new JournalException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Writes what waits and, outside of backtests, brings it to stable storage.
   *
   * @throws JournalException if that fails
   */
  @Override
  public void sync() {
    try {
      tables.write();
      if (mode != RunMode.BACKTEST) {
        database.sync("bring a run to stable storage");
      }
    } catch (StoreException e) {
      throw new JournalException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Writes what waits. The store stays open. */
  @Override
  public void close() {
    sync();
  }

  private void moveTo(Instant instant) {
    tables.moveTo(instant);
    if (starting.isPresent()) {
      JournalRecord.RunStarted started = starting.get();
      starting = Optional.empty();
      tables.sessionStarted(started);
    }
  }

  private void decide(JournalRecord.Decided decided) {
    moveTo(decided.at());
    String strategy = decided.strategy();
    Decision decision = decided.decision();
    if (decision instanceof Decision.Submit submit) {
      tables.signal(strategy, submit.order(), "open", submit.confidence(), submit.reason());
      tables.audit(strategy, "submit", submit.order().orderId(), AuditJson.of(submit));
    } else if (decision instanceof Decision.Close close) {
      closing = Optional.of(decided); // its order comes with the next record
      tables.audit(strategy, "close", close.tradeId(), AuditJson.of(close));
    } else if (decision instanceof Decision.Cancel cancel) {
      tables.audit(strategy, "cancel", cancel.orderId(), AuditJson.reason(cancel.reason()));
    } else if (decision instanceof Decision.Replace replace) {
      tables.audit(strategy, "replace", replace.orderId(), AuditJson.of(replace));
    }
  }

  private void check(JournalRecord.Checked checked) {
    moveTo(checked.at());
    Order order = checked.order();
    Optional<Decision.Close> closes =
        closing
            .filter(decided -> decided.strategy().equals(checked.strategy()))
            .map(decided -> (Decision.Close) decided.decision());
    closing = Optional.empty();
    String reason = closes.map(Decision.Close::reason).orElse("");
    if (closes.isPresent()) {
      tables.signal(checked.strategy(), order, "close", OptionalDouble.empty(), reason);
    }
    OrderState state = checked.rejections().isEmpty() ? OrderState.PENDING : OrderState.REJECTED;
    OrderLine line =
        new OrderLine(
            order, checked.strategy(), closes.map(Decision.Close::tradeId), reason, state);
    book.add(line);
    tables.order(
        line,
        checked.rejections().stream()
            .map(rejection -> rejection.code() + ": " + rejection.message())
            .collect(Collectors.joining("; ")),
        checked.at());
    for (Rejection rejection : checked.rejections()) {
      tables.riskEvent(
          rejection.code() + " " + order.orderId(),
          rejection.code().name(),
          "warning",
          RunTables.symbol(order),
          "order rejected");
    }
    tables.audit(checked.strategy(), "checked", order.orderId(), AuditJson.of(checked));
  }

  private void apply(Event event) {
    moveTo(event.at());
    if (event instanceof ControlEvent control) {
      control(control);
    } else if (event instanceof BrokerEvent.OrderFilled filled) {
      fill(filled);
    } else if (event instanceof BrokerEvent.OrderAccepted accepted) {
      withOrder(
          accepted.orderId(),
          line -> {
            tables.orderAccepted(accepted);
            become(line, OrderState.SUBMITTED, Optional.empty(), accepted.at());
          });
      tables.audit("broker", "accepted", accepted.orderId(), AuditJson.of(accepted));
    } else if (event instanceof BrokerEvent.OrderRejected rejected) {
      Optional<String> why = Optional.of(rejected.reason());
      withOrder(rejected.orderId(), line -> become(line, OrderState.REJECTED, why, rejected.at()));
      tables.audit("broker", "rejected", rejected.orderId(), AuditJson.reason(rejected.reason()));
    } else if (event instanceof BrokerEvent.OrderCancelled cancelled) {
      Optional<String> why = Optional.of(cancelled.reason());
      withOrder(
          cancelled.orderId(), line -> become(line, OrderState.CANCELLED, why, cancelled.at()));
      tables.audit(
          "broker", "cancelled", cancelled.orderId(), AuditJson.reason(cancelled.reason()));
    } else if (event instanceof BrokerEvent.OrderReplaced replaced) {
      tables.orderRepriced(replaced);
      tables.audit("broker", "replaced", replaced.orderId(), AuditJson.of(replaced));
    } else if (event instanceof BrokerEvent.OptionSettled settled) {
      settle(settled);
    } else if (event instanceof BrokerEvent.CashPosted posted) {
      book.post(posted);
      tables.audit("broker", "cash_posted", "", AuditJson.of(posted));
    }
  }

  private void fill(BrokerEvent.OrderFilled filled) {
    long unseen =
        filled.fills().stream().filter(fill -> book.isNew("fill " + fill.fillId())).count();
    if (unseen == 0) {
      return; // delivered before
    }
    withOrder(
        filled.orderId(),
        line -> {
          tables.fills(line, filled);
          book.fill(line, filled).forEach(tables::change);
          tables.orderStatus(line, null, filled.at());
        });
    tables.audit("broker", "filled", filled.orderId(), AuditJson.of(filled));
  }

  private void settle(BrokerEvent.OptionSettled settled) {
    String name =
        settled.contract() + " " + settled.kind() + " " + settled.quantity() + " " + settled.at();
    if (book.isNew("settled " + name)) {
      book.settle(settled).forEach(tables::change);
      tables.audit(
          "broker",
          RunTables.word(settled.kind()),
          settled.contract().symbol(),
          AuditJson.of(settled));
    }
  }

  private void control(ControlEvent control) {
    if (control.mode() == ControlEvent.Mode.ACTIVE) {
      tables.riskEventsCleared(control.at(), control.reason());
    } else {
      boolean halts = control.mode() == ControlEvent.Mode.HALTED;
      tables.riskEvent(
          "control " + control.mode() + " " + control.at(),
          "CONTROL",
          halts ? "critical" : "high",
          null,
          RunTables.word(control.mode()));
    }
    tables.audit(
        "operator", "control", RunTables.word(control.mode()), AuditJson.reason(control.reason()));
  }

  private void stop(JournalRecord.StrategyStopped stopped) {
    moveTo(stopped.at());
    tables.riskEvent(
        "stopped " + stopped.strategy() + " " + stopped.at(),
        "STRATEGY_STOPPED",
        "critical",
        null,
        "strategy stopped");
    tables.audit(
        "engine", "strategy_stopped", stopped.strategy(), AuditJson.reason(stopped.message()));
  }

  private void closeDay(JournalRecord.DayClosed closed) {
    if (book.cash().compareTo(closed.cash()) != 0) {
      LOG.warn(
          "cash of {} is {} by the records seen but {} by the engine: records are missing",
          closed.date(),
          book.cash().toPlainString(),
          closed.cash().toPlainString());
    }
    tables.day(closed, book);
  }

  private void withOrder(String orderId, Consumer<OrderLine> action) {
    Optional<OrderLine> line = book.findOrder(orderId);
    if (line.isPresent()) {
      action.accept(line.get());
    } else {
      LOG.warn("the broker reports on order {}, of which no record was seen", orderId);
    }
  }

  private void become(OrderLine line, OrderState next, Optional<String> reason, Instant at) {
    if (line.become(next)) {
      tables.orderStatus(line, reason.orElse(null), at);
    }
  }
}
