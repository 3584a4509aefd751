/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.store.StoreException;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.time.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** One import of a history into a directory, day by day. */
final class ParquetImport implements AutoCloseable {

  private static final ZoneId NEW_YORK = TradingCalendar.usOptions().zone();

  private final Path directory;
  private final ParquetSettings settings;
  private final Consumer<ImportCounts> progress;
  private final HistoryWriter writer;
  private final DuckDBConnection connection;
  private final Map<String, QuoteDay> day = new TreeMap<>();
  private Optional<QuoteRowsFunction> function = Optional.empty();
  private long dayEndsNs = Long.MIN_VALUE;
  private LocalDate date = LocalDate.EPOCH;
  private int sequence;
  private long rows;
  private int days;
  private int assetCount;
  private int filesWritten;
  private int filesUnchanged;
  private long bytes;

  ParquetImport(
      Path directory, ParquetSettings settings, Consumer<ImportCounts> progress, Disk disk) {
    this.directory = directory.toAbsolutePath().normalize();
    this.settings = settings;
    this.progress = progress;
    writer = new HistoryWriter(this.directory, HistoryKind.QUOTES, disk);
    try {
      connection = DuckDb.open(settings, this.directory.resolve(DuckDb.SPILL));
    } catch (StoreException e) {
      writer.close();
      throw e;
    }
  }

  ImportCounts run(MarketHistory history) {
    AssetTable assets = history.assets();
    for (Optional<QuoteTable> piece = history.next(); piece.isPresent(); piece = history.next()) {
      take(piece.get(), assets);
    }
    finishDay();
    assetCount = assets.size();
    return counts();
  }

  @Override
  public void close() {
    try {
      try {
        connection.close();
        Files.deleteIfExists(directory.resolve(DuckDb.SPILL));
      } finally {
        writer.close();
      }
    } catch (SQLException | IOException e) {
      throw new StoreException(
          "cannot end the import into " + directory + ": " + e.getMessage(), e);
    }
  }

  private void take(QuoteTable table, AssetTable assets) {
    long[] times = table.timeNs();
    int[] ids = table.assetIds();
    int lastUnderlying = -1;
    QuoteDay target = new QuoteDay("", assets);
    for (int row = 0; row < table.rows(); row++) {
      if (times[row] >= dayEndsNs) {
        finishDay();
        beginDay(times[row]);
        lastUnderlying = -1;
      }
      int underlyingId = assets.underlyingId(ids[row]);
      if (underlyingId != lastUnderlying) {
        String underlying = assets.asset(underlyingId).underlying();
        target = day.computeIfAbsent(underlying, ticker -> new QuoteDay(ticker, assets));
        lastUnderlying = underlyingId;
      }
      target.add(table, row, sequence++);
      rows++;
    }
    assetCount = assets.size();
  }

  private void beginDay(long timeNs) {
    date = LocalDate.ofInstant(EpochNanos.toInstant(timeNs), NEW_YORK);
    dayEndsNs = EpochNanos.of(date.plusDays(1).atStartOfDay(NEW_YORK).toInstant());
    sequence = 0;
    days++;
  }

  /** Writes the files of a day, which become visible together. */
  private void finishDay() {
    if (day.isEmpty()) {
      return;
    }
    try (HistoryChange change = writer.change()) {
      for (QuoteDay each : day.values()) {
        write(change, each, day.size() > 1);
      }
      if (!change.added().isEmpty()) {
        change.commit();
      }
      filesWritten += change.added().size();
      change.added().forEach(file -> bytes += file.bytes());
    } catch (IOException e) {
      throw new StoreException(
          "cannot write the quotes of " + date + " below " + directory + ": " + e.getMessage(), e);
    }
    day.clear();
    progress.accept(counts());
  }

  private void write(HistoryChange change, QuoteDay rowsOfDay, boolean withSequence)
      throws IOException {
    PartName name = rowsOfDay.name();
    if (isThere(rowsOfDay.underlying, name)) {
      filesUnchanged++;
      return;
    }
    Path temporary = change.temporary();
    try {
      copy(rowsOfDay, withSequence, temporary);
    } catch (SQLException e) {
      throw new StoreException(
          "cannot write the quotes of "
              + rowsOfDay.underlying
              + " on "
              + date
              + " below "
              + directory
              + ": "
              + e.getMessage(),
          e);
    }
    change.add(
        temporary,
        new HistoryChange.Content(
            name.prefix(),
            rowsOfDay.underlying,
            date,
            name.firstNs(),
            name.lastNs(),
            rowsOfDay.size,
            name.hash(),
            List.of()));
  }

  private boolean isThere(String underlying, PartName name) {
    for (StoredFile file : writer.log.files(underlying)) {
      if (file.name().equals(name.toString()) || file.parts().contains(name.toString())) {
        return true;
      }
      if (file.date().equals(date) && file.overlaps(name.firstNs(), name.lastNs())) {
        throw new StoreException(
            writer.root.resolve(file.path()).getParent()
                + " holds other quotes of the same hours in "
                + file.name()
                + ": remove it first (HistoryFolder.remove) if the new ones shall replace it");
      }
    }
    return false;
  }

  private void copy(QuoteDay rowsOfDay, boolean withSequence, Path target) throws SQLException {
    if (function.isEmpty()) {
      QuoteRowsFunction registered = new QuoteRowsFunction(rowsOfDay);
      registered.register(connection);
      function = Optional.of(registered);
    }
    function.get().rows(rowsOfDay, assetCountOf(rowsOfDay));
    String time =
        rowsOfDay.isInMicroseconds()
            ? "make_timestamptz(time_ns // 1000)"
            : "make_timestamp_ns(time_ns)";
    String roots =
        rowsOfDay.roots.isEmpty()
            ? "CAST(NULL AS VARCHAR)"
            : rowsOfDay.roots.stream()
                    .map(DuckDb::quoted)
                    .collect(Collectors.joining(", ", "[", "]"))
                + "[root_number + 1]";
    String sql =
        "COPY (SELECT "
            + time
            + " AS quote_time, "
            + DuckDb.quoted(rowsOfDay.underlying)
            + " AS underlying, "
            + roots
            + " AS root, DATE '1970-01-01' + expiration_day AS expiration,"
            + " CAST(strike_thousandths / 1000.0 AS DECIMAL(9, 3)) AS strike,"
            + " ['C', 'P'][right_number] AS \"right\","
            + " bid, ask, bid_size, ask_size, last, volume, open_interest,"
            + " CAST(NULL AS DOUBLE) AS underlying_price"
            + (withSequence ? ", sequence" : ", CAST(NULL AS INTEGER) AS sequence")
            + " FROM quote_rows()) TO "
            + DuckDb.quoted(target.toString())
            + " (FORMAT parquet, COMPRESSION "
            + settings.compression().name().toLowerCase(Locale.ROOT)
            + ")";
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int assetCountOf(QuoteDay rowsOfDay) {
    return rowsOfDay.parts.get(0).table.assets().size();
  }

  private ImportCounts counts() {
    return new ImportCounts(rows, days, assetCount, filesWritten, filesUnchanged, bytes);
  }
}
