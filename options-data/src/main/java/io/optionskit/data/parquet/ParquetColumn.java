/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.parquet;

import java.util.List;

/** A column in memory. The arrays may be longer than the file has rows; they are not changed. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public sealed interface ParquetColumn {

  /**
   * Returns the name of the column.
   *
   * @return name
   */
  String name();

  /**
   * Returns what the values mean.
   *
   * @return type
   */
  ColumnType type();

  /**
   * Numbers of 64 bits.
   *
   * @param name name
   * @param type one of the types of 64 bits
   * @param values one per row
   * @param none the value that is written as null
   */
  record Longs(String name, ColumnType type, long[] values, long none) implements ParquetColumn {}

  /**
   * Numbers of 32 bits.
   *
   * @param name name
   * @param type one of the types of 32 bits
   * @param values one per row
   * @param none the value that is written as null
   */
  record Ints(String name, ColumnType type, int[] values, int none) implements ParquetColumn {}

  /**
   * Numbers of double precision; {@code NaN} is written as null.
   *
   * @param name name
   * @param values one per row
   */
  record Doubles(String name, double[] values) implements ParquetColumn {
    @Override
    public ColumnType type() {
      return ColumnType.DOUBLE;
    }
  }

  /**
   * Texts of which there are few different ones.
   *
   * @param name name
   * @param numbers place of each row's text among the texts; negative is written as null
   * @param texts the different texts
   */
  record Texts(String name, int[] numbers, List<String> texts) implements ParquetColumn {

    /** Copies the list. */
    public Texts {
      texts = List.copyOf(texts);
    }

    @Override
    public ColumnType type() {
      return ColumnType.TEXT;
    }
  }
}
