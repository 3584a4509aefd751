/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
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
import java.util.TreeMap;

/** Asks for bars and reads them. */
final class AlpacaBars {

  private static final Duration DAY = Duration.ofDays(1);

  private final AlpacaCalls calls;
  private final StockFeed stocks;

  AlpacaBars(AlpacaCalls calls, StockFeed stocks) {
    this.calls = calls;
    this.stocks = stocks;
  }

  RowsAnswer<Bar> read(Asset asset, Duration length, Instant from, Instant to) {
    FieldCensus census = new FieldCensus(Set.of("t", "o", "h", "l", "c", "v"), Set.of("n", "vw"));
    BarIntake intake = new BarIntake(asset, length, from, to, census);
    Map<String, String> query = query(asset, length, from, to);
    String path = asset instanceof OptionContract ? "/v1beta1/options/bars" : "/v2/stocks/bars";
    if (from.isBefore(to)) {
      boolean isWhole =
          calls.tryPages(
              path,
              query,
              page -> {
                for (Map.Entry<String, JsonNode> entry : page.part("bars").properties()) {
                  read(asset, entry, intake, census, page.receivedAt());
                }
                return true;
              });
      if (!isWhole) {
        intake.stoppedEarly();
      }
    }
    return intake.answer();
  }

  private static void read(
      Asset asset,
      Map.Entry<String, JsonNode> entry,
      BarIntake intake,
      FieldCensus census,
      Instant receivedAt) {
    for (JsonNode row : entry.getValue()) {
      if (!entry.getKey().equals(AlpacaNames.of(asset))) {
        intake.refuse(Refusal.OTHER_UNDERLYING, entry.getKey() + " was not asked for");
        continue;
      }
      row.fieldNames().forEachRemaining(census::see);
      try {
        double[] prices = {
          JsonFields.number(row, "o"),
          JsonFields.number(row, "h"),
          JsonFields.number(row, "l"),
          JsonFields.number(row, "c")
        };
        intake.add(AlpacaNames.getTime(row, "t"), prices, JsonFields.number(row, "v"), receivedAt);
      } catch (ProviderException e) {
        intake.refuse(Refusal.MALFORMED, String.valueOf(e.getMessage()));
      }
    }
  }

  private Map<String, String> query(Asset asset, Duration length, Instant from, Instant to) {
    TradingCalendar calendar = TradingCalendar.usOptions();
    Instant first =
        length.equals(DAY)
            ? calendar.tradingDateAt(from).atStartOfDay(calendar.zone()).toInstant()
            : from.minus(length);
    Map<String, String> query = new TreeMap<>();
    query.put("symbols", AlpacaNames.of(asset));
    query.put("timeframe", timeframe(length));
    query.put("start", first.toString());
    query.put("end", to.toString());
    query.put("limit", "10000");
    query.put("sort", "asc");
    if (!(asset instanceof OptionContract)) {
      query.put("adjustment", "raw");
      query.putAll(stocks.parameter());
    }
    return query;
  }

  private static String timeframe(Duration length) {
    long minutes = length.toMinutes();
    if (length.equals(DAY)) {
      return "1Day";
    }
    if (length.equals(Duration.ofMinutes(minutes)) && minutes >= 1 && minutes <= 59) {
      return minutes + "Min";
    }
    if (length.equals(Duration.ofHours(minutes / 60)) && minutes >= 60 && minutes <= 23 * 60) {
      return minutes / 60 + "Hour";
    }
    throw new ProviderException(
        Reason.UNSUPPORTED,
        "alpaca's bars last 1 to 59 minutes, 1 to 23 hours or a day, not " + length);
  }
}
