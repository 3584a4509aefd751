/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.fred;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.Secret;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers that a real server gave; counted a second time from the text. */
class FredRecordedTest {

  private static final LocalDate LONG_AGO = LocalDate.of(1900, 1, 1);
  private static final LocalDate NOW = LocalDate.of(2026, 11, 20);

  @Test
  void theTablesOfGraphsHaveTheValuesAndGapsOfTheirText(@SharedData("fixtures/fred") Path folder)
      throws IOException {
    counts(folder, "fredgraph-DGS10-DATE-header.csv", "DGS10", 15_999, 682);
    counts(folder, "fredgraph-DGS3MO-DATE-header-dot-missing-2018.csv", "DGS3MO", 9429, 391);
    counts(folder, "fredgraph-DGS3MO-DATE-header-dot-missing.csv", "DGS3MO", 10_780, 446);
  }

  @Test
  void theObservationsHaveTheValuesAndGapsOfTheirText(@SharedData("fixtures/fred") Path folder)
      throws IOException {
    LocalDate from = LocalDate.of(2022, 1, 1);
    LocalDate to = LocalDate.of(2022, 6, 30);
    JsonNode rows =
        new ObjectMapper()
            .readTree(folder.resolve("observations-DGS3MO-2022-01-01.json").toFile())
            .get("observations");
    int without = 0;
    for (JsonNode row : rows) {
      without += row.get("value").asText().equals(".") ? 1 : 0;
    }
    try (RecordedServer server =
            RecordedServer.start()
                .always(
                    "/fred/series/observations",
                    200,
                    Files.readString(folder.resolve("observations-DGS3MO-2022-01-01.json")));
        FredSeries series =
            FredSeries.of(
                ProviderAccess.at(server.url())
                    .withClock(new MovableClock("2026-11-20T22:00:00Z"))
                    .withSecrets(name -> Optional.of(Secret.of("any key"))))) {
      SeriesAnswer answer = series.answer("DGS3MO", from, to, NOW);

      assertThat(answer.points()).hasSize(rows.size() - without).hasSize(124);
      assertThat(answer.withoutValue()).hasSize(without).contains(LocalDate.of(2022, 1, 17));
      assertThat(answer.drifted()).isFalse();
      assertThat(series.observations("DGS3MO", from, to, LocalDate.of(2023, 5, 4)))
          .as("the body says of its values that they were known on 2023-05-05")
          .isEmpty();
    }
  }

  private static void counts(Path folder, String name, String series, int rows, int without)
      throws IOException {
    List<String> lines =
        Files.readAllLines(folder.resolve(name)).stream().filter(line -> !line.isBlank()).toList();
    long dots = lines.stream().filter(line -> line.endsWith(",.") || line.endsWith(",")).count();
    try (RecordedServer server =
            RecordedServer.start()
                .always("/graph/fredgraph.csv", 200, Files.readString(folder.resolve(name)));
        FredGraph graph =
            FredGraph.of(
                ProviderAccess.at(server.url())
                    .withClock(new MovableClock("2026-11-20T22:00:00Z")))) {
      SeriesAnswer answer = graph.answer(series, LONG_AGO, NOW, NOW);

      assertThat(answer.refused()).isEmpty();
      assertThat(answer.points().size() + answer.withoutValue().size())
          .as(name)
          .isEqualTo(lines.size() - 1)
          .isEqualTo(rows);
      assertThat(answer.withoutValue()).as(name).hasSize((int) dots).hasSize(without);
      assertThat(answer.points().get(0).value())
          .isEqualTo(new BigDecimal(lines.get(1).split(",")[1]));
      assertThat(graph.withReleaseAfter(1).observations(series, LONG_AGO, NOW, NOW))
          .hasSameSizeAs(answer.points());
    }
  }
}
