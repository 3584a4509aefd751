/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.data.cboe.CboeQuoteTable;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.market.EpochNanos;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Files of whatever known form there is at a path.
 *
 * @param form what was found
 * @param reader reads the rows of a span, again each time it is called
 */
public record MarketFiles(Form form, Function<TimeRange, FileHistory> reader) {

  /** Forms that are told by names and first lines. */
  public enum Form {
    /** A data folder of QuantConnect's Lean, or a zip file out of one. */
    LEAN,
    /** OptionMetrics: option prices, with security prices and names if they are there too. */
    OPTION_METRICS,
    /** Quote tables downloaded from Cboe. */
    CBOE_QUOTE_TABLE,
    /** Databento's DBN. */
    DBN
  }

  /**
   * Finds out what is at a path.
   *
   * @param path file or folder; of a folder everything below it
   * @return the files, empty if there is none of a form of this package, as with tidy files
   */
  public static Optional<MarketFiles> find(Path path) {
    if (LeanFolder.isAt(path)) {
      LeanFolder folder = LeanFolder.open(path);
      return Optional.of(new MarketFiles(Form.LEAN, folder::history));
    }
    List<Path> prices = new ArrayList<>();
    List<Path> securities = new ArrayList<>();
    List<Path> names = new ArrayList<>();
    List<Path> tables = new ArrayList<>();
    List<Path> dbn = new ArrayList<>();
    for (Path file : files(path)) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      if (name.endsWith(".dbn") || name.endsWith(".dbn.zst")) {
        dbn.add(file);
      } else if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
        String beginning = TableFile.beginning(file);
        Set<String> header = header(beginning);
        if (OptionMetricsFiles.isOne(beginning)) {
          prices.add(file);
        } else if (header.containsAll(Set.of("secid", "date", "close"))) {
          securities.add(file);
        } else if (header.containsAll(Set.of("secid", "ticker"))) {
          names.add(file);
        } else if (CboeQuoteTable.isOne(beginning)) {
          tables.add(file);
        }
      }
    }
    if (!prices.isEmpty()) {
      return Optional.of(
          new MarketFiles(
              Form.OPTION_METRICS,
              range -> OptionMetricsFiles.read(prices, securities, names, range).history()));
    }
    if (!tables.isEmpty()) {
      return Optional.of(
          new MarketFiles(Form.CBOE_QUOTE_TABLE, range -> tables(tables, range).history()));
    }
    return dbn.isEmpty()
        ? Optional.empty()
        : Optional.of(new MarketFiles(Form.DBN, range -> DbnFiles.read(dbn, range)));
  }

  /**
   * Returns tables that a mapping describes.
   *
   * @param path file, or folder of which all files ending in {@code .csv}, {@code .csv.gz} and
   *     {@code .parquet} are read
   * @param mapping what their columns mean
   * @return reader of their rows
   * @throws ProviderException {@code BAD_REQUEST} if there is no such file
   */
  public static Function<TimeRange, FileHistory> mapped(Path path, ColumnMapping mapping) {
    List<Path> tables =
        files(path).stream()
            .filter(
                file ->
                    file.equals(path)
                        || file.toString()
                            .toLowerCase(Locale.ROOT)
                            .matches(".*\\.(csv|csv\\.gz|parquet)"))
            .toList();
    if (tables.isEmpty()) {
      throw new ProviderException(
          Reason.BAD_REQUEST, path + " holds no file ending in .csv, .csv.gz or .parquet");
    }
    return range -> MappedFiles.read(tables, mapping, range).history();
  }

  /**
   * Reads the rows of a span.
   *
   * @param range rows that are wanted
   * @return the history
   * @throws ProviderException if a file cannot be read
   */
  public FileHistory history(TimeRange range) {
    return reader.apply(range);
  }

  private static FileChains tables(List<Path> files, TimeRange range) {
    Findings findings = new Findings();
    List<ChainAnswer> chains = new ArrayList<>();
    for (Path file : files) {
      findings.file();
      ChainAnswer answer = CboeQuoteTable.read(file, OptionalInt.empty());
      boolean isWanted = range.contains(EpochNanos.of(answer.chain().time()));
      for (int i = 0; i < answer.report().rows(); i++) {
        findings.row();
        if (!isWanted) {
          findings.outside();
        }
      }
      if (isWanted) {
        chains.add(answer);
        findings.refuse(answer.report(), String.valueOf(file.getFileName()));
      }
    }
    chains.sort(Comparator.comparing(answer -> answer.chain().time()));
    return new FileChains(chains, findings.report());
  }

  private static Set<String> header(String beginning) {
    String first = beginning.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
    return Set.copyOf(
        Stream.of(first.replace("\"", "").split(",", -1)).map(String::strip).distinct().toList());
  }

  private static List<Path> files(Path path) {
    if (!Files.exists(path)) {
      throw new ProviderException(Reason.BAD_REQUEST, "there is no file or folder " + path);
    }
    try (Stream<Path> found = Files.walk(path)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new ProviderException(Reason.UNAVAILABLE, "cannot list " + path + ": " + e, e);
    }
  }
}
