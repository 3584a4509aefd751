/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlpacaContractsTest {

  private static final String ROW =
      """
      {"id":"1","symbol":"BRKB231103C00170000","name":"n","status":"active","tradable":true,
       "expiration_date":"2023-11-03","root_symbol":"BRKB","underlying_symbol":"BRK.B",
       "underlying_asset_id":"2","type":"call","style":"american","strike_price":"170","size":"100",
       "open_interest":"237","open_interest_date":"2023-11-02","close_price":"1.35",
       "close_price_date":null}""";

  private final RecordedServer server = RecordedServer.start();
  private final AlpacaContracts contracts =
      AlpacaContracts.of(
          ProviderAccess.at(server.url())
              .withClock(new MovableClock("2026-07-01T00:00:00Z"))
              .withSecrets(SecretSource.none())
              .withHttp(HttpSettings.defaults().withRetries(0)));

  @AfterEach
  void stop() {
    contracts.close();
    server.close();
  }

  @Test
  void numbersAreTextsAndOpenInterestHasItsOwnDate() {
    serve(ROW);

    AlpacaContract row = list().rows().get(0);

    assertThat(row.contract().underlying()).isEqualTo("BRK.B");
    assertThat(row.contract().strike()).isEqualByComparingTo("170");
    assertThat(row.openInterest()).hasValue(237);
    assertThat(row.openInterestDate()).contains(LocalDate.of(2023, 11, 2));
    assertThat(row.close()).contains(new BigDecimal("1.35"));
    assertThat(row.closeDate()).isEmpty();
  }

  @Test
  void partsThatNameDifferentContractsAndAdjustedContractsAreRefused() {
    serve(
        ROW.replace("\"strike_price\":\"170\"", "\"strike_price\":\"175\"")
            + ","
            + ROW.replace("\"type\":\"call\"", "\"type\":\"put\"")
            + ","
            + ROW.replace("\"size\":\"100\"", "\"size\":\"10\"")
            + ","
            + ROW.replace("american", "european")
            + ","
            + ROW.replace("\"237\"", "\"-1\"")
            + ","
            + ROW.replace("2023-11-03", "2023-13-03")
            + ","
            + ROW.replace("\"170\"", "\"1E+999999999\"")
            + ","
            + ROW.replace("BRKB231103C00170000", "BRKB"));

    RowsAnswer<AlpacaContract> answer = list();

    assertThat(answer.rows()).isEmpty();
    assertThat(answer.report().refused())
        .isEqualTo(
            Map.of(
                Refusal.IDENTITY_CLASH, 2,
                Refusal.NON_STANDARD, 2,
                Refusal.MALFORMED, 3,
                Refusal.IMPOSSIBLE_CONTRACT, 1));
  }

  @Test
  void anUnknownContractIsAnError() {
    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class, () -> contracts.contract("AAPL231103C00170000"));

    assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN_SYMBOL);
  }

  @Test
  void theRecordedContractIsWhole(@SharedData("fixtures/alpaca") Path folder) throws IOException {
    server.always(
        "/v2/options/contracts/AAPL231103C00170000",
        200,
        Files.readString(folder.resolve("option_routes-get_option_contract-1.json")));

    RowsAnswer<AlpacaContract> answer = contracts.contract("AAPL231103C00170000");

    assertThat(answer.rows()).hasSize(1);
    assertThat(answer.rows().get(0).openInterest()).as("0 is a count").hasValue(0);
    assertThat(answer.rows().get(0).close()).isEmpty();
    assertThat(answer.report().drifted()).isFalse();
  }

  private RowsAnswer<AlpacaContract> list() {
    return contracts.contracts("BRK.B", LocalDate.of(2023, 12, 31));
  }

  private void serve(String rows) {
    server.always(
        "/v2/options/contracts",
        200,
        "{\"option_contracts\":[" + rows + "],\"next_page_token\":null}");
  }
}
