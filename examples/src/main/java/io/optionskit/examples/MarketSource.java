/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.columns.ColumnCache;
import io.optionskit.data.columns.InputHash;
import io.optionskit.data.history.ParquetQuotes;
import io.optionskit.data.history.ParquetSettings;
import io.optionskit.data.recording.Archive;
import io.optionskit.data.tidy.ReadReport;
import io.optionskit.data.tidy.TidyHistory;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.engine.LibraryVersion;
import io.optionskit.examples.report.DataOrigin;
import io.optionskit.market.AssetTable;
import io.optionskit.spi.MarketHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Market data named on the command line. */
interface MarketSource {

  /** File in a folder of quotes that says that no market made them. */
  String SIMULATED_MARK = "simulated-market.txt";

  /** Folder in a store in which its days are kept in a form that is replayed faster. */
  String STORE_CACHE = ".columns";

  /** Size to which such folders may grow. */
  long MOST_CACHE_BYTES = 16L << 30;

  /** Zone whose days the dates of a range are. */
  ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /** What that file says. */
  String SIMULATED_TEXT = "No market made these quotes: they come from the market simulator.\n";

  /**
   * Market data ready to be played.
   *
   * @param history rows in order of time; to be closed
   * @param origin where they came from
   * @param findings what was wrong with them, with places and counts; complete once all was played
   * @param content what they hold
   */
  record Opened(
      MarketHistory history,
      DataOrigin origin,
      Supplier<List<String>> findings,
      Supplier<Content> content)
      implements AutoCloseable {

    /** Returns what was wrong with the rows played so far. */
    List<String> problems() {
      return findings.get();
    }

    @Override
    public void close() {
      history.close();
    }
  }

  /**
   * What data hold.
   *
   * @param assets all assets with a row
   * @param first time of the first row
   * @param last time of the last row
   */
  record Content(AssetTable assets, Instant first, Instant last) {}

  /** Opens the data; may take a while. */
  Opened open();

  /**
   * Finds out what a text means.
   *
   * @param text a file, a folder, or {@code sim:SEED}
   * @param range rows wanted
   * @throws IllegalArgumentException if it names no data that can be read
   */
  static MarketSource parse(String text, TimeRange range) {
    return parse(text, range, Optional.empty());
  }

  /**
   * Finds out what a text means.
   *
   * @param text a file, a folder, or {@code sim:SEED}
   * @param range rows wanted
   * @param cache folder in which files that were read once are kept in a form that is replayed
   *     faster, empty for none; a store has its own
   * @throws IllegalArgumentException if it names no data that can be read
   */
  static MarketSource parse(String text, TimeRange range, Optional<Path> cache) {
    if (text.equals("sim") || text.startsWith("sim:")) {
      return SimulatedSource.parse(text, range);
    }
    Path path = Path.of(text);
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          "'" + text + "' does not exist; it must be a file, a folder, or sim:SEED");
    }
    return () -> {
      if (isStore(path)) {
        return openStore(text, path, range);
      }
      if (Archive.isRecording(path)) {
        return RecordedSource.open(text, path, range);
      }
      return ForeignFiles.find(path)
          .map(files -> files.open(text, range))
          .orElseGet(
              () ->
                  cache
                      .map(folder -> openCached(text, path, range, folder))
                      .orElseGet(() -> open(text, path, range)));
    };
  }

  /** Returns whether a folder is a store that the import has made. */
  static boolean isStore(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> below = Files.list(path)) {
      return below.anyMatch(each -> String.valueOf(each.getFileName()).startsWith("underlying="));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static Opened openStore(String text, Path path, TimeRange range) {
    Supplier<MarketHistory> history =
        () ->
            new RangedHistory(
                ParquetQuotes.read(
                    path,
                    ParquetSettings.defaults(),
                    underlying -> true,
                    date -> overlaps(date, range),
                    ColumnCache.in(path.resolve(STORE_CACHE), MOST_CACHE_BYTES)),
                range);
    return new Opened(
        history.get(),
        new DataOrigin(isSimulated(path), text),
        List::of,
        () -> RangedHistory.content(history.get()));
  }

  private static boolean overlaps(LocalDate date, TimeRange range) {
    Instant start = date.atStartOfDay(NEW_YORK).toInstant();
    Instant end = date.plusDays(1).atStartOfDay(NEW_YORK).toInstant();
    return end.isAfter(range.first()) && !start.isAfter(range.last());
  }

  private static boolean isSimulated(Path path) {
    return Files.exists(path.resolve(SIMULATED_MARK));
  }

  private static Opened open(String text, Path path, TimeRange range) {
    TidyHistory history = TidyHistory.open(path, range);
    ReadReport report = history.report();
    Instant first = report.first().orElse(Instant.EPOCH);
    Content content = new Content(history.assets(), first, report.last().orElse(first));
    return new Opened(
        history, new DataOrigin(isSimulated(path), text), () -> problems(report), () -> content);
  }

  private static Opened openCached(String text, Path path, TimeRange range, Path folder) {
    ColumnCache.Content cached =
        ColumnCache.in(folder, MOST_CACHE_BYTES)
            .history(key(path, range), () -> withNotes(TidyHistory.open(path, range)));
    List<String> notes = cached.notes();
    Content content =
        new Content(
            cached.history().assets(), Instant.parse(notes.get(0)), Instant.parse(notes.get(1)));
    return new Opened(
        cached.history(),
        new DataOrigin(isSimulated(path), text),
        () -> notes.subList(2, notes.size()),
        () -> content);
  }

  /** Everything that the rows depend on: the files, the range, and how they are read. */
  private static String key(Path path, TimeRange range) {
    try {
      return new InputHash()
          .add("tidy 1 " + LibraryVersion.CURRENT)
          .add(range.toString())
          .addFiles(path)
          .hex();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static ColumnCache.Content withNotes(TidyHistory history) {
    ReadReport report = history.report();
    Instant first = report.first().orElse(Instant.EPOCH);
    List<String> notes = new ArrayList<>();
    notes.add(first.toString());
    notes.add(report.last().orElse(first).toString());
    notes.addAll(problems(report));
    return new ColumnCache.Content(history, notes);
  }

  /** Everything of a report that is not as it should be, one line each. */
  static List<String> problems(ReadReport report) {
    List<String> problems = new ArrayList<>();
    report
        .skippedFiles()
        .forEach(file -> problems.add("file " + file.file() + " was not read: " + file.reason()));
    problems.addAll(report.warnings());
    for (ReadReport.Finding finding : report.findings()) {
      ReadReport.Example first = finding.examples().get(0);
      problems.add(
          finding.count()
              + " "
              + finding.problem().description()
              + (finding.count() == 1 ? ": " : "; the first: ")
              + first);
    }
    return problems;
  }
}
