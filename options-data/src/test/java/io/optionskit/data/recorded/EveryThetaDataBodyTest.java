/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.thetadata.ThetaMarket;
import io.optionskit.data.thetadata.ThetaPart;
import io.optionskit.data.thetadata.ThetaSettings;
import io.optionskit.data.thetadata.ThetaSettings.Version;
import io.optionskit.market.Bar;
import io.optionskit.testkit.SharedData;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every table of ThetaData of which a chain or bars are made, in each of its formats, counted a
 * second time from the text.
 */
class EveryThetaDataBodyTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final String CONTRACT = "contract";

  /** Parts by the end of the path in version 3; some captures have a line in place of a slash. */
  private static final Map<String, ThetaPart> PARTS =
      Map.of(
          "quote", ThetaPart.QUOTE,
          "open_interest", ThetaPart.OPEN_INTEREST,
          "ohlc", ThetaPart.OHLC,
          "eod", ThetaPart.END_OF_DAY,
          "greeks/implied_volatility", ThetaPart.IMPLIED_VOLATILITY,
          "greeks/first_order", ThetaPart.FIRST_ORDER,
          "greeks/all", ThetaPart.ALL_GREEKS,
          "greeks/eod", ThetaPart.END_OF_DAY_GREEKS);

  @Test
  void chainsOfVersionThree(@SharedData("fixtures") Path fixtures) {
    int chains = 0;
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.THETADATA_CHAIN)) {
      List<Map<String, String>> rows = rows(body);
      String path = body.url().replaceFirst(".*/v3/option/", "").replaceFirst("[? ].*", "");
      ThetaPart part =
          PARTS.get(path.substring(path.indexOf('/') + 1).replace("greeks_", "greeks/"));
      String symbol = underlying(rows.get(0));
      LocalDate expiry = expiry(rows.get(0));
      boolean isDaily = part == ThetaPart.END_OF_DAY || part == ThetaPart.END_OF_DAY_GREEKS;
      List<ChainAnswer> answers =
          body.ask(
              access -> ThetaMarket.of(access, settings(part, isDaily)),
              EveryThetaDataBodyTest::end,
              market -> {
                LocalDate date = date(rows.get(0));
                if (path.startsWith("snapshot")) {
                  return List.of(market.answer(symbol));
                }
                return isDaily
                    ? market.closes(symbol, expiry, date, date, part)
                    : market.history(symbol, expiry, date, Duration.ofMinutes(1), part);
              });

      Map<String, List<Map<String, String>>> byTime = new TreeMap<>();
      for (Map<String, String> row : rows) {
        String time = path.startsWith("snapshot") ? "" : time(row);
        byTime
            .computeIfAbsent(isDaily ? time.substring(0, 10) : time, key -> new ArrayList<>())
            .add(row);
      }
      Counts expected = new Counts();
      for (List<Map<String, String>> one : byTime.values()) {
        expected.next();
        for (Map<String, String> row : one) {
          boolean isAsked =
              underlying(row).equals(symbol)
                  && (path.startsWith("snapshot") || expiry(row).equals(expiry));
          count(row, isAsked, expected);
        }
      }
      assertThat(answers).as(body.name()).hasSize(byTime.size());
      assertThat(Counts.of(answers)).as(body.name()).isEqualTo(expected);
      assertThat(answers).as(body.name()).noneMatch(answer -> answer.report().drifted());
      chains += answers.size();
    }
    assertThat(chains).isGreaterThan(100);
  }

  @Test
  void chainsAtAnInstant(@SharedData("fixtures") Path fixtures) {
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.THETADATA_CHAIN_AT)) {
      List<Map<String, String>> rows = rows(body);
      Counts expected = new Counts();
      rows.forEach(row -> count(row, expiry(row).equals(expiry(rows.get(0))), expected));
      Instant last =
          rows.stream().map(row -> instant(time(row))).max(Instant::compareTo).orElseThrow();

      ChainAnswer answer =
          body.ask(
              ThetaMarket::of,
              EveryThetaDataBodyTest::end,
              market -> market.answerAt(underlying(rows.get(0)), expiry(rows.get(0)), last));

      assertThat(Counts.of(answer)).as(body.name()).isEqualTo(expected);
      assertThat(answer.report().drifted()).as(body.name()).isFalse();
    }
  }

  @Test
  void chainsOfVersionTwo(@SharedData("fixtures") Path fixtures) {
    Map<String, ThetaPart> parts =
        Map.of(
            "quote", ThetaPart.QUOTE,
            "open_interest", ThetaPart.OPEN_INTEREST,
            "ohlc", ThetaPart.OHLC,
            "greeks", ThetaPart.FIRST_ORDER,
            "all_greeks", ThetaPart.ALL_GREEKS);
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.THETADATA_BULK)) {
      ThetaPart part = parts.get(body.ticker());
      JsonNode root = body.json();
      Counts expected = new Counts();
      String symbol = root.at("/response/0/contract/root").asText();
      for (JsonNode listed : root.path("response")) {
        for (JsonNode tick : listed.path("ticks")) {
          Map<String, String> row = new TreeMap<>();
          JsonNode contract = listed.path(CONTRACT);
          row.put("symbol", contract.path("root").asText());
          row.put("expiration", contract.path("expiration").asText());
          row.put("right", contract.path("right").asText());
          row.put("strike", contract.path("strike").decimalValue().movePointLeft(3).toString());
          for (int i = 0; i < tick.size(); i++) {
            row.put(root.at("/header/format/" + i).asText(), tick.path(i).asText());
          }
          count(row, true, expected);
        }
      }

      ChainAnswer answer =
          body.ask(
              access ->
                  ThetaMarket.of(
                      access,
                      ThetaSettings.defaults().withVersion(Version.V2).withSnapshot(Set.of(part))),
              EveryThetaDataBodyTest::end,
              market -> market.answer(symbol));

      assertThat(Counts.of(answer)).as(body.name()).isEqualTo(expected);
      assertThat(answer.report().drifted()).as(body.name()).isFalse();
    }
  }

  @Test
  void barsOfStocksIndicesAndOptions(@SharedData("fixtures") Path fixtures) {
    List<RecordedBody> bodies = new ArrayList<>(RecordedBody.of(fixtures, BodyKind.THETADATA_BARS));
    RecordedBody.of(fixtures, BodyKind.THETADATA_CHAIN).stream()
        .filter(body -> body.url().matches(".*/history/(ohlc|eod)[?].*"))
        .forEach(bodies::add);
    int bars = 0;
    for (RecordedBody body : bodies) {
      List<Map<String, String>> rows = rows(body);
      boolean isDaily = body.url().contains("/eod?");
      Duration length = isDaily ? Duration.ofDays(1) : length(body.parameter("interval"));
      TreeSet<String> starts = new TreeSet<>();
      int accepted = 0;
      int refused = 0;
      for (Map<String, String> row : rows) {
        double[] prices = new double[4];
        boolean isTraded = true;
        for (int i = 0; i < 4; i++) {
          prices[i] = number(row, List.of("open", "high", "low", "close").get(i));
          isTraded &= prices[i] > 0;
        }
        boolean isPossible =
            prices[1] >= Math.max(prices[0], prices[3])
                && prices[2] <= Math.min(prices[0], prices[3]);
        boolean isNew = starts.add(isDaily ? time(row).substring(0, 10) : time(row));
        accepted += isTraded && isPossible && isNew ? 1 : 0;
        refused += isTraded && !(isPossible && isNew) ? 1 : 0;
      }
      Instant from = instant(time(rows.get(0))).minus(Duration.ofDays(1));
      Instant to = instant(time(rows.get(rows.size() - 1))).plus(Duration.ofDays(1));
      Asset asset = asset(body, rows.get(0));

      RowsAnswer<Bar> answer =
          body.ask(
              ThetaMarket::of,
              EveryThetaDataBodyTest::end,
              market -> market.barsAnswer(asset, length, from, to));

      assertThat(answer.rows()).as(body.name()).hasSize(accepted);
      assertThat(answer.report().refused().values().stream().mapToInt(n -> n).sum())
          .as(body.name())
          .isEqualTo(refused);
      assertThat(answer.report().drifted()).as(body.name()).isFalse();
      bars += accepted;
    }
    assertThat(bars).isGreaterThan(20);
  }

  @Test
  void expirations(@SharedData("fixtures") Path fixtures) {
    for (RecordedBody body : RecordedBody.ofAny(fixtures, BodyKind.THETADATA_EXPIRATIONS)) {
      TreeSet<LocalDate> expected = new TreeSet<>();
      rows(body).forEach(row -> expected.add(expiry(row)));

      List<LocalDate> dates =
          body.ask(
              ThetaMarket::of,
              EveryThetaDataBodyTest::end,
              market -> market.expirations(body.parameter("symbol").orElseThrow()));

      assertThat(dates).as(body.name()).containsExactlyElementsOf(expected);
    }
  }

  private static ThetaSettings settings(ThetaPart part, boolean isDaily) {
    ThetaSettings settings = ThetaSettings.defaults();
    return isDaily ? settings : settings.withSnapshot(Set.of(part));
  }

  /** What the Terminal says when there are no data: a second root has none. */
  private static WireAnswer end() {
    return RecordedBody.answer(472, "There was no data found for the specified request.");
  }

  private static void count(Map<String, String> row, boolean isAsked, Counts expected) {
    String symbol = symbol(row);
    if (!expected.row(symbol, isAsked)) {
      return;
    }
    boolean isCalculated = row.containsKey("implied_vol");
    double volatility = number(row, "implied_vol");
    boolean isPlaceholder =
        isCalculated && (!(volatility > 0) || Math.abs(number(row, "iv_error")) >= 1);
    expected.values(
        number(row, "bid"),
        number(row, "ask"),
        number(row, row.containsKey("price") ? "price" : "close"),
        isPlaceholder ? Double.NaN : volatility);
    expected.add("placeholders", isPlaceholder);
    if (isCalculated && !isPlaceholder) {
      expected.greeks(
          symbol.charAt(symbol.length() - 9) == 'C',
          number(row, "delta"),
          number(row, "gamma"),
          number(row, "vega"));
    }
  }

  private static List<Map<String, String>> rows(RecordedBody body) {
    List<Map<String, String>> rows = new ArrayList<>();
    String text = body.text().strip();
    if (body.name().endsWith(".csv")) {
      List<String> lines = text.lines().toList();
      String[] header = lines.get(0).split(",");
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        Map<String, String> row = new TreeMap<>();
        for (int i = 0; i < header.length; i++) {
          row.put(header[i].strip(), cells[i].strip());
        }
        rows.add(row);
      }
    } else if (body.name().endsWith(".ndjson")) {
      text.lines().forEach(line -> rows.add(row(tree(line), new TreeMap<>())));
    } else {
      for (JsonNode listed : tree(text).path("response")) {
        if (listed.has("data")) {
          for (JsonNode each : listed.path("data")) {
            rows.add(row(each, row(listed.path(CONTRACT), new TreeMap<>())));
          }
        } else {
          rows.add(row(listed, new TreeMap<>()));
        }
      }
    }
    assertThat(rows).as(body.name()).isNotEmpty();
    return rows;
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> row(JsonNode object, Map<String, String> row) {
    object.properties().forEach(field -> row.put(field.getKey(), field.getValue().asText()));
    return row;
  }

  private static Asset asset(RecordedBody body, Map<String, String> row) {
    return row.containsKey("strike")
        ? OptionContract.parse(symbol(row))
        : new Underlying(body.parameter("symbol").orElseThrow());
  }

  /** Returns the symbol that a row spells out: root, date, right and strike. */
  private static String symbol(Map<String, String> row) {
    String date = DateTimeFormatter.BASIC_ISO_DATE.format(expiry(row)).substring(2);
    BigDecimal strike = new BigDecimal(row.get("strike")).movePointRight(3);
    return row.get("symbol")
        + date
        + row.get("right").charAt(0)
        + String.format(java.util.Locale.ROOT, "%08d", strike.toBigIntegerExact());
  }

  private static String underlying(Map<String, String> row) {
    return OptionProduct.ofRoot(row.get("symbol"), expiry(row)).underlying();
  }

  private static LocalDate expiry(Map<String, String> row) {
    return LocalDate.parse(
        row.get("expiration").replace("-", ""), DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static String time(Map<String, String> row) {
    return row.containsKey("timestamp") ? row.get("timestamp") : row.get("created");
  }

  private static LocalDate date(Map<String, String> row) {
    return LocalDate.parse(time(row).substring(0, 10));
  }

  private static Instant instant(String time) {
    return LocalDateTime.parse(time).atZone(NEW_YORK).toInstant();
  }

  private static Duration length(java.util.Optional<String> interval) {
    String text = interval.orElse("1m");
    long number = Long.parseLong(text.replaceAll("[a-z]", ""));
    return switch (text.replaceAll("[0-9]", "")) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private static double number(Map<String, String> row, String column) {
    String text = row.getOrDefault(column, "");
    return text.isEmpty() || text.equals("null") ? Double.NaN : Double.parseDouble(text);
  }
}
