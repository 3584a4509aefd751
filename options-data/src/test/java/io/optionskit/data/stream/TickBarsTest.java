/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.market.Bar;
import io.optionskit.market.Quote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TickBarsTest {

  private static final Asset SPY = new Underlying("SPY");
  private static final Asset AAPL = new Underlying("AAPL");
  private static final Instant OPEN = Instant.parse("2026-03-02T14:30:00Z");

  private final List<BarEvent> told = new ArrayList<>();
  private final TickBars bars = TickBars.ofMinutes(TickBars.Price.TRADES, told::add);

  private static TradeEvent trade(Asset asset, String at, double price, double size) {
    Instant time = Instant.parse(at);
    return trade(asset, time, time.plusMillis(20), price, size);
  }

  private static TradeEvent trade(
      Asset asset, Instant at, Instant received, double price, double size) {
    return new TradeEvent(asset, price, size, "", List.of(), at, received);
  }

  @Test
  void aMinuteOfTradesIsABarOnceTheGraceIsOver() {
    bars.accept(trade(SPY, "2026-03-02T14:30:00Z", 500, 10));
    bars.accept(trade(SPY, "2026-03-02T14:30:20Z", 502, 5));
    bars.accept(trade(SPY, "2026-03-02T14:30:40Z", 499, 1));
    bars.accept(trade(SPY, "2026-03-02T14:30:59.999Z", 501, 2));
    bars.accept(trade(SPY, "2026-03-02T14:31:01.999Z", 600, 2));
    assertThat(told).isEmpty();
    bars.accept(trade(SPY, "2026-03-02T14:31:02Z", 600, 2));

    assertThat(told)
        .extracting(BarEvent::bar)
        .containsExactly(new Bar(SPY, OPEN, OPEN.plusSeconds(60), 500, 502, 499, 501, 18));
    assertThat(told.get(0).receiveTime()).isEqualTo("2026-03-02T14:31:02.020Z");
  }

  @Test
  void aTickCountsInTheMinuteOfItsOwnTimeAndTooLateNotAtAll() {
    bars.accept(trade(SPY, "2026-03-02T14:30:30Z", 500, 1));
    bars.accept(trade(SPY, "2026-03-02T14:31:01Z", 510, 1));
    bars.accept(trade(SPY, "2026-03-02T14:30:10Z", 498, 1));
    bars.accept(trade(SPY, "2026-03-02T14:30:50Z", 503, 1));
    bars.advance(Instant.parse("2026-03-02T14:31:02Z"));
    bars.accept(trade(SPY, "2026-03-02T14:30:59Z", 900, 1));
    bars.finish();

    assertThat(told)
        .extracting(
            event -> event.bar().open() + " " + event.bar().close() + " " + event.bar().volume())
        .containsExactly("498.0 503.0 3", "510.0 510.0 1");
    assertThat(bars.late()).isEqualTo(1);
  }

  @Test
  void aTickFromTheFutureDoesNotEndTheBarsOfNow() {
    bars.accept(trade(SPY, "2026-03-02T14:30:30Z", 500, 1));
    bars.accept(trade(SPY, OPEN.plusSeconds(3600), OPEN.plusSeconds(31), 501, 1));
    bars.accept(trade(SPY, "2026-03-02T14:30:40Z", 502, 1));

    assertThat(told).isEmpty();
    assertThat(bars.late()).isZero();
  }

  @Test
  void aQuietMarketIsToldByTheClockAndHasNoEmptyBars() {
    bars.accept(trade(SPY, "2026-03-02T14:30:30Z", 500, 1));
    bars.advance(Instant.parse("2026-03-02T14:31:01Z"));
    assertThat(told).isEmpty();
    bars.advance(Instant.parse("2026-03-02T15:00:00Z"));
    assertThat(told).hasSize(1);
  }

  @Test
  void onlyRegularHoursCountWhateverTheOffsetOfNewYork() {
    bars.accept(trade(SPY, "2026-03-06T14:29:59.999Z", 500, 1)); // winter: opens 14:30 UTC
    bars.accept(trade(SPY, "2026-03-06T14:30:00Z", 500, 1));
    bars.accept(trade(SPY, "2026-03-06T20:59:59Z", 500, 1));
    bars.accept(trade(SPY, "2026-03-06T21:00:00Z", 500, 1));
    bars.accept(trade(SPY, "2026-03-08T15:00:00Z", 500, 1)); // Sunday of the change
    bars.accept(trade(SPY, "2026-03-09T13:29:59Z", 500, 1)); // summer: opens 13:30 UTC
    bars.accept(trade(SPY, "2026-03-09T13:30:00Z", 500, 1));
    bars.accept(trade(SPY, "2026-03-09T20:00:00Z", 500, 1));
    bars.finish();

    assertThat(told)
        .extracting(event -> event.bar().start())
        .containsExactly(
            Instant.parse("2026-03-06T14:30:00Z"),
            Instant.parse("2026-03-06T20:59:00Z"),
            Instant.parse("2026-03-09T13:30:00Z"));
    assertThat(bars.outside()).isEqualTo(5);
  }

  @Test
  void anEarlyCloseEndsTheDayALittleLaterForIndexOptions() {
    Asset option = OptionContract.parse("SPXW  261204P05000000");
    bars.accept(trade(AAPL, "2026-11-27T17:59:30Z", 200, 1));
    bars.accept(trade(AAPL, "2026-11-27T18:00:00Z", 200, 1));
    bars.accept(trade(option, "2026-11-27T18:14:59Z", 9, 1));
    bars.accept(trade(option, "2026-11-27T18:15:00Z", 9, 1));
    bars.finish();

    assertThat(told).extracting(event -> event.bar().asset()).containsExactly(AAPL, option);
    assertThat(bars.outside()).isEqualTo(2);
  }

  @Test
  void middlesOfQuotesMakeBarsOfUnknownVolume() {
    TickBars mids = TickBars.ofMinutes(TickBars.Price.MIDS, told::add);
    mids.accept(new QuoteEvent(SPY, Quote.of(499, 501, OPEN)));
    mids.accept(new QuoteEvent(SPY, Quote.of(503, 501, OPEN.plusSeconds(1))));
    mids.accept(
        new QuoteEvent(
            SPY,
            Quote.of(
                Double.NaN, 700, Double.NaN, -1, -1, OPEN.plusSeconds(2), OPEN.plusSeconds(2))));
    mids.accept(new QuoteEvent(SPY, Quote.of(500, 503, OPEN.plusSeconds(3))));
    mids.accept(trade(SPY, "2026-03-02T14:30:05Z", 999, 1));
    mids.finish();

    assertThat(told)
        .extracting(BarEvent::bar)
        .containsExactly(new Bar(SPY, OPEN, OPEN.plusSeconds(60), 500, 501.5, 500, 501.5, -1));
  }

  @Test
  void aLengthThatDoesNotDivideAnHourIsRefused() {
    for (Duration length :
        List.of(
            Duration.ZERO,
            Duration.ofSeconds(30),
            Duration.ofSeconds(90),
            Duration.ofMinutes(7),
            Duration.ofHours(2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new TickBars(TickBars.Price.TRADES, length, Duration.ZERO, told::add))
          .withMessageContaining(length.toString());
    }
  }

  /** The reference sorts all ticks and cuts them; arrival is shuffled within the grace. */
  @Test
  void anyOrderWithinTheGraceGivesTheBarsOfTheSortedTicks() {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<TradeEvent> ticks = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        Instant at = OPEN.plusMillis(random.nextLong(600_000)).plusNanos(i);
        ticks.add(
            trade(
                random.nextBoolean() ? SPY : AAPL,
                at,
                at.plusMillis(random.nextInt(1_900)),
                100 + random.nextInt(50),
                1 + random.nextInt(9)));
      }
      List<BarEvent> got = new ArrayList<>();
      TickBars maker = TickBars.ofMinutes(TickBars.Price.TRADES, got::add);
      ticks.stream().sorted(Comparator.comparing(TradeEvent::receiveTime)).forEach(maker::accept);
      maker.finish();

      assertThat(maker.late()).as("seed %d", seed).isZero();
      assertThat(got).as("seed %d", seed).extracting(BarEvent::bar).isEqualTo(reference(ticks));
    }
  }

  private static List<Bar> reference(List<TradeEvent> ticks) {
    TreeMap<String, List<TradeEvent>> minutes = new TreeMap<>();
    ticks.stream()
        .sorted(Comparator.comparing(TradeEvent::eventTime))
        .forEach(
            tick ->
                minutes
                    .computeIfAbsent(
                        tick.eventTime().toString().substring(0, 16) + tick.asset().symbol(),
                        any -> new ArrayList<>())
                    .add(tick));
    return minutes.values().stream()
        .map(
            minute ->
                new Bar(
                    minute.get(0).asset(),
                    Instant.parse(minute.get(0).eventTime().toString().substring(0, 16) + ":00Z"),
                    Instant.parse(minute.get(0).eventTime().toString().substring(0, 16) + ":00Z")
                        .plusSeconds(60),
                    minute.get(0).price(),
                    minute.stream().mapToDouble(TradeEvent::price).max().getAsDouble(),
                    minute.stream().mapToDouble(TradeEvent::price).min().getAsDouble(),
                    minute.get(minute.size() - 1).price(),
                    (long) minute.stream().mapToDouble(TradeEvent::size).sum()))
        .toList();
  }
}
