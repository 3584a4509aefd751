/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.parquet.Codec;
import io.optionskit.data.parquet.ColumnType;
import io.optionskit.data.parquet.ParquetColumn;
import io.optionskit.data.parquet.ParquetWriter;
import io.optionskit.market.QuoteTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes the files of quotes, one after the other with the same buffers. */
final class QuoteFile {

  private static final int NONE = AssetFacts.NONE;
  private static final int ROW_GROUP = 122_880;

  private final ParquetWriter writer;
  private int capacity;
  private long[] times = new long[0];
  private int[] roots = new int[0];
  private int[] expirations = new int[0];
  private int[] strikes = new int[0];
  private int[] rights = new int[0];
  private double[] bids = new double[0];
  private double[] asks = new double[0];
  private double[] lasts = new double[0];
  private int[] bidSizes = new int[0];
  private int[] askSizes = new int[0];
  private long[] volumes = new long[0];
  private int[] openInterests = new int[0];
  private int[] sequence = new int[0];
  private int[] zeros = new int[0];
  private double[] missing = new double[0];

  QuoteFile(ParquetSettings.Compression compression) {
    writer =
        new ParquetWriter(
            switch (compression) {
              case ZSTD -> Codec.ZSTD;
              case SNAPPY -> Codec.SNAPPY;
            },
            ROW_GROUP);
  }

  /**
   * Writes a file.
   *
   * @param withSequence whether it says which place each row has among all rows of its day
   */
  void write(QuoteDay day, boolean withSequence, Path target) throws IOException {
    if (capacity < day.size) {
      allocate(day.size);
    }
    int at = 0;
    for (QuoteDay.Part part : day.parts) {
      take(day.facts, part, at);
      at += part.size;
    }
    boolean isInMicroseconds = day.isInMicroseconds();
    for (int i = 0; isInMicroseconds && i < at; i++) {
      times[i] /= 1_000;
    }
    List<ParquetColumn> columns = new ArrayList<>();
    columns.add(
        new ParquetColumn.Longs(
            "quote_time",
            isInMicroseconds ? ColumnType.TIMESTAMP_MICROS : ColumnType.TIMESTAMP_NANOS,
            times,
            Long.MIN_VALUE));
    columns.add(new ParquetColumn.Texts("underlying", zeros, List.of(day.underlying)));
    columns.add(new ParquetColumn.Texts("root", roots, day.facts.roots()));
    columns.add(new ParquetColumn.Ints("expiration", ColumnType.DATE, expirations, NONE));
    columns.add(new ParquetColumn.Ints("strike", ColumnType.THOUSANDTHS, strikes, NONE));
    columns.add(new ParquetColumn.Texts("right", rights, AssetFacts.RIGHTS));
    columns.add(new ParquetColumn.Doubles("bid", bids));
    columns.add(new ParquetColumn.Doubles("ask", asks));
    columns.add(new ParquetColumn.Ints("bid_size", ColumnType.INTEGER, bidSizes, -1));
    columns.add(new ParquetColumn.Ints("ask_size", ColumnType.INTEGER, askSizes, -1));
    columns.add(new ParquetColumn.Doubles("last", lasts));
    columns.add(new ParquetColumn.Longs("volume", ColumnType.BIGINT, volumes, -1));
    columns.add(new ParquetColumn.Ints("open_interest", ColumnType.INTEGER, openInterests, -1));
    columns.add(new ParquetColumn.Doubles("underlying_price", missing));
    columns.add(
        withSequence
            ? new ParquetColumn.Ints("sequence", ColumnType.INTEGER, sequence, NONE)
            : new ParquetColumn.Ints("sequence", ColumnType.INTEGER, zeros, 0));
    writer.write(target, columns, day.size, Map.of());
  }

  private void take(AssetFacts facts, QuoteDay.Part part, int to) {
    QuoteTable table = part.table;
    int[] rows = part.rows;
    int[] ids = table.assetIds();
    for (int i = 0; i < part.size; i++) {
      int id = ids[rows[i]];
      roots[to + i] = facts.rootOf(id);
      expirations[to + i] = facts.expiryDayOf(id);
      strikes[to + i] = facts.strikeOf(id);
      rights[to + i] = facts.rightOf(id);
    }
    for (int i = 0; i < part.size; i++) {
      times[to + i] = table.timeNs()[rows[i]];
    }
    take(table.bids(), part, bids, to);
    take(table.asks(), part, asks, to);
    take(table.lasts(), part, lasts, to);
    take(table.bidSizes(), part, bidSizes, to);
    take(table.askSizes(), part, askSizes, to);
    take(table.volumes(), part, volumes, to);
    take(table.openInterests(), part, openInterests, to);
    System.arraycopy(part.sequence, 0, sequence, to, part.size);
  }

  private static void take(double[] from, QuoteDay.Part part, double[] target, int to) {
    for (int i = 0; i < part.size; i++) {
      target[to + i] = from[part.rows[i]];
    }
  }

  private static void take(int[] from, QuoteDay.Part part, int[] target, int to) {
    for (int i = 0; i < part.size; i++) {
      target[to + i] = Math.max(-1, from[part.rows[i]]);
    }
  }

  private static void take(long[] from, QuoteDay.Part part, long[] target, int to) {
    for (int i = 0; i < part.size; i++) {
      target[to + i] = Math.max(-1, from[part.rows[i]]);
    }
  }

  private void allocate(int rows) {
    capacity = rows;
    times = new long[rows];
    roots = new int[rows];
    expirations = new int[rows];
    strikes = new int[rows];
    rights = new int[rows];
    bids = new double[rows];
    asks = new double[rows];
    lasts = new double[rows];
    bidSizes = new int[rows];
    askSizes = new int[rows];
    volumes = new long[rows];
    openInterests = new int[rows];
    sequence = new int[rows];
    zeros = new int[rows];
    missing = new double[rows];
    Arrays.fill(missing, Double.NaN);
  }
}
