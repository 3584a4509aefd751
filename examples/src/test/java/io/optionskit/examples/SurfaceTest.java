/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurfaceTest {

  private static final String HEADER =
      "quote_time,underlying,root,expiration,strike,right,bid,ask,underlying_price\n";
  private static final String FIRST = "2026-01-05T20:00:00Z";
  private static final String SECOND = "2026-01-06T20:00:00Z";
  private static final double FORWARD = 4000;
  private static final double DISCOUNT = 0.995;

  @TempDir Path folder;

  @Nested
  class TheFit {

    @Test
    void findsTheForwardsAndTheSmilesThatThePricesWereMadeFrom() throws IOException {
      JsonNode snapshot =
          surface(
                  chain(FIRST, "2026-02-20", 0.18, -0.3)
                      + chain(FIRST, "2026-03-20", 0.2, -0.25)
                      + chain(FIRST, "2026-06-18", 0.22, -0.2))
              .json()
              .at("/snapshots/0");

      assertThat(snapshot.get("underlying").asText()).isEqualTo("SPX");
      assertThat(snapshot.get("isArbitrageFree").asBoolean()).isTrue();
      assertThat(snapshot.get("violationsAfter")).isEmpty();
      assertThat(snapshot.get("rmsError").asDouble()).isLessThan(0.002);
      assertThat(snapshot.get("shareWithinBidAsk").asDouble()).isGreaterThan(0.95);
      assertThat(snapshot.get("expiries")).hasSize(3);
      for (JsonNode expiry : snapshot.get("expiries")) {
        assertThat(expiry.get("forward").asDouble()).isCloseTo(FORWARD, within(0.2));
        assertThat(expiry.get("discountFactor").asDouble()).isCloseTo(DISCOUNT, within(0.001));
        assertThat(expiry.get("forwardSource").asText()).isEqualTo("parity");
        assertThat(expiry.get("parityPairs").asInt()).isGreaterThan(10);
        assertThat(expiry.at("/quoteUses/used").asInt()).isEqualTo(41);
        assertThat(expiry.at("/svi/b").asDouble()).isPositive();
        assertThat(expiry.get("smallestDensityFactor").asDouble()).isNotNegative();
      }
    }

    @Test
    void tellsTheArbitrageOfTheQuotesAndLeavesNone() throws IOException {
      JsonNode snapshot =
          surface(chain(FIRST, "2026-02-20", 0.4, -0.3) + chain(FIRST, "2026-03-20", 0.2, -0.3))
              .json()
              .at("/snapshots/0");

      assertThat(snapshot.get("violationsBefore").toString())
          .contains("\"kind\":\"calendar\",\"expiry\":\"SPXW 2026-03-20\"");
      assertThat(snapshot.get("violationsAfter")).isEmpty();
      assertThat(snapshot.get("isArbitrageFree").asBoolean()).isTrue();
      assertThat(snapshot.at("/expiries/1/repair").asText()).isNotEqualTo("none");
    }

    @Test
    void takesOneChainPerDateUnlessAskedOtherwise() throws IOException {
      String quotes =
          chain("2026-01-05T19:00:00Z", "2026-02-20", 0.2, -0.3)
              + chain(FIRST, "2026-02-20", 0.21, -0.3)
              + chain(SECOND, "2026-02-20", 0.22, -0.3);

      assertThat(times(surface(quotes))).containsExactly(FIRST, SECOND);
      assertThat(times(surface(quotes, "--every-instant")))
          .containsExactly("2026-01-05T19:00:00Z", FIRST, SECOND);
      assertThat(times(surface(quotes, "--at", "2026-01-05T19:30:00Z")))
          .containsExactly("2026-01-05T19:00:00Z");
    }

    @Test
    void knowsNothingOfTheDayBefore() throws IOException {
      CommandRun run =
          surface(chain(FIRST, "2026-02-20", 0.2, -0.3) + chain(SECOND, "2026-03-20", 0.2, -0.3));

      assertThat(run.json().at("/snapshots/1/expiries")).hasSize(1);
    }
  }

  @Nested
  class TheFiles {

    @Test
    void areAPageThatNeedsNothingElseAndTheNumbersBehindIt() throws IOException {
      CommandRun run = surface(chain(FIRST, "2026-02-20", 0.2, -0.3));

      String page = Files.readString(folder.resolve("out/surface.html"));
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(page)
          .startsWith("<!DOCTYPE html>")
          .contains("Volatility surface of SPX", "SPXW 2026-02-20", "<svg", "Term structure")
          .doesNotContain("<script", "http", "src=", "NaN", "Infinity", "url(");
      assertThat(Files.readString(folder.resolve("out/surface.json")).strip())
          .isEqualTo(run.out().strip());
      List<String> quotes = Files.readAllLines(folder.resolve("out/quotes.csv"));
      assertThat(quotes).hasSize(42);
      assertThat(quotes.get(0)).startsWith("quote_time,underlying,expiry,years,forward,strike,");
      assertThat(quotes.get(1)).startsWith(FIRST + ",SPX,SPXW 2026-02-20,").endsWith(",used");
    }

    @Test
    void areTheSameEveryTime() throws IOException {
      String quotes = chain(FIRST, "2026-02-20", 0.2, -0.3) + chain(FIRST, "2026-03-20", 0.2, 0.1);

      surface(quotes);
      byte[] once = Files.readAllBytes(folder.resolve("out/surface.html"));
      surface(quotes);

      assertThat(Files.readAllBytes(folder.resolve("out/surface.html"))).isEqualTo(once);
    }

    @Test
    void ofASimulatedMarketSaySo() throws IOException {
      CommandRun run =
          CommandRun.of(
              "surface",
              "--in=sim:7",
              "--symbol=SPY",
              "--at=2025-01-06T18:00:00Z",
              "--out",
              folder.resolve("out").toString());

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains("SPY: ").contains("violations ");
      assertThat(Files.readString(folder.resolve("out/surface.html"))).contains("SIMULATED MARKET");
    }
  }

  @Nested
  class Failures {

    @Test
    void listAllThatIsWrongWithTheOptions() {
      CommandRun run =
          CommandRun.of(
              "surface",
              "--in=/nowhere",
              "--out",
              folder.resolve("out").toString(),
              "--at=noon",
              "--model=spline",
              "--clock=sundial",
              "--rate=5%");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains("--in: '/nowhere' does not exist")
          .contains("--at: ")
          .contains("--model: must be one of svi, essvi, ssvi: spline")
          .contains("--clock: must be one of calendar, trading: sundial")
          .contains("--rate: must be a fraction from -1 to 1, such as 0.045: 5%")
          .doesNotContain("\tat ");
    }

    @Test
    void sayThatThereIsNoChain() throws IOException {
      CommandRun run = surface(chain(FIRST, "2026-02-20", 0.2, -0.3), "--symbol=SPY");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.json().at("/error/message").asText())
          .contains("there is no chain to fit in")
          .contains(" of SPY: ");
      assertThat(folder.resolve("out/surface.html")).doesNotExist();
    }
  }

  private CommandRun surface(String rows, String... more) throws IOException {
    Path in = Files.writeString(folder.resolve("quotes.csv"), HEADER + rows);
    List<String> args = new ArrayList<>(List.of("surface", "--json", "--in", in.toString()));
    args.addAll(List.of("--out", folder.resolve("out").toString()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static List<String> times(CommandRun run) {
    List<String> times = new ArrayList<>();
    run.json().get("snapshots").forEach(each -> times.add(each.get("time").asText()));
    return times;
  }

  /** Quotes of European options on a smile that is a parabola in log-moneyness. */
  private static String chain(String time, String expiration, double level, double skew) {
    Instant settlesAt = Instant.parse(expiration + "T21:00:00Z");
    if (LocalDate.parse(expiration).isAfter(LocalDate.of(2026, 3, 7))) {
      settlesAt = settlesAt.minus(Duration.ofHours(1));
    }
    double years =
        Duration.between(Instant.parse(time), settlesAt).toSeconds() / (365.0 * 24 * 3600);
    StringBuilder rows = new StringBuilder();
    for (int strike = 3500; strike <= 4500; strike += 25) {
      double k = Math.log(strike / FORWARD);
      double volatility = level + skew * k + 0.4 * k * k;
      for (OptionType type : OptionType.values()) {
        double value = Black76.value(type, FORWARD, strike, years, DISCOUNT, volatility);
        rows.append(time).append(",SPX,SPXW,").append(expiration).append(',').append(strike);
        rows.append(',').append(type.code()).append(',').append(Math.max(0.01, value - 0.2));
        rows.append(',').append(value + 0.2).append(",3990\n");
      }
    }
    return rows.toString();
  }
}
