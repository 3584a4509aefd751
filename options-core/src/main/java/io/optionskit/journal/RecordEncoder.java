/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.Decision;
import io.optionskit.decision.Rejection;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.ControlEvent;
import io.optionskit.event.Event;
import io.optionskit.event.JournalRecord;
import io.optionskit.event.MarketEvent;
import io.optionskit.market.QuoteTable;
import io.optionskit.order.Fill;
import io.optionskit.order.FillNote;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Writes the payload of a record.
 *
 * <p>An asset is a number within its segment. Where a number is used for the first time, the terms
 * of the asset follow it, so that every segment can be read without those before.
 */
final class RecordEncoder {

  private static final long CANONICAL_NAN = Double.doubleToRawLongBits(Double.NaN);

  private final BinaryWriter out;
  private final AssetNumbers assets = new AssetNumbers();

  RecordEncoder(BinaryWriter out) {
    this.out = out;
  }

  /** Forgets the numbers of assets: a new segment starts. */
  void startSegment() {
    assets.clear();
  }

  /** Returns the code of a record's type. */
  static int typeOf(JournalRecord record) {
    if (record instanceof JournalRecord.Input) {
      return Codes.INPUT;
    } else if (record instanceof JournalRecord.Decided) {
      return Codes.DECIDED;
    } else if (record instanceof JournalRecord.Checked) {
      return Codes.CHECKED;
    } else if (record instanceof JournalRecord.Reported) {
      return Codes.REPORTED;
    } else if (record instanceof JournalRecord.InputHashed) {
      return Codes.INPUT_HASHED;
    } else if (record instanceof JournalRecord.DayClosed) {
      return Codes.DAY_CLOSED;
    } else if (record instanceof JournalRecord.StrategyStopped) {
      return Codes.STRATEGY_STOPPED;
    } else if (record instanceof JournalRecord.RunStarted) {
      return Codes.RUN_STARTED;
    } else if (record instanceof JournalRecord.RunEnded) {
      return Codes.RUN_ENDED;
    }
    throw formless(record);
  }

  /** Writes a payload; if it fails, what it did to the numbers of assets is taken back. */
  void encode(JournalRecord record) {
    int known = assets.size();
    boolean done = false;
    try {
      write(record);
      done = true;
    } finally {
      if (!done) {
        assets.truncate(known);
      }
    }
  }

  private void write(JournalRecord record) {
    if (record instanceof JournalRecord.Input input) {
      write(input.event());
    } else if (record instanceof JournalRecord.Decided decided) {
      out.writeText(decided.strategy());
      write(decided.decision());
      out.writeInstant(decided.at());
    } else if (record instanceof JournalRecord.Checked checked) {
      out.writeText(checked.strategy());
      write(checked.order());
      out.writeCount(checked.rejections().size());
      for (Rejection rejection : checked.rejections()) {
        Codes.REJECTION.write(out, rejection.code());
        out.writeText(rejection.message());
      }
      out.writeInstant(checked.at());
    } else if (record instanceof JournalRecord.Reported reported) {
      write(reported.event());
    } else if (record instanceof JournalRecord.InputHashed hashed) {
      out.writeSigned(hashed.rows());
      out.writeText(hashed.sha256());
    } else if (record instanceof JournalRecord.DayClosed closed) {
      out.writeDate(closed.date());
      out.writeDecimal(closed.cash());
      out.writeDouble(closed.equity());
    } else if (record instanceof JournalRecord.StrategyStopped stopped) {
      out.writeText(stopped.strategy());
      out.writeText(stopped.message());
      out.writeInstant(stopped.at());
    } else if (record instanceof JournalRecord.RunStarted started) {
      out.writeText(started.libraryVersion());
      out.writeText(started.configHash());
      out.writeLong(started.seed());
      out.writeDecimal(started.startCash());
      out.writeBoolean(started.holdsInputs());
    } else if (record instanceof JournalRecord.RunEnded ended) {
      out.writeInstant(ended.at());
      out.writeDecimal(ended.cash());
      out.writeDouble(ended.equity());
    } else {
      throw formless(record);
    }
  }

