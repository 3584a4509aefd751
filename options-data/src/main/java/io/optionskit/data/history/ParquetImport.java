/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.store.StoreException;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.time.TradingCalendar;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
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

  private static final String TEMPORARY = ".incoming-";
  private static final String SPILL = ".duckdb";
  private static final ZoneId NEW_YORK = TradingCalendar.usOptions().zone();

  private final Path directory;
  private final ParquetSettings settings;
  private final Consumer<ImportCounts> progress;
  private final FileChannel lock;
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

  ParquetImport(Path directory, ParquetSettings settings, Consumer<ImportCounts> progress) {
    this.directory = directory.toAbsolutePath().normalize();
    this.settings = settings;
    this.progress = progress;
    lock = lock(this.directory);
    try {
      connection = DuckDb.open(settings, this.directory.resolve(SPILL));
    } catch (StoreException e) {
      release(lock, e);
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
        Files.deleteIfExists(directory.resolve(SPILL));
      } finally {
        lock.close();
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

  private void finishDay() {
    if (day.isEmpty()) {
      return;
    }
    for (QuoteDay each : day.values()) {
      write(each, day.size() > 1);
    }
    day.clear();
    progress.accept(counts());
  }

  private void write(QuoteDay rowsOfDay, boolean withSequence) {
    Path folder =
        directory
            .resolve(
                "underlying=" + URLEncoder.encode(rowsOfDay.underlying, StandardCharsets.UTF_8))
            .resolve("date=" + date);
    PartName name = rowsOfDay.name();
    try {
      Files.createDirectories(folder);
      if (isThere(folder, name)) {
        filesUnchanged++;
        return;
      }
      Path temporary = Files.createTempFile(folder, TEMPORARY, ".tmp");
      try {
        copy(rowsOfDay, withSequence, temporary);
        force(temporary);
        bytes += Files.size(temporary);
        Files.move(temporary, folder.resolve(name.toString()), StandardCopyOption.ATOMIC_MOVE);
        force(folder);
      } finally {
        Files.deleteIfExists(temporary);
      }
      filesWritten++;
    } catch (IOException | SQLException e) {
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
  }

  private static boolean isThere(Path folder, PartName name) throws IOException {
    List<PartName> existing = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String fileName = String.valueOf(file.getFileName());
        PartName.parse(fileName).ifPresent(existing::add);
        if (fileName.startsWith(TEMPORARY)) {
          Files.delete(
              file); // left by an import that was cut off; the lock says that none is running
        }
      }
    }
    for (PartName each : existing) {
      if (each.equals(name)) {
        return true;
      }
      if (each.overlaps(name)) {
        throw new StoreException(
            folder
                + " holds other quotes of the same hours in "
                + each
                + ": remove it first if the new ones shall replace it");
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
            + (withSequence ? ", sequence" : "")
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

  private static FileChannel lock(Path directory) {
    Path file = directory.resolve(".lock");
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          return channel;
        }
      } catch (OverlappingFileLockException e) {
        // held by this process: the same answer as for another one
      }
      channel.close();
      throw new StoreException(
          "another import into " + directory + " is running: wait until it has ended");
    } catch (IOException e) {
      throw new StoreException("cannot write into " + directory + ": " + e.getMessage(), e);
    }
  }

  private static void release(FileChannel lock, Exception cause) {
    try {
      lock.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static void force(Path path) throws IOException {
    boolean isFolder = Files.isDirectory(path);
    try (FileChannel channel =
        FileChannel.open(path, isFolder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      if (!isFolder) {
        throw e; // some systems cannot force a folder, and need not
      }
    }
  }
}
