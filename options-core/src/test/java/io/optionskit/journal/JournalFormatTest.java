/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.Decision;
import io.optionskit.decision.Rejection;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.BrokerEvent.OptionSettled;
import io.optionskit.event.ControlEvent;
import io.optionskit.event.JournalRecord;
import io.optionskit.event.MarketEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.order.Fill;
import io.optionskit.order.FillNote;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.TimeInForce;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * Promise R17: what was written once can be read for ever. A failure here means a new format
 * version.
 */
class JournalFormatTest {

  private static final Instant T = Instant.parse("2021-01-04T15:00:00.000000001Z");
  private static final OptionContract SPXW = OptionContract.parse("SPXW210104C03700000");
  private static final OptionContract AAPL = OptionContract.parse("AAPL210108P00125500");

  @Test
  void isAsItWasWhenVersion1WasReleased() throws Exception {
    byte[] golden;
    try (InputStream in = JournalFormatTest.class.getResourceAsStream("format-1.hex")) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      golden = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
    MemoryJournal journal = new MemoryJournal();
    for (JournalRecord record : records()) {
      journal.append(record);
      if (record instanceof JournalRecord.Checked) {
        journal.sync();
      }
    }

    assertThat(HexFormat.of().formatHex(journal.bytes()))
        .isEqualTo(HexFormat.of().formatHex(golden));
    assertThat(RecordCodecTest.bytes(RecordCodecTest.read(golden)))
        .isEqualTo(RecordCodecTest.bytes(records()));
  }

  /** Laid out by hand from docs/concepts/journal.md. */
  @Test
  void isAsDescribed() {
    MemoryJournal journal = new MemoryJournal();
    journal.sync();
    journal.append(
        new JournalRecord.DayClosed(LocalDate.of(1970, 1, 3), new BigDecimal("-1.50"), 2));

    ByteBuffer expected = ByteBuffer.allocate(28 + 13 + 13 + 4);
    expected.put("OPTKJRNL".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(1).putInt(0);
    expected.putInt(crc(expected, 0, 24));
    expected.putInt(13).putLong(1).put((byte) (0x80 | 8));
    expected.put((byte) 4); // day 2, zigzag
    expected.put((byte) 4).put((byte) 2).putShort((short) -150); // scale 2, zigzag; two bytes
    expected.putDouble(2);
    expected.putInt(crc(expected, 28, 26));
    assertThat(journal.bytes()).isEqualTo(expected.array());
  }

  private static int crc(ByteBuffer bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), from, length);
    return (int) crc.getValue();
  }

  private static List<JournalRecord> records() {
    AssetTable assets = new AssetTable();
    int spx = assets.idOf(new Underlying("SPX"));
    int call = assets.idOf(SPXW);
    QuoteTable table =
        QuoteTable.builder(assets)
            .addLast(1_609_772_400_000_000_001L, spx, 3700.65)
            .add(1_609_772_400_000_000_001L, call, 21.9, 22.1, Double.NaN, 12, 0, 345, 6789)
            .build();
    Order order =
        new Order(
            "condor/1",
            List.of(Leg.sell(SPXW), new Leg(AAPL, 2)),
            3,
            OrderPrice.limit(new BigDecimal("-1.20")),
            TimeInForce.GTC);
    Fill fill =
        new Fill(
            "f-1",
            "condor/1",
            SPXW,
            -3,
            new BigDecimal("21.90"),
            new BigDecimal("1.95"),
            T,
            Set.of(FillNote.CROSSED_QUOTE));
    Fill delivery =
        new Fill(
            "f-2",
            "x",
            new Underlying("AAPL"),
            -200,
            new BigDecimal("125.500"),
            BigDecimal.ZERO,
            T,
            Set.of());
    return List.of(
        new JournalRecord.RunStarted("0.1.0", "ab".repeat(32), -7, new BigDecimal("1E+5"), true),
        new JournalRecord.InputHashed(2, "cd".repeat(32)),
        new JournalRecord.Input(new MarketEvent(table, 0, 2)),
        new JournalRecord.Input(new ControlEvent(ControlEvent.Mode.REDUCE_ONLY, "Müller: Ω", T)),
        new JournalRecord.Decided(
            "condor", new Decision.Submit(order, OptionalDouble.of(0.75), "rank"), T),
        new JournalRecord.Decided(
            "condor", new Decision.Replace("condor/1", OrderPrice.market(), "chase"), T),
        new JournalRecord.Decided("condor", new Decision.Cancel("condor/1", "late"), T),
        new JournalRecord.Decided(
            "condor", new Decision.Close("condor/1", OrderPrice.market(), "target"), T),
        new JournalRecord.Decided("condor", new Decision.Flatten(Optional.of(AAPL), "event"), T),
        new JournalRecord.Checked(
            "condor",
            order,
            List.of(new Rejection(Rejection.Code.RISK_REJECTED, "too much: 5")),
            T),
        new JournalRecord.Input(new BrokerEvent.OrderAccepted("condor/1", "b-1", T)),
        new JournalRecord.Reported(new BrokerEvent.OrderRejected("condor/1", "no", T)),
        new JournalRecord.Reported(
            new BrokerEvent.OrderReplaced("condor/1", OrderPrice.limit(BigDecimal.ONE), T)),
        new JournalRecord.Reported(new BrokerEvent.OrderCancelled("condor/1", "expired", T)),
        new JournalRecord.Reported(new BrokerEvent.OrderFilled("condor/1", 3, List.of(fill), T)),
        new JournalRecord.Reported(
            new OptionSettled(
                AAPL,
                -2,
                OptionSettled.Kind.ASSIGNED,
                new BigDecimal("120.01"),
                BigDecimal.ZERO,
                Optional.of(delivery),
                "",
                T)),
        new JournalRecord.Reported(
            new BrokerEvent.CashPosted(new BigDecimal("-0.01"), "interest", T)),
        new JournalRecord.StrategyStopped("condor", "java.lang.IllegalStateException: x", T),
        new JournalRecord.DayClosed(
            LocalDate.of(2021, 1, 4), new BigDecimal("100000.00"), 100_012.34),
        new JournalRecord.RunEnded(T, new BigDecimal("100000.00"), 100_012.34));
  }
}
