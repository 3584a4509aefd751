/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import static io.optionskit.data.tidy.TidyFixture.HEADER;
import static io.optionskit.data.tidy.TidyFixture.gzip;
import static io.optionskit.data.tidy.TidyFixture.play;
import static io.optionskit.data.tidy.TidyFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Settlement;
import io.optionskit.contract.Underlying;
import io.optionskit.spi.ProviderException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TidyHistoryTest {

  @TempDir Path directory;

  private List<String> played(String... rows) {
    return play(history(rows));
  }

  private TidyHistory history(String... rows) {
    return TidyHistory.open(
        write(directory.resolve("quotes.csv"), HEADER, String.join("\n", rows)));
  }

  @Nested
  class Rows {

    @Test
    void bringsThePriceOfTheUnderlyingBeforeItsOptions() {
      assertThat(
              played(
                  "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,27.6,29.6,20,10,28,5,7,70.56",
                  "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,45,P,,0.05,,11,,,,70.56"))
          .containsExactly(
              "2014-06-05T13:31:00Z TWX last 70.56",
              "2014-06-05T13:31:00Z TWX_140621C00042500 bid 27.6 ask 29.6 last 28.0 bidSize 20"
                  + " askSize 10 volume 5 openInterest 7",
              "2014-06-05T13:31:00Z TWX_140621P00045000 ask 0.05 askSize 11");
    }

    @Test
    void takesTheLastOfDifferingPricesOfTheUnderlying() {
      assertThat(
              played(
                  "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,,,70.56",
                  "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,45,C,1,2,,,,,,70.57"))
          .startsWith("2014-06-05T13:31:00Z TWX last 70.57")
          .hasSize(3);
    }

    @Test
    void takesRowsWithoutContractAsRowsOfTheUnderlying() {
      assertThat(
              played(
                  "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,,,70.56",
                  "2014-06-05T13:31:00Z,TWX,,,,,70.5,70.6,300,400,70.55,1000,,"))
          .containsExactly(
              "2014-06-05T13:31:00Z TWX bid 70.5 ask 70.6 last 70.55 bidSize 300 askSize 400"
                  + " volume 1000",
              "2014-06-05T13:31:00Z TWX_140621C00042500 bid 1.0 ask 2.0");
    }

    @Test
    void findsColumnsByNameInAnyOrderAndCase() {
      Path file =
          write(
              directory.resolve("quotes.csv"),
              "\uFEFFStrike, Right,ask,bid,expiration,ROOT,underlying,quote_time,delta",
              "3700,C,2,1,2021-01-04,SPXW,SPX,2021-01-04T14:31:00Z,nonsense");

      TidyHistory history = TidyHistory.open(file);

      assertThat(history.report().warnings()).isEmpty();
      OptionContract contract = (OptionContract) history.assets().asset(1);
      assertThat(contract.symbol()).isEqualTo("SPXW  210104C03700000");
      assertThat(contract.underlying()).isEqualTo("SPX");
      assertThat(contract.settlement()).isEqualTo(Settlement.CASH_PM);
      assertThat(play(history))
          .containsExactly("2021-01-04T14:31:00Z SPXW_210104C03700000 bid 1.0 ask 2.0");
    }

    @Test
    void acceptsLastWithoutBidAndAsk() {
      Path file =
          write(
              directory.resolve("trades.csv"),
              "quote_time,underlying,root,expiration,strike,right,last",
              "2014-06-06T13:31:00Z,AAPL,AAPL,2014-06-06,622.5,C,26.8");

      assertThat(play(TidyHistory.open(file)))
          .containsExactly("2014-06-06T13:31:00Z AAPL_140606C00622500 last 26.8");
    }

    @Test
    void readsInstantsWithOffsetsAndFractions() {
      assertThat(
              played(
                  "2014-06-05T09:31-04:00,TWX,TWX,2014-06-21,42.5,C,1,2,,,,,,",
                  "2014-06-05 13:31:00.000000001+00:00,TWX,TWX,2014-06-21,42.5,C,2,3,,,,,,",
                  "2014-06-05T13:31:00.5Z,TWX,TWX,2014-06-21,42.5,C,3,4,,,,,,"))
          .extracting(line -> line.substring(0, line.indexOf(' ')))
          .containsExactly(
              "2014-06-05T13:31:00Z", "2014-06-05T13:31:00.000000001Z", "2014-06-05T13:31:00.500Z");
    }

    @Test
    void keepsTradesBesideQuotesOfTheSameInstant() {
      TidyHistory history =
          history(
              "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,,,",
              "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,,,,,1.5,3,,");

      assertThat(history.report().findings()).isEmpty();
      assertThat(play(history)).hasSize(2);
    }
  }

  @Nested
  class Sides {

    @Test
    void takesAnAskOfZeroAsNoAsk() {
      TidyHistory history = history("2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,0,5,0,,,,");

      assertThat(history.report().count(ReadProblem.ZERO_ASK)).isEqualTo(1);
      assertThat(play(history))
          .containsExactly("2014-06-05T13:31:00Z TWX_140621C00042500 bid 1.0 bidSize 5 askSize 0");
    }

    @Test
    void takesZeroOnBothSidesAsNoQuote() {
      TidyHistory history =
          history("2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,0.0,0.0,,,19.23,16,,");

      assertThat(history.report().count(ReadProblem.NO_QUOTE)).isEqualTo(1);
      assertThat(play(history))
          .containsExactly("2014-06-05T13:31:00Z TWX_140621C00042500 last 19.23 volume 16");
    }

    @Test
    void keepsABidOfZeroBelowAnAsk() {
      assertThat(played("2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,0,0.05,,,,,,"))
          .containsExactly("2014-06-05T13:31:00Z TWX_140621C00042500 bid 0.0 ask 0.05");
    }

    @Test
    void keepsCrossedAndLockedQuotesAndCountsThem() {
      TidyHistory history =
          history(
              "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,2,1,,,,,,",
              "2014-06-05T13:32:00Z,TWX,TWX,2014-06-21,42.5,C,1.5,1.5,,,,,,");

      ReadReport report = history.report();
      assertThat(report.count(ReadProblem.CROSSED)).isEqualTo(1);
      assertThat(report.count(ReadProblem.LOCKED)).isEqualTo(1);
      assertThat(report.rowsUsed()).isEqualTo(2);
      assertThat(report.text()).contains("quotes.csv:2: bid 2.0, ask 1.0");
      assertThat(play(history)).hasSize(2);
    }
  }

  @Nested
  class VolumesOfRows {

    @Test
    void addsUpVolumesThatGoUpAndDown() {
      TidyHistory history =
          history(
              "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,5,,",
              "2014-06-05T13:32:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,,,",
              "2014-06-05T13:33:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,3,,",
              "2014-06-06T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,4,,");

      assertThat(history.report().files().get(0).volumes()).isEqualTo(VolumeMeaning.PER_BAR);
      assertThat(history.report().files().get(0).volumeSteps()).isEqualTo(1);
      assertThat(history.report().files().get(0).volumeFalls()).isEqualTo(1);
      assertThat(play(history))
          .containsExactly(
              "2014-06-05T13:31:00Z TWX_140621C00042500 bid 1.0 ask 2.0 volume 5",
              "2014-06-05T13:32:00Z TWX_140621C00042500 bid 1.0 ask 2.0",
              "2014-06-05T13:33:00Z TWX_140621C00042500 bid 1.0 ask 2.0 volume 8",
              "---",
              "2014-06-06T13:31:00Z TWX_140621C00042500 bid 1.0 ask 2.0 volume 4");
    }

    @Test
    void leavesVolumesThatGrowThroughTheDay() {
      TidyHistory history =
          history(
              "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,5,,",
              "2014-06-05T13:32:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,5,,",
              "2014-06-06T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,4,,");

      assertThat(history.report().files().get(0).volumes()).isEqualTo(VolumeMeaning.CUMULATIVE);
      assertThat(play(history))
          .filteredOn(line -> line.contains("volume"))
          .extracting(line -> line.substring(line.indexOf("volume")))
          .containsExactly("volume 5", "volume 5", "volume 4");
    }
  }

  @Nested
  class Range {

    private TidyHistory twoDays(TimeRange range) {
      Path file =
          write(
              directory.resolve("quotes.csv"),
              HEADER,
              "2014-06-06T01:00:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,,,",
              "2014-06-06T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,2,3,,,,,,",
              "2014-06-06T13:32:00Z,TWX,TWX,2014-06-21,42.5,C,3,4,,,,,,");
      return TidyHistory.open(file, range);
    }

    @Test
    void takesDatesInNewYork() {
      assertThat(play(twoDays(TimeRange.ALL.withTo("2014-06-05"))))
          .containsExactly("2014-06-06T01:00:00Z TWX_140621C00042500 bid 1.0 ask 2.0");
      assertThat(play(twoDays(TimeRange.ALL.withFrom("2014-06-06")))).hasSize(2);
    }

    @Test
    void takesInstantsWithBothEndsIncluded() {
      TidyHistory history =
          twoDays(
              TimeRange.ALL.withFrom("2014-06-06T09:31:00-04:00").withTo("2014-06-06T13:31:00Z"));

      assertThat(history.report().rowsOutside()).isEqualTo(2);
      assertThat(play(history))
          .containsExactly("2014-06-06T13:31:00Z TWX_140621C00042500 bid 2.0 ask 3.0");
    }

    @Test
    void numbersOnlyAssetsWithinTheRange() {
      TidyHistory history = twoDays(TimeRange.ALL.withFrom("2015-01-01"));

      assertThat(history.next()).isEmpty();
      assertThat(history.assets().size()).isZero();
      assertThat(history.report().first()).isEmpty();
    }

    @Test
    void refusesWhatIsNeitherDateNorInstant() {
      assertThatThrownBy(() -> TimeRange.ALL.withFrom("2014-02-30"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("from must be a New York date")
          .hasMessageContaining("2014-02-30");
      assertThatThrownBy(() -> TimeRange.ALL.withTo("2014-06-06T13:31:00"))
          .hasMessageContaining("to must be");
      assertThatThrownBy(() -> TimeRange.ALL.withFrom("2014-06-06").withTo("2014-06-05"))
          .hasMessageContaining("must not end before it starts");
    }
  }

  @Nested
  class Bars {

    @Test
    void areKnownAtTheirEnd() {
      Path file =
          write(
              directory.resolve("bars.csv"),
              "bar_end,symbol,open,high,low,close,volume,bid,ask,bid_size,ask_size",
              "2013-10-04T08:01:00Z,SPY,,,,,,167.56,167.6,20000,20000",
              "2013-10-04T13:31:00Z,SPY,167.5,168,167,167.9,100,,,,",
              "2013-10-04T13:32:00Z,SPY,167.5,168,167,167.8,200,167.7,167.9,1,2");

      assertThat(play(TidyHistory.open(file)))
          .containsExactly(
              "2013-10-04T08:01:00Z SPY bid 167.56 ask 167.6 bidSize 20000 askSize 20000",
              "2013-10-04T13:31:00Z SPY last 167.9 volume 100",
              "2013-10-04T13:32:00Z SPY bid 167.7 ask 167.9 last 167.8 bidSize 1 askSize 2"
                  + " volume 300");
    }

    @Test
    void withAStartEndTheSmallestGapOfTheirSymbolLater() {
      Path file =
          write(
              directory.resolve("bars.csv"),
              "bar_start,symbol,open,high,low,close,volume",
              "2020-12-14T14:30:00Z,AAPL,1,1,1,122,10",
              "2020-12-14T14:35:00Z,AAPL,1,1,1,123,10",
              "2020-12-14T14:50:00Z,AAPL,1,1,1,124,10",
              "2020-12-14T14:00:00Z,SPY,1,1,1,360,10",
              "2020-12-14T15:00:00Z,SPY,1,1,1,361,10",
              "2020-12-14T15:00:00Z,QQQ,1,1,1,300,10");

      TidyHistory history = TidyHistory.open(file);

      assertThat(history.report().findings()).isEmpty();
      assertThat(history.report().files().get(0).content()).contains("PT5M or PT1H");
      assertThat(play(history))
          .containsExactly(
              "2020-12-14T14:35:00Z AAPL last 122.0 volume 10",
              "2020-12-14T14:40:00Z AAPL last 123.0 volume 20",
              "2020-12-14T14:55:00Z AAPL last 124.0 volume 30",
              "2020-12-14T15:00:00Z SPY last 360.0 volume 10",
              "2020-12-14T15:05:00Z QQQ last 300.0 volume 10",
              "2020-12-14T16:00:00Z SPY last 361.0 volume 20");
    }

    @Test
    void aStrayStartDoesNotMakeThemKnownTooEarly() {
      StringBuilder rows = new StringBuilder();
      for (int minute = 0; minute < 240; minute++) {
        Instant start = Instant.parse("2020-12-14T14:30:00Z").plusSeconds(60L * minute);
        rows.append(start).append(",SPY,1,1,1,360,1\n");
      }
      rows.append("2020-12-14T18:29:01Z,SPY,1,1,1,360,1");
      Path file =
          write(
              directory.resolve("bars.csv"),
              "bar_start,symbol,open,high,low,close,volume",
              rows.toString());

      assertThat(TidyHistory.open(file).report().files().get(0).content()).contains("PT1M");
    }

    @Test
    void ofUnknownLengthAreSkipped() {
      Path file =
          write(
              directory.resolve("bars.csv"),
              "bar_start,symbol,close",
              "2020-12-14T14:30:00Z,AAPL,122");

      assertThatThrownBy(() -> TidyHistory.open(file))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("bars.csv:2: bar_start of a single bar");
    }

    @Test
    void ofADayAreKnownAtTheCloseOfTheSession() {
      Path file =
          write(
              directory.resolve("bars.csv"),
              "date,symbol,open,high,low,close,adj_close,volume",
              "2023-11-22,SPX,1,1,1,4556.62,4556.62,9",
              "2023-11-24,SPX,1,1,1,4559.34,4559.34,9",
              "2023-07-03,SPX,1,1,1,4455.59,4455.59,9");

      assertThat(play(TidyHistory.open(file)))
          .filteredOn(line -> line.startsWith("20"))
          .extracting(line -> line.substring(0, 20))
          .containsExactly("2023-07-03T17:00:00Z", "2023-11-22T21:00:00Z", "2023-11-24T18:00:00Z");
    }

    @Test
    void winOverPricesThatComeWithOptions() {
      write(
          directory.resolve("a/quotes.csv"),
          HEADER,
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,,,70.56",
          "2014-06-05T13:32:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,,,70.57");
      write(
          directory.resolve("b/bars.csv.gz"),
          gzip("bar_end,symbol,close\n2014-06-05T13:31:00Z,TWX,70.6\n"));

      assertThat(play(TidyHistory.open(directory)))
          .containsExactly(
              "2014-06-05T13:31:00Z TWX last 70.6",
              "2014-06-05T13:31:00Z TWX_140621C00042500 bid 1.0 ask 2.0",
              "2014-06-05T13:32:00Z TWX last 70.57",
              "2014-06-05T13:32:00Z TWX_140621C00042500 bid 1.0 ask 2.0");
    }
  }

  @Nested
  class Directories {

    @Test
    void areMergedByTime() {
      write(
          directory.resolve("b.csv"),
          HEADER,
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,,,",
          "2014-06-05T13:33:00Z,TWX,TWX,2014-06-21,42.5,C,3,4,,,,,,");
      write(
          directory.resolve("a/c.csv"),
          HEADER,
          "2014-06-05T13:31:00Z,BAC,BAC,2014-06-21,15,C,5,6,,,,,,15.1",
          "2014-06-05T13:32:00Z,BAC,BAC,2014-06-21,15,C,6,7,,,,,,15.2");
      write(directory.resolve("notes.txt"), "not data");
      write(directory.resolve("rates.csv"), "date,rate_pct", "2000-01-03,5.48");

      TidyHistory history = TidyHistory.open(directory);

      ReadReport report = history.report();
      assertThat(report.files())
          .extracting(ReadReport.FileRead::file)
          .containsExactly("a/c.csv", "b.csv");
      assertThat(report.skippedFiles())
          .extracting(ReadReport.FileSkipped::file)
          .containsExactly("rates.csv");
      assertThat(report.warnings())
          .containsExactly("ignored 1 files that do not end in .csv, .csv.gz or .parquet");
      assertThat(report.first()).hasValue(Instant.parse("2014-06-05T13:31:00Z"));
      assertThat(report.last()).hasValue(Instant.parse("2014-06-05T13:33:00Z"));
      assertThat(play(history))
          .extracting(line -> line.substring(11, 26))
          .containsExactly(
              "13:31:00Z BAC l",
              "13:31:00Z BAC_1",
              "13:31:00Z TWX_1",
              "13:32:00Z BAC l",
              "13:32:00Z BAC_1",
              "13:33:00Z TWX_1");
    }

    @Test
    void withOptionsOnFuturesAreReadWithoutThem() {
      write(
          directory.resolve("a.csv"),
          HEADER,
          "2020-01-05T23:01:00Z,ES,ES202003,2020-03-20,3030.0,C,30,,,,,,,");
      write(
          directory.resolve("b.csv"),
          HEADER,
          "2020-01-05T23:01:00Z,TWX,TWX,2020-03-20,30.0,C,30,,,,,,,");

      ReadReport report = TidyHistory.open(directory).report();

      assertThat(report.files()).extracting(ReadReport.FileRead::file).containsExactly("b.csv");
      assertThat(report.text()).contains("skipped a.csv: line 2: root 'ES202003'");
    }

    @Test
    void giveEachAssetOneNumberThroughoutTheHistory() {
      write(
          directory.resolve("a.csv"),
          HEADER,
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,,,");
      write(
          directory.resolve("b.csv"),
          HEADER,
          "2014-06-06T13:31:00Z,TWX,TWX,2014-06-21,42.500,C,1,2,,,,,,");

      TidyHistory history = TidyHistory.open(directory);

      assertThat(history.assets().size()).isEqualTo(2);
      assertThat(history.assets().findId(new Underlying("TWX"))).isZero();
      assertThat(history.next().orElseThrow().assetIds()).containsExactly(1);
      assertThat(history.next().orElseThrow().assetIds()).containsExactly(1);
    }
  }
}
