/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A table of texts: CSV, CSV compressed with gzip, or Parquet by an embedded DuckDB. */
final class TableFile {

  /** Takes the rows of a table. */
  interface Visitor {
    void header(List<String> names);

    void row(long line, List<String> cells);
  }

  private TableFile() {}

  /**
   * Reads a file to its end.
   *
   * @throws ProviderException {@code BAD_DATA} if it is broken, {@code UNSUPPORTED} for Parquet
   *     without DuckDB
   */
  static void read(Path file, char separator, Visitor visitor) {
    try (PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), 4)) {
      byte[] head = in.readNBytes(4);
      in.unread(head);
      if (head.length == 4 && new String(head, StandardCharsets.ISO_8859_1).equals("PAR1")) {
        parquet(file, visitor);
      } else {
        boolean isGzip = head.length > 1 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b;
        csv(isGzip ? new GZIPInputStream(in, 1 << 16) : in, separator, visitor);
      }
    } catch (CsvParseException | UncheckedIOException | IOException | SQLException e) {
      throw new ProviderException(
          Reason.BAD_DATA, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Returns the first lines of a text file, or nothing of any other. */
  static String beginning(Path file) {
    try (PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), 2)) {
      byte[] head = in.readNBytes(2);
      in.unread(head);
      boolean isGzip = head.length == 2 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b;
      InputStream text = isGzip ? new GZIPInputStream(in) : in;
      return new String(text.readNBytes(4096), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static void csv(InputStream in, char separator, Visitor visitor) throws IOException {
    BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(text)) {
      boolean isHeader = true;
      for (CsvRecord row : csv) {
        if (isHeader) {
          visitor.header(row.getFields().stream().map(String::strip).toList());
        } else {
          visitor.row(row.getStartingLineNumber(), row.getFields());
        }
        isHeader = false;
      }
    }
  }

  private static void parquet(Path file, Visitor visitor) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      String source = "read_parquet('" + file.toString().replace("'", "''") + "')";
      try (ResultSet rows =
          statement.executeQuery("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM " + source)) {
        int columns = rows.getMetaData().getColumnCount();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          names.add(rows.getMetaData().getColumnLabel(i));
        }
        visitor.header(List.copyOf(names));
        long line = 1;
        while (rows.next()) {
          List<String> cells = new ArrayList<>(columns);
          for (int i = 1; i <= columns; i++) {
            String cell = rows.getString(i);
            cells.add(cell == null ? "" : cell);
          }
          line++;
          visitor.row(line, cells);
        }
      }
    }
  }

  private static Connection connect() {
    try {
      return DriverManager.getConnection("jdbc:duckdb:");
    } catch (SQLException e) {
      throw new ProviderException(
          Reason.UNSUPPORTED, "Parquet needs org.duckdb:duckdb_jdbc on the class path", e);
    }
  }
}
