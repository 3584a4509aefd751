/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.store.StoreException;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.OptionChain;
import io.optionskit.spi.ChainStore;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * Chain snapshots of any provider in a directory of Parquet files, each with its provenance, the
 * source's own Greeks, ours, and its judgement, and read back as it was.
 *
 * <p>Snapshots saved together become visible together, or none does if the process ends. The latest
 * snapshot of an underlying is found without touching those of others: the list of files says how
 * far each reaches, and only the part of a file with the wanted instant is read.
 *
 * <p>Many may read at the same time, in this process and others; one may write. The right to write
 * is taken with the first snapshot saved and given back by {@link #close()}. Needs {@code
 * org.duckdb:duckdb_jdbc} on the path. May be called from any thread.
 */
public final class ChainHistory implements ChainStore {

  private static final ZoneId NEW_YORK = TradingCalendar.usOptions().zone();
  private static final int ATTEMPTS = 5;
  private static final int ROW_GROUP = 4096;

  /** A file never changes under its name, so that what it says of itself need be read once only. */
  private static final String FOOTERS_ARE_KEPT = "parquet_metadata_cache = true";

  private final Path root;
  private final ParquetSettings settings;
  private final Disk disk;
  private final HistoryLog log;
  private final DuckDBConnection reading;
  private @Nullable HistoryFolder folder;

  /**
   * A snapshot and who gave it.
   *
   * @param chain snapshot
   * @param source name of the provider it came from
   */
  public record Snapshot(OptionChain chain, String source) {}

  private ChainHistory(Path directory, ParquetSettings settings, Disk disk) {
    root = directory.toAbsolutePath().normalize();
    this.settings = settings;
    this.disk = disk;
    log = new HistoryLog(root, HistoryKind.CHAINS);
    log.refresh();
    reading = DuckDb.open(settings, root.resolve(DuckDb.SPILL), FOOTERS_ARE_KEPT);
  }

  /**
   * Opens a directory with default settings.
   *
   * @param directory directory of the files, made with the first snapshot if it is not there
   * @return the history
   * @throws StoreException if the directory holds something else, or DuckDB cannot be started
   */
  public static ChainHistory open(Path directory) {
    return open(directory, ParquetSettings.defaults());
  }

  /**
   * Opens a directory.
   *
   * @param directory directory of the files, made with the first snapshot if it is not there
   * @param settings compression, threads and memory
   * @return the history
   * @throws StoreException if the directory holds something else, or DuckDB cannot be started
   */
  public static ChainHistory open(Path directory, ParquetSettings settings) {
    return open(directory, settings, Disk.REAL);
  }

  static ChainHistory open(Path directory, ParquetSettings settings, Disk disk) {
    return new ChainHistory(directory, settings, disk);
  }

  /**
   * Keeps a snapshot; keeping the same one again changes nothing.
   *
   * @param chain snapshot
   * @param source name of the provider it came from
   * @throws StoreException if it cannot be written, or a snapshot of another provider is kept of
   *     the same underlying and instant
   */
  @Override
  public void save(OptionChain chain, String source) {
    saveAll(List.of(new Snapshot(chain, source)));
  }

  /**
   * Keeps several snapshots, which become visible together or, if the process ends, not at all.
   *
   * @param snapshots snapshots of any underlyings and times; those kept already are passed over
   * @return how many were new
   * @throws StoreException if they cannot be written, or a snapshot of another provider is kept of
   *     the same underlying and instant; nothing is kept then
   */
  public synchronized int saveAll(List<Snapshot> snapshots) {
    HistoryFolder writing = folder();
    Map<String, Map<LocalDate, TreeMap<Instant, Snapshot>>> parts = new TreeMap<>();
    int count = 0;
    for (Snapshot each : snapshots) {
      OptionChain chain = each.chain;
      TreeMap<Instant, Snapshot> part =
          parts
              .computeIfAbsent(chain.underlying(), key -> new TreeMap<>())
              .computeIfAbsent(LocalDate.ofInstant(chain.time(), NEW_YORK), key -> new TreeMap<>());
      Snapshot before = part.get(chain.time());
      Optional<String> kept =
          before != null
              ? Optional.of(before.source)
              : keptSource(chain.underlying(), chain.time());
      if (kept.isPresent()) {
        requireSame(each, kept.get());
      } else {
        part.put(chain.time(), each);
        count++;
      }
    }
    if (count > 0) {
      writing.change(
          (change, writer) -> {
            for (var byDate : parts.entrySet()) {
              for (var part : byDate.getValue().entrySet()) {
                if (!part.getValue().isEmpty()) {
                  List<Snapshot> rows = List.copyOf(part.getValue().values());
                  write(change, writer, byDate.getKey(), part.getKey(), rows);
                }
              }
            }
          });
    }
    return count;
  }

