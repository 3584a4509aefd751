/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.store.StoreException;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/**
 * Plays the files of a history of quotes, one New York date after the other.
 *
 * <p>Small dates are read several at a time, so that the memory held is that of one date or of a
 * quarter of a million rows. A date is read as it is when its turn comes: an import or a compaction
 * may go on meanwhile.
 */
final class ParquetHistory implements MarketHistory {

  private static final ZoneId NEW_YORK = TradingCalendar.usOptions().zone();
  private static final long ROWS_AT_ONCE = 1 << 18;
  private static final int ATTEMPTS = 5;

  private final Path root;
  private final HistoryLog log;
  private final Predicate<String> underlyings;
  private final DuckDBConnection connection;
  private final AssetTable assets;
  private final NavigableMap<LocalDate, Long> rowsByDate = new TreeMap<>();
  private final Queue<QuoteTable> ready = new ArrayDeque<>();
  private final Path spill;

  ParquetHistory(
      Path directory,
      ParquetSettings settings,
      Predicate<String> underlyings,
      Predicate<LocalDate> dates,
      AssetTable assets) {
    root = directory.toAbsolutePath().normalize();
    this.underlyings = underlyings;
    this.assets = assets;
    requireLog(root);
    log = new HistoryLog(root, HistoryKind.QUOTES);
    files(dates).forEach(file -> rowsByDate.merge(file.date(), file.rows(), Long::sum));
    try {
      spill = Files.createTempDirectory("optionskit");
    } catch (IOException e) {
      throw new ProviderException(
          Reason.UNAVAILABLE, "cannot make a temporary folder: " + e.getMessage(), e);
    }
    connection = DuckDb.open(settings, spill);
  }

  @Override
  public AssetTable assets() {
    return assets;
  }

  @Override
  public Optional<QuoteTable> next() {
    while (ready.isEmpty() && !rowsByDate.isEmpty()) {
      List<LocalDate> batch = batch();
      ready.addAll(read(batch));
      batch.forEach(rowsByDate::remove);
    }
    return Optional.ofNullable(ready.poll());
  }

  @Override
  public void close() {
    try {
      rowsByDate.clear();
      ready.clear();
      connection.close();
      Files.deleteIfExists(spill);
    } catch (SQLException | IOException e) {
      throw new ProviderException(Reason.UNAVAILABLE, "cannot close DuckDB: " + e.getMessage(), e);
    }
  }

  /** Returns the files of some underlyings and dates as they are now. */
  static List<StoredFile> files(
      Path directory, Predicate<String> underlyings, Predicate<LocalDate> dates) {
    Path root = directory.toAbsolutePath().normalize();
    requireLog(root);
    return files(new HistoryLog(root, HistoryKind.QUOTES), underlyings, dates);
  }

  /** Returns the New York date of a table that has rows. */
  static LocalDate dateOf(QuoteTable table) {
    return LocalDate.ofInstant(EpochNanos.toInstant(table.timeNs()[0]), NEW_YORK);
  }

  private static void requireLog(Path root) {
    if (!Files.isDirectory(root)) {
      throw new ProviderException(Reason.BAD_REQUEST, "there is no directory " + root);
    }
    if (HistoryLog.isThere(root)) {
      return;
    }
    try (Stream<Path> partitions = Files.list(root)) {
      if (partitions.anyMatch(each -> each.getFileName().toString().startsWith("underlying="))) {
        throw new ProviderException(
            Reason.BAD_DATA,
            root + " holds partitions but no " + HistoryLog.NAME + ", which says what counts");
      }
    } catch (IOException e) {
      throw new ProviderException(
          Reason.UNAVAILABLE, "cannot list " + root + ": " + e.getMessage(), e);
    }
  }

  private List<StoredFile> files(Predicate<LocalDate> dates) {
    return files(log, underlyings, dates);
  }

  private static List<StoredFile> files(
      HistoryLog log, Predicate<String> underlyings, Predicate<LocalDate> dates) {
    try {
      log.refresh();
    } catch (StoreException e) {
      throw new ProviderException(Reason.BAD_DATA, String.valueOf(e.getMessage()), e);
    }
    return log.files().stream()
        .filter(file -> dates.test(file.date()) && underlyings.test(file.underlying()))
        .toList();
  }

  private List<LocalDate> batch() {
    List<LocalDate> batch = new ArrayList<>();
    long rows = 0;
    for (var entry : rowsByDate.entrySet()) {
      rows += entry.getValue();
      if (!batch.isEmpty() && rows > ROWS_AT_ONCE) {
        break;
      }
      batch.add(entry.getKey());
    }
    return batch;
  }

