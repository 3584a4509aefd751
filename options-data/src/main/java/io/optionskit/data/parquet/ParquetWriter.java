/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes files. Keeps its buffers from one to the next; used by one thread. */
public final class ParquetWriter {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final String WRITTEN_BY = "OptionsKit";
  private static final int OPTIONAL = 1;
  private static final int VERSION = 1;

  private final Codec codec;
  private final int rowsPerGroup;
  private final ColumnChunk chunk;
  private final ByteSink out = new ByteSink();

  private record RowGroup(int rows, List<ColumnChunk.Description> columns) {}

  /**
   * Creates a writer.
   *
   * @param codec how pages are compressed
   * @param rowsPerGroup most rows of a group, &gt; 0; a reader skips whole groups
   */
  public ParquetWriter(Codec codec, int rowsPerGroup) {
    if (rowsPerGroup <= 0) {
      throw new IllegalArgumentException("rowsPerGroup must be positive: " + rowsPerGroup);
    }
    this.codec = codec;
    this.rowsPerGroup = rowsPerGroup;
    chunk = new ColumnChunk(codec);
  }

  /**
   * Writes a file, replacing one that is there.
   *
   * @param file where
   * @param columns columns, each with at least as many values as there are rows
   * @param rows number of rows, &ge; 0
   * @param metadata what the file says of itself beside its columns
   * @throws IOException if it cannot be written
   */
  public void write(Path file, List<ParquetColumn> columns, int rows, Map<String, String> metadata)
      throws IOException {
    try (OutputStream stream = Files.newOutputStream(file)) {
      out.clear();
      out.put(MAGIC);
      List<RowGroup> groups = new ArrayList<>();
      long written = 0;
      for (int from = 0; from < rows; from += rowsPerGroup) {
        int to = Math.min(rows, from + rowsPerGroup);
        List<ColumnChunk.Description> descriptions = new ArrayList<>();
        for (ParquetColumn column : columns) {
          descriptions.add(chunk.write(column, from, to, out, written));
        }
        groups.add(new RowGroup(to - from, descriptions));
        stream.write(out.bytes, 0, out.size);
        written += out.size;
        out.clear();
      }
      int footer = out.size;
      ThriftStruct.write(out, fields -> describe(fields, columns, rows, groups, metadata));
      out.putInt(out.size - footer);
      out.put(MAGIC);
      stream.write(out.bytes, 0, out.size);
    }
  }

  private void describe(
      ThriftStruct file,
      List<ParquetColumn> columns,
      int rows,
      List<RowGroup> groups,
      Map<String, String> metadata) {
    file.i32(1, VERSION);
    List<ParquetColumn> rootAndColumns = new ArrayList<>(columns);
    rootAndColumns.add(0, new ParquetColumn.Doubles("schema", new double[0]));
    file.structs(
        2,
        rootAndColumns,
        (element, column) -> {
          if (column == rootAndColumns.get(0)) {
            element.text(4, column.name());
            element.i32(5, columns.size());
          } else {
            describe(element, column);
          }
        });
    file.i64(3, rows);
    file.structs(4, groups, this::describe);
    if (!metadata.isEmpty()) {
      file.structs(
          5,
          List.copyOf(metadata.entrySet()),
          (entry, value) -> {
            entry.text(1, value.getKey());
            entry.text(2, value.getValue());
          });
    }
    file.text(6, WRITTEN_BY);
    file.structs(7, columns, (order, column) -> order.struct(1, byType -> {}));
  }

  private static void describe(ThriftStruct element, ParquetColumn column) {
    ColumnType type = column.type();
    element.i32(1, type.physical);
    element.i32(3, OPTIONAL);
    element.text(4, column.name());
    if (type.converted != ColumnType.NONE) {
      element.i32(6, type.converted);
    }
    if (type == ColumnType.THOUSANDTHS) {
      element.i32(7, 3);
      element.i32(8, 9);
      element.struct(10, logical -> logical.struct(5, decimal -> scale(decimal, 3, 9)));
    } else if (type == ColumnType.TIMESTAMP_MICROS) {
      element.struct(10, logical -> logical.struct(8, time -> timestamp(time, true, 2)));
    } else if (type == ColumnType.TIMESTAMP_NANOS) {
      element.struct(10, logical -> logical.struct(8, time -> timestamp(time, false, 3)));
    }
  }

  private static void scale(ThriftStruct decimal, int scale, int precision) {
    decimal.i32(1, scale);
    decimal.i32(2, precision);
  }

  private static void timestamp(ThriftStruct time, boolean isInstant, int unit) {
    time.bool(1, isInstant);
    time.struct(2, units -> units.struct(unit, none -> {}));
  }

  private void describe(ThriftStruct struct, RowGroup group) {
    struct.structs(1, group.columns, this::describe);
    struct.i64(2, group.columns.stream().mapToLong(ColumnChunk.Description::bytesBefore).sum());
    struct.i64(3, group.rows);
  }

  private void describe(ThriftStruct struct, ColumnChunk.Description column) {
    struct.i64(2, column.firstPage());
    struct.struct(
        3,
        of -> {
          of.i32(1, column.column().type().physical);
          of.i32s(2, ColumnChunk.encodings(column.isDictionary()));
          of.texts(3, List.of(column.column().name()));
          of.i32(4, codec.number);
          of.i64(5, column.values());
          of.i64(6, column.bytesBefore());
          of.i64(7, column.bytes());
          of.i64(9, column.dataPage());
          if (column.isDictionary()) {
            of.i64(11, column.firstPage());
          }
          of.struct(12, range -> range(range, column));
        });
  }

  private static void range(ThriftStruct statistics, ColumnChunk.Description column) {
    statistics.i64(3, column.nulls());
    if (column.nulls() < column.values()) {
      statistics.binary(5, column.largest());
      statistics.binary(6, column.smallest());
    }
  }
}
