/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.data.databento.DbnLayout.Field;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The present record of a {@link DbnReader}, read in place: no object is made per record.
 *
 * <p>Prices are whole billionths of a currency unit, {@link #NO_PRICE} if there is none; times are
 * nanoseconds since 1970 in UTC, {@link #NO_TIME} if there is none. {@link #toRecord()} makes a
 * lasting copy with named types. Asking for a field that the kind of record does not have throws
 * {@link IllegalStateException}.
 *
 * <p>One thread at a time; valid until the reader's next call of {@code next()}.
 */
public final class DbnCursor {

  /** Stands for a price that is not there: 2^63 - 1. */
  public static final long NO_PRICE = FixedPoint.NO_PRICE;

  /** Stands for a time that is not there: 2^64 - 1 without a sign, read as -1. */
  public static final long NO_TIME = FixedPoint.NO_TIME;

  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LEVEL_BYTES = 32;
  private static final int LEVELS = DbnLayout.MBP_1.offset("bid_px_00");
  private static final int BARS = DbnLayout.OHLCV.offset("open");

  private final byte[] bytes;
  private int start;
  private int length;
  private RecordKind kind = RecordKind.TRADE;
  private DbnLayout layout = DbnLayout.TRADE;

  DbnCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  void at(int newStart, int newLength, RecordKind newKind, DbnLayout newLayout) {
    start = newStart;
    length = newLength;
    kind = newKind;
    layout = newLayout;
  }

  /**
   * Returns what the record is.
   *
   * @return its kind
   */
  public RecordKind kind() {
    return kind;
  }

  /**
   * Returns the bytes of the record.
   *
   * @return header, body and time of sending, a multiple of 4
   */
  public int length() {
    return length;
  }

  /**
   * Returns who published the record: a venue of a dataset.
   *
   * @return Databento's number, 0 to 65535
   */
  public int publisherId() {
    return u16(2);
  }

  /**
   * Returns the instrument.
   *
   * @return Databento's number, 0 to 2^32 - 1, whose meaning may change from day to day
   */
  public long instrumentId() {
    return u32(4);
  }

  /**
   * Returns the time of the event at the venue; for bars the start; for {@code bbo} and {@code
   * cbbo} that of the last trade.
   *
   * @return nanoseconds or {@link #NO_TIME}
   */
  public long eventNs() {
    return i64(8);
  }

  /**
   * Returns when the live gateway sent the record.
   *
   * @return nanoseconds, {@link #NO_TIME} unless that was asked for
   */
  public long sentNs() {
    return length > layout.size() ? i64(layout.size()) : NO_TIME;
  }

  /**
   * Returns when Databento received the event; for {@code bbo} and {@code cbbo} the end of the
   * interval.
   *
   * @return nanoseconds or {@link #NO_TIME}
   */
  public long receivedNs() {
    return i64(layout.received());
  }

  /**
   * Returns the price of the event; for {@code bbo} and {@code cbbo} that of the last trade.
   *
   * @return billionths or {@link #NO_PRICE}
   */
  public long priceNanos() {
    return i64(layout.price());
  }

  /**
   * Returns the size of the event; for {@code bbo} and {@code cbbo} that of the last trade.
   *
   * @return contracts or shares, 0 to 2^32 - 1
   */
  public long size() {
    return u32(layout.sizeOfEvent());
  }

  /**
   * Returns what happened.
   *
   * @return A(dd), C(ancel), M(odify), cleaR, T(rade), F(ill) or N(one)
   */
  public char action() {
    return character(layout.action());
  }

  /**
   * Returns the side of the event; of a trade, the side of who started it.
   *
   * @return A(sk), B(id) or N(one)
   */
  public char side() {
    return character(layout.side());
  }

  /**
   * Returns the flags of the event.
   *
   * @return bits, 0 to 255
   */
  public int flags() {
    return u8(layout.flags());
  }

  /**
   * Returns how many levels of the book the record has.
   *
   * @return 0, 1 or 10
   */
  public int levels() {
    return layout.levels();
  }

  /**
   * Returns whether levels tell the best venue of each side in place of the number of orders.
   *
   * @return true for {@code cmbp-1}, {@code tcbbo} and {@code cbbo}
   */
  public boolean isConsolidated() {
    return layout.isConsolidated();
  }

  /**
   * Returns the bid of a level.
   *
   * @param level 0 is the best
   * @return billionths or {@link #NO_PRICE}
   */
  public long bidNanos(int level) {
    return i64(level(level));
  }

  /**
   * Returns the ask of a level.
   *
   * @param level 0 is the best
   * @return billionths or {@link #NO_PRICE}
   */
  public long askNanos(int level) {
    return i64(level(level) + 8);
  }

  /**
   * Returns the size at the bid of a level.
   *
   * @param level 0 is the best
   * @return contracts or shares, 0 to 2^32 - 1
   */
  public long bidSize(int level) {
    return u32(level(level) + 16);
  }

  /**
   * Returns the size at the ask of a level.
   *
   * @param level 0 is the best
   * @return contracts or shares, 0 to 2^32 - 1
   */
  public long askSize(int level) {
    return u32(level(level) + 20);
  }

  /**
   * Returns the orders at the bid of a level, or its venue in a consolidated record.
   *
   * @param level 0 is the best
   * @return orders, or the publisher, 0 if unknown
   */
  public long bidOrdersOrVenue(int level) {
    int offset = level(level) + 24;
    return isConsolidated() ? u16(offset) : u32(offset);
  }

  /**
   * Returns the orders at the ask of a level, or its venue in a consolidated record.
   *
   * @param level 0 is the best
   * @return orders, or the publisher, 0 if unknown
   */
  public long askOrdersOrVenue(int level) {
    int offset = level(level) + 28;
    return isConsolidated() ? u16(offset) : u32(offset);
  }

  /**
   * Returns the first price of a bar.
   *
   * @return billionths or {@link #NO_PRICE}
   */
  public long openNanos() {
    return i64(bar());
  }

  /**
   * Returns the highest price of a bar.
   *
   * @return billionths or {@link #NO_PRICE}
   */
  public long highNanos() {
    return i64(bar() + 8);
  }

  /**
   * Returns the lowest price of a bar.
   *
   * @return billionths or {@link #NO_PRICE}
   */
  public long lowNanos() {
    return i64(bar() + 16);
  }

  /**
   * Returns the last price of a bar.
   *
   * @return billionths or {@link #NO_PRICE}
   */
  public long closeNanos() {
    return i64(bar() + 24);
  }

  /**
   * Returns the volume of a bar.
   *
   * @return contracts or shares, read without a sign
   */
  public long volume() {
    return i64(bar() + 32);
  }

  /**
   * Returns a copy of the record with named types.
   *
   * @return record that stays valid
   */
  public DbnRecord toRecord() {
    return RecordCopy.of(this);
  }

  /**
   * Returns a copy of the bytes of the record.
   *
   * @return header, body and time of sending as they came
   */
  public byte[] toBytes() {
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  @Override
  public String toString() {
    return kind + " of instrument " + instrumentId() + " at " + FixedPoint.time(eventNs());
  }

  /** Returns the time by which Databento files the record. */
  long receivedOrEventNs() {
    long ns = layout.hasReceived() ? receivedNs() : NO_TIME;
    return ns == NO_TIME ? eventNs() : ns;
  }

  List<Field> fields() {
    return layout.fields();
  }

  boolean has(String name) {
    return layout.find(name) != null;
  }

  /** Returns a number, price or time as it is written, or another if the layout has no such. */
  long numberOr(String name, long other) {
    Field field = layout.find(name);
    return field == null ? other : number(field);
  }

  long number(String name) {
    Field field = layout.find(name);
    if (field == null) {
      throw new IllegalStateException(kind + " records have no " + name);
    }
    return number(field);
  }

  /** Returns a number, price, time or character as it is written. */
  long number(Field field) {
    boolean signed = field.type() == DbnLayout.Type.SIGNED;
    return switch (field.bytes()) {
      case 1 -> signed ? bytes[start + field.offset()] : u8(field.offset());
      case 2 -> signed ? (short) SHORT.get(bytes, start + field.offset()) : u16(field.offset());
      case 4 -> signed ? (int) INT.get(bytes, start + field.offset()) : u32(field.offset());
      default -> i64(field.offset());
    };
  }

  char character(String name) {
    return character(layout.offset(name));
  }

  String text(String name) {
    Field field = layout.find(name);
    return field == null ? "" : text(field);
  }

  /** Returns a text up to its first zero byte. */
  String text(Field field) {
    int from = start + field.offset();
    int end = from;
    while (end < from + field.bytes() && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private int level(int level) {
    if (level < 0 || level >= layout.levels()) {
      throw new IllegalStateException(
          kind + " records have " + levels() + " levels, so none of number " + level);
    }
    return LEVELS + level * LEVEL_BYTES;
  }

  private int bar() {
    if (layout != DbnLayout.OHLCV) {
      throw new IllegalStateException(kind + " records are not bars");
    }
    return BARS;
  }

  private char character(int offset) {
    return (char) u8(offset);
  }

  private int u8(int offset) {
    return bytes[start + offset] & 0xFF;
  }

  private int u16(int offset) {
    return (short) SHORT.get(bytes, start + offset) & 0xFFFF;
  }

  private long u32(int offset) {
    return (int) INT.get(bytes, start + offset) & 0xFFFF_FFFFL;
  }

  private long i64(int offset) {
    return (long) LONG.get(bytes, start + offset);
  }
}
