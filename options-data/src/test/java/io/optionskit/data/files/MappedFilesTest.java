/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.intake.Refusal;
import io.optionskit.data.tidy.TidyHistory;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import io.optionskit.spi.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappedFilesTest {

  private static final String MAPPING =
      """
      columns: {time: at, symbol: contract, bid: b, ask: a, bid_size: bs, iv: vol, theta: th,
                open_interest: oi, underlying_price: spot}
      zone: America/New_York
      time_format: MM/dd/uuuu HH:mm
      missing: [NA, "-99.99"]
      units: {iv: percent, theta: day}
      separator: ";"
      symbol_form: prefixed
      """;
  private static final String HEADER = "at;contract;b;a;bs;vol;th;oi;spot;note\n";
  private static final String ROW =
      "01/05/2024 09:31;O:SPY240119C00470000;5.15;5.25;12;12.5;-0.1;-99.99;467.5;x\n";

  @TempDir Path folder;

  @Test
  void readsUnitsZonesAndMissingValuesAsTheMappingSays() throws IOException {
    FileChains chains = read(HEADER + ROW, MAPPING);

    OptionChain chain = chains.chains().get(0).chain();
    assertThat(chain.time()).isEqualTo("2024-01-05T14:31:00Z");
    assertThat(chain.spot()).hasValue(467.5);
    assertThat(chain.contract(0)).hasToString("SPY   240119C00470000");
    assertThat(chain.bid(0)).isEqualTo(5.15);
    assertThat(chain.bidSize(0)).isEqualTo(12);
    assertThat(chain.openInterest(0)).isEqualTo(-1);
    assertThat(chain.quote(0).observation(QuoteField.IMPLIED_VOLATILITY).orElseThrow().value())
        .isEqualTo(0.125);
    assertThat(chain.quote(0).observation(QuoteField.THETA).orElseThrow().value()).isEqualTo(-36.5);
    assertThat(chains.report().warnings()).containsExactly("column note is not mapped");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epoch_s | 1704465060 | 2024-01-05T14:31:00Z",
        "epoch_ms | 1704465060000 | 2024-01-05T14:31:00Z",
        "epoch_us | 1704465060000000 | 2024-01-05T14:31:00Z",
        "epoch_ns | 1704465060000000001 | 2024-01-05T14:31:00.000000001Z",
        "uuuuMMdd HHmmss | 20240105 093100 | 2024-01-05T14:31:00Z"
      })
  void readsTimesInManyForms(String format, String text, String instant) throws IOException {
    String mapping = MAPPING.replace("MM/dd/uuuu HH:mm", format);

    FileChains chains = read(HEADER + ROW.replace("01/05/2024 09:31", text), mapping);

    assertThat(chains.chains().get(0).chain().time()).isEqualTo(instant);
  }

  @Test
  void knowsRowsOfADateAtTheTimeOfDayAndBarsAtTheirEnd() throws IOException {
    String daily =
        MAPPING
            .replace("time: at", "date: at")
            .replace(
                "time_format: MM/dd/uuuu HH:mm", "date_format: MM/dd/uuuu\ntime_of_day: \"15:45\"");
    String bars = MAPPING + "bar_length: PT5M\n";

    assertThat(read(HEADER + ROW.replace(" 09:31", ""), daily).chains().get(0).chain().time())
        .isEqualTo("2024-01-05T20:45:00Z");
    assertThat(read(HEADER + ROW, bars).chains().get(0).chain().time())
        .isEqualTo("2024-01-05T14:36:00Z");
  }

  @Test
  void countsEachRowOnce() throws IOException {
    FileChains chains =
        read(
            HEADER
                + ROW
                + ROW
                + ROW.replace("5.15", "five")
                + ROW.replace("O:SPY", "SPY")
                + ROW.replace("01/05", "13/05")
                + "short;row\n",
            MAPPING);

    assertThat(chains.report().rows()).isEqualTo(6);
    assertThat(chains.report().used()).isEqualTo(1);
    assertThat(chains.report().refused())
        .isEqualTo(
            Map.of(
                Refusal.LISTED_TWICE, 1L, Refusal.MALFORMED, 3L, Refusal.IMPOSSIBLE_CONTRACT, 1L));
  }

  @Test
  void listsAllThatIsWrongWithAMapping() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ColumnMapping.parse(
                    "columns: {tme: x, root: r}\nzone: Mars\nunits: {iv: foot}\nextra: 1\n"))
        .withMessageContaining("unknown key extra")
        .withMessageContaining("unknown field tme in columns")
        .withMessageContaining("zone must be a zone such as America/New_York: 'Mars'")
        .withMessageContaining("unit of iv is not known: foot")
        .withMessageContaining("columns must name time or date")
        .withMessageContaining("columns must name strike, or symbol")
        .withMessageContaining("columns must name bid and ask, or last");
    assertThatIllegalArgumentException().isThrownBy(() -> ColumnMapping.parse("[1, 2]"));
    assertThatIllegalArgumentException().isThrownBy(() -> ColumnMapping.parse("a: [1"));
  }

  @Test
  void tellsAColumnThatIsNotThere() {
    assertThatThrownBy(() -> read("at;contract\n", MAPPING))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("has no column b, a, bs, vol, th, oi, spot");
  }

  @Test
  void readsParquetAsItReadsText() throws IOException, SQLException {
    Path csv = Files.writeString(folder.resolve("quotes.csv"), HEADER + ROW);
    Path parquet = folder.resolve("quotes.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM read_csv('"
              + csv
              + "', delim = ';', all_varchar = true)) TO '"
              + parquet
              + "' (FORMAT parquet)");
    }
    ColumnMapping mapping = ColumnMapping.parse(MAPPING);

    FileChains text = MappedFiles.read(List.of(csv), mapping, TimeRange.ALL);
    FileChains columns = MappedFiles.read(List.of(parquet), mapping, TimeRange.ALL);

    assertThat(Played.rows(columns.history())).isEqualTo(Played.rows(text.history()));
  }

  @Test
  void damagedRowsBringErrorsOfThisLibraryOnly() throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder(HEADER);
    int rows = Integer.getInteger("optionskit.mutations", 5_000);
    for (int i = 0; i < rows; i++) {
      StringBuilder row = new StringBuilder(ROW.strip());
      for (int k = random.nextInt(4); k >= 0; k--) {
        row.setCharAt(random.nextInt(row.length()), (char) ('#' + random.nextInt(90)));
      }
      text.append(row).append('\n');
    }

    FileChains chains = read(text.toString(), MAPPING);

    assertThat(chains.report().rows()).isEqualTo(rows);
    assertThat(chains.report().used())
        .isEqualTo(chains.chains().stream().mapToInt(each -> each.chain().size()).sum());
  }

  @Test
  void readsATidyFileAsTheTidyReaderDoes() throws IOException {
    Path file = Shared.path("data/options/eod/spxw_exp2018-01-31_lifetime.csv.gz");
    String mapping =
        """
        columns: {time: quote_time, underlying: underlying, root: root, expiration: expiration,
                  strike: strike, right: right, bid: bid, ask: ask, bid_size: bid_size,
                  ask_size: ask_size, last: last, volume: volume, open_interest: open_interest,
                  underlying_price: underlying_price}
        zero_is_missing: [ask, last]
        """;

    FileChains chains =
        MappedFiles.read(List.of(file), ColumnMapping.parse(mapping), TimeRange.ALL);
    List<String> mine = new ArrayList<>(Played.options(chains.history()));
    List<String> theirs = new ArrayList<>(Played.options(TidyHistory.open(file)));
    Collections.sort(mine);
    Collections.sort(theirs);

    assertThat(chains.report().refused()).isEmpty();
    assertThat(mine).isEqualTo(theirs);
  }

  private FileChains read(String table, String mapping) throws IOException {
    Path file = Files.writeString(folder.resolve("table.csv"), table);
    return MappedFiles.read(List.of(file), ColumnMapping.parse(mapping), TimeRange.ALL);
  }
}