  private void write(Event event) {
    if (event instanceof MarketEvent market) {
      out.writeByte(Codes.MARKET_EVENT);
      writeRows(market.table(), market.from(), market.to());
    } else if (event instanceof ControlEvent control) {
      out.writeByte(Codes.CONTROL_EVENT);
      Codes.MODE.write(out, control.mode());
      out.writeText(control.reason());
      out.writeInstant(control.at());
    } else if (event instanceof BrokerEvent broker) {
      write(broker);
    } else {
      throw formless(event);
    }
  }

  private void writeRows(QuoteTable table, int from, int to) {
    out.writeLong(table.timeNs()[from]);
    out.writeCount((long) to - from);
    for (int row = from; row < to; row++) {
      int id = table.assetIds()[row];
      int number = assets.find(table.assets(), id);
      if (number < 0) {
        writeAsset(table.assets().asset(id));
      } else {
        out.writeCount(number);
      }
      writeColumns(table, row);
    }
  }

  private void writeColumns(QuoteTable table, int row) {
    double bid = table.bids()[row];
    double ask = table.asks()[row];
    double last = table.lasts()[row];
    int bidSize = table.bidSizes()[row];
    int askSize = table.askSizes()[row];
    long volume = table.volumes()[row];
    int openInterest = table.openInterests()[row];
    int columns =
        (isMissing(bid) ? 0 : Codes.HAS_BID)
            | (isMissing(ask) ? 0 : Codes.HAS_ASK)
            | (isMissing(last) ? 0 : Codes.HAS_LAST)
            | (bidSize == -1 ? 0 : Codes.HAS_BID_SIZE)
            | (askSize == -1 ? 0 : Codes.HAS_ASK_SIZE)
            | (volume == -1 ? 0 : Codes.HAS_VOLUME)
            | (openInterest == -1 ? 0 : Codes.HAS_OPEN_INTEREST);
    out.writeByte(columns);
    if ((columns & Codes.HAS_BID) != 0) {
      out.writeDouble(bid);
    }
    if ((columns & Codes.HAS_ASK) != 0) {
      out.writeDouble(ask);
    }
    if ((columns & Codes.HAS_LAST) != 0) {
      out.writeDouble(last);
    }
    if ((columns & Codes.HAS_BID_SIZE) != 0) {
      out.writeSigned(bidSize);
    }
    if ((columns & Codes.HAS_ASK_SIZE) != 0) {
      out.writeSigned(askSize);
    }
    if ((columns & Codes.HAS_VOLUME) != 0) {
      out.writeSigned(volume);
    }
    if ((columns & Codes.HAS_OPEN_INTEREST) != 0) {
      out.writeSigned(openInterest);
    }
  }

  private static boolean isMissing(double value) {
    return Double.doubleToRawLongBits(value) == CANONICAL_NAN;
  }

  private void write(BrokerEvent event) {
    if (event instanceof BrokerEvent.OrderAccepted accepted) {
      out.writeByte(Codes.ORDER_ACCEPTED);
      out.writeText(accepted.orderId());
      out.writeText(accepted.brokerOrderId());
    } else if (event instanceof BrokerEvent.OrderRejected rejected) {
      out.writeByte(Codes.ORDER_REJECTED);
      out.writeText(rejected.orderId());
      out.writeText(rejected.reason());
    } else if (event instanceof BrokerEvent.OrderReplaced replaced) {
      out.writeByte(Codes.ORDER_REPLACED);
      out.writeText(replaced.orderId());
      write(replaced.price());
    } else if (event instanceof BrokerEvent.OrderCancelled cancelled) {
      out.writeByte(Codes.ORDER_CANCELLED);
      out.writeText(cancelled.orderId());
      out.writeText(cancelled.reason());
    } else if (event instanceof BrokerEvent.OrderFilled filled) {
      out.writeByte(Codes.ORDER_FILLED);
      out.writeText(filled.orderId());
      out.writeSigned(filled.quantity());
      writeFills(filled.fills());
    } else if (event instanceof BrokerEvent.OptionSettled settled) {
      out.writeByte(Codes.OPTION_SETTLED);
      write(settled.contract());
      out.writeSigned(settled.quantity());
      Codes.SETTLED_KIND.write(out, settled.kind());
      out.writeDecimal(settled.settlementPrice());
      out.writeDecimal(settled.cash());
      writeFills(settled.delivery().stream().toList());
      out.writeText(settled.note());
    } else if (event instanceof BrokerEvent.CashPosted posted) {
      out.writeByte(Codes.CASH_POSTED);
      out.writeDecimal(posted.amount());
      out.writeText(posted.reason());
    } else {
      throw formless(event);
    }
    out.writeInstant(event.at());
  }

