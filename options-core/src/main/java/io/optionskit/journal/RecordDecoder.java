/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Deliverable;
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
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.order.Fill;
import io.optionskit.order.FillNote;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads the payload of a record. Anything that {@link RecordEncoder} cannot have written is refused
 * with a {@link RuntimeException} of the JDK, usually {@link IllegalArgumentException}.
 */
final class RecordDecoder {

  private final AssetTable table;
  private final BinaryReader in = new BinaryReader();
  private final List<Asset> assets = new ArrayList<>();
  private int[] tableIds = new int[64];

  /** Creates a decoder whose market events use the numbers of a table, to which it adds. */
  RecordDecoder(AssetTable table) {
    this.table = table;
  }

  void startSegment() {
    assets.clear();
  }

  JournalRecord decode(int type, byte[] source, int from, int to) {
    in.reset(source, from, to);
    JournalRecord record = read(type);
    if (in.remaining() > 0) {
      throw new IllegalArgumentException(in.remaining() + " bytes are left over");
    }
    return record;
  }

  private JournalRecord read(int type) {
    return switch (type) {
      case Codes.RUN_STARTED ->
          new JournalRecord.RunStarted(
              in.readText(), in.readText(), in.readLong(), in.readDecimal(), in.readBoolean());
      case Codes.INPUT_HASHED -> new JournalRecord.InputHashed(in.readSignedInt(), in.readText());
      case Codes.INPUT -> new JournalRecord.Input(readEvent(in.readByte()));
      case Codes.DECIDED ->
          new JournalRecord.Decided(in.readText(), readDecision(), in.readInstant());
      case Codes.CHECKED ->
          new JournalRecord.Checked(
              in.readText(), readOrder(), readList(this::readRejection), in.readInstant());
      case Codes.REPORTED -> new JournalRecord.Reported(readBrokerEvent(in.readByte()));
      case Codes.STRATEGY_STOPPED ->
          new JournalRecord.StrategyStopped(in.readText(), in.readText(), in.readInstant());
      case Codes.DAY_CLOSED ->
          new JournalRecord.DayClosed(in.readDate(), in.readDecimal(), in.readDouble());
      case Codes.RUN_ENDED ->
          new JournalRecord.RunEnded(in.readInstant(), in.readDecimal(), in.readDouble());
      default -> throw unknown("type of record", type);
    };
  }

  private Event readEvent(int kind) {
    return switch (kind) {
      case Codes.MARKET_EVENT -> readMarketEvent();
      case Codes.CONTROL_EVENT ->
          new ControlEvent(Codes.MODE.read(in), in.readText(), in.readInstant());
      default -> readBrokerEvent(kind);
    };
  }

  private MarketEvent readMarketEvent() {
    long timeNs = in.readLong();
    int rows = in.readLength();
    QuoteTable.Builder builder = QuoteTable.builder(table, rows);
    for (int row = 0; row < rows; row++) {
      int number = readAssetNumber(); // may replace the array of ids
      int id = tableIds[number];
      int columns = in.readByte();
      if (columns < 0) {
        throw unknown("columns of a row", columns);
      }
      builder.add(
          timeNs,
          id,
          (columns & Codes.HAS_BID) != 0 ? in.readDouble() : Double.NaN,
          (columns & Codes.HAS_ASK) != 0 ? in.readDouble() : Double.NaN,
          (columns & Codes.HAS_LAST) != 0 ? in.readDouble() : Double.NaN,
          (columns & Codes.HAS_BID_SIZE) != 0 ? in.readSignedInt() : -1,
          (columns & Codes.HAS_ASK_SIZE) != 0 ? in.readSignedInt() : -1,
          (columns & Codes.HAS_VOLUME) != 0 ? in.readSigned() : -1,
          (columns & Codes.HAS_OPEN_INTEREST) != 0 ? in.readSignedInt() : -1);
    }
    return new MarketEvent(builder.build(), 0, rows);
  }

  private BrokerEvent readBrokerEvent(int kind) {
    return switch (kind) {
      case Codes.ORDER_ACCEPTED ->
          new BrokerEvent.OrderAccepted(in.readText(), in.readText(), in.readInstant());
      case Codes.ORDER_REJECTED ->
          new BrokerEvent.OrderRejected(in.readText(), in.readText(), in.readInstant());
      case Codes.ORDER_REPLACED ->
          new BrokerEvent.OrderReplaced(in.readText(), readPrice(), in.readInstant());
      case Codes.ORDER_CANCELLED ->
          new BrokerEvent.OrderCancelled(in.readText(), in.readText(), in.readInstant());
      case Codes.ORDER_FILLED ->
          new BrokerEvent.OrderFilled(
              in.readText(), in.readSignedInt(), readList(this::readFill), in.readInstant());
      case Codes.OPTION_SETTLED ->
          new BrokerEvent.OptionSettled(
              readContract(),
              in.readSignedInt(),
              Codes.SETTLED_KIND.read(in),
              in.readDecimal(),
              in.readDecimal(),
              readDelivery(),
              in.readText(),
              in.readInstant());
      case Codes.CASH_POSTED ->
          new BrokerEvent.CashPosted(in.readDecimal(), in.readText(), in.readInstant());
      default -> throw unknown("kind of event", kind);
    };
  }

