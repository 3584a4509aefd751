/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What Yahoo's streamer says of one asset, as far as it is of use. Numbers that were not sent are
 * {@code NaN} or −1; the server leaves out zeros, which therefore are not told from missing ones.
 *
 * @param id ticker
 * @param kind 7 for a heartbeat, otherwise the kind of asset
 * @param timeMs time of the price in ms since 1970
 * @param price price of the last trade
 * @param lastSize size of the last trade
 */
record PricingData(
    String id,
    long kind,
    long timeMs,
    double price,
    double bid,
    long bidSize,
    double ask,
    long askSize,
    long lastSize) {

  private static final int HEARTBEAT = 7;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  boolean isHeartbeat() {
    return kind == HEARTBEAT;
  }

  Instant time() {
    return Instant.ofEpochMilli(timeMs);
  }

  /**
   * Reads a message of protocol buffers; fields that are not known are skipped.
   *
   * @throws ProviderException {@code BAD_DATA} if it is broken
   */
  static PricingData read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    String id = "";
    long[] whole = {-1, -1, -1, -1, -1};
    double[] prices = {Double.NaN, Double.NaN, Double.NaN};
    try {
      while (in.hasRemaining()) {
        long tag = varint(in);
        int field = (int) (tag >>> 3);
        int type = (int) (tag & 7);
        switch (field << 3 | type) {
          case 1 << 3 | BYTES -> id = new String(bytes(in), StandardCharsets.UTF_8);
          case 2 << 3 | FIXED32 -> prices[0] = price(in);
          case 3 << 3 | VARINT -> whole[0] = zigzag(varint(in));
          case 6 << 3 | VARINT -> whole[1] = varint(in);
          case 22 << 3 | VARINT -> whole[2] = zigzag(varint(in));
          case 23 << 3 | FIXED32 -> prices[1] = price(in);
          case 24 << 3 | VARINT -> whole[3] = zigzag(varint(in));
          case 25 << 3 | FIXED32 -> prices[2] = price(in);
          case 26 << 3 | VARINT -> whole[4] = zigzag(varint(in));
          default -> skip(in, type);
        }
      }
    } catch (BufferUnderflowException e) {
      throw broken("it ends too early");
    }
    return new PricingData(
        id, whole[1], whole[0], prices[0], prices[1], whole[3], prices[2], whole[4], whole[2]);
  }

  private static double price(ByteBuffer in) {
    return WidenedFloats.narrowed(in.getFloat());
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte part = in.get();
      value |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw broken("a number is too long");
  }

  private static long zigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }

  private static byte[] bytes(ByteBuffer in) {
    long size = varint(in);
    if (size < 0 || size > in.remaining()) {
      throw broken("a part of " + size + " bytes in " + in.remaining());
    }
    byte[] bytes = new byte[(int) size];
    in.get(bytes);
    return bytes;
  }

  private static void skip(ByteBuffer in, int type) {
    switch (type) {
      case VARINT -> varint(in);
      case FIXED64 -> in.getLong();
      case BYTES -> bytes(in);
      case FIXED32 -> in.getInt();
      default -> throw broken("no field has type " + type);
    }
  }

  private static ProviderException broken(String what) {
    return new ProviderException(Reason.BAD_DATA, "yahoo sent a broken message: " + what);
  }
}
