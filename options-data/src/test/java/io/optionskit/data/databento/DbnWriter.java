/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes DBN by hand, number after number as the published layouts list them. Knows nothing of the
 * reader.
 */
final class DbnWriter {

  static final long NONE = Long.MAX_VALUE;
  static final int SYSTEM = 0x17;
  static final int MAPPING = 0x16;
  static final long TIME = 1_740_061_860_000_000_000L;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static DbnWriter bytes() {
    return new DbnWriter();
  }

  DbnWriter number(long value, int size) {
    for (int i = 0; i < size; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  DbnWriter i64(long... values) {
    for (long value : values) {
      number(value, 8);
    }
    return this;
  }

  DbnWriter u32(long... values) {
    for (long value : values) {
      number(value, 4);
    }
    return this;
  }

  DbnWriter u16(int... values) {
    for (int value : values) {
      number(value, 2);
    }
    return this;
  }

  DbnWriter u8(int... values) {
    for (int value : values) {
      number(value, 1);
    }
    return this;
  }

  DbnWriter pad(int size) {
    for (int i = 0; i < size; i++) {
      out.write(0);
    }
    return this;
  }

  DbnWriter text(String text, int size) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    return pad(size - bytes.length);
  }

  DbnWriter raw(byte[] bytes) {
    out.write(bytes, 0, bytes.length);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  byte[] zstd() {
    return Zstd.compress(toBytes());
  }

  /** A header of requested records, with one mapping if there are symbols. */
  static byte[] metadata(int version, int schema, boolean sentTimes, String... symbols) {
    return metadata("OPRA.PILLAR", version, schema, sentTimes, symbols);
  }

  static byte[] metadata(
      String dataset, int version, int schema, boolean sentTimes, String... symbols) {
    int width = version == 1 ? 22 : 71;
    DbnWriter body = bytes().text(dataset, 16).u16(schema).i64(TIME, -1, 0);
    if (version == 1) {
      body.i64(-1);
    }
    body.u8(1, 0, sentTimes ? 1 : 0);
    if (version > 1) {
      body.u16(width);
    }
    body.pad(version == 1 ? 47 : 53).u32(0).u32(symbols.length);
    for (String symbol : symbols) {
      body.text(symbol, width);
    }
    body.u32(0).u32(0).u32(symbols.length);
    for (int i = 0; i < symbols.length; i++) {
      body.text(symbols[i], width)
          .u32(1, 20250220, 20250221)
          .text(Integer.toString(7000 + i), width);
    }
    byte[] bytes = body.toBytes();
    return bytes().text("DBN", 3).u8(version).u32(bytes.length).raw(bytes).toBytes();
  }

  static byte[] record(int kind, int publisher, long instrument, long eventNs, DbnWriter body) {
    byte[] rest = body.toBytes();
    return bytes()
        .u8((16 + rest.length) / 4, kind)
        .u16(publisher)
        .u32(instrument)
        .i64(eventNs)
        .raw(rest)
        .toBytes();
  }

  static byte[] record(int kind, DbnWriter body) {
    return record(kind, 30, 7000, TIME, body);
  }

  static DbnWriter event(long price, long size, char action) {
    return bytes().i64(price).u32(size).u8(action, 'B', 130, 2).i64(TIME + 5).u32(-7, 99);
  }

  static DbnWriter trade() {
    return event(340_000_000, 3, 'T');
  }

  static DbnWriter mbp(int levels) {
    DbnWriter body = event(NONE, 0, 'A');
    for (int i = 0; i < levels; i++) {
      body.i64(1_000_000_000L - i, 1_010_000_000L + i).u32(10 + i, 20 + i, 1 + i, 2 + i);
    }
    return body;
  }

  static DbnWriter mbo() {
    return bytes()
        .i64(-2, 2_500_000_000L)
        .u32(4)
        .u8(128, 5, 'C', 'A')
        .i64(TIME + 6)
        .u32(12, 4_000_000_000L);
  }

  static DbnWriter bbo() {
    return bytes()
        .i64(NONE)
        .u32(0)
        .u8(0, 'N', 194, 0)
        .i64(TIME)
        .pad(4)
        .u32(55)
        .i64(320_000_000, NONE)
        .u32(104, 0, 3, 0);
  }

  static DbnWriter cmbp() {
    return event(340_000_000, 1, 'T')
        .replaceTail(4)
        .i64(320_000_000, 340_000_000)
        .u32(104, 132)
        .u16(29, 0, 23, 0);
  }

  static DbnWriter cbbo(long last, long bid, long ask) {
    return bytes()
        .i64(last)
        .u32(last == NONE ? 0 : 1)
        .u8(0, 'N', 194, 0)
        .i64(TIME)
        .pad(8)
        .i64(bid, ask)
        .u32(bid == NONE ? 0 : 104, ask == NONE ? 0 : 132)
        .u16(29, 0, 23, 0);
  }

  static DbnWriter ohlcv(long open, long high, long low, long close, long volume) {
    return bytes().i64(open, high, low, close, volume);
  }

  static DbnWriter status() {
    return bytes().i64(TIME).u16(7, 1, 0).u8('Y', 'N', '~').pad(7);
  }

  static DbnWriter imbalance() {
    return bytes()
        .i64(TIME, 229_430_000_000L, 0, 1, 2, 3, 4, 5, 6)
        .u32(10, 20, 30, 40)
        .u8('O', 'B', 1, 2, 3, 'N', '~', 0);
  }

  static DbnWriter statistics(int version, int type, long quantity, long reference) {
    return statistics(version, type, quantity, reference, TIME);
  }

  static DbnWriter statistics(
      int version, int type, long quantity, long reference, long receivedNs) {
    DbnWriter body = bytes().i64(receivedNs, reference, NONE);
    if (version < 3) {
      body.u32(quantity == NONE ? Integer.MAX_VALUE : quantity);
    } else {
      body.i64(quantity);
    }
    return body.u32(17, 3).u16(type, 2).u8(1, 255).pad(version < 3 ? 6 : 18);
  }

  static DbnWriter error(int version) {
    return version == 1 ? bytes().text("bad symbol", 64) : bytes().text("bad symbol", 302).u8(3, 1);
  }

  static DbnWriter system(int version, String text, int code) {
    return version == 1 ? bytes().text(text, 64) : bytes().text(text, 303).u8(code);
  }

  static DbnWriter mapping(int version, String in, String symbol) {
    return version == 1
        ? bytes().text(in, 22).text(symbol, 22).pad(4).i64(TIME, -1)
        : bytes().u8(255).text(in, 71).u8(1).text(symbol, 71).i64(TIME, -1);
  }

  /** An option of OPRA as Databento defines it: no multiplier, expiry at midnight UTC. */
  static DbnWriter definition(
      int version, String symbol, char type, long strike, long expiryNs, int multiplier) {
    DbnWriter body = bytes().i64(TIME, 10_000_000, 1_000_000_000, expiryNs, -1, NONE, NONE, NONE);
    if (version < 3) {
      body.i64(NONE);
    }
    body.i64(1_000_000_000, NONE, NONE);
    if (version > 1) {
      body.i64(strike);
    }
    if (version == 3) {
      body.i64(0, NONE, NONE).u32(-1, 0);
    } else {
      body.u32(-1, 0, 0);
    }
    body.u32(0, 0, 0, 0, 0, 0, 0, 0);
    if (version == 1) {
      body.pad(4);
    }
    body.u32(multiplier, 0, 0);
    if (version == 1) {
      body.pad(4);
    }
    if (version == 3) {
      body.u32(0, 0, 0, 0, 0, 0);
    } else {
      body.u16(0);
    }
    body.u16(-1, 2025, 0, 4);
    if (version == 3) {
      body.u16(0, 0);
    }
    body.text("USD", 4).text("", 4).text("", 6).text(symbol, version == 1 ? 22 : 71);
    body.text("", 21).text("OPRA", 5).text("AAPL", version == 3 ? 11 : 7).text("OC", 7);
    body.text("OPT", 7).text("", 31).text("AAPL", 21).text("USD", 4);
    if (version == 3) {
      return body.text("", 71)
          .u8(type, 'F', 0, 0, 0, 0, 'A', 2, 21, 0, 'N', 0, 0, 0, 0, 'N')
          .pad(17);
    }
    body.u8(type);
    if (version == 1) {
      body.pad(2).i64(strike).pad(6);
    }
    return body.u8('F', 0, 0, 0, 0, 0, 0, 'A', 2, 21, 0, 'N', 0, 0, 0).pad(version == 1 ? 3 : 10);
  }

  /** One record of each kind as a file of a version has it. */
  static List<byte[]> everyKind(int version) {
    return List.of(
        record(0x00, trade()),
        record(0x01, mbp(1)),
        record(0x0A, mbp(10)),
        record(0x12, status()),
        record(
            0x13,
            definition(
                version,
                "AAPL  250221C00250000",
                'C',
                250_000_000_000L,
                1_740_096_000_000_000_000L,
                Integer.MAX_VALUE)),
        record(0x14, imbalance()),
        record(0x15, error(version)),
        record(MAPPING, mapping(version, "AAPL.OPT", "AAPL  250221C00250000")),
        record(SYSTEM, system(version, "Heartbeat", 0)),
        record(0x18, statistics(version, 9, 1234, -1)),
        record(0x20, ohlcv(4, 6, 3, 5, 10)),
        record(0x21, ohlcv(4, 6, 3, 5, 10)),
        record(0x22, ohlcv(4, 6, 3, 5, 10)),
        record(0x23, ohlcv(4, 6, 3, 5, 10)),
        record(0x24, ohlcv(4, 6, 3, 5, 10)),
        record(0xA0, mbo()),
        record(0xB1, cmbp()),
        record(0xC0, cbbo(340_000_000, 320_000_000, 340_000_000)),
        record(0xC1, cbbo(NONE, NONE, NONE)),
        record(0xC2, cmbp()),
        record(0xC3, bbo()),
        record(0xC4, bbo()));
  }

  /** A whole file with one record of each kind. */
  static byte[] file(int version) {
    DbnWriter file = bytes().raw(metadata(version, 0xFFFF, false, "AAPL  250221C00250000"));
    everyKind(version).forEach(file::raw);
    return file.toBytes();
  }

  /** Puts zeros in place of the last bytes. */
  private DbnWriter replaceTail(int size) {
    byte[] bytes = toBytes();
    out.reset();
    out.write(bytes, 0, bytes.length - size);
    return pad(size);
  }
}
