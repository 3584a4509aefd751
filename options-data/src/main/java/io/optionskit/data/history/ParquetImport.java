/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.store.StoreException;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.time.TradingCalendar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One import of a history into a directory, some days at a time. */
final class ParquetImport implements AutoCloseable {

  /** Files wait for the disk together: days of that many rows become visible at once. */
  private static final long ROWS_PER_CHANGE = 1 << 18;

  private static final ZoneId NEW_YORK = TradingCalendar.usOptions().zone();

  private final Path directory;
  private final Consumer<ImportCounts> progress;
  private final HistoryWriter writer;
  private final QuoteFile files;
  private HistoryChange change;
  private long rowsWaiting;
  private boolean isDayWhole = true;
  private final Map<String, QuoteDay> day = new TreeMap<>();
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
    this.progress = progress;
    writer = new HistoryWriter(this.directory, HistoryKind.QUOTES, disk);
    change = writer.change();
    files = new QuoteFile(settings.compression());
  }

  ImportCounts run(MarketHistory history) {
    AssetTable assets = history.assets();
    AssetFacts facts = new AssetFacts(assets);
    try {
      for (Optional<QuoteTable> piece = history.next(); piece.isPresent(); piece = history.next()) {
        take(piece.get(), facts, assets);
      }
      finishDay();
    } catch (RuntimeException e) {
      keepWholeDays(e);
      throw e;
    }
    commit();
    progress.accept(counts());
    assetCount = assets.size();
    return counts();
  }

  @Override
  public void close() {
    try {
      change.close();
    } finally {
      writer.close();
    }
  }

  private void take(QuoteTable table, AssetFacts facts, AssetTable assets) {
    long[] times = table.timeNs();
    int[] ids = table.assetIds();
    int lastUnderlying = -1;
    QuoteDay target = new QuoteDay("", facts);
    for (int row = 0; row < table.rows(); row++) {
      if (times[row] >= dayEndsNs) {
        finishDay();
        beginDay(times[row]);
        lastUnderlying = -1;
      }
      int underlyingId = assets.underlyingId(ids[row]);
      if (underlyingId != lastUnderlying) {
        String underlying = assets.asset(underlyingId).underlying();
        target = day.computeIfAbsent(underlying, ticker -> new QuoteDay(ticker, facts));
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

  /** Writes the files of a day, which become visible together, with those of days before it. */
  private void finishDay() {
    if (day.isEmpty()) {
      return;
    }
    Map<QuoteDay, PartName> unwritten = new LinkedHashMap<>();
    for (QuoteDay each : day.values()) {
      PartName name = each.name();
      if (isThere(each.underlying, name)) {
        filesUnchanged++;
      } else {
        unwritten.put(each, name);
      }
    }
    isDayWhole = false;
    for (Map.Entry<QuoteDay, PartName> each : unwritten.entrySet()) {
      write(each.getKey(), each.getValue(), day.size() > 1);
    }
    isDayWhole = true;
    if (rowsWaiting >= ROWS_PER_CHANGE) {
      commit();
    }
    day.clear();
    progress.accept(counts());
  }

  /** Makes the days before the one that could not be brought in visible. */
  private void keepWholeDays(RuntimeException failure) {
    if (isDayWhole) {
      try {
        commit();
      } catch (StoreException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private void commit() {
    isDayWhole = false; // until it is known to be
    try (HistoryChange finished = change) {
      if (!finished.added().isEmpty()) {
        finished.commit();
      }
      filesWritten += finished.added().size();
      finished.added().forEach(file -> bytes += file.bytes());
    } catch (IOException e) {
      throw failed(e);
    }
    change = writer.change();
    rowsWaiting = 0;
    isDayWhole = true;
  }

  private StoreException failed(IOException cause) {
    return new StoreException(
        "cannot write the quotes of " + date + " below " + directory + ": " + cause.getMessage(),
        cause);
  }

  private void write(QuoteDay rowsOfDay, PartName name, boolean withSequence) {
    try {
      Path temporary = change.temporary();
      files.write(rowsOfDay, withSequence, temporary);
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
      rowsWaiting += rowsOfDay.size;
    } catch (IOException e) {
      throw failed(e);
    }
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

  private ImportCounts counts() {
    return new ImportCounts(rows, days, assetCount, filesWritten, filesUnchanged, bytes);
  }
}
