/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.contract.Underlying;
import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.cboe.CboeQuoteTable;
import io.optionskit.data.databento.DatabentoHistory;
import io.optionskit.data.databento.DbnReader;
import io.optionskit.data.databento.DbnSchema;
import io.optionskit.data.databento.RangeRequest;
import io.optionskit.data.fred.FredSeries;
import io.optionskit.data.fred.SeriesAnswer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.tradingeconomics.CalendarAnswer;
import io.optionskit.data.tradingeconomics.EconomicCalendar;
import io.optionskit.market.Bar;
import io.optionskit.market.SeriesPoint;
import io.optionskit.testkit.SharedData;
import io.optionskit.time.TradingCalendar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every series, table, calendar and file of records, counted a second time from the text. */
class EverySeriesAndTableTest {

  private static final Instant NOW = Instant.parse(RecordedBody.NOW);
  private static final LocalDate FIRST = LocalDate.of(1901, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 11, 20);

  @Test
  void observationsOfFred(@SharedData("fixtures") Path fixtures) {
    int values = 0;
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.FRED_OBSERVATIONS)) {
      Map<LocalDate, String> released = new TreeMap<>();
      Map<LocalDate, BigDecimal> expected = new TreeMap<>();
      TreeSet<LocalDate> gaps = new TreeSet<>();
      for (JsonNode row : body.json().path("observations")) {
        LocalDate date = LocalDate.parse(row.path("date").asText());
        String since = row.path("realtime_start").asText();
        boolean isLater = released.getOrDefault(date, "").compareTo(since) <= 0;
        if (isLater && since.compareTo(LAST.toString()) <= 0) {
          released.put(date, since);
          boolean isGap = row.path("value").asText().equals(".");
          expected.remove(date);
          gaps.remove(date);
          if (isGap) {
            gaps.add(date);
          } else {
            expected.put(date, new BigDecimal(row.path("value").asText()));
          }
        }
      }

      SeriesAnswer answer =
          body.ask(
              FredSeries::of,
              () -> RecordedBody.answer(200, "{\"observations\":[],\"count\":0}"),
              series -> series.answer("DGS3MO", FIRST, LAST, LAST));

      Map<LocalDate, BigDecimal> points = new TreeMap<>();
      answer.points().forEach(point -> points.put(point.date(), point.value()));
      assertThat(points).as(body.name()).isEqualTo(expected);
      assertThat(answer.withoutValue()).as(body.name()).containsExactlyElementsOf(gaps);
      assertThat(answer.refused()).as(body.name()).isEmpty();
      values += points.size();
    }
    assertThat(values).isGreaterThan(200);
  }

  @Test
  void historiesOfCboesIndices(@SharedData("fixtures") Path fixtures) {
    DateTimeFormatter american = DateTimeFormatter.ofPattern("M/d/uuuu", Locale.ROOT);
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.CBOE_INDEX_HISTORY)) {
      String index = body.ticker().replace("_History.csv", "");
      Map<LocalDate, BigDecimal> closes = new TreeMap<>();
      int possible = 0;
      boolean isOfBars = false;
      for (String line : body.text().lines().toList()) {
        String[] cells = line.strip().split(",", -1);
        isOfBars |= cells.length == 5;
        if (cells[0].matches("[0-9/]+")) {
          LocalDate date = LocalDate.parse(cells[0], american);
          closes.put(date, new BigDecimal(cells[cells.length - 1]));
          // Since 2022 Cboe computes VIX on holidays too, which have no session for a bar to span.
          boolean hasSession =
              date.getYear() >= 2005 && TradingCalendar.usOptions().findSession(date).isPresent();
          possible += cells.length == 5 && hasSession && isPossible(cells) ? 1 : 0;
        }
      }

      List<SeriesPoint> points =
          body.ask(CboeMarket::of, market -> market.observations(index, FIRST, LAST, LAST));
      Map<LocalDate, BigDecimal> read = new TreeMap<>();
      points.forEach(point -> read.put(point.date(), point.value()));

      assertThat(read).as(body.name()).isEqualTo(closes);
      if (isOfBars) {
        RowsAnswer<Bar> answer =
            body.ask(
                CboeMarket::of,
                market ->
                    market.barsAnswer(
                        new Underlying(index),
                        Duration.ofDays(1),
                        Instant.parse("1901-01-01T00:00:00Z"),
                        NOW));
        assertThat(answer.rows()).as(body.name()).hasSize(possible);
        assertThat(answer.report().refused().values().stream().mapToInt(n -> n).sum())
            .as("days without a session, and impossible bars: " + body.name())
            .isEqualTo(closes.size() - possible);
      }
    }
  }

  private static boolean isPossible(String[] cells) {
    double open = Double.parseDouble(cells[1]);
    double high = Double.parseDouble(cells[2]);
    double low = Double.parseDouble(cells[3]);
    double close = Double.parseDouble(cells[4]);
    return low > 0 && high >= Math.max(open, close) && low <= Math.min(open, close);
  }

  @Test
  void quoteTablesOfCboe(@SharedData("fixtures") Path fixtures) {
    int contracts = 0;
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.CBOE_QUOTE_TABLE)) {
      Counts expected = new Counts();
      boolean isBelowHeader = false;
      for (String line : body.text().lines().toList()) {
        String[] cells = line.replace("\"", "").split(",", -1);
        for (int side : new int[] {1, 12}) {
          if (isBelowHeader && cells.length == 22) {
            String symbol = cells[side].strip();
            double strike = Double.parseDouble(cells[11]) * 1000;
            if (expected.row(
                symbol, symbol.endsWith(String.format(Locale.ROOT, "%08.0f", strike)))) {
              double volatility = Double.parseDouble(cells[side + 6]);
              expected.values(
                  Double.parseDouble(cells[side + 3]),
                  Double.parseDouble(cells[side + 4]),
                  Double.parseDouble(cells[side + 1]),
                  volatility);
              expected.add("placeholders", volatility == 0);
              expected.greeks(
                  side == 1,
                  Double.parseDouble(cells[side + 7]),
                  Double.parseDouble(cells[side + 8]),
                  Double.NaN);
            }
          }
        }
        isBelowHeader |= cells[0].equals("Expiration Date");
      }

      ChainAnswer answer = CboeQuoteTable.read(body.file(), OptionalInt.empty());

      assertThat(Counts.of(answer)).as(body.name()).isEqualTo(expected);
      contracts += expected.get("accepted");
    }
    assertThat(contracts).isGreaterThan(10_000);
  }

  @Test
  void calendarsOfTradingEconomics(@SharedData("fixtures") Path fixtures) {
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.TRADINGECONOMICS_CALENDAR)) {
      CalendarAnswer answer =
          body.ask(
              EconomicCalendar::of,
              calendar -> calendar.releases(LocalDate.of(2023, 1, 1), LocalDate.of(2023, 6, 6)));

      int figures = 0;
      for (JsonNode row : body.json()) {
        figures += row.path("Actual").asText("").isEmpty() ? 0 : 1;
      }
      assertThat(answer.releases()).as(body.name()).hasSize(body.json().size());
      assertThat(answer.releases().stream().filter(each -> each.actual().isPresent()))
          .as(body.name())
          .hasSize(figures);
      assertThat(answer.refused()).as(body.name()).isEmpty();
      assertThat(answer.drifted()).as(body.name()).isFalse();
    }
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.TRADINGECONOMICS_MESSAGE)) {
      CalendarAnswer answer = EconomicCalendar.read(body.text(), NOW);

      boolean hasFigure = !body.json().path("actual").asText("").matches("|null");
      assertThat(answer.releases())
          .as(body.name())
          .singleElement()
          .matches(release -> release.actual().isPresent() == hasFigure)
          .matches(release -> release.id().equals(body.json().path("calendarId").asText()));
      assertThat(answer.drifted()).as(body.name()).isFalse();
    }
  }

  @Test
  void recordsOfDatabento(@SharedData("fixtures") Path fixtures) throws IOException {
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.DATABENTO_RECORDS)) {
      Path expectation = body.file().resolveSibling(body.name() + ".expect.json");
      assertThat(expectation).as("what RecordedFilesTest compares it with").exists();
      int records = 0;
      ByteArrayInputStream in = new ByteArrayInputStream(body.bytes());
      try (DbnReader reader =
          body.name().contains(".frag") ? DbnReader.openFragment(in) : DbnReader.open(in)) {
        while (reader.next()) {
          records++;
        }
      }
      assertThat(records)
          .as(body.name())
          .isEqualTo(
              new ObjectMapper().readTree(expectation.toFile()).path("record_count").asInt());
    }
    for (RecordedBody body : RecordedBody.ofAny(fixtures, BodyKind.DATABENTO_COST)) {
      BigDecimal cost =
          body.ask(
              DatabentoHistory::of,
              history ->
                  history.cost(
                      RangeRequest.ofUnderlying(
                          DbnSchema.TRADES, "XYZ", NOW.minusSeconds(7200), NOW)));

      assertThat(cost).as(body.name()).isEqualByComparingTo(new BigDecimal(body.text().strip()));
    }
  }
}
