/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.parquet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Turns one column of one group of rows after the other into pages. Its buffers are used again for
 * each.
 */
final class ColumnChunk {

  static final int PLAIN = 0;
  static final int PLAIN_DICTIONARY = 2;
  static final int RLE = 3;

  private static final int DATA_PAGE = 0;
  private static final int DICTIONARY_PAGE = 2;
  private static final int MOST_DIFFERENT = 1 << 16;

  private final Codec codec;
  private final Dictionary dictionary = new Dictionary();
  private final ByteSink page = new ByteSink();
  private final ByteSink compressed = new ByteSink();
  private final ByteSink header = new ByteSink();
  private int[] present = new int[0];
  private long[] bits = new long[0];
  private int[] numbers = new int[0];
  private int count;

  /**
   * What the footer says of a column of a group of rows.
   *
   * @param column column
   * @param values rows, nulls included
   * @param nulls nulls among them
   * @param isDictionary whether there is a dictionary page before the data page
   * @param firstPage where the first page begins in the file
   * @param dataPage where the data page begins
   * @param bytes bytes of the pages with their headers
   * @param bytesBefore bytes before compression, with headers
   * @param smallest smallest value, empty if there is none
   * @param largest largest value, empty if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Description(
      ParquetColumn column,
      int values,
      int nulls,
      boolean isDictionary,
      long firstPage,
      long dataPage,
      long bytes,
      long bytesBefore,
      byte[] smallest,
      byte[] largest) {}

  ColumnChunk(Codec codec) {
    this.codec = codec;
  }

  /** Adds the pages of some rows to the end of {@code out}. */
  Description write(ParquetColumn column, int from, int to, ByteSink out, long base)
      throws IOException {
    gather(column, from, to);
    int rows = to - from;
    long firstPage = base + out.size;
    int start = out.size;
    long before = 0;
    boolean isText = column instanceof ParquetColumn.Texts;
    int width = column.type().width();
    int most = isText ? Integer.MAX_VALUE : Math.min(MOST_DIFFERENT, count / 2);
    boolean isDictionary =
        count > 0 && dictionary.number(bits, count, most, numbers) && (isText || pays(width));
    if (isDictionary) {
      page.clear();
      for (int i = 0; i < dictionary.size(); i++) {
        putValue(column, dictionary.value(i));
      }
      before += putPage(out, dictionary.size(), true, PLAIN_DICTIONARY);
    }
    long dataPage = base + out.size;
    page.clear();
    putLevels(rows);
    if (isDictionary) {
      int indexBits = Math.max(1, RunLengths.bits(dictionary.size() - 1));
      page.put(indexBits);
      RunLengths.write(numbers, count, indexBits, page);
    } else {
      page.reserve(count * Math.max(1, width));
      for (int i = 0; i < count; i++) {
        putValue(column, bits[i]);
      }
    }
    before += putPage(out, rows, false, isDictionary ? PLAIN_DICTIONARY : PLAIN);
    byte[][] range = range(column, isDictionary);
    return new Description(
        column,
        rows,
        rows - count,
        isDictionary,
        firstPage,
        dataPage,
        out.size - start,
        before,
        range[0],
        range[1]);
  }

  private boolean pays(int width) {
    int indexBits = Math.max(1, RunLengths.bits(dictionary.size() - 1));
    long numbered = (long) dictionary.size() * width + (long) count * indexBits / Byte.SIZE;
    return numbered < (long) count * width;
  }

  /** Fills {@link #bits} with the values that are there, {@link #present} with which they are. */
  private void gather(ParquetColumn column, int from, int to) {
    int rows = to - from;
    if (bits.length < rows) {
      present = new int[rows];
      bits = new long[rows];
      numbers = new int[rows];
    }
    count = 0;
    if (column instanceof ParquetColumn.Longs longs) {
      for (int i = 0; i < rows; i++) {
        take(i, longs.values()[from + i], longs.values()[from + i] != longs.none());
      }
    } else if (column instanceof ParquetColumn.Ints ints) {
      for (int i = 0; i < rows; i++) {
        take(i, ints.values()[from + i], ints.values()[from + i] != ints.none());
      }
    } else if (column instanceof ParquetColumn.Doubles doubles) {
      for (int i = 0; i < rows; i++) {
        double value = doubles.values()[from + i];
        take(i, Double.doubleToRawLongBits(value), !Double.isNaN(value));
      }
    } else if (column instanceof ParquetColumn.Texts texts) {
      for (int i = 0; i < rows; i++) {
        take(i, texts.numbers()[from + i], texts.numbers()[from + i] >= 0);
      }
    }
  }

