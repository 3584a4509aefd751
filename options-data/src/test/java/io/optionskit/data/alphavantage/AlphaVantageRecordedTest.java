/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alphavantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.Secret;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Recorded rows and errors, served again; counted a second time from the text. */
class AlphaVantageRecordedTest {

  @Test
  void theChainOfAnExpiryDayHasTheRowsAndGapsOfItsText(
      @SharedData("fixtures/alpha_vantage") Path folder) throws IOException {
    JsonNode rows =
        new ObjectMapper()
            .readTree(folder.resolve("historical_options-SPY-0dte.json").toFile())
            .get("data");
    int withoutBid = 0;
    int ofExpiryDay = 0;
    for (JsonNode row : rows) {
      withoutBid += Double.parseDouble(row.get("bid").asText()) == 0 ? 1 : 0;
      ofExpiryDay += row.get("date").asText().equals(row.get("expiration").asText()) ? 1 : 0;
    }

    try (RecordedServer server = RecordedServer.start().folder(folder);
        AlphaVantageMarket market = market(server)) {
      ChainAnswer answer = market.answerOf("SPY", LocalDate.of(2025, 9, 12));

      assertThat(answer.chain().size()).isEqualTo(rows.size()).isEqualTo(4);
      assertThat(answer.report().refused()).isEmpty();
      assertThat(answer.report().drifted()).isFalse();
      assertThat(answer.report().missing().get(QuoteField.BID)).isEqualTo(withoutBid).isEqualTo(2);
      assertThat(answer.report().issues()).hasSize(ofExpiryDay).hasSize(4);
      assertThat(answer.report().issues().values())
          .allMatch(Set.of(QuoteIssue.IV_PLACEHOLDER)::equals);
      assertThat(market.answerOf("SPY", LocalDate.of(2026, 4, 25)).chain().size()).isZero();
    }
  }

  @Test
  void recordedRefusalsSayWhatIsWrong(@SharedData("fixtures/alpha_vantage") Path folder)
      throws IOException {
    assertFails(folder.resolve("http200-error-apikey.json"), Reason.NOT_ENTITLED);
    assertFails(folder.resolve("http200-information-rate.json"), Reason.RATE_LIMITED);
    assertFails(folder.resolve("symbol_search.json"), Reason.SCHEMA_CHANGED);
    assertFails(folder.resolve("mock_time_series_extended.csv"), Reason.SCHEMA_CHANGED);
  }

  private static void assertFails(Path body, Reason reason) throws IOException {
    try (RecordedServer server =
            RecordedServer.start().always("/query", 200, Files.readString(body));
        AlphaVantageMarket market = market(server)) {
      assertThatExceptionOfType(ProviderException.class)
          .isThrownBy(() -> market.answerOf("IBM", LocalDate.of(2025, 9, 12)))
          .matches(e -> e.reason() == reason, reason.toString());
    }
  }

  private static AlphaVantageMarket market(RecordedServer server) {
    return AlphaVantageMarket.of(
        ProviderAccess.at(server.url())
            .withClock(new MovableClock("2026-11-20T22:00:00Z"))
            .withSecrets(name -> Optional.of(Secret.of("any key"))));
  }
}
