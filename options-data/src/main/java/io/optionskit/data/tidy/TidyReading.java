/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** One reading of a path from beginning to end. */
final class TidyReading {

  private final Path path;
  private final TimeRange range;

  private final AssetTable seen = new AssetTable();
  private final Contracts contracts = new Contracts(seen);
  private final Findings findings = new Findings();
  private final List<String> warnings = new ArrayList<>();
  private final Map<List<String>, List<String>> filesByUnknownColumns = new LinkedHashMap<>();
  private final NavigableMap<Integer, List<DayRows>> days = new TreeMap<>();
  private final List<ReadReport.FileRead> filesRead = new ArrayList<>();
  private final List<ReadReport.FileSkipped> filesSkipped = new ArrayList<>();
  private final List<String> fileNames = new ArrayList<>();

  TidyReading(Path path, TimeRange range) {
    this.path = path;
    this.range = range;
  }

  TidyHistory read() {
    DataFile.Found found = DataFile.at(path);
    for (DataFile file : found.files()) {
      try {
        read(file);
      } catch (SkippableFile e) {
        if (!found.isDirectory()) {
          throw new ProviderException(Reason.UNSUPPORTED, file.name() + ": " + e.reason(), e);
        }
        filesSkipped.add(new ReadReport.FileSkipped(file.name(), e.reason()));
      }
    }
    warn(found.others());
    TidyHistory history = history();
    requireRows(history.report());
    return history;
  }

  private void read(DataFile file) {
    int number = fileNames.size();
    Findings found = new Findings();
    RowReader.Reading reading = new RowReader.Reading(file.name(), number, contracts, found);
    List<String> unknown = new ArrayList<>();
    RowReader reader =
        rows(
            file,
            header -> {
              Layout layout = Layout.of(file.name(), header);
              unknown.addAll(layout.unknown());
              return RowReader.of(reading, layout);
            });
    fileNames.add(file.name());
    if (!unknown.isEmpty()) {
      filesByUnknownColumns.computeIfAbsent(unknown, key -> new ArrayList<>()).add(file.name());
    }
    FileRows rows = reader.finish();
    rows.sortAndRemoveRepeats(repeats(found));
    Volumes volumes = rows.normaliseVolumes(seen.size(), reader.hasVolumesPerBar());
    long outside = take(rows);
    filesRead.add(
        new ReadReport.FileRead(
            file.name(),
            reader.content(),
            reader.rowsRead(),
            0,
            outside,
            volumes.meaning(reader.hasVolumesPerBar()),
            volumes.steps(),
            volumes.falls()));
    findings.addAll(found);
  }

  private RowReader rows(DataFile file, Function<List<String>, RowReader> readerByHeader) {
    return switch (file.form()) {
      case TEXT -> CsvFile.read(file, false, readerByHeader, warnings::add);
      case GZIP -> CsvFile.read(file, true, readerByHeader, warnings::add);
      case PARQUET -> ParquetFile.read(file, readerByHeader);
    };
  }

  private Repeats repeats(Findings target) {
    return new Repeats(
        seen.size(),
        (problem, rows, gone, kept) -> {
          String file = fileNames.get(rows.files[gone]);
          String keptFile = fileNames.get(rows.files[kept]);
          String place = (keptFile.equals(file) ? "line " : keptFile + ":") + rows.lines[kept];
          boolean isSame = problem == ReadProblem.DUPLICATE_ROW;
          target.add(
              problem,
              file,
              rows.lines[gone],
              (isSame ? "says the same as " : "replaced by ") + place);
        });
  }

  /** Takes over the rows of a file that are wanted; returns how many are not. */
  private long take(FileRows rows) {
    long outside = 0;
    for (Map.Entry<Integer, DayRows> entry : rows.days().entrySet()) {
      DayRows day = entry.getValue();
      outside += day.removeOutside(range);
      if (!day.isEmpty()) {
        days.computeIfAbsent(entry.getKey(), key -> new ArrayList<>()).add(day);
      }
    }
    return outside;
  }

  private TidyHistory history() {
    AssetTable assets = new AssetTable();
    long[] usedByFile = new long[fileNames.size()];
    Tables tables = new Tables(seen, assets, usedByFile);
    Repeats repeats = repeats(findings);
    Deque<QuoteTable> played = new ArrayDeque<>();
    while (!days.isEmpty()) {
      List<DayRows> parts = days.pollFirstEntry().getValue();
      DayRows day = DayRows.concatenated(parts);
      if (parts.size() > 1) {
        day.sortByTime();
        day.removeRepeats(repeats);
      }
      played.add(tables.table(day));
    }
    List<ReadReport.FileRead> files = new ArrayList<>();
    for (int i = 0; i < usedByFile.length; i++) {
      files.add(filesRead.get(i).withRowsUsed(usedByFile[i]));
    }
    Optional<Instant> first =
        played.isEmpty() ? Optional.empty() : Optional.of(timeOf(played.getFirst(), 0));
    Optional<Instant> last =
        played.isEmpty()
            ? Optional.empty()
            : Optional.of(timeOf(played.getLast(), played.getLast().rows() - 1));
    ReadReport report =
        new ReadReport(
            files, filesSkipped, findings.list(), warnings, tables.priceRows(), first, last);
    return new TidyHistory(assets, played, report);
  }

  private static Instant timeOf(QuoteTable table, int row) {
    return EpochNanos.toInstant(table.timeNs()[row]);
  }

  private void warn(int others) {
    filesByUnknownColumns.forEach(
        (columns, files) ->
            warnings.add(
                files.get(0)
                    + (files.size() > 1 ? " and " + (files.size() - 1) + " more files" : "")
                    + ": ignored columns "
                    + String.join(", ", columns)));
    if (others > 0) {
      warnings.add("ignored " + others + " files that do not end in .csv, .csv.gz or .parquet");
    }
  }

  /** Refuses data of which nothing can be used, wherever it lies in time. */
  private void requireRows(ReadReport report) {
    if (report.rowsUsed() + report.rowsOutside() > 0) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    report.skippedFiles().forEach(file -> reasons.add(file.file() + ": " + file.reason()));
    report
        .findings()
        .forEach(finding -> finding.examples().forEach(e -> reasons.add(e.toString())));
    if (reasons.isEmpty()) {
      reasons.add(
          report.files().isEmpty()
              ? "no file ends in .csv, .csv.gz or .parquet"
              : "there is no row below the header");
    }
    throw new ProviderException(
        Reason.BAD_DATA,
        path + " holds no usable row of option quotes or bars\n  " + String.join("\n  ", reasons));
  }
}
