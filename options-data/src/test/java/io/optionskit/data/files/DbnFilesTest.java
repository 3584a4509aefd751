/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.spi.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbnFilesTest {

  @TempDir Path folder;

  @Test
  void refusesWhatIsNoDbn() throws IOException {
    Path file = Files.writeString(folder.resolve("quotes.dbn"), "this is no such file, not at all");

    assertThatThrownBy(() -> DbnFiles.read(List.of(file), TimeRange.ALL))
        .isInstanceOf(ProviderException.class);
  }

  @Test
  void playsTheRecordedQuotesByTheNamesInTheirHeader() throws IOException {
    Path file = Shared.path("fixtures/databento/OPRA.PILLAR-test_data.cbbo-1m.dbn.zst");
    JsonNode expected = new JsonMapper().readTree(new java.io.File(file + ".expect.json"));
    int withQuote = 0;
    for (JsonNode record : expected.path("records")) {
      withQuote += record.path("bid_px_00").isNull() && record.path("price").isNull() ? 0 : 1;
    }

    FileHistory history = DbnFiles.read(List.of(file), TimeRange.ALL);
    List<String> rows = Played.rows(history);

    assertThat(rows).hasSize(withQuote).isNotEmpty();
    assertThat(rows.get(rows.size() - 1))
        .isEqualTo(
            "2025-02-20T14:33:00Z AAPL  250221C00250000 0.34x62 0.36x79 last 0.34 volume -1"
                + " interest -1");
    assertThat(history.report().rows()).isEqualTo(expected.path("records").size());
    assertThat(history.report().problems()).isEmpty();
  }

  @Test
  void refusesQuotesOfSingleVenuesAndPlaysThoseOfStocks() {
    Path venues = Shared.path("fixtures/databento/OPRA.PILLAR-test_data.mbp-1.dbn.zst");
    Path stock = Shared.path("fixtures/databento/EQUS.MINI-test_data.bbo-1m.dbn.zst");

    FileHistory none = DbnFiles.read(List.of(venues), TimeRange.ALL);
    FileHistory quotes = DbnFiles.read(List.of(stock), TimeRange.ALL);

    assertThat(Played.rows(none)).isEmpty();
    assertThat(none.report().refusals()).isEqualTo(none.report().rows()).isPositive();
    assertThat(Played.rows(quotes)).isNotEmpty();
    assertThat(quotes.report().refusals()).isZero();
  }
}
