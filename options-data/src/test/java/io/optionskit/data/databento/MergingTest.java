/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import static io.optionskit.data.databento.DbnWriter.NONE;
import static io.optionskit.data.databento.DbnWriter.TIME;
import static io.optionskit.data.databento.DbnWriter.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.data.databento.DbnRecord.PublisherBar;
import io.optionskit.data.databento.DbnRecord.Statistic;
import io.optionskit.market.Bar;
import io.optionskit.market.Quote;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MergingTest {

  private static final OptionContract CALL = OptionContract.parse("AAPL  250221C00250000");
  private static final Instant NOON = Instant.parse("2025-02-20T14:31:00Z");

  private static List<DbnRecord> read(byte[]... records) {
    DbnWriter all = DbnWriter.bytes();
    for (byte[] each : records) {
      all.raw(each);
    }
    List<DbnRecord> read = new ArrayList<>();
    try (DbnReader reader = DbnReader.openFragment(new ByteArrayInputStream(all.toBytes()))) {
      while (reader.next()) {
        read.add(reader.cursor().toRecord());
      }
    }
    return read;
  }

  private static void refuses(Reason reason, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Nested
  class Bars {

    private static byte[] bar(int publisher, long startNs, long... numbers) {
      return record(
          0x21,
          publisher,
          7000,
          startNs,
          DbnWriter.ohlcv(
              numbers[0] * 10_000_000,
              numbers[1] * 10_000_000,
              numbers[2] * 10_000_000,
              numbers[3] * 10_000_000,
              numbers[4]));
    }

    private static List<Bar> merge(byte[]... records) {
      return PublisherBars.merged(
          CALL, read(records).stream().map(PublisherBar.class::cast).toList());
    }

    @Test
    void ofSeveralVenuesBecomeOne() {
      List<Bar> bars =
          merge(
              bar(20, TIME, 33, 49, 10, 11, 3474),
              bar(22, TIME, 19, 48, 12, 13, 8223),
              bar(23, TIME, 24, 50, 11, 12, 2750),
              bar(20, TIME + 60_000_000_000L, 11, 12, 10, 12, 5));

      assertThat(bars)
          .containsExactly(
              new Bar(CALL, NOON, NOON.plusSeconds(60), 0.19, 0.50, 0.10, 0.13, 14447),
              new Bar(
                  CALL, NOON.plusSeconds(60), NOON.plusSeconds(120), 0.11, 0.12, 0.10, 0.12, 5));
    }

    @Test
    void doNotDependOnTheOrderOfVenues() {
      byte[] one = bar(20, TIME, 33, 49, 10, 11, 100);
      byte[] other = bar(22, TIME, 19, 48, 12, 13, 100);

      assertThat(merge(one, other)).isEqualTo(merge(other, one));
      assertThat(merge(one, other).get(0).open()).isEqualTo(0.33);
    }

    @Test
    void thatRepeatAreCountedOnce() {
      byte[] one = bar(20, TIME, 33, 49, 10, 11, 100);

      assertThat(merge(one, one).get(0).volume()).isEqualTo(100);
      refuses(Reason.BAD_DATA, () -> merge(one, bar(20, TIME, 33, 49, 10, 11, 101)));
    }

    @Test
    void thatAreImpossibleAreRefused() {
      refuses(Reason.BAD_DATA, () -> merge(bar(20, TIME, 33, 32, 10, 11, 1)));
      refuses(Reason.BAD_DATA, () -> merge(bar(20, TIME, 33, 49, 12, 11, 1)));
      refuses(Reason.BAD_DATA, () -> merge(bar(20, TIME, 33, 49, 0, 11, 1)));
      refuses(Reason.BAD_DATA, () -> merge(bar(20, TIME, 33, 49, 10, 11, -1)));
      refuses(Reason.BAD_DATA, () -> merge(bar(20, -1, 33, 49, 10, 11, 1)));
      refuses(
          Reason.BAD_DATA, () -> merge(record(0x21, DbnWriter.ohlcv(NONE, NONE, NONE, NONE, 0))));
      refuses(Reason.UNSUPPORTED, () -> merge(record(0x24, DbnWriter.ohlcv(4, 6, 3, 5, 1))));
    }

    @Test
    void thatWereRecordedPerVenueBecomeOneDay() {
      Fixtures.assumePresent();
      List<PublisherBar> bars = new ArrayList<>();
      try (DbnReader reader = Fixtures.open("OPRA.PILLAR-test_data.ohlcv-1d.dbn.zst")) {
        while (reader.next()) {
          bars.add((PublisherBar) reader.cursor().toRecord());
        }
      }

      assertThat(bars).hasSize(4);
      assertThat(PublisherBars.merged(CALL, bars))
          .containsExactly(
              new Bar(
                  CALL,
                  Instant.parse("2025-02-20T00:00:00Z"),
                  Instant.parse("2025-02-21T00:00:00Z"),
                  0.19,
                  0.49,
                  0.10,
                  0.11,
                  3474 + 8223 + 2750 + 1414));
    }
  }

  @Nested
  class OpenInterests {

    private static byte[] statistic(int publisher, long instrument, long quantity, long delayNs) {
      byte[] record =
          record(0x18, publisher, instrument, TIME, DbnWriter.statistics(3, 9, quantity, TIME));
      byte[] received = DbnWriter.bytes().i64(TIME + delayNs).toBytes();
      System.arraycopy(received, 0, record, 16, 8);
      return record;
    }

    private static List<OpenInterest> merge(byte[]... records) {
      return OpenInterest.merged(read(records).stream().map(Statistic.class::cast).toList());
    }

    @Test
    void ofEachPublisherAreTheSameFigure() {
      assertThat(
              merge(
                  statistic(20, 7000, 1234, 9),
                  statistic(21, 7000, 1234, 5),
                  statistic(22, 7000, 1234, 7),
                  statistic(20, 7001, 88, 0)))
          .containsExactly(
              new OpenInterest(7000, 1234, NOON.plusNanos(5), 3, 0),
              new OpenInterest(7001, 88, NOON, 1, 0));
    }

    @Test
    void thatDisagreeAreCounted() {
      assertThat(
              merge(
                  statistic(20, 7000, 1234, 0),
                  statistic(21, 7000, 1300, 9),
                  statistic(22, 7000, 1300, 8)))
          .containsExactly(new OpenInterest(7000, 1300, NOON.plusNanos(8), 3, 1));
    }

    @Test
    void thatWereTakenBackOrAreNoneAreMissing() {
      byte[] deleted = statistic(20, 7000, 1234, 9);
      deleted[16 + 8 + 8 + 8 + 8 + 4 + 4 + 2 + 2] = 2;

      assertThat(merge(statistic(20, 7000, 1234, 0), deleted)).isEmpty();
      assertThat(merge(statistic(20, 7000, NONE, 0))).isEmpty();
      assertThat(merge(record(0x18, DbnWriter.statistics(3, 7, 12, -1)))).isEmpty();
      refuses(Reason.BAD_DATA, () -> merge(statistic(20, 7000, -5, 0)));
    }
  }

  @Nested
  class Quotes {

    private static Optional<Quote> quote(int kind, long eventNs, DbnWriter body) {
      byte[] record = record(kind, 30, 7000, eventNs, body);
      try (DbnReader reader = DbnReader.openFragment(new ByteArrayInputStream(record))) {
        assertThat(reader.next()).isTrue();
        return DbnQuotes.of(reader.cursor());
      }
    }

    @Test
    void beforeTheOpeningAreMissing() {
      assertThat(quote(0xC1, -1, DbnWriter.cbbo(NONE, NONE, NONE))).isEmpty();
      assertThat(quote(0xC1, -1, DbnWriter.cbbo(NONE, 0, 0))).isEmpty();
    }

    @Test
    void ofIntervalsAreValidAtTheirEndWithTheLastTrade() {
      assertThat(quote(0xC0, TIME - 999, DbnWriter.cbbo(340_000_000, 320_000_000, 340_000_000)))
          .contains(Quote.of(0.32, 0.34, 0.34, 104, 132, NOON, NOON));
    }

    @Test
    void withoutATradeStillHaveTheirSides() {
      assertThat(quote(0xC1, -1, DbnWriter.cbbo(NONE, NONE, 50_000_000)))
          .contains(Quote.of(Double.NaN, 0.05, Double.NaN, -1, 132, NOON, NOON));
    }

    @Test
    void ofEventsAreValidAtTheEvent() {
      assertThat(quote(0x01, TIME, DbnWriter.mbp(1)))
          .contains(Quote.of(1.0, 1.01, Double.NaN, 10, 20, NOON, NOON.plusNanos(5)));
      assertThat(quote(0xC2, TIME, DbnWriter.cmbp()))
          .contains(Quote.of(0.32, 0.34, 0.34, 104, 132, NOON, NOON.plusNanos(5)));
    }

    @Test
    void withNegativePricesAreRefused() {
      refuses(Reason.BAD_DATA, () -> quote(0xC0, TIME, DbnWriter.cbbo(NONE, -1, 5)));
    }

    @Test
    void areNotMadeOfOtherRecords() {
      assertThatThrownBy(() -> quote(0x00, TIME, DbnWriter.trade()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("TRADE");
    }

    @Test
    void ofTheRecordedDayBeginMissing() {
      Fixtures.assumePresent();
      List<Optional<Quote>> quotes = new ArrayList<>();
      try (DbnReader reader = Fixtures.open("OPRA.PILLAR-test_data.cbbo-1m.dbn.zst")) {
        while (reader.next()) {
          quotes.add(DbnQuotes.of(reader.cursor()));
        }
      }

      Instant end = Instant.parse("2025-02-20T14:31:00Z");
      assertThat(quotes)
          .containsExactly(
              Optional.empty(),
              Optional.of(Quote.of(0.32, 0.34, 0.34, 104, 132, end, end)),
              Optional.of(
                  Quote.of(0.43, 0.45, 0.45, 1, 135, end.plusSeconds(60), end.plusSeconds(60))),
              Optional.of(
                  Quote.of(0.34, 0.36, 0.34, 62, 79, end.plusSeconds(120), end.plusSeconds(120))));
    }
  }
}