  private OptionContract readContract() {
    if (readAsset() instanceof OptionContract contract) {
      return contract;
    }
    throw new IllegalArgumentException("only an option can be settled");
  }

  private Optional<Fill> readDelivery() {
    List<Fill> fills = readList(this::readFill);
    if (fills.size() > 1) {
      throw new IllegalArgumentException(
          "an option delivers once at most, not " + fills.size() + " times");
    }
    return fills.stream().findFirst();
  }

  private Fill readFill() {
    return new Fill(
        in.readText(),
        in.readText(),
        readAsset(),
        in.readSignedInt(),
        in.readDecimal(),
        in.readDecimal(),
        in.readInstant(),
        readNotes());
  }

  private Set<FillNote> readNotes() {
    long bits = in.readCount();
    Set<FillNote> notes = EnumSet.noneOf(FillNote.class);
    for (int code = 0; code < Long.SIZE; code++) {
      if ((bits >>> code & 1) != 0) {
        notes.add(Codes.FILL_NOTE.ofCode(code));
      }
    }
    return notes;
  }

  private Decision readDecision() {
    int kind = in.readByte();
    return switch (kind) {
      case Codes.SUBMIT -> new Decision.Submit(readOrder(), readOptionalDouble(), in.readText());
      case Codes.REPLACE -> new Decision.Replace(in.readText(), readPrice(), in.readText());
      case Codes.CANCEL -> new Decision.Cancel(in.readText(), in.readText());
      case Codes.CLOSE -> new Decision.Close(in.readText(), readPrice(), in.readText());
      case Codes.FLATTEN ->
          new Decision.Flatten(
              in.readBoolean() ? Optional.of(readAsset()) : Optional.empty(), in.readText());
      default -> throw unknown("kind of decision", kind);
    };
  }

  private Rejection readRejection() {
    return new Rejection(Codes.REJECTION.read(in), in.readText());
  }

  private OptionalDouble readOptionalDouble() {
    return in.readBoolean() ? OptionalDouble.of(in.readDouble()) : OptionalDouble.empty();
  }

  private Order readOrder() {
    return new Order(
        in.readText(),
        readList(this::readLeg),
        in.readSignedInt(),
        readPrice(),
        Codes.TIME_IN_FORCE.read(in));
  }

  private Leg readLeg() {
    return new Leg(readAsset(), in.readSignedInt());
  }

  private OrderPrice readPrice() {
    int kind = in.readByte();
    return switch (kind) {
      case Codes.PRICE_MARKET -> OrderPrice.market();
      case Codes.PRICE_LIMIT -> OrderPrice.limit(in.readDecimal());
      default -> throw unknown("kind of price", kind);
    };
  }

  private <T> List<T> readList(Supplier<T> element) {
    int size = in.readLength();
    List<T> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(element.get());
    }
    return list;
  }

  private Asset readAsset() {
    return assets.get(readAssetNumber());
  }

  private int readAssetNumber() {
    int number = in.readInt31();
    if (number > assets.size()) {
      throw new IllegalArgumentException(
          "asset must be one of the " + assets.size() + " named before: " + number);
    }
    if (number == assets.size()) {
      define(readTerms());
    }
    return number;
  }

  private void define(Asset asset) {
    int number = assets.size();
    if (number == tableIds.length) {
      tableIds = Arrays.copyOf(tableIds, 2 * number);
    }
    tableIds[number] = table.idOf(asset);
    assets.add(asset);
  }

  private Asset readTerms() {
    int kind = in.readByte();
    return switch (kind) {
      case Codes.UNDERLYING -> new Underlying(in.readText());
      case Codes.OPTION -> {
        OptionProduct product =
            new OptionProduct(
                in.readText(),
                in.readText(),
                Codes.EXERCISE_STYLE.read(in),
                Codes.SETTLEMENT.read(in),
                in.readSignedInt(),
                new Deliverable(in.readSignedInt(), in.readDecimal()));
        LocalDate expiry = in.readDate();
        var type = Codes.OPTION_TYPE.read(in);
        BigDecimal strike = in.readDecimal();
        yield new OptionContract(product, expiry, type, strike);
      }
      default -> throw unknown("kind of asset", kind);
    };
  }

  private static IllegalArgumentException unknown(String what, int code) {
    return new IllegalArgumentException(
        "unknown " + what + ": " + code + "; it may have been written by a newer version");
  }
}
