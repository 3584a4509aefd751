/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import static io.optionskit.data.tidy.TidyFixture.HEADER;
import static io.optionskit.data.tidy.TidyFixture.play;
import static io.optionskit.data.tidy.TidyFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.optionskit.spi.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are written by DuckDB itself, with the types that other programs give their columns. */
class ParquetTest {

  private static final String ROW =
      "SELECT TIMESTAMP '2014-06-05 13:31:00' quote_time, 'TWX' underlying, 'TWX' root,"
          + " DATE '2014-06-21' expiration, 42.5::DOUBLE strike, 'C' \"right\","
          + " 27.6::DOUBLE bid, 29.6::DOUBLE ask, 20 bid_size, NULL::INTEGER ask_size,"
          + " NULL::DOUBLE AS last, 5::BIGINT volume, 7.0::DOUBLE open_interest,"
          + " 70.56::DOUBLE underlying_price";

  @TempDir Path directory;

  private Path parquet(String query) {
    return parquet("quotes.parquet", query);
  }

  private Path parquet(String name, String query) {
    Path file = directory.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'Asia/Tokyo'");
      statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM rows",
        "SELECT * REPLACE (quote_time AT TIME ZONE 'UTC' AS quote_time) FROM rows",
        "SELECT * REPLACE (quote_time::TIMESTAMP_NS AS quote_time) FROM rows",
        "SELECT * REPLACE (quote_time::TIMESTAMP_MS AS quote_time) FROM rows",
        "SELECT * REPLACE ('2014-06-05T13:31:00Z' AS quote_time) FROM rows",
        "SELECT * REPLACE (expiration::TIMESTAMP AS expiration) FROM rows",
        "SELECT * REPLACE (expiration::VARCHAR AS expiration) FROM rows",
        "SELECT * REPLACE (strike::DECIMAL(10,3) AS strike) FROM rows",
        "SELECT * REPLACE (strike::FLOAT AS strike, bid::FLOAT AS bid, ask::FLOAT AS ask) FROM rows",
        "SELECT * REPLACE (bid::DECIMAL(9,2) AS bid, volume::VARCHAR AS volume) FROM rows",
        "SELECT * REPLACE (bid_size::UTINYINT AS bid_size, volume::HUGEINT AS volume) FROM rows",
        "SELECT * REPLACE (\"right\"::ENUM('C', 'P') AS \"right\") FROM rows",
        "SELECT * REPLACE (open_interest::INTEGER AS open_interest) FROM rows",
      })
  void readsTheTypesThatProgramsWrite(String query) {
    Path file = parquet("WITH rows AS (" + ROW + ") " + query);

    TidyHistory history = TidyHistory.open(file);

    assertThat(history.report().findings()).isEmpty();
    assertThat(play(history))
        .containsExactly(
            "2014-06-05T13:31:00Z TWX last 70.56",
            "2014-06-05T13:31:00Z TWX_140621C00042500 bid 27.6 ask 29.6 bidSize 20 volume 5"
                + " openInterest 7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'abc' AS bid|BAD_NUMBER|bid must be a number: 'abc'",
        "'NaN'::DOUBLE AS bid|NOT_FINITE|bid must be a finite number, or blank if unknown: 'NaN'",
        "'Infinity'::DOUBLE AS ask|NOT_FINITE|'Infinity'",
        "-1.5 AS bid|NEGATIVE_VALUE|bid must be 0 or above: '-1.5'",
        "1.5 AS bid_size|BAD_NUMBER|bid_size must be a whole number up to 2147483647: '1.5'",
        "42.1234::DOUBLE AS strike|BAD_STRIKE|'42.1234'",
        "NULL AS strike|BAD_STRIKE|must all be given",
        "'X' AS \"right\"|BAD_RIGHT|'X'",
        "DATE '1999-06-21' AS expiration|BAD_EXPIRATION|a date from 2000-01-01",
        "NULL::TIMESTAMP AS quote_time|BAD_TIME|quote_time must be an instant",
        "TIMESTAMP '1900-06-05 13:31:00' AS quote_time|BAD_TIME|between 1970 and 2199",
      })
  void countsAndLocatesBadRows(String replacement, ReadProblem problem, String message) {
    // Both parts of the union must have the type of the bad value.
    String type =
        replacement.startsWith("'abc'") ? "SELECT * REPLACE (bid::VARCHAR AS bid) FROM" : "FROM";
    Path file =
        parquet(
            "WITH rows AS ("
                + ROW
                + "), good AS ("
                + type
                + " rows) FROM good UNION ALL SELECT * REPLACE ("
                + replacement
                + ") FROM rows");

    ReadReport report = TidyHistory.open(file).report();

    assertThat(report.rowsRead()).isEqualTo(2);
    assertThat(report.rowsUsed()).isEqualTo(1);
    assertThat(report.count(problem)).isEqualTo(1);
    assertThat(report.findings().get(0).examples().get(0).line()).isEqualTo(2);
    assertThat(report.findings().get(0).examples().get(0).message()).contains(message);
  }

  @Test
  void ignoresUnknownColumnsWithAWarning() {
    Path file = parquet("SELECT *, 1.5 AS iv, TRUE AS flag, [1] AS list FROM (" + ROW + ")");

    assertThat(TidyHistory.open(file).report().warnings())
        .containsExactly(file + ": ignored columns flag, list");
  }

  @Test
  void refusesColumnsOfAnotherType() {
    Path file = parquet("SELECT * REPLACE (TRUE AS bid) FROM (" + ROW + ")");

    assertThatThrownBy(() -> TidyHistory.open(file))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("quotes.parquet: column bid must not have the type BOOLEAN");
  }

  @Test
  void refusesFilesOfAnotherKind() {
    Path file = parquet("SELECT 1 AS a");

    assertThatThrownBy(() -> TidyHistory.open(file))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("neither of tidy option quotes");
  }

  @Test
  void refusesFilesThatAreCutOff() throws IOException {
    byte[] bytes = Files.readAllBytes(parquet(ROW));
    Path file = write(directory.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> TidyHistory.open(file))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("cut.parquet: not readable as Parquet")
        .hasMessageContaining("no row was read");
  }

  @Test
  void refusesTextThatIsNamedParquet() {
    Path file = write(directory.resolve("quotes.parquet"), HEADER);

    assertThatThrownBy(() -> TidyHistory.open(file))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("is not what its name says");
  }

  @Test
  void saysWhatToAddWithoutDuckDb() throws SQLException {
    Path file = parquet(ROW);
    Driver driver = DriverManager.getDriver("jdbc:duckdb:");
    DriverManager.deregisterDriver(driver);
    try {
      assertThatThrownBy(() -> TidyHistory.open(file))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("reading Parquet needs org.duckdb:duckdb_jdbc on the class path");
    } finally {
      DriverManager.registerDriver(driver);
    }
  }

  @Test
  void readsFilesWhoseNamesLookLikePatterns() {
    parquet("quotes.parquet", ROW);
    Path odd = parquet("plain.parquet", ROW).resolveSibling("a [1]* it?s.parquet");
    assertThat(directory.resolve("plain.parquet").toFile().renameTo(odd.toFile())).isTrue();

    assertThat(TidyHistory.open(odd).report().rowsRead()).isEqualTo(1);
  }

  @Test
  void readsBarsOfADay() {
    Path file =
        parquet("SELECT DATE '2023-11-24' date, 'SPX' symbol, 4559.34 AS close, 9 AS volume");

    assertThat(play(TidyHistory.open(file)))
        .containsExactly("2023-11-24T18:00:00Z SPX last 4559.34 volume 9");
  }

  @Test
  void readsRealQuotesAsFromCsv() {
    Path csv =
        Path.of(System.getProperty("optionskit.shared", "../../shared"))
            .resolve("data/options/intraday/lean1m_twx_2014-06-05.csv.gz");
    assumeTrue(
        Files.exists(csv),
        () -> "skipped: no " + csv + "; -Doptionskit.shared names the folder above data/");
    Path file =
        parquet(
            "SELECT * FROM read_csv('"
                + csv
                + "', types = {'quote_time': 'VARCHAR', 'underlying_price': 'DOUBLE'})");

    TidyHistory fromParquet = TidyHistory.open(file);
    TidyHistory fromCsv = TidyHistory.open(csv);

    assertThat(fromParquet.next().orElseThrow().sha256())
        .isEqualTo(fromCsv.next().orElseThrow().sha256());
    assertThat(fromParquet.next()).isEmpty();
  }
}
