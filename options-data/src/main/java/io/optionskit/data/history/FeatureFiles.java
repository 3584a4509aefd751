/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.columns.InputHash;
import io.optionskit.data.parquet.Codec;
import io.optionskit.data.parquet.ColumnType;
import io.optionskit.data.parquet.ParquetColumn;
import io.optionskit.data.parquet.ParquetWriter;
import io.optionskit.data.store.StoreException;
import io.optionskit.market.EpochNanos;
import io.optionskit.time.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;

/**
 * A directory of Parquet files with rows of features: {@code
 * underlying=SPY/date=2025-03-03/part-….parquet}, compressed with Snappy.
 *
 * <p>Each file says in its metadata of which schema it is; files of another one are refused, never
 * read as if they were of this one. Rows appended together become visible together, or none does if
 * the process ends. Dates are New York dates.
 *
 * <p>Many may read at the same time; one may write. The right to write is taken with the first
 * append and given back by {@link #close()}. Needs {@code org.duckdb:duckdb_jdbc} on the path to
 * read. May be called from any thread.
 */
public final class FeatureFiles implements AutoCloseable {

  static final String VERSION = "optionskit.features.version";
  static final String HASH = "optionskit.features.sha256";

  private static final ZoneId NEW_YORK = TradingCalendar.usOptions().zone();
  private static final int ROW_GROUP = 122_880;

  private final Path root;
  private final FeatureSchema schema;
  private final HistoryLog log;
  private final DuckDBConnection reading;
  private final List<HistoryWriter> writers = new ArrayList<>(1);

  private FeatureFiles(Path directory, FeatureSchema schema) {
    root = directory.toAbsolutePath().normalize();
    this.schema = schema;
    log = new HistoryLog(root, HistoryKind.FEATURES);
    log.refresh();
    reading = DuckDb.open(ParquetSettings.defaults(), root.resolve(DuckDb.SPILL));
  }

  /**
   * Opens a directory.
   *
   * @param directory directory of the files, made with the first append if it is not there
   * @param schema features that are written and read
   * @return the files
   * @throws StoreException if the directory holds something else, or DuckDB cannot be started
   */
  public static FeatureFiles open(Path directory, FeatureSchema schema) {
    return new FeatureFiles(directory, schema);
  }

  /**
   * Adds rows, which become visible together or, if the process ends, not at all. Adding the same
   * rows again changes nothing.
   *
   * @param underlying ticker
   * @param rows rows of the schema of these files
   * @param metadata what the files shall say of themselves beside their schema, such as the version
   *     of the data they were computed from
   * @return rows that were new
   * @throws IllegalArgumentException if the rows are of another schema
   * @throws StoreException if they cannot be written, somebody else is writing, or other rows of
   *     the same hours are there
   */
  public synchronized int append(
      String underlying, FeatureRows rows, Map<String, String> metadata) {
    if (!rows.schema().equals(schema)) {
      throw new IllegalArgumentException(
          "rows must be of version " + schema.version() + " of the features: " + rows.schema());
    }
    HistoryWriter writer = writer();
    int added = 0;
    try (HistoryChange change = writer.change()) {
      for (FeatureRows day : days(rows)) {
        added += write(change, underlying, day, metadata) ? day.size() : 0;
      }
      if (added > 0) {
        change.commit();
      }
    } catch (IOException e) {
      throw new StoreException("cannot write below " + root + ": " + e.getMessage(), e);
    }
    return added;
  }

  /**
   * Reads rows.
   *
   * @param underlying ticker
   * @param first first instant wanted
   * @param last last instant wanted, inclusive
   * @return rows in order of time; none if there are none
   * @throws StoreException if a file is of another schema, or cannot be read
   */
  public synchronized FeatureRows read(String underlying, Instant first, Instant last) {
    List<FeatureRows> parts = new ArrayList<>();
    long firstNs = EpochNanos.of(first);
    long lastNs = EpochNanos.of(last);
    for (StoredFile file : files(underlying)) {
      if (file.overlaps(firstNs, lastNs)) {
        requireSchema(file);
        parts.add(read(file, firstNs, lastNs));
      }
    }
    return FeatureRows.joined(schema, parts);
  }

  /**
   * Returns what the latest file of an underlying says of itself.
   *
   * @param underlying ticker
   * @return metadata as they were given, with version and hash of the schema; empty if there is no
   *     file
   * @throws StoreException if it cannot be read
   */
  public synchronized Map<String, String> metadata(String underlying) {
    List<StoredFile> files = files(underlying);
    return files.isEmpty() ? Map.of() : metadata(files.get(files.size() - 1));
  }

  @Override
  public synchronized void close() {
    try {
      reading.close();
      Files.deleteIfExists(root.resolve(DuckDb.SPILL));
    } catch (SQLException | IOException e) {
      throw new StoreException("cannot close " + root + ": " + e.getMessage(), e);
    } finally {
      writers.forEach(HistoryWriter::close);
      writers.clear();
    }
  }

  private HistoryWriter writer() {
    if (writers.isEmpty()) {
      writers.add(new HistoryWriter(root, HistoryKind.FEATURES, Disk.REAL));
    }
    return writers.get(0);
  }

  private static List<FeatureRows> days(FeatureRows rows) {
    List<FeatureRows> days = new ArrayList<>();
    int from = 0;
    for (int row = 1; row <= rows.size(); row++) {
      if (row == rows.size()
          || !dateOf(rows.times().get(row)).equals(dateOf(rows.times().get(from)))) {
        days.add(rows.slice(from, row));
        from = row;
      }
    }
    return days;
  }

  private static LocalDate dateOf(Instant time) {
    return LocalDate.ofInstant(time, NEW_YORK);
  }

