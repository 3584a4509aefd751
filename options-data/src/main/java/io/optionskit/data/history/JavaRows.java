/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;

/** Hands columns of this process to DuckDB in chunks, as the table function {@code java_rows()}. */
final class JavaRows implements DuckDBTableFunction<Boolean, JavaRows.Cursor, Boolean> {

  /** How far the rows were handed over. */
  static final class Cursor {
    int row;
  }

  /** Writes one value of a column, or that there is none. */
  interface Cell {

    /** Called for each row in turn. */
    void write(DuckDBWritableVector out, int at, int row);
  }

  /**
   * A column.
   *
   * @param name its name
   * @param type type of its values
   * @param cell writes them
   */
  record Column(String name, DuckDBColumnType type, Cell cell) {}

  /** Number in a row. */
  interface LongRow {

    /** Returns the number; the one that stands for none is written as null. */
    long of(int row);
  }

  /** Number in a row. */
  interface DoubleRow {

    /** Returns the number; {@code NaN} is written as null. */
    double of(int row);
  }

  private volatile List<Column> columns = List.of();
  private volatile int rows;

  static JavaRows register(DuckDBConnection connection) throws SQLException {
    JavaRows function = new JavaRows();
    try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
      builder.withName("java_rows").withFunction(function).register(connection);
    }
    return function;
  }

  static Column bigint(String name, long none, LongRow value) {
    return new Column(
        name,
        DuckDBColumnType.BIGINT,
        (out, at, row) -> {
          long number = value.of(row);
          if (number == none) {
            out.setNull(at);
          } else {
            out.setLong(at, number);
          }
        });
  }

  static Column integer(String name, int none, LongRow value) {
    return new Column(
        name,
        DuckDBColumnType.INTEGER,
        (out, at, row) -> {
          int number = (int) value.of(row);
          if (number == none) {
            out.setNull(at);
          } else {
            out.setInt(at, number);
          }
        });
  }

  static Column number(String name, DoubleRow value) {
    return new Column(
        name,
        DuckDBColumnType.DOUBLE,
        (out, at, row) -> {
          double number = value.of(row);
          if (Double.isNaN(number)) {
            out.setNull(at);
          } else {
            out.setDouble(at, number);
          }
        });
  }

  /** Sets what the next query gets. */
  void set(List<Column> newColumns, int newRows) {
    columns = newColumns;
    rows = newRows;
  }

  @Override
  public Boolean bind(DuckDBTableFunctionBindInfo info) {
    for (Column column : columns) {
      info.addResultColumn(column.name, column.type);
    }
    return true;
  }

  @Override
  public Cursor init(DuckDBTableFunctionInitInfo info) {
    info.setMaxThreads(1); // the order of rows is kept
    return new Cursor();
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter out) {
    Cursor cursor = info.getInitData();
    int count = (int) Math.min(out.capacity(), rows - cursor.row);
    List<Column> current = columns;
    for (int i = 0; i < current.size(); i++) {
      DuckDBWritableVector vector = out.vector(i);
      Cell cell = current.get(i).cell;
      for (int at = 0; at < count; at++) {
        cell.write(vector, at, cursor.row + at);
      }
    }
    cursor.row += count;
    return count;
  }
}
