/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import static io.optionskit.data.databento.DbnWriter.NONE;
import static io.optionskit.data.databento.DbnWriter.TIME;
import static io.optionskit.data.databento.DbnWriter.bytes;
import static io.optionskit.data.databento.DbnWriter.everyKind;
import static io.optionskit.data.databento.DbnWriter.file;
import static io.optionskit.data.databento.DbnWriter.metadata;
import static io.optionskit.data.databento.DbnWriter.record;
import static io.optionskit.data.databento.DbnWriter.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.optionskit.data.databento.DbnRecord.Level;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DbnReaderTest {

  private static DbnReader open(byte[] bytes) {
    return DbnReader.open(new ByteArrayInputStream(bytes));
  }

  private static List<DbnRecord> readAll(DbnReader reader) {
    List<DbnRecord> records = new ArrayList<>();
    while (reader.next()) {
      records.add(reader.cursor().toRecord());
    }
    return records;
  }

  private static <T> T only(Class<T> type, byte[] record) {
    try (DbnReader reader = DbnReader.openFragment(new ByteArrayInputStream(record))) {
      List<DbnRecord> records = readAll(reader);
      assertThat(records).hasSize(1);
      return type.cast(records.get(0));
    }
  }

  private static void refuses(Reason reason, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Nested
  class Records {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void ofEveryKindAndVersionAreRead(int version) {
      try (DbnReader reader = open(file(version))) {
        assertThat(readAll(reader))
            .extracting(each -> each.header().kind())
            .containsExactlyInAnyOrder(RecordKind.values());
        assertThat(reader.report().isTorn()).isFalse();
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void endWithTheTimeOfSendingIfAskedFor(int version) {
      DbnWriter file = bytes().raw(metadata(version, 0xFFFF, true));
      for (byte[] each : everyKind(version)) {
        each[0] += 2;
        file.raw(each).i64(TIME + 77);
      }

      try (DbnReader reader = open(file.toBytes())) {
        assertThat(reader.metadata().orElseThrow().hasSentTimes()).isTrue();
        assertThat(readAll(reader))
            .hasSize(RecordKind.values().length)
            .allSatisfy(each -> assertThat(each.header().sentNs()).isEqualTo(TIME + 77));
      }
    }

    @Test
    void tradesKeepEveryNumber() {
      DbnRecord.Trade trade = only(DbnRecord.Trade.class, record(0x00, trade()));

      assertThat(trade.header())
          .isEqualTo(new DbnRecord.Header(RecordKind.TRADE, 30, 7000, TIME, -1));
      assertThat(trade.price()).contains(new BigDecimal("0.34"));
      assertThat(trade.size()).isEqualTo(3);
      assertThat(trade.action()).isEqualTo('T');
      assertThat(trade.side()).isEqualTo('B');
      assertThat(trade.flags()).isEqualTo(130);
      assertThat(trade.depth()).isEqualTo(2);
      assertThat(trade.receiveTime()).contains(Instant.parse("2025-02-20T14:31:00.000000005Z"));
      assertThat(trade.inDeltaNs()).isEqualTo(-7);
      assertThat(trade.sequence()).isEqualTo(99);
    }

    @Test
    void ordersReadNumbersWithoutSign() {
      DbnRecord.OrderEvent event = only(DbnRecord.OrderEvent.class, record(0xA0, DbnWriter.mbo()));

      assertThat(Long.toUnsignedString(event.orderId())).isEqualTo("18446744073709551614");
      assertThat(event.price()).contains(new BigDecimal("2.5"));
      assertThat(event.sequence()).isEqualTo(4_000_000_000L);
      assertThat(event.action()).isEqualTo('C');
      assertThat(event.side()).isEqualTo('A');
      assertThat(event.channelId()).isEqualTo(5);
    }

    @Test
    void booksHaveTheirLevelsBestFirst() {
      DbnRecord.BookEvent event = only(DbnRecord.BookEvent.class, record(0x0A, DbnWriter.mbp(10)));

      assertThat(event.price()).isEmpty();
      assertThat(event.levels()).hasSize(10);
      assertThat(event.levels().get(0))
          .isEqualTo(new Level(1_000_000_000, 1_010_000_000, 10, 20, 1, 2, -1, -1));
      assertThat(event.levels().get(9))
          .isEqualTo(new Level(999_999_991, 1_010_000_009, 19, 29, 10, 11, -1, -1));
    }

    @Test
    void consolidatedLevelsTellTheVenues() {
      DbnRecord.BookEvent event = only(DbnRecord.BookEvent.class, record(0xC2, DbnWriter.cmbp()));

      assertThat(event.sequence()).isEqualTo(-1);
      assertThat(event.depth()).isEqualTo(-1);
      assertThat(event.levels())
          .containsExactly(new Level(320_000_000, 340_000_000, 104, 132, -1, -1, 29, 23));
    }

    @Test
    void intervalQuotesMayLackTradeAndSides() {
      DbnRecord.IntervalQuote quote =
          only(DbnRecord.IntervalQuote.class, record(0xC3, 95, 1, -1, DbnWriter.bbo()));

      assertThat(quote.header().eventTime()).isEmpty();
      assertThat(quote.last()).isEmpty();
      assertThat(quote.intervalEnd()).contains(Instant.parse("2025-02-20T14:31:00Z"));
      assertThat(quote.level().bid()).contains(new BigDecimal("0.32"));
      assertThat(quote.level().ask()).isEmpty();
      assertThat(quote.sequence()).isEqualTo(55);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void statisticsWithoutQuantitySayNone(int version) {
      DbnRecord.Statistic none =
          only(
              DbnRecord.Statistic.class,
              record(0x18, DbnWriter.statistics(version, 9, NONE, TIME)));
      DbnRecord.Statistic some =
          only(DbnRecord.Statistic.class, record(0x18, DbnWriter.statistics(version, 9, 88, -1)));

      assertThat(none.quantity()).isEmpty();
      assertThat(none.price()).isEmpty();
      assertThat(none.referenceTime()).contains(Instant.parse("2025-02-20T14:31:00Z"));
      assertThat(some.quantity()).hasValue(88);
      assertThat(some.referenceTime()).isEmpty();
      assertThat(some.type()).isEqualTo(DbnRecord.Statistic.OPEN_INTEREST);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void definitionsOfEveryVersionSayTheSame(int version) {
      DbnRecord.Definition definition = only(DbnRecord.Definition.class, everyKind(version).get(4));

      assertThat(definition.rawSymbol()).isEqualTo("AAPL  250221C00250000");
      assertThat(definition.instrumentClass()).isEqualTo('C');
      assertThat(definition.strike()).contains(new BigDecimal("250"));
      assertThat(definition.expiration()).contains(Instant.parse("2025-02-21T00:00:00Z"));
      assertThat(definition.contractMultiplier()).isEmpty();
      assertThat(definition.minimumIncrement()).contains(new BigDecimal("0.01"));
      assertThat(definition.exchange()).isEqualTo("OPRA");
      assertThat(definition.asset()).isEqualTo("AAPL");
      assertThat(definition.underlying()).isEqualTo("AAPL");
      assertThat(definition.currency()).isEqualTo("USD");
      assertThat(definition.securityType()).isEqualTo("OPT");
      assertThat(definition.updateAction()).isEqualTo('A');
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void wordsOfTheGatewayAreRead(int version) {
      DbnRecord.SystemMessage beat =
          only(
              DbnRecord.SystemMessage.class,
              record(DbnWriter.SYSTEM, DbnWriter.system(version, "Heartbeat", 0)));
      DbnRecord.ErrorMessage error =
          only(DbnRecord.ErrorMessage.class, record(0x15, DbnWriter.error(version)));
      DbnRecord.SymbolMapping mapping =
          only(
              DbnRecord.SymbolMapping.class,
              record(DbnWriter.MAPPING, DbnWriter.mapping(version, "ES.FUT", "ESZ4")));

      assertThat(beat.isHeartbeat()).isTrue();
      assertThat(error.text()).isEqualTo("bad symbol");
      assertThat(error.code()).isEqualTo(version == 1 ? -1 : 3);
      assertThat(mapping.symbolIn()).isEqualTo("ES.FUT");
      assertThat(mapping.symbolOut()).isEqualTo("ESZ4");
      assertThat(mapping.endNs()).isEqualTo(DbnCursor.NO_TIME);
    }

    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void refuseFieldsThatTheirKindHasNot(RecordKind kind) {
      byte[] record =
          everyKind(3).stream()
              .filter(each -> (each[1] & 0xFF) == kind.code())
              .findFirst()
              .orElseThrow();
      try (DbnReader reader = DbnReader.openFragment(new ByteArrayInputStream(record))) {
        reader.next();
        DbnCursor cursor = reader.cursor();

        if (!kind.isBar()) {
          assertThatThrownBy(cursor::openNanos).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> cursor.bidNanos(cursor.levels()))
            .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cursor.number("nothing"))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("nothing");
      }
    }
  }

  @Nested
  class Headers {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void areReadInEveryVersion(int version) {
      try (DbnReader reader = open(metadata(version, 9, false, "AAPL  250221C00250000", "X"))) {
        DbnMetadata metadata = reader.metadata().orElseThrow();

        assertThat(metadata.version()).isEqualTo(version);
        assertThat(metadata.dataset()).isEqualTo("OPRA.PILLAR");
        assertThat(metadata.schema()).contains(DbnSchema.DEFINITION);
        assertThat(metadata.end()).isEmpty();
        assertThat(metadata.limit()).isEmpty();
        assertThat(metadata.symbolsIn()).contains(SymbolType.RAW_SYMBOL);
        assertThat(metadata.symbolsOut()).isEqualTo(SymbolType.INSTRUMENT_ID);
        assertThat(metadata.symbols()).containsExactly("AAPL  250221C00250000", "X");
        assertThat(metadata.mappings().get(1))
            .isEqualTo(
                new DbnMetadata.Mapping(
                    "X",
                    List.of(
                        new DbnMetadata.Interval(
                            LocalDate.of(2025, 2, 20), LocalDate.of(2025, 2, 21), "7001"))));
        assertThat(reader.next()).isFalse();
      }
    }

    @Test
    void ofAnUnknownVersionSayTheSchemaChanged() {
      byte[] file = file(3);
      file[3] = 4;

      refuses(Reason.SCHEMA_CHANGED, "DBN version 4", () -> open(file));
      file[3] = 0;
      refuses(Reason.BAD_DATA, "version 0", () -> open(file));
    }

    @Test
    void ofFourGigabytesAreRefusedWithoutMemory() {
      byte[] file = file(3);
      Arrays.fill(file, 4, 8, (byte) 0xFF);

      refuses(Reason.BAD_DATA, "4294967295 bytes", () -> open(file));
    }

    @Test
    void thatPromiseMoreThanComesAreRefused() {
      byte[] file = bytes().text("DBN", 3).u8(3).u32(60 << 20).raw(new byte[500]).toBytes();

      refuses(Reason.BAD_DATA, "ends after 500 of", () -> open(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {108, 112, 116, 120})
    void withImpossibleCountsAreRefused(int offset) {
      byte[] file = metadata(3, 9, false);
      Arrays.fill(file, offset, offset + 4, (byte) 0xFF);

      refuses(Reason.BAD_DATA, "4294967295", () -> open(file));
    }

    @Test
    void withUnknownCodesSayTheSchemaChanged() {
      refuses(Reason.SCHEMA_CHANGED, "code 200", () -> open(metadata(3, 200, false)));
      byte[] file = metadata(3, 9, false);
      file[8 + 42] = 99;
      refuses(Reason.SCHEMA_CHANGED, "stype_in of unknown code 99", () -> open(file));
    }

    @Test
    void areRequiredUnlessItIsAFragment() {
      refuses(
          Reason.BAD_DATA,
          "begin with 'hell'",
          () -> open(bytes().text("hello, world", 12).toBytes()));
      refuses(Reason.BAD_DATA, "begin with nothing", () -> open(new byte[0]));

      try (DbnReader reader = DbnReader.openFragment(new ByteArrayInputStream(file(2)))) {
        assertThat(reader.metadata()).isPresent();
      }
      try (DbnReader reader = DbnReader.openFragment(new ByteArrayInputStream(new byte[0]))) {
        assertThat(reader.metadata()).isEmpty();
        assertThat(reader.next()).isFalse();
      }
    }
  }

  @Nested
  class Damage {

    @Test
    void atTheEndLeavesAllWholeRecords() {
      byte[] file = file(3);
      int header = metadata(3, 0xFFFF, false, "AAPL  250221C00250000").length;

      for (int length = header; length < file.length; length++) {
        try (DbnReader reader = open(Arrays.copyOf(file, length))) {
          int records = readAll(reader).size();
          DbnReport report = reader.report();
          assertThat(report.records()).isEqualTo(records);
          assertThat(report.bytes() + report.tornBytes()).isEqualTo(length);
          assertThat(report.isTorn()).isEqualTo(report.bytes() != length);
        }
      }
    }

    @Test
    void ofACompressedEndIsReported() {
      DbnWriter file = bytes().raw(metadata(3, 4, false));
      Random random = new Random(5);
      for (int i = 0; i < 4000; i++) {
        file.raw(record(0, 1, random.nextInt(), random.nextLong(), trade()));
      }
      byte[] whole = file.zstd();

      int most = 0;
      for (int length = 600; length < whole.length; length += 997) {
        try (DbnReader reader = open(Arrays.copyOf(whole, length))) {
          int records = readAll(reader).size();
          assertThat(reader.report().isTorn()).isTrue();
          assertThat(records).isBetween(most, 4000);
          most = records;
        } catch (ProviderException e) { // not even the header is there
          assertThat(e.reason()).isEqualTo(Reason.BAD_DATA);
        }
      }
      assertThat(most).isGreaterThan(2000);
      try (DbnReader reader = open(whole)) {
        assertThat(readAll(reader)).hasSize(4000);
        assertThat(reader.report().isTorn()).isFalse();
      }
    }

    @Test
    void ofCompressedBytesIsBadData() {
      byte[] file = bytes().raw(file(3)).zstd();
      for (int i = 12; i < 60; i++) {
        file[i] ^= 0x5A;
      }

      refuses(
          Reason.BAD_DATA,
          "",
          () -> {
            try (DbnReader reader = open(file)) {
              readAll(reader);
            }
          });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void ofALengthBelowTheHeaderIsBadDataForGood(int words) {
      byte[] file = bytes().raw(metadata(3, 4, false)).u8(words).pad(99).toBytes();

      try (DbnReader reader = open(file)) {
        refuses(Reason.BAD_DATA, "says it has " + words * 4 + " bytes", reader::next);
        refuses(Reason.BAD_DATA, "says it has", reader::next);
        assertThatThrownBy(reader::cursor).isInstanceOf(IllegalStateException.class);
      }
    }

    @Test
    void ofALengthOf255IsUnknownOrTorn() {
      byte[] start = bytes().raw(metadata(3, 4, false)).u8(255, 0).toBytes();

      try (DbnReader reader = open(start)) {
        assertThat(reader.next()).isFalse();
        assertThat(reader.report().tornBytes()).isEqualTo(2);
      }
      try (DbnReader reader = open(bytes().raw(start).pad(1018).toBytes())) {
        refuses(
            Reason.SCHEMA_CHANGED, "TRADE record with 1020 bytes; known are [48]", reader::next);
        assertThat(reader.next()).isFalse();
      }
    }

    @Test
    void ofUnknownKindsCanBeReadOver() {
      byte[] file =
          bytes()
              .raw(metadata(3, 4, false))
              .raw(record(0, trade()))
              .raw(record(0x77, bytes().pad(32)))
              .raw(record(0, trade()))
              .toBytes();

      try (DbnReader reader = open(file)) {
        assertThat(reader.next()).isTrue();
        refuses(Reason.SCHEMA_CHANGED, "unknown kind 0x77 with 48 bytes", reader::next);
        assertThat(reader.next()).isTrue();
        assertThat(reader.cursor().size()).isEqualTo(3);
        assertThat(reader.next()).isFalse();
        assertThat(reader.report().records()).isEqualTo(2);
        assertThat(reader.report().unknown()).isEqualTo(1);
      }
    }

    @Test
    void ofJoinedFilesIsNamed() {
      byte[] file = file(3);
      byte[] twice = bytes().raw(file).raw(file).toBytes();

      refuses(
          Reason.BAD_DATA,
          "a second DBN header begins at byte " + file.length,
          () -> {
            try (DbnReader reader = open(twice)) {
              readAll(reader);
            }
          });
    }

    @Test
    void ofTheConnectionIsNotBadData() {
      InputStream broken =
          new InputStream() {
            private final InputStream start = new ByteArrayInputStream(metadata(3, 4, false));

            @Override
            public int read() throws IOException {
              int read = start.read();
              if (read < 0) {
                throw new IOException("connection reset");
              }
              return read;
            }
          };

      refuses(
          Reason.UNAVAILABLE,
          "DBN stream broke after",
          () -> {
            try (DbnReader reader = DbnReader.open(broken)) {
              readAll(reader);
            }
          });
    }
  }

  @Nested
  class Streams {

    @Test
    void mayHaveSeveralCompressedFrames() {
      DbnWriter file = bytes().raw(bytes().raw(metadata(3, 0xFFFF, false)).zstd());
      everyKind(3).forEach(each -> file.raw(bytes().raw(each).zstd()));

      try (DbnReader reader = open(file.toBytes())) {
        assertThat(readAll(reader)).hasSize(RecordKind.values().length);
        assertThat(reader.report().isTorn()).isFalse();
      }
    }

    @Test
    void areClosedWithTheReaderAndWhenTheyCannotBeOpened() {
      List<String> closed = new ArrayList<>();
      for (byte[] each : List.of(file(3), bytes().raw(file(3)).zstd(), new byte[9])) {
        InputStream in =
            new ByteArrayInputStream(each) {
              @Override
              public void close() {
                closed.add("closed");
              }
            };
        try (DbnReader reader = DbnReader.open(in)) {
          assertThat(reader.next()).isTrue();
        } catch (ProviderException e) {
          assertThat(e.reason()).isEqualTo(Reason.BAD_DATA);
        }
        assertThat(closed).isNotEmpty();
        closed.clear();
      }
    }

    @Test
    void mayGiveOneByteAtATime() {
      InputStream slow =
          new ByteArrayInputStream(file(2)) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
              return super.read(to, offset, Math.min(1, length));
            }
          };

      try (DbnReader reader = DbnReader.open(slow)) {
        assertThat(readAll(reader)).hasSize(RecordKind.values().length);
      }
    }

    @Test
    void areReadWithoutAllocatingPerRecord() {
      int count = 300_000;
      byte[] record = record(0x01, DbnWriter.mbp(1));
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long sum = 0;
      long seen = 0;
      try (DbnReader reader = DbnReader.open(new Repeating(metadata(3, 1, false), record, count))) {
        reader.next();
        long before = threads.getCurrentThreadAllocatedBytes();
        while (reader.next()) {
          DbnCursor cursor = reader.cursor();
          sum += cursor.bidNanos(0) + cursor.askSize(0) + cursor.receivedNs() - cursor.eventNs();
          seen++;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(1_000_000);
      }

      assertThat(seen).isEqualTo(count - 1);
      assertThat(sum).isEqualTo(seen * (1_000_000_000L + 20 + 5));
    }
  }

  /** A header and then the same record many times. */
  private static final class Repeating extends InputStream {

    private final byte[] header;
    private final byte[] record;
    private final long end;
    private long position;

    Repeating(byte[] header, byte[] record, int count) {
      this.header = header;
      this.record = record;
      end = header.length + (long) count * record.length;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      int count = (int) Math.min(length, end - position);
      for (int i = 0; i < count; i++, position++) {
        to[offset + i] =
            position < header.length
                ? header[(int) position]
                : record[(int) ((position - header.length) % record.length)];
      }
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}
