/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.tidy.ReadReport;
import io.optionskit.data.tidy.TidyHistory;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.examples.report.DataOrigin;
import io.optionskit.market.AssetTable;
import io.optionskit.spi.MarketHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Market data named on the command line. */
interface MarketSource {

  /** File in a folder of quotes that says that no market made them. */
  String SIMULATED_MARK = "simulated-market.txt";

  /** What that file says. */
  String SIMULATED_TEXT = "No market made these quotes: they come from the market simulator.\n";

  /**
   * Market data ready to be played.
   *
   * @param history rows in order of time; to be closed
   * @param origin where they came from
   * @param problems what was wrong with them, with places and counts
   * @param content what they hold
   */
  record Opened(
      MarketHistory history, DataOrigin origin, List<String> problems, Supplier<Content> content)
      implements AutoCloseable {
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
    if (text.equals("sim") || text.startsWith("sim:")) {
      return SimulatedSource.parse(text, range);
    }
    Path path = Path.of(text);
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          "'" + text + "' does not exist; it must be a file, a folder, or sim:SEED");
    }
    if (isLean(path)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' looks like a Lean data folder, which cannot be read yet; convert it to tidy CSV"
              + " or Parquet");
    }
    return () -> open(text, path, range);
  }

  private static Opened open(String text, Path path, TimeRange range) {
    TidyHistory history = TidyHistory.open(path, range);
    boolean simulated = Files.exists(path.resolve(SIMULATED_MARK));
    ReadReport report = history.report();
    Instant first = report.first().orElse(Instant.EPOCH);
    Content content = new Content(history.assets(), first, report.last().orElse(first));
    return new Opened(history, new DataOrigin(simulated, text), problems(report), () -> content);
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

  /** Lean keeps zip files below folders of security types and markets. */
  /** A zip file, or the top of a tree that holds the folders of Lean's layout. */
  private static boolean isLean(Path path) {
    return path.toString().endsWith(".zip")
        || Stream.of("option/usa", "indexoption/usa", "equity/usa")
            .anyMatch(folder -> Files.isDirectory(path.resolve(folder)));
  }
}
