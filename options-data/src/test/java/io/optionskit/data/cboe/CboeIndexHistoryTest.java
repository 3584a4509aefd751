/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cboe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.optionskit.contract.Underlying;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.Bar;
import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.ProviderException;
import io.optionskit.time.TradingCalendar;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CboeIndexHistoryTest {

  private static final String PATH = "/api/global/us_indices/daily_prices/VIX_History.csv";
  private static final Duration DAY = Duration.ofDays(1);
  private static final Underlying VIX = new Underlying("VIX");

  private RecordedServer server;
  private CboeMarket market;

  @BeforeEach
  void start() {
    server = RecordedServer.start();
    market =
        CboeMarket.of(
            ProviderAccess.at(server.url())
                .withClock(new MovableClock("2023-08-26T03:17:42Z"))
                .withHttp(HttpSettings.defaults().withRetries(0)));
  }

  @AfterEach
  void stop() {
    market.close();
    server.close();
  }

  @Test
  void givesBarsOfTheRegularHours() {
    serve(
        "DATE,OPEN,HIGH,LOW,CLOSE\n08/23/2023,16.64,17.10,15.91,15.98\n"
            + "08/24/2023,15.57,17.32,15.48,17.20\n08/25/2023,17.21,17.36,15.45,15.68\n");

    List<Bar> bars =
        market.bars(
            VIX, DAY, Instant.parse("2023-08-23T20:00:00Z"), Instant.parse("2023-08-25T20:00:00Z"));

    assertThat(bars)
        .containsExactly(
            new Bar(
                VIX,
                Instant.parse("2023-08-24T13:30:00Z"),
                Instant.parse("2023-08-24T20:00:00Z"),
                15.57,
                17.32,
                15.48,
                17.20,
                -1),
            new Bar(
                VIX,
                Instant.parse("2023-08-25T13:30:00Z"),
                Instant.parse("2023-08-25T20:00:00Z"),
                17.21,
                17.36,
                15.45,
                15.68,
                -1));
  }

  @Test
  void givesTheClosesAsASeriesKnownAtTheEndOfTheirDay() {
    serve("DATE,OPEN,HIGH,LOW,CLOSE\n01/02/1990,17.24,17.24,17.24,17.240000\n01/03/1990,1,1,1,1\n");

    assertThat(
            market.observations(
                "VIX",
                LocalDate.of(1990, 1, 1),
                LocalDate.of(1990, 12, 31),
                LocalDate.of(1990, 1, 2)))
        .containsExactly(
            new SeriesPoint(
                LocalDate.of(1990, 1, 2), LocalDate.of(1990, 1, 2), new BigDecimal("17.240000")));
  }

  @Test
  void readsAnIndexOfOneValueAsASeriesOnly() {
    server.always(
        "/api/global/us_indices/daily_prices/VVIX_History.csv",
        200,
        "DATE,VVIX\n06/06/2006,71.73\n");

    assertThat(
            market.observations(
                "VVIX",
                LocalDate.of(2006, 1, 1),
                LocalDate.of(2007, 1, 1),
                LocalDate.of(2007, 1, 1)))
        .hasSize(1);
    assertThatThrownBy(
            () ->
                market.bars(
                    new Underlying("VVIX"),
                    DAY,
                    Instant.EPOCH,
                    Instant.parse("2023-01-01T00:00:00Z")))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("ask for the series");
  }

  @Test
  void refusesRowsThatAreNoBars() {
    serve(
        "DATE,OPEN,HIGH,LOW,CLOSE\n08/23/2023,16,15,17,16\n08/24/2023,15,x,15,15\n"
            + "02/30/2023,1,1,1,1\n08/25/2023,17,18,16,17\n08/25/2023,17,18,16,17\n08/26/2023,1,1\n");

    RowsAnswer<Bar> answer =
        market.barsAnswer(
            VIX, DAY, Instant.parse("2023-08-20T20:00:00Z"), Instant.parse("2023-08-26T20:00:00Z"));

    assertThat(answer.rows()).hasSize(1);
    assertThat(answer.report().refused())
        .isEqualTo(Map.of(Refusal.MALFORMED, 4, Refusal.LISTED_TWICE, 1));
  }

  @Test
  void tellsAChangedTableAnUnknownIndexAndWhatItDoesNotHave() {
    serve("day,close\n1,2\n");
    server.always("/api/global/us_indices/daily_prices/NONE_History.csv", 403, "no");
    Instant end = Instant.parse("2023-08-26T20:00:00Z");

    assertThatThrownBy(() -> market.bars(VIX, DAY, Instant.EPOCH, end))
        .hasMessageContaining("must have the columns");
    assertThatThrownBy(() -> market.bars(new Underlying("NONE"), DAY, Instant.EPOCH, end))
        .hasMessageContaining("no history of an index NONE");
    assertThatThrownBy(() -> market.bars(VIX, Duration.ofMinutes(1), Instant.EPOCH, end))
        .hasMessageContaining("daily bars of its indices only");
  }

  @Test
  void countsOfTheRecordedHistoryAreThoseOfItsText() throws IOException {
    Path file =
        Path.of(
            System.getProperty("optionskit.shared", "../../shared"),
            "fixtures/cboe/VIX_History-2023-09.csv");
    assumeTrue(Files.exists(file), "there is no " + file);
    List<String> lines = Files.readAllLines(file);
    serve(Files.readString(file));

    List<SeriesPoint> points =
        market.observations(
            "VIX",
            LocalDate.of(1990, 1, 1),
            LocalDate.of(2023, 12, 31),
            LocalDate.of(2023, 12, 31));
    RowsAnswer<Bar> bars =
        market.barsAnswer(
            VIX, DAY, Instant.parse("2006-01-01T00:00:00Z"), Instant.parse("2023-12-31T00:00:00Z"));

    assertThat(points).hasSize(lines.size() - 1);
    assertThat(points.get(points.size() - 1).value()).isEqualByComparingTo("15.68");
    assertThat(bars.report().rows())
        .isEqualTo(
            (int)
                lines.stream()
                    .skip(1)
                    .filter(line -> Integer.parseInt(line.substring(6, 10)) >= 2006)
                    .count());
    assertThat(bars.report().refused())
        .as("one bar whose low is above its close, and holidays with a session overnight")
        .isEqualTo(
            Map.of(
                Refusal.MALFORMED,
                (int)
                    lines.stream()
                        .skip(1)
                        .filter(line -> Integer.parseInt(line.substring(6, 10)) >= 2006)
                        .filter(line -> !isPossible(line.split(",")))
                        .count()));
  }

  private static boolean isPossible(String[] cells) {
    double[] price = new double[5];
    for (int i = 1; i < 5; i++) {
      price[i] = Double.parseDouble(cells[i]);
    }
    String[] date = cells[0].split("/");
    return price[2] >= Math.max(price[1], price[4])
        && price[3] <= Math.min(price[1], price[4])
        && TradingCalendar.usOptions()
            .isTradingDay(LocalDate.parse(date[2] + "-" + date[0] + "-" + date[1]));
  }

  private void serve(String table) {
    server.always(PATH, 200, table);
  }
}
