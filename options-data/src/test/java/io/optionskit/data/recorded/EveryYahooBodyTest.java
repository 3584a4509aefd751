/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.contract.Underlying;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.yahoo.EarningsResult;
import io.optionskit.data.yahoo.YahooEvents;
import io.optionskit.data.yahoo.YahooMarket;
import io.optionskit.market.Bar;
import io.optionskit.market.CalendarEvent;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.testkit.SharedData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every body of Yahoo that is read, counted a second time from the text. */
class EveryYahooBodyTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Set<String> AROUND_THE_CLOCK =
      Set.of("CRYPTOCURRENCY", "CURRENCY", "FUTURE");

  @Test
  void chains(@SharedData("fixtures") Path fixtures) {
    int contracts = 0;
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.YAHOO_CHAIN)) {
      JsonNode result = body.json().at("/optionChain/result/0");
      JsonNode listed = result.at("/options/0");
      Counts expected = new Counts();
      for (String side : List.of("calls", "puts")) {
        for (JsonNode row : listed.path(side)) {
          String symbol = row.path("contractSymbol").asText();
          if (expected.row(symbol, isWhole(row, listed, side))) {
            double volatility = number(row, "impliedVolatility");
            boolean isPlaceholder = volatility <= 1.1e-5;
            expected.values(
                number(row, "bid"),
                number(row, "ask"),
                number(row, "lastPrice"),
                isPlaceholder ? Double.NaN : volatility);
            expected.add("placeholders", isPlaceholder);
          }
        }
      }
      TreeSet<LocalDate> expiries = new TreeSet<>();
      result.path("expirationDates").forEach(date -> expiries.add(utcDate(date.asLong())));
      String symbol = result.path("underlyingSymbol").asText();

      ChainAnswer answer = body.ask(YahooMarket::of, market -> market.answer(symbol));
      List<LocalDate> dates = body.ask(YahooMarket::of, market -> market.expirations(symbol));

      assertThat(Counts.of(answer)).as(body.name()).isEqualTo(expected);
      assertThat(dates).as(body.name()).containsExactlyElementsOf(expiries);
      assertThat(answer.report().drifted()).as(body.name()).isFalse();
      contracts += expected.get("accepted");
    }
    assertThat(contracts).isGreaterThan(1000);
  }

  private static boolean isWhole(JsonNode row, JsonNode listed, String side) {
    String symbol = row.path("contractSymbol").asText();
    int length = symbol.length();
    if (length < 16) {
      return false;
    }
    LocalDate expiry = utcDate(listed.path("expirationDate").asLong());
    String date = expiry.toString().replace("-", "").substring(2);
    double strike = Long.parseLong(symbol.substring(length - 8)) / 1000.0;
    return symbol.startsWith(date, length - 15)
        && symbol.charAt(length - 9) == (side.equals("calls") ? 'C' : 'P')
        && Math.abs(number(row, "strike") - strike) <= 0.0005
        && utcDate((long) number(row, "expiration")).equals(expiry)
        && row.path("contractSize").asText("REGULAR").equals("REGULAR");
  }

  @Test
  void charts(@SharedData("fixtures") Path fixtures) {
    Map<String, Duration> lengths =
        Map.of(
            "1m", Duration.ofMinutes(1),
            "2m", Duration.ofMinutes(2),
            "5m", Duration.ofMinutes(5),
            "15m", Duration.ofMinutes(15),
            "30m", Duration.ofMinutes(30),
            "1h", Duration.ofHours(1),
            "60m", Duration.ofHours(1),
            "1d", Duration.ofDays(1));
    int bars = 0;
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.YAHOO_CHART)) {
      JsonNode root = body.json();
      JsonNode result = root.at("/chart/result/0");
      JsonNode meta = result.path("meta");
      Duration length = lengths.get(meta.path("dataGranularity").asText());
      if (length == null) {
        continue; // of weeks or months, which nobody can ask for
      }
      boolean isDaily = length.equals(Duration.ofDays(1));
      boolean hasSessions =
          meta.path("exchangeTimezoneName").asText().equals("America/New_York")
              && !AROUND_THE_CLOCK.contains(meta.path("instrumentType").asText());
      Set<String> spans = new TreeSet<>();
      for (int i = 0; i < result.path("timestamp").size(); i++) {
        boolean isComplete = true;
        for (String column : List.of("open", "high", "low", "close")) {
          isComplete &= result.at("/indicators/quote/0/" + column + "/" + i).isNumber();
        }
        Instant stamp = Instant.ofEpochSecond(result.at("/timestamp/" + i).asLong());
        if (isComplete) {
          spans.add(
              isDaily && hasSessions
                  ? stamp.atZone(NEW_YORK).toLocalDate().toString()
                  : stamp.toString());
        }
      }
      ((ObjectNode) meta).put("symbol", "XYZ"); // some names are none that can be asked for

      RowsAnswer<Bar> answer =
          body.ask(
              root.toString().getBytes(StandardCharsets.UTF_8),
              YahooMarket::of,
              market ->
                  market.barsAnswer(
                      new Underlying("XYZ"),
                      length,
                      Instant.EPOCH,
                      Instant.parse(RecordedBody.NOW)));

      if (isDaily) {
        assertThat(answer.rows()).as(body.name()).hasSize(spans.size());
      } else {
        assertThat(answer.rows())
            .as("in the session: " + body.name())
            .hasSizeLessThanOrEqualTo(spans.size());
      }
      assertThat(answer.report().refused()).as(body.name()).isEmpty();
      bars += answer.rows().size();
    }
    assertThat(bars).isGreaterThan(20);
  }

  @Test
  void calendarsAndPastEarnings(@SharedData("fixtures") Path fixtures) {
    int dates = 0;
    int quarters = 0;
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.YAHOO_SUMMARY)) {
      JsonNode result = body.json().at("/quoteSummary/result/0");
      String complaint = body.json().at("/quoteSummary/error/description").asText("");
      if (complaint.contains("not found for")) { // of the symbol, not of facts about it
        assertThat(body.refusal(YahooMarket::of, market -> market.results("XYZ")))
            .as(body.name())
            .hasValue(Reason.UNKNOWN_SYMBOL);
        continue;
      }
      if (body.url().contains("calendarEvents")) {
        List<CalendarEvent> events =
            body.ask(
                YahooMarket::of,
                market ->
                    market
                        .events(List.of("XYZ"))
                        .events(
                            LocalDate.of(1901, 1, 1),
                            LocalDate.of(2099, 1, 1),
                            Instant.parse(RecordedBody.NOW)));

        Map<String, Integer> found = new TreeMap<>();
        events.forEach(event -> found.merge(event.type(), 1, Integer::sum));
        assertThat(found).as(body.name()).isEqualTo(events(result.path("calendarEvents")));
        dates += events.size();
      }
      if (body.url().contains("earningsHistory")) {
        List<Double> actual = new ArrayList<>();
        for (JsonNode row : result.at("/earningsHistory/history")) {
          if (!Double.isNaN(number(row, "quarter"))) {
            actual.add(number(row, "epsActual"));
          }
        }

        List<EarningsResult> results = body.ask(YahooMarket::of, market -> market.results("XYZ"));

        assertThat(results)
            .as(body.name())
            .extracting(each -> each.actual().orElse(Double.NaN))
            .containsExactlyInAnyOrderElementsOf(actual);
        quarters += actual.size();
      }
    }
    assertThat(dates).isGreaterThan(20);
    assertThat(quarters).isGreaterThan(40);
  }

  private static Map<String, Integer> events(JsonNode module) {
    Map<String, Integer> events = new TreeMap<>();
    JsonNode earnings = module.path("earnings");
    TreeSet<Long> times = new TreeSet<>();
    earnings.path("earningsDate").forEach(date -> times.add((long) number(date)));
    if (!times.isEmpty()) {
      boolean isEstimate = earnings.path("isEarningsDateEstimate").asBoolean(times.size() > 1);
      LocalDate first = newYorkDate(times.first());
      LocalDate last = newYorkDate(times.last());
      if (times.size() == 1 && !isEstimate) {
        events.put(YahooEvents.EARNINGS, 1);
      } else {
        events.put(YahooEvents.EARNINGS_ESTIMATE, first.equals(last) ? 1 : 2);
      }
    }
    int calls = earnings.path("earningsCallDate").size();
    if (calls > 0) {
      events.put(YahooEvents.EARNINGS_CALL, calls);
    }
    if (!Double.isNaN(number(module, "exDividendDate"))) {
      events.put(YahooEvents.EX_DIVIDEND, 1);
    }
    if (!Double.isNaN(number(module, "dividendDate"))) {
      events.put(YahooEvents.DIVIDEND, 1);
    }
    return events;
  }

  private static LocalDate utcDate(long seconds) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
  }

  private static LocalDate newYorkDate(long seconds) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(seconds), NEW_YORK);
  }

  private static double number(JsonNode parent, String field) {
    return number(parent.path(field));
  }

  /** Returns a number, plain or with the text of people beside it, {@code NaN} if it is missing. */
  private static double number(JsonNode node) {
    JsonNode raw = node.isObject() ? node.path("raw") : node;
    return raw.isNumber() ? raw.doubleValue() : Double.NaN;
  }
}
