/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Function;

/** Feeds the cells of a Parquet file, read by an embedded DuckDB, to the reader for its columns. */
final class ParquetFile {

  private static final char[] NO_TEXT = new char[0];

  private final DataFile file;
  private long rows;

  private ParquetFile(DataFile file) {
    this.file = file;
  }

  /** How the cells of a column come out of the database. */
  private enum Kind {
    TEXT,
    NUMBER,
    TIME,
    DAY
  }

  /**
   * One column that is read.
   *
   * @param number its number in the file
   * @param expression what is selected for it
   * @param kind how its cells come
   */
  private record Cell(int number, String expression, Kind kind) {}

  /**
   * Reads a file to its end.
   *
   * @param readerByHeader makes the reader for the names of the columns
   * @throws SkippableFile if the file holds something else
   * @throws ProviderException if it cannot be read to its end, or there is no DuckDB
   */
  static RowReader read(DataFile file, Function<List<String>, RowReader> readerByHeader) {
    return new ParquetFile(file).read(readerByHeader);
  }

  private RowReader read(Function<List<String>, RowReader> readerByHeader) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      List<String> types = new ArrayList<>();
      try (ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM " + source())) {
        while (columns.next()) {
          names.add(columns.getString(1));
          types.add(columns.getString(2));
        }
      }
      RowReader reader = readerByHeader.apply(names);
      List<Cell> cells = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        Column column = reader.column(i);
        if (column != Column.UNUSED && column != Column.UNKNOWN) {
          cells.add(cell(i, column, names.get(i), types.get(i).toUpperCase(Locale.ROOT)));
        }
      }
      String selected =
          String.join(", ", cells.stream().map(Cell::expression).toList()) + " FROM " + source();
      try (ResultSet result = statement.executeQuery("SELECT " + selected)) {
        while (result.next()) {
          row(result, cells, names.size(), reader);
        }
      }
      return reader;
    } catch (SQLException e) {
      String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      String where = rows == 0 ? "no row was read" : "the last good row is row " + rows;
      throw new ProviderException(
          Reason.BAD_DATA, file.name() + ": not readable as Parquet: " + what + "; " + where, e);
    }
  }

  private void row(ResultSet result, List<Cell> cells, int columnCount, RowReader reader)
      throws SQLException {
    reader.beginRow(rows + 1);
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      switch (cell.kind) {
        case NUMBER -> {
          double value = result.getDouble(i + 1);
          if (!result.wasNull()) {
            reader.numberCell(cell.number, value);
          }
        }
        case TIME -> {
          long time = result.getLong(i + 1);
          if (result.wasNull()) {
            reader.cell(cell.number, NO_TEXT, 0, 0);
          } else {
            reader.timeCell(time);
          }
        }
        case DAY -> {
          long day = result.getLong(i + 1);
          if (result.wasNull()) {
            reader.cell(cell.number, NO_TEXT, 0, 0);
          } else {
            reader.dayCell(cell.number, day);
          }
        }
        case TEXT -> {
          String text = result.getString(i + 1);
          char[] chars = text == null ? NO_TEXT : text.toCharArray();
          reader.cell(cell.number, chars, 0, chars.length);
        }
      }
    }
    reader.endRow(columnCount);
    rows++;
  }

  private Cell cell(int number, Column column, String name, String type) {
    String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
    boolean isText = type.equals("VARCHAR") || type.startsWith("ENUM");
    if (isText) {
      return new Cell(number, "CAST(" + quoted + " AS VARCHAR)", Kind.TEXT);
    }
    boolean isTime = type.startsWith("TIMESTAMP");
    switch (column) {
      case QUOTE_TIME, BAR_END, BAR_START -> {
        if (isTime) {
          return new Cell(number, "epoch_ns(" + quoted + ")", Kind.TIME);
        }
      }
      case EXPIRATION, DATE -> {
        if (isTime || type.equals("DATE")) {
          String seconds = "CAST(epoch(" + quoted + ") AS BIGINT)";
          return new Cell(number, "CAST(floor(" + seconds + " / 86400) AS BIGINT)", Kind.DAY);
        }
      }
      case UNDERLYING, ROOT, SYMBOL, RIGHT -> {}
      default -> {
        if (type.equals("DOUBLE")) {
          return new Cell(number, quoted, Kind.NUMBER);
        }
        if (isNumber(type)) {
          // By way of text, so that a float of 2.76 does not become 2.7599999904.
          String exact = "CAST(CAST(" + quoted + " AS VARCHAR) AS DOUBLE)";
          return new Cell(number, exact, Kind.NUMBER);
        }
      }
    }
    throw new ProviderException(
        Reason.BAD_DATA, file.name() + ": column " + name + " must not have the type " + type);
  }

  private static boolean isNumber(String type) {
    return type.equals("FLOAT")
        || type.startsWith("DECIMAL")
        || type.endsWith("INT")
        || type.equals("INTEGER")
        || type.equals("UINTEGER");
  }

  private String source() {
    StringBuilder literal = new StringBuilder("read_parquet('");
    String path = file.path().toAbsolutePath().toString();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\'') {
        literal.append("''");
      } else if (c == '*' || c == '?' || c == '[') {
        literal.append('[').append(c).append(']'); // not a pattern
      } else {
        literal.append(c);
      }
    }
    return literal.append("')").toString();
  }

  private Connection connect() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    try {
      return DriverManager.getConnection("jdbc:duckdb:", settings);
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("No suitable driver")) {
        throw e;
      }
      throw new ProviderException(
          Reason.UNSUPPORTED,
          file.name() + ": reading Parquet needs org.duckdb:duckdb_jdbc on the class path",
          e);
    }
  }
}
