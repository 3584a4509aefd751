/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tradingeconomics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.CalendarEvent.Timing;
import io.optionskit.spi.Secret;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Entries and messages that a real server sent; counted a second time from the text. */
class EconomicCalendarRecordedTest {

  @Test
  void theRecordedCalendarHasTheEntriesAndFiguresOfItsText(
      @SharedData("fixtures/tradingeconomics") Path folder) throws IOException {
    JsonNode rows =
        new ObjectMapper().readTree(folder.resolve("calendar-country-All-2023-A.json").toFile());
    int withActual = 0;
    for (JsonNode row : rows) {
      withActual += row.get("Actual").asText().isEmpty() ? 0 : 1;
    }
    try (RecordedServer server = RecordedServer.start().folder(folder);
        EconomicCalendar calendar =
            EconomicCalendar.of(
                    ProviderAccess.at(server.url())
                        .withClock(new MovableClock("2026-11-20T22:00:00Z"))
                        .withSecrets(name -> Optional.of(Secret.of("any key"))))
                .ofCountry("All")) {
      CalendarAnswer answer = calendar.releases(LocalDate.of(2023, 1, 1), LocalDate.of(2023, 6, 6));

      assertThat(answer.releases()).hasSize(rows.size()).hasSize(5);
      assertThat(answer.refused()).isEmpty();
      assertThat(answer.drifted()).isFalse();
      assertThat(answer.releases().stream().filter(release -> release.actual().isPresent()))
          .hasSize(withActual)
          .hasSize(4);
      assertThat(answer.releases().stream().filter(EconomicRelease::isHoliday)).hasSize(1);
      EconomicRelease trade =
          answer.releases().stream()
              .filter(release -> release.id().equals("315213"))
              .findFirst()
              .orElseThrow();
      assertThat(trade.actual()).contains(new Figure(new BigDecimal("-1802000000"), "", "£"));
      assertThat(trade.knownAt()).isEqualTo("2023-01-13T07:10:15.913Z");
      assertThat(
              calendar.events(
                  LocalDate.of(2023, 1, 1),
                  LocalDate.of(2023, 6, 5),
                  Instant.parse("2023-01-13T07:05:00Z")))
          .as("one holiday, and the entry whose last version is older than that instant")
          .extracting(event -> event.timing())
          .containsExactly(Timing.ALL_DAY, Timing.BEFORE_OPEN);
    }
  }

  @Test
  void recordedMessagesOfTheStreamAreEntries(@SharedData("fixtures/tradingeconomics") Path folder)
      throws IOException {
    Instant receivedAt = Instant.parse("2020-03-20T14:00:05Z");
    for (int number : new int[] {1, 2, 6}) {
      CalendarAnswer answer =
          EconomicCalendar.read(
              Files.readString(folder.resolve("live-calendar-" + number + ".json")), receivedAt);

      assertThat(answer.releases()).hasSize(1);
      assertThat(answer.refused()).isEmpty();
      assertThat(answer.drifted()).isFalse();
      if (number == 6) {
        assertThat(answer.releases().get(0).actual())
            .contains(new Figure(new BigDecimal("5770000"), "", ""));
      }
    }
  }
}
