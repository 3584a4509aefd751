/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.ProviderException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the real files beside the checkout and compares with a naive reading by split(","). */
class SharedOptionFilesTest {

  private static final Path ROOT =
      Path.of(System.getProperty("optionskit.shared", "../../shared"), "data");

  @ParameterizedTest
  @CsvSource({
    "eod/iwm_2026-08_daily_snapshot_90d, 11113, CUMULATIVE",
    "eod/lean_aapl_single_contract_2015_daily, 250, CUMULATIVE",
    "eod/spx_2011-01-03_05_fullchain, 5820, CUMULATIVE",
    "eod/spxw_exp2018-01-31_lifetime, 7588, NONE",
    "eod/spy_2021-01_08_top20, 3340, CUMULATIVE",
    "eod/spy_2026-08_daily_snapshot_90d, 32688, CUMULATIVE",
    "intraday/lean1h_aapl_2014-06-06, 16161, PER_BAR",
    "intraday/lean1m_aapl_2014-06-06_trades_only, 22067, PER_BAR",
    "intraday/lean1m_goog_2015-12-23, 28950, PER_BAR",
    "intraday/lean1m_nwsa_2013-06-28, 43005, PER_BAR",
    "intraday/lean1m_spxw_2021-01-04_05, 7834, PER_BAR",
    "intraday/lean1m_twx_2014-06-05, 30470, PER_BAR",
    "intraday/yahoo5m_aapl_2020-12-17, 40186, CUMULATIVE",
    "intraday/yahoo5m_ba_2020-12-17, 27366, CUMULATIVE",
    "intraday/yahoo5m_bac_2020-12-17, 12512, CUMULATIVE",
  })
  void readsEveryRowAsANaiveReaderDoes(String name, int rows, VolumeMeaning volumes) {
    Path file = shared("options/" + name + ".csv.gz");
    Naive naive = Naive.read(file);

    TidyHistory history = TidyHistory.open(file);

    ReadReport report = history.report();
    assertThat(naive.rows).isEqualTo(rows);
    assertThat(report.rowsRead()).isEqualTo(rows);
    assertThat(report.rowsUsed()).isEqualTo(rows);
    assertThat(report.rowsSkipped()).isZero();
    assertThat(report.warnings()).isEmpty();
    assertThat(report.count(ReadProblem.TIME_BACKWARDS)).isZero();
    assertThat(report.count(ReadProblem.CROSSED)).isEqualTo(naive.crossed);
    assertThat(report.count(ReadProblem.LOCKED)).isEqualTo(naive.locked);
    assertThat(report.count(ReadProblem.NO_QUOTE)).isEqualTo(naive.noQuote);
    assertThat(report.files()).extracting(ReadReport.FileRead::volumes).containsExactly(volumes);
    Played played = Played.of(history);
    assertThat(played.contracts).isEqualTo(naive.contracts);
    assertThat(played.instants).isEqualTo(naive.instants);
    assertThat(played.optionLines).isEqualTo(naive.lines(volumes == VolumeMeaning.PER_BAR));
    assertThat(played.underlyingLines).doesNotHaveDuplicates().hasSameSizeAs(naive.prices);
    assertThat(new HashSet<>(played.underlyingLines)).isEqualTo(naive.prices);
  }

  @Test
  void refusesOptionsOnFutures() {
    Path file = shared("options/intraday/lean1m_es202003_futopt_2020-01-05_06.csv.gz");

    assertThatThrownBy(() -> TidyHistory.open(file))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("lean1m_es202003_futopt_2020-01-05_06.csv.gz: line 2")
        .hasMessageContaining("root 'ES202003'")
        .hasMessageContaining("futures");
  }

  @Test
  void readsTheDirectoryOfIntradayFilesWithoutTheFuturesOptions() {
    Path directory = shared("options/intraday");

    ReadReport report = TidyHistory.open(directory).report();

    assertThat(report.rowsRead())
        .isEqualTo(16161 + 22067 + 28950 + 43005 + 7834 + 30470 + 40186 + 27366 + 12512);
    assertThat(report.rowsUsed()).isEqualTo(report.rowsRead());
    assertThat(report.skippedFiles()).hasSize(1);
    assertThat(report.skippedFiles().get(0).reason()).contains("ES202003");
  }

  @Test
  void readsOnlyTheWantedDates() {
    Path file = shared("options/eod/spxw_exp2018-01-31_lifetime.csv.gz");
    TimeRange range = TimeRange.ALL.withFrom("2018-01-10").withTo("2018-01-11");
    Set<String> wanted = Set.of("2018-01-10", "2018-01-11");

    TidyHistory history = TidyHistory.open(file, range);

    long expected =
        Naive.read(file).quotes.stream()
            .filter(cells -> wanted.contains(cells[0].substring(0, 10)))
            .count();
    assertThat(history.report().rowsUsed()).isEqualTo(expected).isPositive();
    assertThat(history.report().rowsOutside()).isEqualTo(7588 - expected);
    assertThat(history.next()).isPresent();
    assertThat(history.next()).isPresent();
    assertThat(history.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minute_bars",
        "es_future_minute_2020-01-05_06",
        "five_minute_2020-12-14_17",
        "hourly_spy_1998_2021",
        "daily_raw_us_1998_2021",
        "daily_spx_1999_2018",
        "noncommercial_daily_spx_spy_vix_to_2026-02",
      })
  void readsBarsOfUnderlyings(String name) {
    Path file = shared("underlying/" + name + ".csv.gz");

    ReadReport report = TidyHistory.open(file).report();

    assertThat(report.rowsUsed()).as(report.text()).isEqualTo(report.rowsRead()).isPositive();
    assertThat(report.findings())
        .as(report.text())
        .extracting(ReadReport.Finding::problem)
        .isSubsetOf(ReadProblem.CROSSED, ReadProblem.LOCKED, ReadProblem.NO_SESSION);
  }

