/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.tidy.TidyHistory;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.spi.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeanFolderTest {

  private static final String QUOTES = "option/usa/minute/spy/20240105_quote_american.zip";
  private static final String CALL = "20240105_spy_minute_quote_american_call_4700000_20240119.csv";

  @TempDir Path folder;

  @Test
  void joinsQuotesTradesAndOpenInterestOfAContractAndItsStock() throws IOException {
    zip(
        QUOTES,
        Map.of(
            CALL,
            "34200000,51000,52000,51000,51500,12,52000,53000,52000,52500,7\n"
                + "34260000,,,,,,52500,52500,52500,52600,3\n"));
    zip(
        "option/usa/minute/spy/20240105_trade_american.zip",
        Map.of(
            CALL.replace("quote", "trade"),
            "34200000,51800,51900,51800,51900,5\n34320000,51700,51700,51700,51700,10\n"));
    zip(
        "option/usa/minute/spy/20240105_openinterest_american.zip",
        Map.of(CALL.replace("quote", "openinterest"), "23520000,1234\n"));
    zip(
        "equity/usa/minute/spy/20240105_trade.zip",
        Map.of("20240105_spy_minute_trade.csv", "34200000,4670000,4680000,4670000,4675500,1000\n"));

    assertThat(rows())
        .containsExactly(
            "2024-01-05T14:31:00Z SPY NaNx-1 NaNx-1 last 467.55 volume 1000 interest -1",
            "2024-01-05T14:31:00Z SPY   240119C00470000 5.15x12 5.25x7 last 5.19 volume 5 interest 1234",
            "2024-01-05T14:32:00Z SPY   240119C00470000 NaNx-1 5.26x3 last NaN volume -1 interest -1",
            "2024-01-05T14:33:00Z SPY   240119C00470000 NaNx-1 NaNx-1 last 5.17 volume 15 interest -1");
  }

  @Test
  void tellsAnOpenInterestInTheFirstRowAfterItWasPublished() throws IOException {
    zip(
        QUOTES,
        Map.of(
            CALL,
            "34200000,1,1,1,51500,12,1,1,1,52500,7\n34260000,1,1,1,51500,12,1,1,1,52500,7\n"
                + "34320000,1,1,1,51500,12,1,1,1,52500,7\n"));
    zip(
        "option/usa/minute/spy/20240105_openinterest_american.zip",
        Map.of(CALL.replace("quote", "openinterest"), "34320000,1300\n34260000,1234\n"));

    assertThat(rows())
        .containsExactly(
            "2024-01-05T14:31:00Z SPY   240119C00470000 5.15x12 5.25x7 last NaN volume -1 interest 1234",
            "2024-01-05T14:32:00Z SPY   240119C00470000 5.15x12 5.25x7 last NaN volume -1 interest 1300",
            "2024-01-05T14:33:00Z SPY   240119C00470000 5.15x12 5.25x7 last NaN volume -1 interest -1");
  }

  @Test
  void readsPricesOfAnIndexAsTheyAreAndItsOptionsInTenThousandths() throws IOException {
    zip(
        "index/usa/minute/spx/20210104_trade.zip",
        Map.of("20210104_spx_minute_trade.csv", "34200000,3764.61,3769.99,3764.61,3766.63,59\n"));
    zip(
        "indexoption/usa/minute/spxw/20210104_quote_european.zip.zip",
        Map.of(
            "20210104_spxw_minute_quote_european_call_37000000_20210104.csv",
            "34200000,651000,671000,635000,649000,48,692000,707000,674000,679000,15\n"));

    assertThat(rows())
        .containsExactly(
            "2021-01-04T14:31:00Z SPX NaNx-1 NaNx-1 last 3766.63 volume 59 interest -1",
            "2021-01-04T14:31:00Z SPXW  210104C03700000 64.9x48 67.9x15 last NaN volume -1 interest -1");
  }

  @Test
  void knowsDailyBarsAtTheCloseAndBringsFridaysOf2014ToTheirSaturday() throws IOException {
    zip(
        "option/usa/daily/twx_2014_quote_american.zip",
        Map.of(
            "twx_quote_american_call_650000_20140620.csv",
            "20140605 00:00,10000,20000,10000,15000,1,20000,30000,20000,25000,2\n"
                + "20140703 00:00,10000,20000,10000,16000,1,20000,30000,20000,25000,2\n"));

    assertThat(rows())
        .containsExactly(
            "2014-06-05T20:00:00Z TWX   140621C00065000 1.5x1 2.5x2 last NaN volume -1 interest -1",
            "2014-07-03T17:00:00Z TWX   140621C00065000 1.6x1 2.5x2 last NaN volume -1 interest -1");
  }

  @Test
  void countsEachRowOnce() throws IOException {
    zip(
        QUOTES,
        Map.of(
            CALL,
            "34200000,1,1,1,1,1,2,2,2,2,2\n" // used
                + "86400000,1,1,1,1,1,2,2,2,2,2\n" // no time of day
                + "34200000,1,1,1,-1,1,2,2,2,2,2\n" // no price
                + "34200000,1,1\n" // too short
                + "57600000,1,1,1,1,1,2,2,2,2,2\n", // after the span
            CALL.replace("american", "european"),
            "34200000,1,1,1,1,1,2,2,2,2,2\n", // SPY is American
            "readme.csv",
            "1,2\n"));
    TimeRange range = TimeRange.ALL.withTo("2024-01-05T21:00:00Z");

    FileHistory history = LeanFolder.open(folder).history(range);
    List<String> rows = Played.rows(history);
    FileReport report = history.report();

    assertThat(rows).hasSize(1);
    assertThat(report.rows()).isEqualTo(7);
    assertThat(report.used()).isEqualTo(1);
    assertThat(report.outside()).isEqualTo(1);
    assertThat(report.refused())
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    Refusal.MALFORMED, 3L,
                    Refusal.NON_STANDARD, 1L,
                    Refusal.IMPOSSIBLE_CONTRACT, 1L)));
    assertThat(report.examples()).anyMatch(example -> example.contains("price must be a plain"));
  }

  @Test
  void saysWhatItLeavesAside() throws IOException {
    zip(QUOTES, Map.of(CALL, "34200000,1,1,1,1,1,2,2,2,2,2\n"));
    zip("equity/usa/daily/spy.zip", Map.of("spy.csv", "20240105 00:00,1,1,1,1,1\n"));
    zip("future/usa/minute/es/20240105_trade.zip", Map.of("es.csv", "1,2\n"));

    assertThat(LeanFolder.isAt(folder)).isTrue();
    assertThat(LeanFolder.open(folder).history(TimeRange.ALL).report().warnings())
        .containsExactly(
            "not read, since not of a known layout: future/usa/minute/es/20240105_trade.zip",
            "not read: bars of DAILY beside those of MINUTE");
  }

  @Test
  void refusesAFolderWithoutTheLayoutAndADamagedFile() throws IOException {
    assertThat(LeanFolder.isAt(folder)).isFalse();
    assertThatThrownBy(() -> LeanFolder.open(folder))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("holds no file such as option/usa/minute/spy");

    Path file = folder.resolve(QUOTES);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "this is no zip file");
    assertThatThrownBy(() -> rows())
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("20240105_quote_american.zip");
  }

  @Test
  void damagedRowsNeverBringMoreThanAnErrorOfTheReader() throws IOException {
    Random random = new Random(20240105);
    String good = "34200000,51000,52000,51000,51500,12,52000,53000,52000,52500,7";
    StringBuilder rows = new StringBuilder();
    int lines = Integer.getInteger("optionskit.mutations", 5_000);
    for (int i = 0; i < lines; i++) {
      StringBuilder row = new StringBuilder(good);
      for (int k = random.nextInt(4); k >= 0; k--) {
        row.setCharAt(random.nextInt(row.length()), (char) (' ' + random.nextInt(95)));
      }
      rows.append(row.toString().replace(' ', ',')).append('\n');
    }
    zip(QUOTES, Map.of(CALL, rows.toString()));

    FileHistory history = LeanFolder.open(folder).history(TimeRange.ALL);
    List<String> played = Played.rows(history);

    assertThat(history.report().rows()).isEqualTo(lines);
    assertThat(history.report().used()).isGreaterThanOrEqualTo(played.size());
    assertThat(history.report().refusals()).isPositive();
  }

  @Test
  void readsTheSameRowsAsAnIndependentConversion() {
    Path lean = Shared.path("data/lean-raw");
    Path tidy = Shared.path("data/options/intraday/lean1m_twx_2014-06-05.csv.gz");

    List<String> mine =
        Played.options(LeanFolder.open(lean.resolve("option")).history(TimeRange.ALL));
    List<String> theirs =
        new ArrayList<>(
            Played.options(TidyHistory.open(tidy)).stream()
                .map(row -> row.replace("NaNx0", "NaNx-1")) // a size without its price is none
                .toList());
    Collections.sort(mine);
    Collections.sort(theirs);

    assertThat(mine).isEqualTo(theirs);
  }

  @Test
  void countsAsManyRowsAsTheRecordedFilesHaveLines() throws IOException {
    Path lean = Shared.path("data/lean-raw");
    long lines = 0;
    Set<String> contracts = new HashSet<>();
    try (var walk = Files.walk(lean)) {
      for (Path path : walk.filter(each -> each.toString().endsWith(".zip")).toList()) {
        try (ZipFile zip = new ZipFile(path.toFile())) {
          for (var entry : Collections.list(zip.entries())) {
            try (InputStream in = zip.getInputStream(entry)) {
              lines += new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().count();
            }
          }
          if (path.toString().contains("option")) {
            zip.stream()
                .map(entry -> entry.getName().replaceAll("_(quote|trade|openinterest)_", "_"))
                .forEach(contracts::add);
          }
        }
      }
    }

    FileHistory history = LeanFolder.open(lean).history(TimeRange.ALL);
    Played.rows(history);

    assertThat(history.report().problems()).isEmpty();
    assertThat(history.report().rows()).isEqualTo(lines);
    assertThat(history.report().used()).isEqualTo(lines);
    long options =
        IntStream.range(0, history.assets().size())
            .filter(id -> history.assets().asset(id) instanceof OptionContract)
            .count();
    assertThat(options).isEqualTo(contracts.size());
  }

  private List<String> rows() {
    return Played.rows(LeanFolder.open(folder).history(TimeRange.ALL));
  }

  private void zip(String name, Map<String, String> entries) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
  }
}
