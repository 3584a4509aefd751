/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.Settlement;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import io.optionskit.spi.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionMetricsFilesTest {

  private static final String HEADER =
      "secid,date,symbol,symbol_flag,exdate,last_date,cp_flag,strike_price,best_bid,best_offer,"
          + "volume,open_interest,impl_volatility,delta,gamma,vega,theta,optionid,cfadj,"
          + "am_settlement,contract_size,ss_flag,forward_price,expiry_indicator,root,suffix\n";
  private static final String SPX =
      "108105,2014-06-05,SPX 140621C1900000,1,2014-06-21,2014-06-05,C,1900000,44,45.5,120,5000,"
          + "0.11,0.6,0.004,150.5,-60.2,1,1,1,100,0,,,SPX,\n";
  private static final String SPY =
      "109820,2008-03-04,SWG.CM,0,2008-03-22,,P,130000,2.1,2.2,7,900,-99.99,-99.99,-99.99,-99.99,"
          + "-99.99,2,1,0,100,0,,,SWG,CM\n";

  @TempDir Path folder;

  @Test
  void readsValuesInTheirUnits() throws IOException {
    OptionChain chain = read(SPX).chains().get(0).chain();

    assertThat(chain.time()).isEqualTo(Instant.parse("2014-06-05T19:59:00Z"));
    assertThat(chain.tradeDate()).isEqualTo(LocalDate.of(2014, 6, 5));
    assertThat(chain.contract(0)).hasToString("SPX   140621C01900000");
    assertThat(chain.contract(0).settlement()).isEqualTo(Settlement.CASH_AM);
    assertThat(chain.bid(0)).isEqualTo(44);
    assertThat(chain.ask(0)).isEqualTo(45.5);
    assertThat(chain.volume(0)).isEqualTo(120);
    assertThat(chain.openInterest(0)).isEqualTo(5000);
    assertThat(chain.quote(0).observation(QuoteField.VEGA).orElseThrow().value()).isEqualTo(150.5);
    assertThat(chain.quote(0).observation(QuoteField.THETA).orElseThrow().value()).isEqualTo(-60.2);
  }

  @Test
  void bringsAFridayToTheSaturdayOfTheSymbol() throws IOException {
    FileChains chains = read(SPX.replace(",2014-06-21,2014-06-05", ",2014-06-20,2014-06-05"));

    assertThat(chains.report().refused()).isEmpty();
    assertThat(chains.chains().get(0).chain().contract(0)).hasToString("SPX   140621C01900000");
  }

  @Test
  void takesTickersAndClosesFromTheirFiles() throws IOException {
    Path names = write("securd.csv", "secid,cusip,ticker\n109820,78462F10,SPY\n");
    Path prices =
        write("secprd.csv", "secid,date,close\n109820,2008-03-04,132.99\n109820,2008-03-05,-1\n");
    Path options = write("opprcd2008.csv", HEADER + SPY);

    FileChains chains =
        OptionMetricsFiles.read(List.of(options), List.of(prices), List.of(names), TimeRange.ALL);

    OptionChain chain = chains.chains().get(0).chain();
    assertThat(chain.time()).as("the close itself then").isEqualTo("2008-03-04T21:00:00Z");
    assertThat(chain.underlying()).isEqualTo("SPY");
    assertThat(chain.spot()).hasValue(132.99);
    assertThat(chain.contract(0)).hasToString("SPY   080322P00130000");
    assertThat(chain.quote(0).observation(QuoteField.DELTA)).as("-99.99").isEmpty();
    assertThat(Played.rows(chains.history()))
        .containsExactly(
            "2008-03-04T21:00:00Z SPY NaNx-1 NaNx-1 last 132.99 volume -1 interest -1",
            "2008-03-04T21:00:00Z SPY   080322P00130000 2.1x-1 2.2x-1 last NaN volume 7 interest 900");
  }

  @Test
  void refusesWhatIsNotStandardOrContradictsItself() throws IOException {
    FileChains chains =
        read(
            SPX
                + SPX // twice
                + SPX.replace(",100,0,,,", ",100,1,,,") // special settlement
                + SPX.replace(",100,0,,,", ",10,0,,,") // size
                + SPX.replace(",1,1,1,100", ",1,1,0,100") // settled at the close, it says
                + SPX.replace("C1900000", "C1905000") // symbol of another strike
                + SPX.replace(",C,1900000", ",X,1900000")
                + SPX.replace(",44,", ",-44,")
                + SPX.replace("2014-06-05,SPX", "2014-06-07,SPX") // a Saturday
                + SPY); // no root without names

    assertThat(chains.report().rows()).isEqualTo(10);
    assertThat(chains.report().used()).isEqualTo(1);
    assertThat(chains.report().refused())
        .isEqualTo(
            Map.of(
                Refusal.LISTED_TWICE, 1L,
                Refusal.NON_STANDARD, 2L,
                Refusal.IDENTITY_CLASH, 2L,
                Refusal.IMPOSSIBLE_CONTRACT, 2L,
                Refusal.MALFORMED, 2L));
    assertThat(chains.report().problems()).isNotEmpty();
  }

  @Test
  void leavesRowsOutsideOfTheSpan() throws IOException {
    Path file = write("opprcd2014.csv", HEADER + SPX);

    FileChains chains =
        OptionMetricsFiles.read(
            List.of(file), List.of(), List.of(), TimeRange.ALL.withFrom("2014-06-06"));

    assertThat(chains.chains()).isEmpty();
    assertThat(chains.report().outside()).isEqualTo(1);
  }

  @Test
  void tellsAMissingColumnAndKnowsItsHeader() throws IOException {
    Path file = write("opprcd.csv", HEADER.replace("best_bid", "bid") + SPX);

    assertThatThrownBy(
            () -> OptionMetricsFiles.read(List.of(file), List.of(), List.of(), TimeRange.ALL))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("has no column best_bid");
    assertThat(OptionMetricsFiles.isOne(HEADER)).isTrue();
    assertThat(OptionMetricsFiles.isOne("quote_time,underlying,root\n")).isFalse();
  }

  @Test
  void damagedFilesBringErrorsOfThisLibraryOnly() throws IOException {
    Random random = new Random(20140605);
    StringBuilder text = new StringBuilder(HEADER);
    int rows = Integer.getInteger("optionskit.mutations", 5_000);
    for (int i = 0; i < rows; i++) {
      StringBuilder row = new StringBuilder(SPX.strip());
      for (int k = random.nextInt(4); k >= 0; k--) {
        row.setCharAt(random.nextInt(row.length()), (char) ('#' + random.nextInt(90)));
      }
      text.append(row).append('\n');
    }

    FileChains chains = read(text.substring(HEADER.length()));

    assertThat(chains.report().rows()).isEqualTo(rows);
    assertThat(chains.report().used())
        .isEqualTo(chains.chains().stream().mapToInt(each -> each.chain().size()).sum());
  }

  @Test
  void countsOfTheRecordedLayoutAreThoseOfItsText() throws IOException {
    Path file = Shared.path("fixtures/optionmetrics/opprcd-layout-A.csv");
    List<String[]> rows =
        Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();

    FileChains chains = OptionMetricsFiles.read(List.of(file), List.of(), List.of(), TimeRange.ALL);

    ChainAnswer answer = chains.chains().get(0);
    assertThat(chains.chains()).hasSize(1);
    assertThat(chains.report().refused()).isEmpty();
    assertThat(answer.chain().size()).isEqualTo(rows.size());
    assertThat(answer.chain().underlying()).isEqualTo("RUT");
    assertThat(answer.report().missing().getOrDefault(QuoteField.IMPLIED_VOLATILITY, 0))
        .isEqualTo(
            (int)
                rows.stream().filter(row -> row[12].isEmpty() || row[12].equals("-99.99")).count());
    assertThat(answer.report().missing().getOrDefault(QuoteField.BID, 0))
        .isEqualTo((int) rows.stream().filter(row -> Double.parseDouble(row[8]) == 0).count());
  }

  private FileChains read(String rows) throws IOException {
    return OptionMetricsFiles.read(
        List.of(write("opprcd.csv", HEADER + rows)), List.of(), List.of(), TimeRange.ALL);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
