/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.Decision;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.ControlEvent;
import io.optionskit.event.JournalRecord;
import io.optionskit.event.MarketEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.order.Fill;
import io.optionskit.order.Leg;
import io.optionskit.order.OrderPrice;
import io.optionskit.spi.JournalException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

  @Property(tries = 500)
  void readsBackWhatWasWritten(@ForAll long seed) {
    List<JournalRecord> records = new RandomRecords(seed).next(40);

    List<JournalRecord> read = read(bytes(records));

    assertThat(bytes(read)).isEqualTo(bytes(records));
    assertThat(withoutMarket(read)).isEqualTo(withoutMarket(records));
  }

  @Test
  void keepsRecordsOfEveryKind() {
    List<JournalRecord> records = new RandomRecords(1).ofEveryKind();

    List<JournalRecord> read = read(bytes(records));

    assertThat(read).hasSameSizeAs(records);
    assertThat(withoutMarket(read)).isEqualTo(withoutMarket(records));
  }

  @Test
  void isTestedWithEveryKindThatThereIs() {
    Set<String> kinds =
        new RandomRecords(1)
            .next(3_000).stream().flatMap(RecordCodecTest::kinds).collect(Collectors.toSet());

    for (Class<?> vocabulary :
        List.of(
            JournalRecord.class,
            MarketEvent.class,
            ControlEvent.class,
            BrokerEvent.class,
            Decision.class,
            OrderPrice.class,
            Asset.class)) {
      Class<?>[] permitted = vocabulary.getPermittedSubclasses();
      for (Class<?> kind : permitted == null ? new Class<?>[] {vocabulary} : permitted) {
        assertThat(kinds).contains(kind.getSimpleName());
      }
    }
  }

  /** Names the kinds in a record; every value writes its own. */
  private static Stream<String> kinds(JournalRecord record) {
    Stream<Object> parts = Stream.of(record);
    if (record instanceof JournalRecord.Input input) {
      parts = Stream.of(record, input.event());
    } else if (record instanceof JournalRecord.Reported reported) {
      parts = Stream.of(record, reported.event());
    } else if (record instanceof JournalRecord.Decided decided) {
      parts = Stream.of(record, decided.decision());
    } else if (record instanceof JournalRecord.Checked checked) {
      parts =
          Stream.concat(
              Stream.of(record, checked.order().price()),
              checked.order().legs().stream().map(Leg::asset));
    }
    return parts.map(part -> part.getClass().getSimpleName());
  }

  @Test
  void keepsEveryColumnOfMarketDataBitForBit() {
    AssetTable assets = new AssetTable();
    int spy = assets.idOf(new Underlying("SPY"));
    double oddNan = Double.longBitsToDouble(0x7ff8000000000123L);
    QuoteTable table =
        QuoteTable.builder(assets)
            .add(5, spy, 1.5, -0.0, oddNan, 0, -1, Long.MAX_VALUE, Integer.MIN_VALUE)
            .addLast(5, spy, 510.25)
            .build();

    JournalRecord.Input read =
        (JournalRecord.Input)
            read(bytes(List.of(new JournalRecord.Input(new MarketEvent(table, 0, 2))))).get(0);

    QuoteTable rows = ((MarketEvent) read.event()).table();
    assertThat(rows.assets().asset(rows.assetIds()[0])).isEqualTo(new Underlying("SPY"));
    assertThat(rows.timeNs()).containsExactly(5, 5);
    assertThat(rows.bids()[0]).isEqualTo(1.5);
    assertThat(Double.doubleToRawLongBits(rows.asks()[0]))
        .isEqualTo(Double.doubleToRawLongBits(-0.0));
    assertThat(Double.doubleToRawLongBits(rows.lasts()[0])).isEqualTo(0x7ff8000000000123L);
    assertThat(rows.bidSizes()).containsExactly(0, -1);
    assertThat(rows.askSizes()).containsExactly(-1, -1);
    assertThat(rows.volumes()).containsExactly(Long.MAX_VALUE, -1);
    assertThat(rows.openInterests()).containsExactly(Integer.MIN_VALUE, -1);
    assertThat(rows.bids()[1]).isNaN();
    assertThat(rows.lasts()[1]).isEqualTo(510.25);
  }

  @Test
  void namesAnAssetOnceAndThenByItsNumber() {
    JournalRecord market = new JournalRecord.Input(new RandomRecords(7).marketEvent());

    int first = bytes(List.of(market)).length - SegmentHeader.BYTES;
    int second = bytes(List.of(market, market)).length - SegmentHeader.BYTES - first;

    assertThat(second).isLessThan(first);
  }

  @Test
  void refusesADecimalThatNoFactHasAndStaysUsable() {
    MemoryJournal journal = new MemoryJournal();
    JournalRecord tooLong =
        new JournalRecord.RunEnded(Instant.EPOCH, new BigDecimal("1e-20000"), 0);
    JournalRecord fine = new JournalRecord.RunEnded(Instant.EPOCH, BigDecimal.ONE, 0);

    assertThatThrownBy(() -> journal.append(tooLong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scale 20000");

    journal.append(fine);
    assertThat(read(journal.bytes())).containsExactly(fine);
  }

  @Test
  void namesAnAssetAgainIfTheRecordThatNamedItFirstCouldNotBeWritten() {
    MemoryJournal journal = new MemoryJournal();
    JournalRecord impossible = fillOfSpy(new BigDecimal("1e20000"));
    JournalRecord possible = fillOfSpy(new BigDecimal("510.25"));

    assertThatThrownBy(() -> journal.append(impossible))
        .isInstanceOf(IllegalArgumentException.class);
    journal.append(possible);

    assertThat(read(journal.bytes())).containsExactly(possible);
  }

  private static JournalRecord fillOfSpy(BigDecimal price) {
    Fill fill =
        new Fill(
            "f-1", "o-1", new Underlying("SPY"), 1, price, BigDecimal.ONE, Instant.EPOCH, Set.of());
    return new JournalRecord.Reported(
        new BrokerEvent.OrderFilled("o-1", 1, List.of(fill), Instant.EPOCH));
  }

  @Test
  void saysThatAnUnknownKindMayComeFromANewerVersion() {
    byte[] bytes = bytes(List.of(new JournalRecord.RunEnded(Instant.EPOCH, BigDecimal.ONE, 0)));
    bytes[SegmentHeader.BYTES + Frames.HEAD_BYTES - 1] = 99;
    BinaryWriter fixed = new BinaryWriter(bytes.length);
    int length = bytes.length - SegmentHeader.BYTES - Frames.CRC_BYTES;
    fixed.writeInt(Frames.crc(new java.util.zip.CRC32C(), bytes, SegmentHeader.BYTES, length));
    System.arraycopy(fixed.bytes(), 0, bytes, bytes.length - Frames.CRC_BYTES, Frames.CRC_BYTES);

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("record 1")
        .hasMessageContaining("unknown type of record: 99; it may have been written by a newer");
  }

  static byte[] bytes(List<JournalRecord> records) {
    MemoryJournal journal = new MemoryJournal();
    records.forEach(journal::append);
    return journal.bytes();
  }

  static List<JournalRecord> read(byte[] bytes) {
    try (JournalReader reader = JournalReader.of(bytes)) {
      return reader.readAll();
    }
  }

  private static List<JournalRecord> withoutMarket(List<JournalRecord> records) {
    return records.stream()
        .filter(
            record ->
                !(record instanceof JournalRecord.Input input
                    && input.event() instanceof MarketEvent))
        .toList();
  }
}
