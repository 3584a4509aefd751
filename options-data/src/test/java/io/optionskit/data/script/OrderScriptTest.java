/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.script.ScriptEntry.ScriptLeg;
import io.optionskit.market.AssetTable;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.TimeInForce;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderScriptTest {

  private static final String CALL = "SPXW  210104C03700000";
  private static final Instant TEN = Instant.parse("2021-01-04T15:00:00Z");

  private static OrderScript yaml(String... lines) {
    return OrderScript.parse("script.yaml", String.join("\n", lines));
  }

  private static List<String> problems(String... lines) {
    InvalidFileException refusal =
        catchThrowableOfType(InvalidFileException.class, () -> yaml(lines));
    assertThat(refusal).as("refusal").isNotNull();
    return refusal.problems().stream().map(FileProblem::toString).toList();
  }

  private static ScriptEntry.Trade trade(OrderScript script) {
    return (ScriptEntry.Trade) script.entries().get(0);
  }

  @Nested
  class Yaml {

    @Test
    void isReadWithEveryKey() {
      OrderScript script =
          yaml(
              "# a vertical",
              "- at: 2021-01-04T15:00:00Z",
              "  legs:",
              "    - {contract: SPXW  210104C03700000, ratio: 1}",
              "    - contract: 'SPXW210104C03800000'",
              "      ratio: -2",
              "  quantity: 3",
              "  type: limit",
              "  limit: -62.50",
              "  tif: GTC",
              "- {at: '2021-01-04T15:45:00-05:00', close: all}",
              "- at: 2021-01-04T20:46:00.5Z",
              "  close: SPXW 210104C03700000");

      assertThat(script.entries())
          .containsExactly(
              new ScriptEntry.Trade(
                  1,
                  2,
                  TEN,
                  List.of(new ScriptLeg(CALL, 1, 4), new ScriptLeg("SPXW  210104C03800000", -2, 5)),
                  3,
                  OrderPrice.limit(new BigDecimal("-62.50")),
                  TimeInForce.GTC),
              new ScriptEntry.Close(2, 11, Instant.parse("2021-01-04T20:45:00Z"), Optional.empty()),
              new ScriptEntry.Close(
                  3, 12, Instant.parse("2021-01-04T20:46:00.500Z"), Optional.of(CALL)));
    }

    @Test
    void needsOnlyInstantAndLegs() {
      OrderScript script =
          yaml("- at: 2021-01-04T15:00:00Z", "  legs: [{contract: SPY, ratio: +100}]");

      assertThat(trade(script).quantity()).isEqualTo(1);
      assertThat(trade(script).price()).isEqualTo(OrderPrice.market());
      assertThat(trade(script).timeInForce()).isEqualTo(TimeInForce.DAY);
      assertThat(trade(script).legs()).containsExactly(new ScriptLeg("SPY", 100, 2));
    }

    @Test
    void takesALimitForALimitOrder() {
      OrderScript script =
          yaml(
              "- at: 2021-01-04T15:00:00Z",
              "  legs: [{contract: SPY, ratio: 1}]",
              "  limit: 0.10000");

      assertThat(trade(script).price()).isEqualTo(OrderPrice.limit(new BigDecimal("0.10000")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ON", "Y", "N", "NO", "TRUE", "OFF", "NULL", "E", "T", "BRK.B", "ALL"})
    void leavesTickersThatLookLikeSomethingElse(String ticker) {
      OrderScript script =
          yaml(
              "- at: 2021-01-04T15:00:00Z",
              "  legs: [{contract: \"" + ticker + "\", ratio: 1}]",
              "- at: 2021-01-04T15:00:00Z",
              "  close: '" + ticker + "'");

      assertThat(trade(script).legs().get(0).symbol()).isEqualTo(ticker);
      assertThat(((ScriptEntry.Close) script.entries().get(1)).symbol()).contains(ticker);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ON", "Y", "N", "NO", "TRUE", "OFF", "E", "T", "ALL"})
    void leavesSuchTickersWithoutQuotesToo(String ticker) {
      OrderScript script =
          yaml("- at: 2021-01-04T15:00:00Z", "  legs: [{contract: " + ticker + ", ratio: 1}]");

      assertThat(trade(script).legs().get(0).symbol()).isEqualTo(ticker);
    }
  }

  @Nested
  class Json {

    @Test
    void isReadByTheEndingOfTheName(@TempDir Path directory) throws Exception {
      Path file =
          Files.writeString(
              directory.resolve("orders.json"),
              """
              [
              \t{"at": "2021-01-04T15:00:00Z",
              \t "legs": [{"contract": "SPXW  210104C03700000", "ratio": -1}],
              \t "quantity": 2, "limit": -0.05}
              ]
              """);

      OrderScript script = OrderScript.read(file);

      assertThat(script.name()).endsWith("orders.json");
      assertThat(trade(script).legs()).containsExactly(new ScriptLeg(CALL, -1, 3));
      assertThat(trade(script).quantity()).isEqualTo(2);
      assertThat(trade(script).price()).isEqualTo(OrderPrice.limit(new BigDecimal("-0.05")));
    }

    @Test
    void isReadAsYamlToo() {
      OrderScript script = yaml("[{\"at\": \"2021-01-04T15:00:00Z\", \"close\": \"all\"}]");

      assertThat(script.entries())
          .containsExactly(new ScriptEntry.Close(1, 1, TEN, Optional.empty()));
    }

    @Test
    void withWrongSyntaxIsRefusedWithItsLine() {
      assertThatThrownBy(() -> OrderScript.parse("orders.json", "[\n{\"at\": }\n]"))
          .isInstanceOf(InvalidFileException.class)
          .hasMessageStartingWith("orders.json: line 2: ");
    }
  }

  @Nested
  class Problems {

    @Test
    void areListedAllAtOnceWithLineAndValue() {
      assertThat(
              problems(
                  "- at: 2021-01-04T15:00:00",
                  "  legs:",
                  "    - {contract: SPXW  210104X03700000, ratio: 0}",
                  "    - {ratio: 1.5}",
                  "  quantity: -1",
                  "  type: stop",
                  "  tif: day",
                  "  note: hello",
                  "- close: all",
                  "- at: tomorrow",
                  "  close: spy"))
          .containsExactly(
              "line 8: entry 1: unknown key 'note'; known are at, legs, quantity, type, limit, tif",
              "line 1: entry 1: at must be an instant such as 2014-06-05T14:31:00Z:"
                  + " '2021-01-04T15:00:00'",
              "line 3: entry 1, leg 1: contract must be an OCC symbol such as"
                  + " 'SPXW  210104C03700000' or the ticker of a stock: 'SPXW  210104X03700000'",
              "line 3: entry 1, leg 1: ratio must be a whole number other than 0 (positive buys,"
                  + " negative sells): '0'",
              "line 4: entry 1, leg 2: key 'contract' is missing; it must be an OCC symbol such as"
                  + " 'SPXW  210104C03700000' or the ticker of a stock",
              "line 4: entry 1, leg 2: ratio must be a whole number other than 0 (positive buys,"
                  + " negative sells): '1.5'",
              "line 5: entry 1: quantity must be a whole number above 0: '-1'",
              "line 6: entry 1: type must be market or limit: 'stop'",
              "line 7: entry 1: tif must be DAY, GTC or IOC: 'day'",
              "line 9: entry 2: key 'at' is missing; it must be an instant such as"
                  + " 2014-06-05T14:31:00Z",
              "line 10: entry 3: at must be an instant such as 2014-06-05T14:31:00Z: 'tomorrow'",
              "line 11: entry 3: close must be all, or an OCC symbol such as"
                  + " 'SPXW  210104C03700000' or the ticker of a stock: 'spy'");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "legs: []|legs must be a list of at least one leg",
          "legs: SPY|legs must be a list of at least one leg",
          "legs: [SPY]|must have the keys contract and ratio, not 'SPY'",
          "legs: [{contract: SPY, ratio: 1}, {contract: SPY, ratio: 2}]|contract SPY is in another leg",
          "legs: [{contract: SPY, ratio: 1, side: buy}]|unknown key 'side'; known are contract, ratio",
          "legs: [{contract: SPY, ratio: 1}], close: all|must have either legs or close, not both",
          "quantity: 1|must have either legs or close",
          "legs: [{contract: SPY, ratio: 1}], limit: |limit must be a net price with at most 9 decimals (positive pays, negative receives): nothing",
          "legs: [{contract: SPY, ratio: 1}], limit: 1e5|'1e5'",
          "legs: [{contract: SPY, ratio: 1}], limit: .nan|'.nan'",
          "legs: [{contract: SPY, ratio: 1}], type: limit|an order of type limit must have a limit",
          "legs: [{contract: SPY, ratio: 1}], type: market, limit: 1|of type market must not have a limit",
          "legs: [{contract: SPY, ratio: 1}], quantity: 99999999999|quantity must be a whole number above 0",
          "legs: [{contract: SPY, ratio: 999999}], quantity: 999999|quantity times ratio must be at most 100000000",
          "legs: [{contract: SPY, ratio: 1}], quantity: 1, quantity: 2|key 'quantity' is there twice",
        })
    void ofOneEntryAreClear(String keys, String message) {
      assertThat(problems("- {at: 2021-01-04T15:00:00Z, " + keys + "}"))
          .singleElement()
          .asString()
          .startsWith("line 1: entry 1")
          .contains(message);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "''|must be a list of at least one entry",
          "'[]'|not an empty one",
          "orders: 1|not keys with values",
          "hello|not 'hello'",
          "- hello|entry 1: must have keys with values, not 'hello'",
          "'- [1, 2]'|entry 1: must have keys with values, not a list",
        })
    void ofTheWholeFileAreClear(String text, String message) {
      assertThat(problems(text)).singleElement().asString().contains(message);
    }

    @Test
    void ofSyntaxAreLocated() {
      assertThat(problems("- at: 2021-01-04T15:00:00Z", "  close: [all"))
          .singleElement()
          .asString()
          .startsWith("line ");
    }

    @Test
    void ofReadingNameTheFile(@TempDir Path directory) throws Exception {
      Path missing = directory.resolve("missing.yaml");
      Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1});

      assertThatThrownBy(() -> OrderScript.read(missing))
          .isInstanceOf(InvalidFileException.class)
          .hasMessageContaining("missing.yaml: cannot be read");
      assertThatThrownBy(() -> OrderScript.read(binary))
          .isInstanceOf(InvalidFileException.class)
          .hasMessageContaining("must be UTF-8 text");
    }

    @Test
    void ofASecondDocumentAreFound() {
      assertThat(problems("- {at: 2021-01-04T15:00:00Z, close: all}", "---", "- more"))
          .singleElement()
          .asString()
          .contains("one document only");
    }
  }

  @Nested
  class CheckAgainstData {

    private final AssetTable assets = new AssetTable();
    private final Instant first = Instant.parse("2021-01-04T14:31:00Z");
    private final Instant last = Instant.parse("2021-01-05T21:15:00Z");

    CheckAgainstData() {
      for (String symbol : new String[] {CALL, "SPXW210104C03800000", "SPXW210106P03600000"}) {
        OptionContract contract = OptionContract.parse(symbol);
        assets.idOf(contract);
      }
      assets.idOf(new Underlying("TWX"));
    }

    private List<String> check(String... lines) {
      return yaml(lines).check(assets, first, last).stream().map(FileProblem::toString).toList();
    }

    @Test
    void acceptsWhatTheDataHave() {
      assertThat(
              check(
                  "- {at: 2021-01-04T14:00:00Z, legs: [{contract: SPXW210104C03700000, ratio: 1}]}",
                  "- {at: 2021-01-05T21:15:00Z, close: TWX}"))
          .isEmpty();
    }

    @Test
    void namesContractsThatTheDataLackAndWhatIsNear() {
      assertThat(
              check(
                  "- at: 2021-01-04T15:00:00Z",
                  "  legs:",
                  "    - {contract: SPXW210104C03705000, ratio: 1}",
                  "    - {contract: SPXW210107C03700000, ratio: 1}",
                  "    - {contract: NDX 210104C03700000, ratio: 1}",
                  "    - {contract: AAPL, ratio: 1}",
                  "- {at: 2021-01-04T15:00:00Z, close: SPXW210104P03700000}"))
          .containsExactly(
              "line 3: entry 1: the data have no SPXW  210104C03705000; nearest strikes of SPXW"
                  + " 2021-01-04 CALL are 3700, 3800",
              "line 4: entry 1: the data have no SPXW  210107C03700000; SPXW expires on 2021-01-06,"
                  + " 2021-01-04",
              "line 5: entry 1: the data have no NDX   210104C03700000; the data have options of"
                  + " SPXW",
              "line 6: entry 1: the data have no AAPL; the data have SPX, TWX",
              "line 7: entry 2: the data have no SPXW  210104P03700000; nearest strikes of SPXW"
                  + " 2021-01-04 PUT are none");
    }

    @Test
    void namesInstantsOutsideTheData() {
      assertThat(
              check(
                  "- {at: 2021-01-03T15:00:00Z, close: all}",
                  "- {at: 2021-01-05T21:15:01Z, close: all}"))
          .containsExactly(
              "line 1: entry 1: at 2021-01-03T15:00:00Z is before the first date of the data,"
                  + " 2021-01-04",
              "line 2: entry 2: at 2021-01-05T21:15:01Z is after the end of the data,"
                  + " 2021-01-05T21:15:00Z");
    }

    @Test
    void namesIndicesThatAreToBeTraded() {
      assertThat(check("- {at: 2021-01-04T15:00:00Z, legs: [{contract: SPX, ratio: 1}]}"))
          .containsExactly("line 1: entry 1: SPX is an index, which cannot be bought or sold");
    }

    @Test
    void isMadeBeforeAStrategyIsReturned() {
      OrderScript script = yaml("- {at: 2021-01-04T15:00:00Z, close: AAPL}");

      assertThatThrownBy(() -> script.strategy(assets))
          .isInstanceOf(InvalidFileException.class)
          .hasMessageContaining("script.yaml: line 1: entry 1: the data have no AAPL");
    }
  }
}
