/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Deliverable;
import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Settlement;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.Decision;
import io.optionskit.decision.Rejection;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.ControlEvent;
import io.optionskit.event.JournalRecord;
import io.optionskit.event.MarketEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.order.Fill;
import io.optionskit.order.FillNote;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.TimeInForce;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Records of every kind with values that are hard to keep, the same for the same seed. */
final class RandomRecords {

  private static final List<String> TEXTS =
      List.of("", "iron-condor", "profit target", "Ω≠𝛑 ümläut", "a\nb\tc\u0000", "x".repeat(300));
  private static final List<Double> NUMBERS =
      List.of(
          0.0,
          -0.0,
          1.25,
          1e-300,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          Double.POSITIVE_INFINITY,
          Double.NaN,
          Double.longBitsToDouble(0x7ff8000000000001L));
  private static final List<String> ROOTS =
      List.of("SPX", "SPXW", "AAPL", "A", "GOOGLE", "BRKB1", "VIX", "T");

  private final Random random;
  private final AssetTable table = new AssetTable();
  private final List<Supplier<JournalRecord>> kinds;

  RandomRecords(long seed) {
    random = new Random(seed);
    kinds =
        List.of(
            this::runStarted,
            () -> new JournalRecord.InputHashed(random.nextInt(), text()),
            () -> new JournalRecord.Input(marketEvent()),
            () -> new JournalRecord.Input(marketEvent()),
            () -> new JournalRecord.Input(control()),
            () -> new JournalRecord.Input(brokerEvent()),
            () -> new JournalRecord.Reported(brokerEvent()),
            () -> new JournalRecord.Decided(text(), decision(), instant()),
            () -> new JournalRecord.Checked(text(), order(), list(3, this::rejection), instant()),
            () -> new JournalRecord.StrategyStopped(text(), text(), instant()),
            () -> new JournalRecord.DayClosed(date(), decimal(), number()),
            () -> new JournalRecord.RunEnded(instant(), decimal(), number()));
  }

  JournalRecord next() {
    return pick(kinds).get();
  }

