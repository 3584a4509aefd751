/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.QuoteTable;
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

/**
 * Hands rows of quotes to DuckDB column by column, as the table function {@code quote_rows()}.
 *
 * <p>Several times as fast as appending value by value, and without a copy inside the database.
 */
final class QuoteRowsFunction
    implements DuckDBTableFunction<Boolean, QuoteRowsFunction.Cursor, Boolean> {

  /** How far the rows were handed over. */
  static final class Cursor {
    int part;
    int row;
  }

  private record Output(String name, DuckDBColumnType type) {}

  private static final List<Output> COLUMNS =
      List.of(
          new Output("time_ns", DuckDBColumnType.BIGINT),
          new Output("root_number", DuckDBColumnType.INTEGER),
          new Output("expiration_day", DuckDBColumnType.INTEGER),
          new Output("strike_thousandths", DuckDBColumnType.INTEGER),
          new Output("right_number", DuckDBColumnType.INTEGER),
          new Output("bid", DuckDBColumnType.DOUBLE),
          new Output("ask", DuckDBColumnType.DOUBLE),
          new Output("last", DuckDBColumnType.DOUBLE),
          new Output("bid_size", DuckDBColumnType.INTEGER),
          new Output("ask_size", DuckDBColumnType.INTEGER),
          new Output("volume", DuckDBColumnType.BIGINT),
          new Output("open_interest", DuckDBColumnType.INTEGER),
          new Output("sequence", DuckDBColumnType.INTEGER));

  private volatile QuoteDay day;
  private volatile int[] expirationDays = new int[0];
  private volatile int[] strikes = new int[0];
  private volatile int[] rights = new int[0];

  QuoteRowsFunction(QuoteDay first) {
    day = first;
  }

  void register(DuckDBConnection connection) throws SQLException {
    try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
      builder.withName("quote_rows").withFunction(this).register(connection);
    }
  }

  /** Sets the rows that the next query gets. */
  void rows(QuoteDay next, int assetCount) {
    int[] newDays = new int[assetCount];
    int[] newStrikes = new int[assetCount];
    int[] newRights = new int[assetCount];
    for (int id = 0; id < assetCount; id++) {
      if (next.asset(id) instanceof OptionContract contract) {
        newDays[id] = (int) contract.expiry().toEpochDay();
        newStrikes[id] = contract.strike().unscaledValue().intValueExact();
        newRights[id] = QuoteDay.rightOf(contract);
      }
    }
    expirationDays = newDays;
    strikes = newStrikes;
    rights = newRights;
    day = next;
  }

  @Override
  public Boolean bind(DuckDBTableFunctionBindInfo info) {
    for (Output column : COLUMNS) {
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
    while (cursor.part < day.parts.size()) {
      QuoteDay.Part part = day.parts.get(cursor.part);
      int count = (int) Math.min(out.capacity(), part.size - cursor.row);
      if (count > 0) {
        write(out, part, cursor.row, count);
        cursor.row += count;
        return count;
      }
      cursor.part++;
      cursor.row = 0;
    }
    return 0;
  }

  private void write(DuckDBDataChunkWriter out, QuoteDay.Part part, int from, int count) {
    QuoteTable table = part.table;
    int[] rows = part.rows;
    long[] timeNs = table.timeNs();
    DuckDBWritableVector times = out.vector(0);
    for (int i = 0; i < count; i++) {
      times.setLong(i, timeNs[rows[from + i]]);
    }
    contracts(out, part, from, count);
    doubles(out.vector(5), table.bids(), rows, from, count);
    doubles(out.vector(6), table.asks(), rows, from, count);
    doubles(out.vector(7), table.lasts(), rows, from, count);
    counts(out.vector(8), table.bidSizes(), rows, from, count);
    counts(out.vector(9), table.askSizes(), rows, from, count);
    DuckDBWritableVector volumes = out.vector(10);
    for (int i = 0; i < count; i++) {
      long volume = table.volumes()[rows[from + i]];
      if (volume < 0) {
        volumes.setNull(i);
      } else {
        volumes.setLong(i, volume);
      }
    }
    counts(out.vector(11), table.openInterests(), rows, from, count);
    DuckDBWritableVector sequence = out.vector(12);
    for (int i = 0; i < count; i++) {
      sequence.setInt(i, part.sequence[from + i]);
    }
  }

  private void contracts(DuckDBDataChunkWriter out, QuoteDay.Part part, int from, int count) {
    int[] ids = part.table.assetIds();
    QuoteDay current = day;
    int[] days = expirationDays;
    int[] thousandths = strikes;
    int[] rightOf = rights;
    DuckDBWritableVector root = out.vector(1);
    DuckDBWritableVector expiration = out.vector(2);
    DuckDBWritableVector strike = out.vector(3);
    DuckDBWritableVector right = out.vector(4);
    for (int i = 0; i < count; i++) {
      int id = ids[part.rows[from + i]];
      if (rightOf[id] == 0) {
        root.setNull(i);
        expiration.setNull(i);
        strike.setNull(i);
        right.setNull(i);
      } else {
        root.setInt(i, current.rootOf(id));
        expiration.setInt(i, days[id]);
        strike.setInt(i, thousandths[id]);
        right.setInt(i, rightOf[id]);
      }
    }
  }

  private static void doubles(
      DuckDBWritableVector out, double[] column, int[] rows, int from, int count) {
    for (int i = 0; i < count; i++) {
      double value = column[rows[from + i]];
      if (Double.isNaN(value)) {
        out.setNull(i);
      } else {
        out.setDouble(i, value);
      }
    }
  }

  private static void counts(
      DuckDBWritableVector out, int[] column, int[] rows, int from, int count) {
    for (int i = 0; i < count; i++) {
      int value = column[rows[from + i]];
      if (value < 0) {
        out.setNull(i);
      } else {
        out.setInt(i, value);
      }
    }
  }
}
