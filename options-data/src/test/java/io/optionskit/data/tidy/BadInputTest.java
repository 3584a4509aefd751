/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import static io.optionskit.data.tidy.TidyFixture.HEADER;
import static io.optionskit.data.tidy.TidyFixture.gzip;
import static io.optionskit.data.tidy.TidyFixture.play;
import static io.optionskit.data.tidy.TidyFixture.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {

  private static final String GOOD =
      "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,3,4,5,6,7,8";

  @TempDir Path directory;

  private TidyHistory history(String... rows) {
    return TidyHistory.open(
        write(directory.resolve("quotes.csv"), HEADER, String.join("\n", rows)));
  }

  private ProviderException refusal(byte[] bytes, String name) {
    Path file = write(directory.resolve(name), bytes);
    ProviderException refusal =
        catchThrowableOfType(ProviderException.class, () -> TidyHistory.open(file));
    assertThat(refusal).as("refusal of " + name).isNotNull();
    assertThat(refusal).hasMessageContaining(name);
    return refusal;
  }

  @Nested
  class MalformedRows {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2|COLUMN_COUNT|8 columns where the header has 14",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,3,4,5,6,7,8,9|COLUMN_COUNT|15 columns",
          "2014-06-05 13:31:00,TWX,TWX,2014-06-21,42.5,C,1,2,3,4,5,6,7,8|BAD_TIME|quote_time must be an instant with Z or an offset, such as 2014-06-05T13:31:00Z: '2014-06-05 13:31:00'",
          ",TWX,TWX,2014-06-21,42.5,C,1,2,3,4,5,6,7,8|BAD_TIME|quote_time must be",
          "2014-02-29T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,3,4,5,6,7,8|BAD_TIME|'2014-02-29T13:31:00Z'",
          "2014-06-05T24:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,3,4,5,6,7,8|BAD_TIME|'2014-06-05T24:31:00Z'",
          "9014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,3,4,5,6,7,8|BAD_TIME|'9014-06-05T13:31:00Z'",
          "1401975060,TWX,TWX,2014-06-21,42.5,C,1,2,3,4,5,6,7,8|BAD_TIME|'1401975060'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-31,42.5,C,1,2,3,4,5,6,7,8|BAD_EXPIRATION|expiration must be a date from 2000-01-01 to 2099-12-31: '2014-06-31'",
          "2014-06-05T13:31:00Z,TWX,TWX,21/06/2014,42.5,C,1,2,3,4,5,6,7,8|BAD_EXPIRATION|'21/06/2014'",
          "2014-06-05T13:31:00Z,TWX,TWX,,42.5,C,1,2,3,4,5,6,7,8|BAD_EXPIRATION|must all be given",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,,C,1,2,3,4,5,6,7,8|BAD_STRIKE|must all be given",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5555,C,1,2,3,4,5,6,7,8|BAD_STRIKE|strike must be above 0 and at most 99999.999 with at most 3 decimals: '42.5555'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,0,C,1,2,3,4,5,6,7,8|BAD_STRIKE|'0'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,-42.5,C,1,2,3,4,5,6,7,8|BAD_STRIKE|'-42.5'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,100000,C,1,2,3,4,5,6,7,8|BAD_STRIKE|'100000'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,X,1,2,3,4,5,6,7,8|BAD_RIGHT|right must be C or P: 'X'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,call,1,2,3,4,5,6,7,8|BAD_RIGHT|'call'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,,1,2,3,4,5,6,7,8|BAD_RIGHT|must all be given",
          "2014-06-05T13:31:00Z,twx,TWX,2014-06-21,42.5,C,1,2,3,4,5,6,7,8|BAD_SYMBOL|twx",
          "2014-06-05T13:31:00Z,,TWX,2014-06-21,42.5,C,1,2,3,4,5,6,7,8|BAD_SYMBOL|underlying must",
          "2014-06-05T13:31:00Z,TWX,T-X,2014-06-21,42.5,C,1,2,3,4,5,6,7,8|BAD_SYMBOL|option root must",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,abc,2,3,4,5,6,7,8|BAD_NUMBER|bid must be a number: 'abc'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1.2.3,2,3,4,5,6,7,8|BAD_NUMBER|'1.2.3'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,'1,5',2,3,4,5,6,7|BAD_NUMBER|bid must be a number: ''1'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,3.5,4,5,6,7,8|BAD_NUMBER|bid_size must be a whole number up to 2147483647: '3.5'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,3,9999999999,5,6,7,8|BAD_NUMBER|ask_size must be a whole number",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,NaN,2,3,4,5,6,7,8|NOT_FINITE|bid must be a finite number, or blank if unknown: 'NaN'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,-inf,3,4,5,6,7,8|NOT_FINITE|'-inf'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,1e999,3,4,5,6,7,8|NOT_FINITE|'1e999'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,-1,2,3,4,5,6,7,8|NEGATIVE_VALUE|bid must be 0 or above: '-1'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,-2,3,4,5,6,7,8|NEGATIVE_VALUE|ask must be 0 or above: '-2'",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,-3,4,5,6,7,8|NEGATIVE_VALUE|bid_size must be",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,3,4,-5,6,7,8|NEGATIVE_VALUE|last must be",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,3,4,5,-6,7,8|NEGATIVE_VALUE|volume must be",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,3,4,5,6,-7,8|NEGATIVE_VALUE|open_interest must be",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,3,4,5,6,7,-8|NEGATIVE_VALUE|underlying_price must be",
          "2014-06-05T13:31:00Z,TWX,TWX,2014-06-04,42.5,C,1,2,3,4,5,6,7,8|AFTER_EXPIRATION|after the expiration 2014-06-04",
        })
    void areSkippedCountedAndLocated(String row, ReadProblem problem, String message) {
      TidyHistory history = history(GOOD, row, GOOD.replace("13:31", "13:32"));

      ReadReport report = history.report();
      assertThat(report.rowsRead()).isEqualTo(3);
      assertThat(report.rowsUsed()).isEqualTo(2);
      assertThat(report.rowsSkipped()).isEqualTo(1);
      assertThat(report.count(problem)).isEqualTo(1);
      assertThat(report.findings()).hasSize(1);
      assertThat(report.findings().get(0).examples().get(0).line()).isEqualTo(3);
      assertThat(report.findings().get(0).examples().get(0).message()).contains(message);
      assertThat(play(history)).hasSize(4);
    }

    @Test
    void areLocatedFiveTimesAndCountedBeyond() {
      String[] rows = new String[9];
      Arrays.fill(rows, GOOD.replace(",C,", ",Q,"));
      rows[0] = GOOD;

      ReadReport report = history(rows).report();

      assertThat(report.count(ReadProblem.BAD_RIGHT)).isEqualTo(8);
      assertThat(report.findings().get(0).examples())
          .extracting(ReadReport.Example::line)
          .containsExactly(3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void onlyThemMakesARefusalThatShowsThem() {
      assertThatThrownBy(() -> history(GOOD.replace("42.5", "x"), "1,2"))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("quotes.csv holds no usable row")
          .hasMessageContaining("quotes.csv:2: strike must be above 0")
          .hasMessageContaining("quotes.csv:3: 2 columns where the header has 14");
    }
  }

  @Nested
  class Headers {

    @Test
    void withUnknownColumnsGiveOneWarningThatNamesThem() {
      for (String name : new String[] {"a.csv", "b.csv"}) {
        write(
            directory.resolve(name),
            HEADER + ",exchange,condition",
            GOOD.replace("TWX", name.substring(0, 1).toUpperCase(java.util.Locale.ROOT)) + ",X,9");
      }

      ReadReport report = TidyHistory.open(directory).report();

      assertThat(report.rowsUsed()).isEqualTo(2);
      assertThat(report.warnings())
          .containsExactly("a.csv and 1 more files: ignored columns exchange, condition");
    }

    @Test
    void withAColumnTwiceAreRefused() {
      assertThat(refusal((HEADER + ",bid\n" + GOOD + ",1\n").getBytes(UTF_8), "quotes.csv"))
          .hasMessageContaining("names column bid twice")
          .extracting(ProviderException::reason)
          .isEqualTo(Reason.BAD_DATA);
    }

    @Test
    void lackingColumnsAreRefusedWithTheirNames() {
      assertThat(
              refusal("quote_time,underlying,root,expiration,right,bid\n".getBytes(UTF_8), "q.csv"))
          .hasMessageContaining(
              "lacks columns of tidy option quotes: strike, bid and ask, or last");
      assertThat(refusal("bar_end,symbol,open\n".getBytes(UTF_8), "bars.csv"))
          .hasMessageContaining("lacks the column close");
      assertThat(refusal("bar_end,date,symbol,close\n".getBytes(UTF_8), "bars.csv"))
          .hasMessageContaining("must have one of bar_end, bar_start and date");
    }

    @Test
    void ofAnotherKindAreRefused() {
      assertThat(refusal("date,rate_pct\n2000-01-03,5.48\n".getBytes(UTF_8), "rates.csv"))
          .hasMessageContaining("neither of tidy option quotes")
          .extracting(ProviderException::reason)
          .isEqualTo(Reason.UNSUPPORTED);
    }

    @Test
    void aloneAreRefused() {
      assertThat(refusal((HEADER + "\n").getBytes(UTF_8), "quotes.csv"))
          .hasMessageContaining("there is no row below the header");
    }
  }

  @Nested
  class OrderOfTime {

    @Test
    void isMadeWhereItIsMissing() {
      TidyHistory history =
          history(
              "2014-06-05T13:33:00Z,TWX,TWX,2014-06-21,42.5,C,3,4,,,,,,",
              "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,,,",
              "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,45,C,0.1,0.2,,,,,,",
              "2014-06-04T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,5,6,,,,,,");

      ReadReport report = history.report();
      assertThat(report.count(ReadProblem.TIME_BACKWARDS)).isEqualTo(2);
      assertThat(report.findings().get(0).examples())
          .extracting(ReadReport.Example::line)
          .containsExactly(3L, 5L);
      assertThat(report.rowsUsed()).isEqualTo(4);
      assertThat(play(history))
          .containsExactly(
              "2014-06-04T13:31:00Z TWX_140621C00042500 bid 5.0 ask 6.0",
              "---",
              "2014-06-05T13:31:00Z TWX_140621C00042500 bid 1.0 ask 2.0",
              "2014-06-05T13:31:00Z TWX_140621C00045000 bid 0.1 ask 0.2",
              "2014-06-05T13:33:00Z TWX_140621C00042500 bid 3.0 ask 4.0");
    }
  }

  @Nested
  class RepeatedRows {

    @Test
    void areSkippedIfTheySayTheSame() {
      TidyHistory history = history(GOOD, GOOD, GOOD);

      ReadReport report = history.report();
      assertThat(report.count(ReadProblem.DUPLICATE_ROW)).isEqualTo(2);
      assertThat(report.rowsUsed()).isEqualTo(1);
      assertThat(report.findings().get(0).examples().get(1).toString())
          .endsWith("quotes.csv:4: says the same as line 2");
      assertThat(play(history)).hasSize(2);
    }

    @Test
    void areReplacedByTheLaterIfTheyDiffer() {
      TidyHistory history =
          history(
              "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,,,",
              "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,45,C,1,2,,,,,,",
              "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.50,C,1.1,2,,,,,,");

      ReadReport report = history.report();
      assertThat(report.count(ReadProblem.REPLACED_ROW)).isEqualTo(1);
      assertThat(report.findings().get(0).examples().get(0).toString())
          .endsWith("quotes.csv:2: replaced by line 4");
      assertThat(play(history))
          .containsExactly(
              "2014-06-05T13:31:00Z TWX_140621C00045000 bid 1.0 ask 2.0",
              "2014-06-05T13:31:00Z TWX_140621C00042500 bid 1.1 ask 2.0");
    }

    @Test
    void areFoundAcrossFiles() {
      write(directory.resolve("a.csv"), HEADER, GOOD);
      write(directory.resolve("b.csv"), HEADER, GOOD);
      write(directory.resolve("c.csv"), HEADER, GOOD.replace(",1,2,", ",1.5,2,"));

      TidyHistory history = TidyHistory.open(directory);

      ReadReport report = history.report();
      assertThat(report.count(ReadProblem.DUPLICATE_ROW)).isEqualTo(1);
      assertThat(report.count(ReadProblem.REPLACED_ROW)).isEqualTo(1);
      assertThat(report.text())
          .contains("b.csv:2: says the same as a.csv:2")
          .contains("a.csv:2: replaced by c.csv:2");
      assertThat(report.rowsRead()).isEqualTo(report.rowsUsed() + report.rowsSkipped());
      assertThat(play(history)).hasSize(2);
    }

    @Test
    void doNotCountTheVolumeOfTheirBarTwice() {
      TidyHistory history =
          history(
              "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,50,,",
              "2014-06-05T13:31:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,50,,",
              "2014-06-05T13:32:00Z,TWX,TWX,2014-06-21,42.5,C,1,2,,,,3,,");

      assertThat(play(history).get(1)).endsWith("volume 53");
    }
  }

  @Nested
  class DamagedFiles {

    private String manyRows() {
      StringBuilder text = new StringBuilder(HEADER).append('\n');
      Random random = new Random(7);
      for (int i = 0; i < 20_000; i++) {
        String bid = Double.toString(random.nextInt(10_000) / 100.0);
        text.append(
            GOOD.replace(",1,2,", "," + bid + ",200,").replace(",42.5,", "," + (i + 1) + ","));
        text.append('\n');
      }
      return text.toString();
    }

    @Test
    void cutOffInTheMiddleAreRefusedWithTheLastGoodRow() {
      byte[] whole = gzip(manyRows());

      ProviderException refusal = refusal(Arrays.copyOf(whole, whole.length / 2), "quotes.csv.gz");

      assertThat(refusal)
          .hasMessageContaining("the gzip data end in the middle")
          .hasMessageMatching(".*the last good row is line (8|9|10|11)[0-9]{3}");
      assertThat(refusal.reason()).isEqualTo(Reason.BAD_DATA);
    }

    @Test
    void cutOffInADirectoryAreRefusedToo() {
      byte[] whole = gzip(manyRows());
      write(directory.resolve("good.csv"), HEADER, GOOD);
      write(directory.resolve("quotes.csv.gz"), Arrays.copyOf(whole, whole.length - 4));

      assertThatThrownBy(() -> TidyHistory.open(directory))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("quotes.csv.gz: the gzip data end in the middle")
          .hasMessageContaining("line 20001");
    }

    @Test
    void withChangedBytesAreRefused() {
      byte[] bytes = gzip(manyRows());
      for (int i = bytes.length / 2; i < bytes.length / 2 + 40; i++) {
        bytes[i] ^= 0x55;
      }

      assertThat(refusal(bytes, "quotes.csv.gz")).hasMessageContaining("the gzip data are damaged");
    }

    @Test
    void thatAreNotGzipAreRefused() {
      assertThat(refusal(HEADER.getBytes(UTF_8), "quotes.csv.gz"))
          .hasMessageContaining("is not what its name says");
      assertThat(refusal(new byte[0], "empty.csv.gz")).hasMessageContaining("is empty");
      assertThat(refusal(new byte[0], "empty.csv")).hasMessageContaining("is empty");
    }

    @Test
    void withBytesThatAreNotUtf8AreRefusedWithTheLastGoodRow() {
      byte[] bytes =
          (HEADER + "\n" + GOOD + "\n" + GOOD.replace("13:31", "13:32") + "\nM\u00fcnchen\n")
              .getBytes(ISO_8859_1);

      assertThat(refusal(bytes, "quotes.csv"))
          .hasMessageContaining("not UTF-8 text; the last good row is line 3");
    }

    @Test
    void ofBinaryContentAreRefused() {
      byte[] bytes = new byte[5000];
      new Random(3).nextBytes(bytes);

      refusal(bytes, "noise.csv");
    }

    @Test
    void withAnUnclosedQuoteAreRefused() {
      String text = HEADER + "\n" + GOOD + "\n\"" + GOOD + "\n" + GOOD + "\n";

      assertThat(refusal(text.getBytes(UTF_8), "quotes.csv"))
          .hasMessageContaining("line 3")
          .hasMessageContaining("the last good row is line 2");
    }

    @Test
    void ofSeveralGzipPartsAreReadWhole() {
      byte[] first = gzip(HEADER + "\n" + GOOD + "\n");
      byte[] second = gzip(GOOD.replace("13:31", "13:32") + "\n");
      byte[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);

      ReadReport report =
          TidyHistory.open(write(directory.resolve("quotes.csv.gz"), both)).report();

      assertThat(report.rowsUsed()).isEqualTo(2);
      assertThat(report.warnings()).isEmpty();
    }

    @Test
    void withBytesBehindTheGzipDataGiveAWarning() {
      byte[] good = gzip(HEADER + "\n" + GOOD + "\n");
      byte[] longer = Arrays.copyOf(good, good.length + 100);
      Path file = write(directory.resolve("quotes.csv.gz"), longer);

      assertThat(TidyHistory.open(file).report().warnings())
          .singleElement()
          .asString()
          .contains("ignored bytes behind the end of the gzip data");
    }
  }

  @Nested
  class Places {

    @Test
    void withoutAnythingAreRefused() {
      assertThatThrownBy(() -> TidyHistory.open(directory.resolve("nowhere")))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("there is no file or directory")
          .hasMessageContaining("nowhere");
      assertThatThrownBy(() -> TidyHistory.open(directory))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("no file ends in .csv, .csv.gz or .parquet");
    }

    @Test
    void withoutUsableFilesAreRefusedWithTheReasons() {
      write(directory.resolve("rates.csv"), "date,rate_pct", "2000-01-03,5.48");

      assertThatThrownBy(() -> TidyHistory.open(directory))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("holds no usable row")
          .hasMessageContaining("rates.csv: the header is neither");
    }

    @Test
    void withOptionsOnFuturesOnlyAreRefused() {
      byte[] bytes =
          (HEADER + "\n2020-01-05T23:01:00Z,ES,ES202003,2020-03-20,3030.0,C,30,,,,,,,\n")
              .getBytes(UTF_8);

      assertThat(refusal(bytes, "es.csv"))
          .hasMessageContaining("line 2: root 'ES202003' has more than 6 characters")
          .hasMessageContaining("options on futures")
          .extracting(ProviderException::reason)
          .isEqualTo(Reason.UNSUPPORTED);
    }
  }
}