  private void writeFills(List<Fill> fills) {
    out.writeCount(fills.size());
    for (Fill fill : fills) {
      out.writeText(fill.fillId());
      out.writeText(fill.orderId());
      write(fill.asset());
      out.writeSigned(fill.quantity());
      out.writeDecimal(fill.price());
      out.writeDecimal(fill.commission());
      out.writeInstant(fill.at());
      int notes = 0;
      for (FillNote note : fill.notes()) {
        notes |= 1 << Codes.FILL_NOTE.codeOf(note);
      }
      out.writeCount(notes);
    }
  }

  private void write(Decision decision) {
    if (decision instanceof Decision.Submit submit) {
      out.writeByte(Codes.SUBMIT);
      write(submit.order());
      write(submit.confidence());
    } else if (decision instanceof Decision.Replace replace) {
      out.writeByte(Codes.REPLACE);
      out.writeText(replace.orderId());
      write(replace.price());
    } else if (decision instanceof Decision.Cancel cancel) {
      out.writeByte(Codes.CANCEL);
      out.writeText(cancel.orderId());
    } else if (decision instanceof Decision.Close close) {
      out.writeByte(Codes.CLOSE);
      out.writeText(close.tradeId());
      write(close.price());
    } else if (decision instanceof Decision.Flatten flatten) {
      out.writeByte(Codes.FLATTEN);
      out.writeBoolean(flatten.asset().isPresent());
      flatten.asset().ifPresent(this::write);
    } else {
      throw formless(decision);
    }
    out.writeText(decision.reason());
  }

  private void write(OptionalDouble value) {
    out.writeBoolean(value.isPresent());
    if (value.isPresent()) {
      out.writeDouble(value.getAsDouble());
    }
  }

  private void write(Order order) {
    out.writeText(order.orderId());
    out.writeCount(order.legs().size());
    for (Leg leg : order.legs()) {
      write(leg.asset());
      out.writeSigned(leg.ratio());
    }
    out.writeSigned(order.quantity());
    write(order.price());
    Codes.TIME_IN_FORCE.write(out, order.timeInForce());
  }

  private void write(OrderPrice price) {
    if (price instanceof OrderPrice.Limit limit) {
      out.writeByte(Codes.PRICE_LIMIT);
      out.writeDecimal(limit.net());
    } else if (price instanceof OrderPrice.Market) {
      out.writeByte(Codes.PRICE_MARKET);
    } else {
      throw formless(price);
    }
  }

  private void write(Asset asset) {
    int number = assets.find(asset);
    if (number < 0) {
      writeAsset(asset);
    } else {
      out.writeCount(number);
    }
  }

  /** Writes the next free number and the terms of the asset that gets it. */
  private void writeAsset(Asset asset) {
    out.writeCount(assets.size());
    assets.add(asset);
    if (asset instanceof OptionContract contract) {
      OptionProduct product = contract.product();
      out.writeByte(Codes.OPTION);
      out.writeText(product.root());
      out.writeText(product.underlying());
      Codes.EXERCISE_STYLE.write(out, product.exerciseStyle());
      Codes.SETTLEMENT.write(out, product.settlement());
      out.writeSigned(product.multiplier());
      out.writeSigned(product.deliverable().shares());
      out.writeDecimal(product.deliverable().cash());
      out.writeDate(contract.expiry());
      Codes.OPTION_TYPE.write(out, contract.type());
      out.writeDecimal(contract.strike());
    } else if (asset instanceof Underlying underlying) {
      out.writeByte(Codes.UNDERLYING);
      out.writeText(underlying.symbol());
    } else {
      throw formless(asset);
    }
  }

  /** For a kind that was added to the vocabulary and not here. */
  private static IllegalStateException formless(Object value) {
    return new IllegalStateException("journal has no form for " + value.getClass());
  }
}
