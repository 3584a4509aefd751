/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.history.ImportCounts;
import io.optionskit.data.history.ParquetQuotes;
import io.optionskit.data.history.ParquetSettings;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.examples.report.Json;
import io.optionskit.examples.report.Numbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings files of quotes into a store of Parquet files. */
@Command(
    name = "import",
    description = "Brings files of quotes into a store of Parquet files.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit import --data quotes.csv.gz --store store",
      "  optionskit import --data Lean/Data --store store --from 2024-01-02 --to 2024-01-31",
      "  optionskit import --data vendor.csv --mapping vendor.yaml --store store",
      "  optionskit import --data sim:7 --store simulated"
    })
final class ImportCommand implements SubCommand {

  @Option(
      names = {"--data", "--in"},
      required = true,
      paramLabel = "PATH|sim:SEED",
      description =
          "A file or a folder of tidy CSV or Parquet, a Lean folder, OptionMetrics files, quote"
              + " tables of Cboe, DBN files; or the simulated market.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "YAML or JSON that says what the columns of other CSV or Parquet mean.")
  private Optional<Path> mapping = Optional.empty();

  @Option(
      names = {"--store", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Folder of the store; made if it is not there, added to if it is.")
  private Optional<Path> store = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "DATE|INSTANT",
      description = "First New York date or instant.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "DATE|INSTANT",
      description = "Last New York date or instant, inclusive.")
  private Optional<String> to = Optional.empty();

  @Override
  public Job prepare(Problems problems) {
    TimeRange range = Options.range(problems, from, to);
    Optional<MarketSource> source =
        problems.read(
            mapping.isPresent() ? "--mapping" : "--data",
            data,
            text ->
                mapping.isPresent()
                    ? ForeignFiles.mapped(text, mapping.get(), range)
                    : MarketSource.parse(text, range));
    store
        .filter(folder -> Files.exists(folder) && !Files.isDirectory(folder))
        .ifPresent(file -> problems.add("--store: '" + file + "' is a file; it must be a folder"));
    problems.throwIfAny();
    Path folder = store.orElseThrow();
    return console -> {
      console.stage("reading market data");
      try (MarketSource.Opened opened = source.orElseThrow().open()) {
        requireSameKind(folder, opened);
        console.stage("writing " + folder);
        ImportCounts counts =
            ParquetQuotes.importInto(
                opened.history(),
                folder,
                ParquetSettings.defaults(),
                done -> console.progress(done.days() + " days, " + done.rows() + " rows"));
        mark(folder, opened);
        return Outcome.success(json(counts, opened.problems()), text(folder, counts, opened));
      }
    };
  }

  /** Keeps simulated and recorded quotes apart: a store is one or the other. */
  private static void requireSameKind(Path folder, MarketSource.Opened opened) {
    boolean marked = Files.exists(folder.resolve(MarketSource.SIMULATED_MARK));
    if (MarketSource.isStore(folder) && marked != opened.origin().isSimulated()) {
      throw new IllegalArgumentException(
          folder
              + " holds "
              + (marked ? "simulated" : "recorded")
              + " quotes; name another store for "
              + (marked ? "recorded" : "simulated")
              + " ones");
    }
  }

  private static void mark(Path folder, MarketSource.Opened opened) {
    if (opened.origin().isSimulated()) {
      try {
        Files.writeString(folder.resolve(MarketSource.SIMULATED_MARK), MarketSource.SIMULATED_TEXT);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write to " + folder, e);
      }
    }
  }

  private static ObjectNode json(ImportCounts counts, List<String> problems) {
    ObjectNode json = Json.object();
    json.put("rows", counts.rows());
    json.put("days", counts.days());
    json.put("assets", counts.assets());
    json.put("filesWritten", counts.filesWritten());
    json.put("filesUnchanged", counts.filesUnchanged());
    json.put("bytes", counts.bytes());
    problems.forEach(json.putArray("dataProblems")::add);
    return json;
  }

  private static String text(Path folder, ImportCounts counts, MarketSource.Opened opened) {
    StringBuilder text = new StringBuilder();
    text.append(Numbers.count(counts.rows())).append(" rows of ");
    text.append(Numbers.count(counts.assets())).append(" assets on ");
    text.append(Numbers.count(counts.days())).append(" days: ");
    text.append(Numbers.count(counts.filesWritten())).append(" files written (");
    text.append(Numbers.count(counts.bytes())).append(" bytes), ");
    text.append(Numbers.count(counts.filesUnchanged())).append(" there already\n");
    if (!opened.problems().isEmpty()) {
      text.append("\nData problems:\n");
      opened.problems().forEach(problem -> text.append("  ").append(problem).append('\n'));
    }
    return text.append("\nStore: ").append(folder).toString();
  }
}
