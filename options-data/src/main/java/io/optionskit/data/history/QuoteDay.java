/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.market.QuoteTable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Rows of one underlying and one day, as places in the tables they came in. */
final class QuoteDay {

  private static final int MOST_ROW_BYTES = 128;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Some rows of one table; {@code sequence} is the place of each among all rows of the day. */
  static final class Part {
    final QuoteTable table;
    int[] rows;
    int[] sequence;
    int size;

    Part(QuoteTable table) {
      this.table = table;
      rows = new int[Math.min(1024, table.rows())];
      sequence = new int[rows.length];
    }

    private void grow() {
      int length = Math.min(table.rows(), 4 * size); // never more than the table has
      rows = Arrays.copyOf(rows, length);
      sequence = Arrays.copyOf(sequence, length);
    }
  }

  final String underlying;
  final List<Part> parts = new ArrayList<>();
  final AssetFacts facts;
  int size;

  QuoteDay(String underlying, AssetFacts facts) {
    this.underlying = underlying;
    this.facts = facts;
  }

  void add(QuoteTable table, int row, int sequence) {
    if (parts.isEmpty() || parts.get(parts.size() - 1).table != table) {
      parts.add(new Part(table));
    }
    Part part = parts.get(parts.size() - 1);
    if (part.size == part.rows.length) {
      part.grow();
    }
    part.rows[part.size] = row;
    part.sequence[part.size] = sequence;
    part.size++;
    size++;
    facts.note(table.assetIds()[row]);
  }

  PartName name() {
    QuoteTable first = parts.get(0).table;
    Part lastPart = parts.get(parts.size() - 1);
    return new PartName(
        isInMicroseconds() ? PartName.MICROS : PartName.NANOS,
        first.timeNs()[parts.get(0).rows[0]],
        lastPart.table.timeNs()[lastPart.rows[lastPart.size - 1]],
        hash());
  }

  boolean isInMicroseconds() {
    for (Part part : parts) {
      for (int i = 0; i < part.size; i++) {
        if (part.table.timeNs()[part.rows[i]] % 1_000 != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns the first digits of a hash over all values, big-endian, row by row. */
  private String hash() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    byte[] buffer = new byte[1 << 14];
    int at = 0;
    for (Part part : parts) {
      QuoteTable table = part.table;
      int[] ids = table.assetIds();
      long[] times = table.timeNs();
      double[] bids = table.bids();
      double[] asks = table.asks();
      double[] lasts = table.lasts();
      int[] bidSizes = table.bidSizes();
      int[] askSizes = table.askSizes();
      long[] volumes = table.volumes();
      int[] openInterests = table.openInterests();
      for (int i = 0; i < part.size; i++) {
        if (at > buffer.length - MOST_ROW_BYTES) {
          digest.update(buffer, 0, at);
          at = 0;
        }
        int row = part.rows[i];
        byte[] symbol = facts.symbol(ids[row]);
        System.arraycopy(symbol, 0, buffer, at, symbol.length);
        at += symbol.length;
        LONG.set(buffer, at, times[row]);
        LONG.set(buffer, at + 8, Double.doubleToLongBits(bids[row]));
        LONG.set(buffer, at + 16, Double.doubleToLongBits(asks[row]));
        LONG.set(buffer, at + 24, Double.doubleToLongBits(lasts[row]));
        INT.set(buffer, at + 32, bidSizes[row]);
        INT.set(buffer, at + 36, askSizes[row]);
        LONG.set(buffer, at + 40, volumes[row]);
        INT.set(buffer, at + 48, openInterests[row]);
        at += 52;
      }
    }
    digest.update(buffer, 0, at);
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }
}