  /**
   * Finds the snapshot taken last.
   *
   * @param underlying ticker
   * @param asOf nothing known later is returned
   * @return the latest snapshot of that underlying, empty if there is none
   * @throws StoreException if a file cannot be read
   */
  @Override
  public Optional<OptionChain> findLatest(String underlying, Instant asOf) {
    return findLatest(underlying, asOf, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /**
   * Finds the contracts with some days left in the snapshot taken last.
   *
   * @param underlying ticker
   * @param asOf nothing known later is returned
   * @param minDays fewest calendar days from the date of the snapshot to the expiry
   * @param maxDays most, inclusive
   * @return the latest snapshot of that underlying with these contracts only, which may be none of
   *     its; empty if there is no snapshot
   * @throws StoreException if a file cannot be read
   */
  public Optional<OptionChain> findLatest(
      String underlying, Instant asOf, int minDays, int maxDays) {
    return reading(
        underlying,
        files -> {
          long asOfNs = EpochNanos.of(asOf);
          Optional<Long> time = latestNs(files, asOfNs);
          return time.isEmpty()
              ? Optional.<OptionChain>empty()
              : Optional.of(chain(underlying, files, time.get(), minDays, maxDays));
        });
  }

  /**
   * Returns the instants of all snapshots of an underlying within a span.
   *
   * @param underlying ticker
   * @param first first instant wanted
   * @param last last instant wanted, inclusive
   * @return instants, ascending
   * @throws StoreException if a file cannot be read
   */
  public List<Instant> times(String underlying, Instant first, Instant last) {
    return reading(
        underlying,
        files -> {
          List<StoredFile> some =
              files.stream()
                  .filter(file -> file.overlaps(EpochNanos.of(first), EpochNanos.of(last)))
                  .toList();
          List<Instant> times = new ArrayList<>();
          if (!some.isEmpty()) {
            try (Statement statement = reading.createStatement();
                ResultSet rows =
                    statement.executeQuery(
                        "SELECT DISTINCT epoch_ns(fetch_time) AS t FROM "
                            + DuckDb.table(root, some)
                            + " WHERE fetch_time BETWEEN "
                            + DuckDb.instant(EpochNanos.of(first))
                            + " AND "
                            + DuckDb.instant(EpochNanos.of(last))
                            + " ORDER BY t")) {
              while (rows.next()) {
                times.add(EpochNanos.toInstant(rows.getLong(1)));
              }
            }
          }
          return times;
        });
  }

  /**
   * Returns the directory for maintenance: compaction, retention, verification. Takes the right to
   * write.
   *
   * @return the directory; closed with this history
   * @throws StoreException if somebody else is writing
   */
  public synchronized HistoryFolder folder() {
    HistoryFolder opened = folder;
    if (opened == null) {
      opened = HistoryFolder.open(root, HistoryKind.CHAINS, settings, disk);
      folder = opened;
    }
    return opened;
  }

  @Override
  public synchronized void close() {
    try {
      synchronized (reading) {
        reading.close();
      }
      if (folder != null) {
        folder.close();
      }
    } catch (SQLException e) {
      throw new StoreException("cannot close " + root + ": " + e.getMessage(), e);
    }
  }

  private void write(
      HistoryChange change,
      HistoryFolder.Writing writer,
      String underlying,
      LocalDate date,
      List<Snapshot> snapshots)
      throws SQLException, IOException {
    List<OptionChain> chains = snapshots.stream().map(Snapshot::chain).toList();
    ChainRowsOut out = new ChainRowsOut(chains, snapshots.stream().map(Snapshot::source).toList());
    out.numberTexts();
    Path temporary = change.temporary();
    writer.copy(out.columns(), out.rows(), out.query(underlying), temporary, ROW_GROUP);
    change.add(
        temporary,
        new HistoryChange.Content(
            "part",
            underlying,
            date,
            EpochNanos.of(chains.get(0).time()),
            EpochNanos.of(chains.get(chains.size() - 1).time()),
            out.rows(),
            "",
            List.of()));
  }

  private static void requireSame(Snapshot snapshot, String kept) {
    if (!kept.equals(snapshot.source)) {
      throw new StoreException(
          "the chain of "
              + snapshot.chain.underlying()
              + " at "
              + snapshot.chain.time()
              + " is kept from "
              + kept
              + " already; one snapshot never mixes providers, so that of "
              + snapshot.source
              + " is refused");
    }
  }

  private Optional<String> keptSource(String underlying, Instant time) {
    long timeNs = EpochNanos.of(time);
    return reading(
        underlying,
        files -> {
          for (StoredFile file : files) {
            if (file.overlaps(timeNs, timeNs)) {
              try (Statement statement = reading.createStatement();
                  ResultSet rows =
                      statement.executeQuery(
                          "SELECT source FROM "
                              + DuckDb.table(root, List.of(file))
                              + " WHERE fetch_time = "
                              + DuckDb.instant(timeNs)
                              + " LIMIT 1")) {
                if (rows.next()) {
                  return Optional.of(rows.getString(1));
                }
              }
            }
          }
          return Optional.<String>empty();
        });
  }

  private Optional<Long> latestNs(List<StoredFile> files, long asOfNs) throws SQLException {
    Optional<Long> latest = Optional.empty();
    List<StoredFile> beyond = new ArrayList<>();
    for (StoredFile file : files) {
      long lastNs = EpochNanos.of(file.last());
      if (lastNs > asOfNs && EpochNanos.of(file.first()) <= asOfNs) {
        beyond.add(file);
      } else if (lastNs <= asOfNs && lastNs > latest.orElse(Long.MIN_VALUE)) {
        latest = Optional.of(lastNs);
      }
    }
    if (!beyond.isEmpty()) {
      try (Statement statement = reading.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT epoch_ns(max(fetch_time)) FROM "
                      + DuckDb.table(root, beyond)
                      + " WHERE fetch_time <= "
                      + DuckDb.instant(asOfNs))) {
        rows.next();
        long found = rows.getLong(1);
        if (!rows.wasNull() && found > latest.orElse(Long.MIN_VALUE)) {
          latest = Optional.of(found);
        }
      }
    }
    return latest;
  }

  private OptionChain chain(
      String underlying, List<StoredFile> files, long timeNs, int minDays, int maxDays)
      throws SQLException {
    List<StoredFile> some =
        files.stream()
            .filter(file -> file.overlaps(timeNs, timeNs))
            .sorted(Comparator.comparing(StoredFile::path))
            .toList();
    String at = " WHERE fetch_time = " + DuckDb.instant(timeNs);
    boolean isWhole = minDays == Integer.MIN_VALUE && maxDays == Integer.MAX_VALUE;
    String days = isWhole ? "" : " AND dte BETWEEN " + minDays + " AND " + maxDays;
    ChainRowsIn rows = rows(underlying, some, at + days);
    if (rows.isEmpty()) {
      return rows(underlying, some, at + " LIMIT 1").build().only(contract -> false);
    }
    return rows.build();
  }

  private ChainRowsIn rows(String underlying, List<StoredFile> files, String condition)
      throws SQLException {
    ChainRowsIn rows = new ChainRowsIn(underlying);
    try (DuckDBPreparedStatement select =
            reading.prepare(
                "SELECT "
                    + ChainRowsIn.columns()
                    + " FROM "
                    + DuckDb.table(root, files)
                    + condition);
        DuckDBChunkedResult result = select.query()) {
      while (result.nextChunk()) {
        rows.add(result.chunk());
      }
    }
    return rows;
  }

  /** Reads from the files of an underlying. */
  private interface Reading<T> {
    T from(List<StoredFile> files) throws SQLException;
  }

  private <T> T reading(String underlying, Reading<T> query) {
    synchronized (reading) {
      for (int attempt = 1; ; attempt++) {
        log.refresh();
        List<StoredFile> files = log.files(underlying);
        try {
          return query.from(files);
        } catch (SQLException e) {
          boolean isOutrun =
              files.stream().anyMatch(file -> !Files.exists(root.resolve(file.path())))
                  && attempt < ATTEMPTS;
          if (!isOutrun) { // else a compaction put them together meanwhile: look again
            throw new StoreException(
                "cannot read the chains of " + underlying + " in " + root + ": " + e.getMessage(),
                e);
          }
        }
      }
    }
  }
}