  private void take(int row, long value, boolean isThere) {
    bits[count] = value;
    present[row] = isThere ? 1 : 0;
    count += isThere ? 1 : 0;
  }

  private void putLevels(int rows) {
    int at = page.size;
    page.putInt(0);
    RunLengths.write(present, rows, 1, page);
    page.setInt(at, page.size - at - Integer.BYTES);
  }

  private void putValue(ParquetColumn column, long value) {
    if (column instanceof ParquetColumn.Texts texts) {
      byte[] utf8 = utf8(texts, value);
      page.putInt(utf8.length);
      page.put(utf8);
    } else if (column.type().width() == Integer.BYTES) {
      page.putInt((int) value);
    } else {
      page.putLong(value);
    }
  }

  /** Adds the page with its header; returns how long it was before it was compressed. */
  private long putPage(ByteSink out, int values, boolean isDictionary, int encoding)
      throws IOException {
    compressed.clear();
    codec.compress(page, compressed);
    header.clear();
    ThriftStruct.write(
        header,
        fields -> {
          fields.i32(1, isDictionary ? DICTIONARY_PAGE : DATA_PAGE);
          fields.i32(2, page.size);
          fields.i32(3, compressed.size);
          fields.struct(
              isDictionary ? 7 : 5,
              of -> {
                of.i32(1, values);
                of.i32(2, encoding);
                if (!isDictionary) {
                  of.i32(3, RLE); // of definition levels
                  of.i32(4, RLE); // of repetition levels, of which there are none
                }
              });
        });
    out.put(header.bytes, 0, header.size);
    out.put(compressed.bytes, 0, compressed.size);
    return header.size + (long) page.size;
  }

  /** Returns the smallest and the largest value as the footer has them. */
  private byte[][] range(ParquetColumn column, boolean isDictionary) {
    int values = isDictionary ? dictionary.size() : count;
    if (values == 0) {
      return new byte[2][0];
    }
    long least = isDictionary ? dictionary.value(0) : bits[0];
    long most = least;
    for (int i = 1; i < values; i++) {
      long value = isDictionary ? dictionary.value(i) : bits[i];
      least = compare(column, value, least) < 0 ? value : least;
      most = compare(column, value, most) > 0 ? value : most;
    }
    if (column instanceof ParquetColumn.Doubles) { // both zeros are one number
      least = least == 0 ? Double.doubleToRawLongBits(-0.0) : least;
      most = most == Double.doubleToRawLongBits(-0.0) ? 0 : most;
    }
    return new byte[][] {plain(column, least), plain(column, most)};
  }

  private static int compare(ParquetColumn column, long one, long other) {
    if (column instanceof ParquetColumn.Doubles) {
      return Double.compare(Double.longBitsToDouble(one), Double.longBitsToDouble(other));
    }
    if (column instanceof ParquetColumn.Texts texts) {
      return Arrays.compareUnsigned(utf8(texts, one), utf8(texts, other));
    }
    return Long.compare(one, other);
  }

  private static byte[] plain(ParquetColumn column, long value) {
    if (column instanceof ParquetColumn.Texts texts) {
      return utf8(texts, value);
    }
    ByteSink out = new ByteSink();
    if (column.type().width() == Integer.BYTES) {
      out.putInt((int) value);
    } else {
      out.putLong(value);
    }
    return Arrays.copyOf(out.bytes, out.size);
  }

  private static byte[] utf8(ParquetColumn.Texts texts, long number) {
    return texts.texts().get((int) number).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the encodings that occur in a chunk. */
  static List<Integer> encodings(boolean isDictionary) {
    return isDictionary ? List.of(RLE, PLAIN_DICTIONARY) : List.of(RLE, PLAIN);
  }
}
