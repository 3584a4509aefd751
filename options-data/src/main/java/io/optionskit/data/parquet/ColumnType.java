/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.parquet;

/** What the numbers of a column mean, and how a file says so. */
public enum ColumnType {
  /** Microseconds since 1970, an instant. */
  TIMESTAMP_MICROS(ColumnType.INT64, 10),
  /** Nanoseconds since 1970. */
  TIMESTAMP_NANOS(ColumnType.INT64, ColumnType.NONE),
  /** Whole numbers of 64 bits. */
  BIGINT(ColumnType.INT64, 18),
  /** Whole numbers of 32 bits. */
  INTEGER(ColumnType.INT32, 17),
  /** Days since 1970. */
  DATE(ColumnType.INT32, 6),
  /** Thousandths, at most nine digits. */
  THOUSANDTHS(ColumnType.INT32, 5),
  /** Numbers of double precision. */
  DOUBLE(5, ColumnType.NONE),
  /** Text in UTF-8. */
  TEXT(6, 0);

  static final int INT32 = 1;
  static final int INT64 = 2;
  static final int NONE = -1;

  /** Number of the physical type in the format. */
  final int physical;

  /** Number of the older form of the logical type, or {@link #NONE}. */
  final int converted;

  ColumnType(int physical, int converted) {
    this.physical = physical;
    this.converted = converted;
  }

  /** Bytes of one value; 0 for text. */
  int width() {
    return this == TEXT ? 0 : physical == INT32 ? Integer.BYTES : Long.BYTES;
  }
}