  @Test
  void readsTheWholeDataDirectoryOfAUser() {
    ReadReport report = TidyHistory.open(shared("underlying").getParent()).report();

    assertThat(report.rowsRead())
        .isEqualTo(report.rowsUsed() + report.rowsOutside() + report.rowsSkipped());
    assertThat(report.skippedFiles())
        .extracting(ReadReport.FileSkipped::file)
        .contains("rates/dgs3mo_2000_2026-02.csv.gz", "vix/vix_daily_1990_2026.csv.gz");
  }

  private static Path shared(String path) {
    Path file = ROOT.resolve(path);
    assumeTrue(
        Files.exists(file),
        () -> "skipped: no " + file + "; -Doptionskit.shared names the folder above data/");
    return file;
  }

  /** What a history says, in text that the naive reader can make too. */
  private record Played(
      Set<String> contracts,
      Set<Instant> instants,
      List<String> optionLines,
      List<String> underlyingLines) {

    static Played of(TidyHistory history) {
      Played played =
          new Played(new HashSet<>(), new HashSet<>(), new ArrayList<>(), new ArrayList<>());
      Stream.generate(history::next)
          .takeWhile(Optional::isPresent)
          .forEach(piece -> played.add(piece.orElseThrow()));
      return played;
    }

    private void add(QuoteTable table) {
      for (int i = 0; i < table.rows(); i++) {
        Instant time = EpochNanos.toInstant(table.timeNs()[i]);
        Asset asset = table.assets().asset(table.assetIds()[i]);
        if (asset instanceof Underlying) {
          underlyingLines.add(time + " " + asset.symbol() + " " + table.lasts()[i]);
          continue;
        }
        OptionContract contract = (OptionContract) asset;
        instants.add(time);
        contracts.add(contract.symbol());
        optionLines.add(
            String.join(
                " ",
                time.toString(),
                contract.underlying(),
                contract.symbol(),
                "" + table.bids()[i],
                "" + table.asks()[i],
                "" + table.lasts()[i],
                "" + table.bidSizes()[i],
                "" + table.askSizes()[i],
                "" + table.volumes()[i],
                "" + table.openInterests()[i]));
      }
    }
  }

  /** Reads with split and parseDouble, and knows nothing of the reader it checks. */
  private static final class Naive {
    private final List<String[]> quotes = new ArrayList<>();
    private final Set<String> contracts = new HashSet<>();
    private final Set<Instant> instants = new HashSet<>();
    private final Set<String> prices = new HashSet<>();
    private int rows;
    private int crossed;
    private int locked;
    private int noQuote;

    static Naive read(Path file) {
      Naive naive = new Naive();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
        lines.lines().skip(1).forEach(line -> naive.add(line.split(",", -1)));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      return naive;
    }

    private void add(String[] cells) {
      rows++;
      quotes.add(cells);
      instants.add(Instant.parse(cells[0]));
      contracts.add(occ(cells));
      if (!cells[13].isEmpty()) {
        prices.add(Instant.parse(cells[0]) + " " + cells[1] + " " + Double.parseDouble(cells[13]));
      }
      double bid = number(cells[6]);
      double ask = number(cells[7]);
      crossed += ask > 0 && bid > ask ? 1 : 0;
      locked += ask > 0 && bid == ask ? 1 : 0;
      noQuote += !(bid > 0) && ask == 0 || bid == 0 && Double.isNaN(ask) ? 1 : 0;
    }

    private List<String> lines(boolean isPerBar) {
      Map<String, Long> volumes = new HashMap<>();
      List<String> lines = new ArrayList<>();
      for (String[] cells : quotes) {
        double bid = number(cells[6]);
        double ask = number(cells[7]);
        boolean hasAsk = ask > 0;
        boolean hasBid = hasAsk ? bid >= 0 : bid > 0;
        long volume = count(cells[11]);
        if (isPerBar && volume >= 0) {
          volume = volumes.merge(occ(cells) + cells[0].substring(0, 10), volume, Long::sum);
        }
        lines.add(
            String.join(
                " ",
                Instant.parse(cells[0]).toString(),
                cells[1],
                occ(cells),
                "" + (hasBid ? bid : Double.NaN),
                "" + (hasAsk ? ask : Double.NaN),
                "" + number(cells[10]),
                "" + count(cells[8]),
                "" + count(cells[9]),
                "" + volume,
                "" + count(cells[12])));
      }
      return lines;
    }

    private static String occ(String[] cells) {
      long strike = Math.round(Double.parseDouble(cells[4]) * 1000);
      String date = cells[3].substring(2).replace("-", "");
      return String.format("%-6s%s%s%08d", cells[2], date, cells[5], strike);
    }

    private static double number(String cell) {
      return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    private static long count(String cell) {
      return cell.isEmpty() ? -1 : (long) Double.parseDouble(cell);
    }
  }
}