  private boolean write(
      HistoryChange change, String underlying, FeatureRows rows, Map<String, String> metadata)
      throws IOException {
    long[] times = rows.times().stream().mapToLong(EpochNanos::of).toArray();
    long firstNs = times[0];
    long lastNs = times[times.length - 1];
    String hash = hash(rows);
    String ending = hash + ".parquet";
    for (StoredFile file : writer().log.files(underlying)) {
      if (file.name().endsWith(ending) || file.parts().stream().anyMatch(p -> p.endsWith(ending))) {
        return false;
      }
      if (file.overlaps(firstNs, lastNs)) {
        throw new StoreException(
            root.resolve(file.path())
                + " holds other rows of the same hours: remove it first (HistoryFolder.remove) if"
                + " the new ones shall replace it");
      }
    }
    Path temporary = change.temporary();
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] keys =
        rows.keys().stream()
            .mapToInt(key -> numbers.computeIfAbsent(key, unseen -> numbers.size()))
            .toArray();
    List<ParquetColumn> columns = new ArrayList<>();
    columns.add(
        new ParquetColumn.Longs(
            FeatureSchema.TIME, ColumnType.TIMESTAMP_NANOS, times, Long.MIN_VALUE));
    columns.add(new ParquetColumn.Texts(FeatureSchema.KEY, keys, List.copyOf(numbers.keySet())));
    for (int i = 0; i < schema.names().size(); i++) {
      columns.add(new ParquetColumn.Doubles(schema.names().get(i), rows.column(i)));
    }
    Map<String, String> said = new TreeMap<>(metadata);
    said.put(VERSION, Integer.toString(schema.version()));
    said.put(HASH, schema.sha256());
    new ParquetWriter(Codec.SNAPPY, ROW_GROUP).write(temporary, columns, rows.size(), said);
    change.add(
        temporary,
        new HistoryChange.Content(
            "part",
            underlying,
            dateOf(rows.times().get(0)),
            firstNs,
            lastNs,
            rows.size(),
            hash,
            List.of()));
    return true;
  }

  private String hash(FeatureRows rows) {
    InputHash hash = new InputHash().add(schema.sha256());
    for (int row = 0; row < rows.size(); row++) {
      hash.add(rows.times().get(row).toString()).add(rows.keys().get(row));
      StringBuilder values = new StringBuilder();
      for (double value : rows.row(row)) {
        values.append(Long.toHexString(Double.doubleToLongBits(value))).append(' ');
      }
      hash.add(values.toString());
    }
    return hash.hex().substring(0, 16);
  }

  /** Returns the files of an underlying in order of time. */
  private List<StoredFile> files(String underlying) {
    log.refresh();
    List<StoredFile> files = new ArrayList<>(log.files(underlying));
    files.sort(java.util.Comparator.comparing(StoredFile::first).thenComparing(StoredFile::path));
    return files;
  }

  private void requireSchema(StoredFile file) {
    Map<String, String> metadata = metadata(file);
    String version = metadata.getOrDefault(VERSION, "none");
    if (!version.equals(Integer.toString(schema.version()))) {
      throw new StoreException(
          root.resolve(file.path())
              + " holds features of version "
              + version
              + "; version "
              + schema.version()
              + " is wanted: compute them again into another folder");
    }
    if (!schema.sha256().equals(metadata.get(HASH))) {
      throw new StoreException(
          root.resolve(file.path())
              + " says it is of version "
              + version
              + " of the features, but its features are others than those of that version here");
    }
  }

  private Map<String, String> metadata(StoredFile file) {
    Map<String, String> metadata = new TreeMap<>();
    try (Statement statement = reading.createStatement();
        ResultSet rows = statement.executeQuery(DuckDb.metadata(root.resolve(file.path())))) {
      while (rows.next()) {
        metadata.put(rows.getString(1), rows.getString(2));
      }
    } catch (SQLException e) {
      throw failed(file, e);
    }
    return metadata;
  }

  private FeatureRows read(StoredFile file, long firstNs, long lastNs) {
    StringBuilder columns = new StringBuilder("epoch_ns(\"time\") AS t, \"key\"");
    schema.names().forEach(name -> columns.append(", ").append(DuckDb.identifier(name)));
    List<Instant> times = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    double[][] values = new double[schema.names().size()][(int) file.rows()];
    try (DuckDBPreparedStatement select =
            reading.prepare(
                "SELECT "
                    + columns
                    + " FROM "
                    + DuckDb.table(root, List.of(file))
                    + " WHERE \"time\" BETWEEN "
                    + DuckDb.instant(firstNs)
                    + " AND "
                    + DuckDb.instant(lastNs));
        DuckDBChunkedResult result = select.query()) {
      while (result.nextChunk()) {
        DuckDBDataChunkReader chunk = result.chunk();
        int at = times.size();
        for (long row = 0; row < chunk.rowCount(); row++) {
          times.add(EpochNanos.toInstant(chunk.vector(0).getLong(row)));
          keys.add(chunk.vector(1).getString(row));
        }
        for (int i = 0; i < values.length; i++) {
          for (int row = 0; row < chunk.rowCount(); row++) {
            values[i][at + row] = chunk.vector(2 + i).getDouble(row, Double.NaN);
          }
        }
      }
    } catch (SQLException e) {
      throw failed(file, e);
    }
    FeatureRows found = FeatureRows.ofColumns(schema, times, keys, values);
    return times.size() == file.rows() ? found : found.slice(0, times.size());
  }

  private StoreException failed(StoredFile file, SQLException cause) {
    return new StoreException(
        "cannot read " + root.resolve(file.path()) + ": " + cause.getMessage(), cause);
  }
}
