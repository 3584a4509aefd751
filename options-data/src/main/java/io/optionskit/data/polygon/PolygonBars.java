/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.data.intake.BarIntake;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.json.JsonFields;
import io.optionskit.market.Bar;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Asks for aggregates and reads them as bars. */
final class PolygonBars {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Map<String, String> QUERY =
      Map.of("adjusted", "false", "sort", "asc", "limit", "50000");

  private final PolygonCalls calls;

  PolygonBars(PolygonCalls calls) {
    this.calls = calls;
  }

  RowsAnswer<Bar> read(Asset asset, Duration length, Instant from, Instant to) {
    FieldCensus census =
        new FieldCensus(Set.of("t", "o", "h", "l", "c"), Set.of("v", "vw", "n", "otc", "T"));
    BarIntake intake = new BarIntake(asset, length, from, to, census);
    String span = span(length);
    if (from.isBefore(to)) {
      String path =
          "/v2/aggs/ticker/"
              + PolygonNames.of(asset)
              + "/range/"
              + span
              + "/"
              + edges(length, from, to);
      boolean isWhole =
          calls.tryPages(
              path,
              QUERY,
              page -> {
                read(asset, page, intake, census);
                return true;
              });
      if (!isWhole) {
        intake.stoppedEarly();
      }
    }
    return intake.answer();
  }

  private static void read(
      Asset asset, PolygonCalls.Page page, BarIntake intake, FieldCensus census) {
    String ticker = page.root().path("ticker").asText(PolygonNames.of(asset));
    for (JsonNode row : page.rows()) {
      row.fieldNames().forEachRemaining(census::see);
      if (ticker.equals(PolygonNames.of(asset))) {
        read(row, intake, page.receivedAt());
      } else {
        intake.refuse(Refusal.OTHER_UNDERLYING, ticker + " was not asked for");
      }
    }
  }

  private static void read(JsonNode row, BarIntake intake, Instant receivedAt) {
    try {
      double[] prices = {
        JsonFields.number(row, "o"),
        JsonFields.number(row, "h"),
        JsonFields.number(row, "l"),
        JsonFields.number(row, "c")
      };
      intake.add(PolygonTimes.get(row, "t"), prices, JsonFields.number(row, "v"), receivedAt);
    } catch (ProviderException e) {
      intake.refuse(Refusal.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private static String edges(Duration length, Instant from, Instant to) {
    TradingCalendar calendar = TradingCalendar.usOptions();
    return length.equals(DAY)
        ? calendar.tradingDateAt(from) + "/" + calendar.tradingDateAt(to)
        : from.minus(length).toEpochMilli() + "/" + to.toEpochMilli();
  }

  private static String span(Duration length) {
    long seconds = length.toSeconds();
    boolean possible =
        length.equals(Duration.ofSeconds(seconds)) && seconds > 0 && seconds <= DAY.toSeconds();
    if (!possible) {
      throw new ProviderException(
          Reason.UNSUPPORTED,
          "polygon's bars last whole seconds, minutes or hours up to a day, not " + length);
    }
    if (length.equals(DAY)) {
      return "1/day";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "/hour";
    }
    return seconds % 60 == 0 ? seconds / 60 + "/minute" : seconds + "/second";
  }
}