  List<JournalRecord> next(int count) {
    List<JournalRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(next());
    }
    return records;
  }

  /** One record of every kind. */
  List<JournalRecord> ofEveryKind() {
    return kinds.stream().map(Supplier::get).toList();
  }

  private JournalRecord runStarted() {
    return new JournalRecord.RunStarted(
        text(), text(), random.nextLong(), decimal(), random.nextBoolean());
  }

  MarketEvent marketEvent() {
    QuoteTable.Builder builder = QuoteTable.builder(table);
    long timeNs = EpochNanos.of(instant());
    int before = random.nextInt(3);
    int rows = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 3);
    for (int i = 0; i < before + rows; i++) {
      builder.add(
          i < before ? timeNs - 1 : timeNs,
          table.idOf(asset()),
          number(),
          number(),
          number(),
          count(),
          count(),
          random.nextBoolean() ? -1 : random.nextLong(),
          count());
    }
    return new MarketEvent(builder.build(), before, before + rows);
  }

  private ControlEvent control() {
    return new ControlEvent(pick(ControlEvent.Mode.values()), text(), instant());
  }

  private BrokerEvent brokerEvent() {
    return switch (random.nextInt(7)) {
      case 0 -> new BrokerEvent.OrderAccepted(id(), text(), instant());
      case 1 -> new BrokerEvent.OrderRejected(id(), text(), instant());
      case 2 -> new BrokerEvent.OrderReplaced(id(), price(), instant());
      case 3 -> new BrokerEvent.OrderCancelled(id(), text(), instant());
      case 4 -> new BrokerEvent.OrderFilled(id(), random.nextInt(), list(4, this::fill), instant());
      case 5 ->
          new BrokerEvent.OptionSettled(
              contract(),
              random.nextInt(),
              pick(BrokerEvent.OptionSettled.Kind.values()),
              decimal(),
              decimal(),
              random.nextBoolean() ? Optional.empty() : Optional.of(fill()),
              text(),
              instant());
      default -> new BrokerEvent.CashPosted(decimal(), text(), instant());
    };
  }

  private Fill fill() {
    Set<FillNote> notes = EnumSet.noneOf(FillNote.class);
    for (FillNote note : FillNote.values()) {
      if (random.nextInt(4) == 0) {
        notes.add(note);
      }
    }
    return new Fill(text(), id(), asset(), nonZero(), decimal().abs(), decimal(), instant(), notes);
  }

  private Decision decision() {
    return switch (random.nextInt(5)) {
      case 0 ->
          new Decision.Submit(
              order(),
              random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(number()),
              text());
      case 1 -> new Decision.Replace(id(), price(), text());
      case 2 -> new Decision.Cancel(id(), text());
      case 3 ->
          new Decision.Flatten(
              random.nextBoolean() ? Optional.empty() : Optional.of(asset()), text());
      default -> new Decision.Close(id(), price(), text());
    };
  }

  private Rejection rejection() {
    return new Rejection(pick(Rejection.Code.values()), text());
  }

  private Order order() {
    List<Leg> legs = new ArrayList<>();
    Set<Asset> seen = new java.util.HashSet<>();
    int count = 1 + random.nextInt(4);
    while (legs.size() < count) {
      Asset asset = asset();
      if (seen.add(asset)) {
        legs.add(new Leg(asset, nonZero()));
      }
    }
    int quantity = 1 + random.nextInt(Integer.MAX_VALUE - 1);
    return new Order(id(), legs, quantity, price(), pick(TimeInForce.values()));
  }

  private OrderPrice price() {
    return random.nextBoolean() ? OrderPrice.market() : OrderPrice.limit(decimal());
  }

  private Asset asset() {
    return random.nextInt(5) == 0 ? new Underlying(pick(ROOTS)) : contract();
  }

  private OptionContract contract() {
    OptionProduct product = OptionProduct.ofRoot(pick(ROOTS));
    if (random.nextInt(10) == 0) {
      product =
          new OptionProduct(
              pick(ROOTS),
              pick(ROOTS),
              pick(ExerciseStyle.values()),
              pick(Settlement.values()),
              1 + random.nextInt(1000),
              new Deliverable(random.nextInt(200), decimal().abs()));
    }
    return new OptionContract(
        product,
        LocalDate.of(2000 + random.nextInt(100), 2, 1).plusDays(random.nextInt(29)),
        pick(OptionType.values()),
        BigDecimal.valueOf(1 + random.nextInt(50) * 2_040_816L, 3));
  }

  private String id() {
    return "order-" + random.nextInt(1000) + "/~!";
  }

  private int nonZero() {
    int value = random.nextInt();
    return value == 0 ? 1 : value;
  }

  private int count() {
    return random.nextBoolean() ? -1 : random.nextInt();
  }

  private double number() {
    return random.nextBoolean() ? pick(NUMBERS) : random.nextInt(10000) / 100.0;
  }

  private BigDecimal decimal() {
    return switch (random.nextInt(5)) {
      case 0 -> new BigDecimal("1.50");
      case 1 -> BigDecimal.ZERO;
      case 2 -> new BigDecimal(new BigInteger(2000, random), random.nextInt(2000) - 1000);
      case 3 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(40) - 20);
      default -> BigDecimal.valueOf(random.nextInt(1_000_000) - 500_000, 2);
    };
  }

  private Instant instant() {
    return EpochNanos.toInstant(random.nextLong());
  }

  private LocalDate date() {
    return LocalDate.ofEpochDay(random.nextInt(100_000) - 50_000);
  }

  private String text() {
    return random.nextBoolean() ? pick(TEXTS) : "text " + random.nextInt();
  }

  private <T> List<T> list(int atMost, Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(atMost + 1); i > 0; i--) {
      list.add(element.get());
    }
    return list;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
