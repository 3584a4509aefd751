/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cboe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.QuoteField;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Answers that a real server gave, served again; counted a second time from the text. */
class CboeRecordedTest {

  @Test
  void theChainOfRutHasTheContractsAndGapsThatItsBodyHas(@SharedData("fixtures/cboe") Path folder)
      throws IOException {
    ChainAnswer answer = answer(folder, "RUT");
    JsonNode rows =
        new ObjectMapper()
            .readTree(folder.resolve("delayed_quotes-RUT-2023-09-20-A.json").toFile())
            .at("/data/options");
    Map<QuoteField, Integer> missing = new LinkedHashMap<>();
    missing.put(QuoteField.BID, count(rows, row -> row.get("bid").asDouble() == 0));
    missing.put(QuoteField.ASK, count(rows, row -> row.get("ask").asDouble() == 0));
    missing.put(QuoteField.LAST, count(rows, row -> row.get("last_trade_price").asDouble() == 0));
    missing.put(QuoteField.IMPLIED_VOLATILITY, count(rows, row -> row.get("iv").asDouble() == 0));

    assertThat(answer.report().rows()).isEqualTo(rows.size()).isEqualTo(3660);
    assertThat(answer.report().refused()).isEmpty();
    assertThat(answer.report().drifted()).isFalse();
    missing.forEach(
        (field, expected) ->
            assertThat(answer.report().missing().getOrDefault(field, 0))
                .as(field.toString())
                .isEqualTo(expected));
    assertThat(answer.chain().expiries()).hasSize(13);
    assertThat(answer.chain().spot()).hasValue(1806.1193);
  }

  @Test
  void theOlderFormHasNoQuotesAndSaysSo(@SharedData("fixtures/cboe") Path folder) {
    ChainAnswer answer = answer(folder, "SPY");

    assertThat(answer.chain().size()).isGreaterThan(500);
    assertThat(answer.report().refused()).isEmpty();
    assertThat(answer.report().drifted()).isFalse();
    assertThat(answer.report().missing().get(QuoteField.BID)).isEqualTo(answer.chain().size());
  }

  @Test
  void theIndexWithAnUnderscoreIsFound(@SharedData("fixtures/cboe") Path folder) {
    assertThat(answer(folder, "SPX").chain().size()).isEqualTo(1);
  }

  private static ChainAnswer answer(Path folder, String symbol) {
    MovableClock clock = new MovableClock("2024-11-21T02:00:00Z");
    try (RecordedServer server = RecordedServer.start().folder(folder);
        CboeMarket market = CboeMarket.of(ProviderAccess.at(server.url()).withClock(clock))) {
      return market.answer(symbol);
    }
  }

  private static int count(JsonNode rows, Predicate<JsonNode> condition) {
    int count = 0;
    for (JsonNode row : rows) {
      count += condition.test(row) ? 1 : 0;
    }
    return count;
  }
}