  private Collection<QuoteTable> read(List<LocalDate> dates) {
    for (int attempt = 1; ; attempt++) {
      List<StoredFile> files = files(dates::contains);
      try {
        return files.isEmpty() ? List.of() : read(dates, files);
      } catch (SQLException | RuntimeException e) {
        boolean isOutrun =
            files.stream().anyMatch(file -> !Files.exists(root.resolve(file.path())))
                && attempt < ATTEMPTS;
        if (!isOutrun) { // else a compaction put them together meanwhile: look again
          throw new ProviderException(
              Reason.BAD_DATA,
              "cannot read "
                  + root.resolve(files.get(0).path()).getParent()
                  + (dates.size() > 1 ? " and the dates behind it" : "")
                  + ": "
                  + e.getMessage(),
              e);
        }
      }
    }
  }

  private List<QuoteTable> read(List<LocalDate> dates, List<StoredFile> files) throws SQLException {
    String source = DuckDb.quotes(root, files);
    QuoteAssets found = QuoteAssets.of(connection, source, assets);
    Split split = new Split(dates, found);
    try (DuckDBPreparedStatement select =
            connection.prepare(
                "SELECT epoch_ns(quote_time), bid, ask, \"last\", bid_size, ask_size, volume,"
                    + " open_interest, "
                    + String.join(", ", found.columns())
                    + " FROM "
                    + source
                    + (isInOrder(files)
                        ? ""
                        : " ORDER BY 1, coalesce(sequence, file_row_number), underlying"));
        DuckDBChunkedResult result = select.query()) {
      while (result.nextChunk()) {
        split.add(result.chunk());
      }
    }
    return split.tables();
  }

  /** Returns whether each file lies behind the one before it, each being in order of time. */
  private static boolean isInOrder(List<StoredFile> files) {
    for (int i = 1; i < files.size(); i++) {
      StoredFile before = files.get(i - 1);
      StoredFile file = files.get(i);
      if (!before.date().isBefore(file.date())
          || DuckDb.isInNanos(before) != DuckDb.isInNanos(file)) {
        return false;
      }
    }
    return true;
  }

  /** Puts rows in order of time into one table per date. */
  private final class Split {

    private final QuoteAssets found;
    private final List<QuoteTable> tables = new ArrayList<>();
    private final Queue<LocalDate> dates;
    private QuoteTable.Builder table = QuoteTable.builder(assets);
    private int rows;
    private long endNs = Long.MIN_VALUE;

    Split(List<LocalDate> dates, QuoteAssets found) {
      this.dates = new ArrayDeque<>(dates);
      this.found = found;
    }

    void add(DuckDBDataChunkReader chunk) {
      DuckDBReadableVector times = chunk.vector(0);
      DuckDBReadableVector bids = chunk.vector(1);
      DuckDBReadableVector asks = chunk.vector(2);
      DuckDBReadableVector lasts = chunk.vector(3);
      DuckDBReadableVector bidSizes = chunk.vector(4);
      DuckDBReadableVector askSizes = chunk.vector(5);
      DuckDBReadableVector volumes = chunk.vector(6);
      DuckDBReadableVector openInterests = chunk.vector(7);
      QuoteAssets.Rows contracts = found.new Rows(chunk, 8);
      long count = chunk.rowCount();
      for (long row = 0; row < count; row++) {
        long time = times.getLong(row);
        if (time >= endNs) {
          finish();
          begin(time);
        }
        table.add(
            time,
            contracts.id(row),
            bids.getDouble(row, Double.NaN),
            asks.getDouble(row, Double.NaN),
            lasts.getDouble(row, Double.NaN),
            bidSizes.getInt(row, -1),
            askSizes.getInt(row, -1),
            volumes.getLong(row, -1),
            openInterests.getInt(row, -1));
        rows++;
      }
    }

    List<QuoteTable> tables() {
      finish();
      return tables;
    }

    private void begin(long time) {
      while (time >= endNs) {
        LocalDate date = dates.poll();
        if (date == null) {
          throw new IllegalArgumentException(
              "a row of " + EpochNanos.toInstant(time) + " lies behind the dates of its files");
        }
        endNs = EpochNanos.of(date.plusDays(1).atStartOfDay(NEW_YORK).toInstant());
      }
      table = QuoteTable.builder(assets);
    }

    private void finish() {
      if (rows > 0) {
        tables.add(table.build());
        rows = 0;
      }
    }
  }
}
