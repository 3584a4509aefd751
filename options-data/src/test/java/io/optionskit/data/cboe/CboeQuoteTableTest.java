/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cboe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.Refusal;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CboeQuoteTableTest {

  private static final String HEADER =
      "Expiration Date,Calls,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest,Strike,"
          + "Puts,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest\n";
  private static final String DATE =
      "\"Date: December 12, 2022 at 8:31 PM EST\",Bid: 3962.01,Ask: 4016.6,Size: 1*1,Volume: 0\n";
  private static final String TOP = "\n\"Index, of 500\",Last: 3990.56,Change:  56.1\n" + DATE;
  private static final String ROW =
      "Fri Dec 16 2022,SPX221216C04000000,44.9,-1,44,45.5,120,0.2511,0.48,0.0031,5000,4000.00,"
          + "SPX221216P04000000,0,0,0,0.05,0,0,-0.52,0.0031,12\n";

  private static ChainAnswer read(String text) {
    return CboeQuoteTable.read(text, OptionalInt.empty());
  }

  @Test
  void readsCallAndPutOfALine() {
    ChainAnswer answer = read(TOP + HEADER + ROW);

    assertThat(answer.chain().underlying()).isEqualTo("SPX");
    assertThat(answer.chain().time()).isEqualTo(Instant.parse("2022-12-13T01:31:00Z"));
    assertThat(answer.chain().spot()).hasValue(3990.56);
    OptionQuote call = answer.chain().quote(0);
    OptionQuote put = answer.chain().quote(1);
    assertThat(call.bid()).hasValue(44);
    assertThat(call.ask()).hasValue(45.5);
    assertThat(call.last()).hasValue(44.9);
    assertThat(call.volume()).hasValue(120);
    assertThat(call.openInterest()).hasValue(5000);
    assertThat(call.observation(QuoteField.IMPLIED_VOLATILITY).orElseThrow().value())
        .isEqualTo(0.2511);
    assertThat(put.bid()).isEmpty();
    assertThat(put.ask()).hasValue(0.05);
    assertThat(put.last()).isEmpty();
    assertThat(put.observation(QuoteField.IMPLIED_VOLATILITY)).isEmpty();
    assertThat(answer.report().issues())
        .isEqualTo(Map.of(put.contract(), Set.of(QuoteIssue.IV_PLACEHOLDER)));
    assertThat(answer.report().accepted()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Date: 9 June 2023, 1:40 PM EDT,Bid: 1 | 2023-06-09T17:40:00Z",
        "\"Date: December 12, 2022 at 8:31 PM EST\",Bid: 1 | 2022-12-13T01:31:00Z",
        "\"Date: June 11, 2022, 8:47 PM EDT\",Bid: 1 | 2022-06-12T00:47:00Z",
        "\"Date: February 5 2022, 8:09 PM EST\",Bid: 1 | 2022-02-06T01:09:00Z",
        "Date: 12 June 2023, 12:05 AM ET,Bid: 1 | 2023-06-12T04:05:00Z"
      })
  void readsTheDateInEverySpelling(String line, Instant time) {
    String table = "\nIndex,Last: 1\n" + line + "\n" + HEADER + ROW;

    assertThat(read(table).chain().time()).isEqualTo(time);
  }

  @Test
  void wantsTheYearWhereTheDateHasNone() {
    String table = TOP.replace(DATE, "Date: 4 June 4, 3:15 PM EDT,Bid: 1\n") + HEADER + ROW;

    assertThatThrownBy(() -> read(table))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.reason()).isEqualTo(ProviderException.Reason.BAD_REQUEST))
        .hasMessageContaining("does not state the year in 'Date: 4 June 4");
    assertThat(CboeQuoteTable.read(table, OptionalInt.of(2022)).chain().time())
        .isEqualTo(Instant.parse("2022-06-04T19:15:00Z"));
    assertThatThrownBy(() -> CboeQuoteTable.read(TOP + HEADER + ROW, OptionalInt.of(2023)))
        .hasMessageContaining("is of 2022, not of 2023");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Date,Open\n1,2\n", "\n\n\n", "<html><body>no</body></html>"})
  void refusesATextThatIsNoTable(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(ProviderException.class);
  }

  @Test
  void countsEachSideOfALineOnce() {
    String clash = ROW.replace("4000.00", "4100.00").replace("04000000", "04050000");
    String date = ROW.replace("Fri Dec 16", "Thu Dec 15").replace("04000000", "04200000");
    String bad = ROW.replace("0.2511", "much").replace("04000000", "04300000");
    bad = bad.replace("4000.00", "4300.00");
    String other = ROW.replace("SPX22", "RUT22");

    ChainAnswer answer =
        read(TOP + HEADER + ROW + ROW + clash + date + bad + other + "short,line\n");

    assertThat(answer.report().rows()).isEqualTo(14);
    assertThat(answer.report().accepted()).isEqualTo(3);
    assertThat(answer.report().refused())
        .isEqualTo(
            Map.of(
                Refusal.LISTED_TWICE, 2,
                Refusal.IDENTITY_CLASH, 4,
                Refusal.MALFORMED, 3,
                Refusal.OTHER_UNDERLYING, 2));
  }

  @Test
  void damagedTablesBringErrorsOfThisLibraryOnly() {
    String table = TOP + HEADER + ROW.repeat(3);
    Random random = new Random(20221212);
    int mutations = Integer.getInteger("optionskit.mutations", 5_000);
    for (int i = 0; i < mutations; i++) {
      StringBuilder damaged = new StringBuilder(table);
      for (int k = random.nextInt(6); k >= 0; k--) {
        int at = random.nextInt(damaged.length());
        switch (random.nextInt(3)) {
          case 0 -> damaged.deleteCharAt(at);
          case 1 -> damaged.insert(at, (char) (9 + random.nextInt(120)));
          default -> damaged.setCharAt(at, (char) (9 + random.nextInt(120)));
        }
      }
      try {
        ChainAnswer answer = read(damaged.toString());
        assertThat(answer.report().accepted()).isEqualTo(answer.chain().size());
      } catch (ProviderException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quotedata-QQQ-2023-06-12.csv",
        "quotedata-SPX-2022-02-05.csv",
        "quotedata-SPX-2022-06-11.csv",
        "quotedata-SPX-2022-12-12.csv",
        "quotedata-SPX-2023-06-09.csv"
      })
  void countsOfRecordedTablesAreThoseOfTheirText(String name) throws IOException {
    Path file =
        Path.of(System.getProperty("optionskit.shared", "../../shared"), "fixtures/cboe", name);
    assumeTrue(Files.exists(file), "there is no " + file);
    List<String> lines = Files.readAllLines(file);
    Map<String, Integer> count = new HashMap<>();
    for (String line : lines.subList(4, lines.size())) {
      String[] cells = line.split(",", -1);
      for (int side : new int[] {1, 12}) {
        count.merge("contracts", 1, Integer::sum);
        count.merge(cells[side].replaceAll("[0-9].*", ""), 1, Integer::sum);
        count.merge("no bid", Double.parseDouble(cells[side + 3]) == 0 ? 1 : 0, Integer::sum);
        count.merge("no ask", Double.parseDouble(cells[side + 4]) == 0 ? 1 : 0, Integer::sum);
        count.merge("no iv", Double.parseDouble(cells[side + 6]) == 0 ? 1 : 0, Integer::sum);
        count.merge("no last", Double.parseDouble(cells[side + 1]) == 0 ? 1 : 0, Integer::sum);
      }
    }

    ChainAnswer answer = CboeQuoteTable.read(file, OptionalInt.empty());

    assertThat(answer.report().refused()).isEmpty();
    assertThat(answer.report().accepted()).isEqualTo(count.get("contracts"));
    Map<QuoteField, Integer> missing = answer.report().missing();
    assertThat(missing.getOrDefault(QuoteField.BID, 0)).isEqualTo(count.get("no bid"));
    assertThat(missing.getOrDefault(QuoteField.ASK, 0)).isEqualTo(count.get("no ask"));
    assertThat(missing.getOrDefault(QuoteField.LAST, 0)).isEqualTo(count.get("no last"));
    assertThat(missing.getOrDefault(QuoteField.IMPLIED_VOLATILITY, 0))
        .isEqualTo(count.get("no iv"));
    Map<String, Integer> roots = new HashMap<>();
    for (int row = 0; row < answer.chain().size(); row++) {
      roots.merge(answer.chain().contract(row).root(), 1, Integer::sum);
    }
    roots.forEach((root, contracts) -> assertThat(count.get(root)).isEqualTo(contracts));
    assertThat(answer.chain().spot()).isPresent();
  }
}
