/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.faults;

import io.optionskit.contract.Underlying;
import io.optionskit.data.alpaca.AlpacaMarket;
import io.optionskit.data.alphavantage.AlphaVantageMarket;
import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.databento.DatabentoHistory;
import io.optionskit.data.databento.DbnSchema;
import io.optionskit.data.databento.RangeRequest;
import io.optionskit.data.fred.FredGraph;
import io.optionskit.data.fred.FredSeries;
import io.optionskit.data.polygon.PolygonMarket;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.thetadata.ThetaMarket;
import io.optionskit.data.thetadata.ThetaSettings;
import io.optionskit.data.tradingeconomics.EconomicCalendar;
import io.optionskit.data.yahoo.YahooMarket;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Every provider that is reached over HTTP, with one call of it and a good answer to that call. */
enum HttpProvider {
  YAHOO(
      "",
      "{\"optionChain\":{\"result\":[{\"underlyingSymbol\":\"XYZ\",\"expirationDates\":[1742515200],"
          + "\"quote\":{},\"options\":[]}],\"error\":null}}",
      access -> {
        try (YahooMarket market = YahooMarket.of(access)) {
          market.expirations("XYZ");
        }
      }),
  CBOE(
      "",
      "{\"data\":{\"current_price\":100,\"options\":[]}}",
      access -> {
        try (CboeMarket market = CboeMarket.of(access)) {
          market.answer("XYZ");
        }
      }),
  POLYGON(
      "POLYGON_API_KEY",
      "{\"status\":\"OK\",\"results\":[]}",
      access -> {
        try (PolygonMarket market = PolygonMarket.of(access)) {
          market.dividends("XYZ");
        }
      }),
  THETADATA(
      "",
      "symbol,expiration\nXYZ,2025-03-21\n",
      access -> {
        try (ThetaMarket market = ThetaMarket.of(access)) {
          market.expirations("XYZ");
        }
      }),
  THETADATA_V2(
      "",
      "{\"header\":{\"format\":[\"date\"],\"next_page\":\"null\"},\"response\":[20250321]}",
      access -> {
        try (ThetaMarket market =
            ThetaMarket.of(
                access, ThetaSettings.defaults().withVersion(ThetaSettings.Version.V2))) {
          market.expirations("XYZ");
        }
      }),
  DATABENTO(
      "DATABENTO_API_KEY",
      "1.5",
      access -> {
        try (DatabentoHistory history = DatabentoHistory.of(access)) {
          history.cost(
              RangeRequest.ofUnderlying(
                  DbnSchema.TRADES,
                  "XYZ",
                  Instant.parse("2025-03-03T15:00:00Z"),
                  Instant.parse("2025-03-03T16:00:00Z")));
        }
      }),
  ALPACA(
      "ALPACA_API_KEY",
      "{\"quotes\":{},\"next_page_token\":null}",
      access -> {
        try (AlpacaMarket market = AlpacaMarket.of(access)) {
          market.latestQuotes(List.of(new Underlying("XYZ")));
        }
      }),
  ALPHA_VANTAGE(
      "ALPHA_VANTAGE_API_KEY",
      "{\"endpoint\":\"Historical Options\",\"message\":\"success\",\"data\":[]}",
      access -> {
        try (AlphaVantageMarket market = AlphaVantageMarket.of(access)) {
          market.answerOf("XYZ", LocalDate.of(2025, 2, 28));
        }
      }),
  FRED(
      "FRED_API_KEY",
      "{\"count\":0,\"offset\":0,\"limit\":100000,\"observations\":[]}",
      access -> {
        try (FredSeries series = FredSeries.of(access)) {
          LocalDate day = LocalDate.of(2025, 2, 28);
          series.observations("DGS3MO", day.minusDays(5), day, day);
        }
      }),
  FRED_GRAPH(
      "",
      "observation_date,DGS3MO\n2025-02-27,4.3\n",
      access -> {
        try (FredGraph series = FredGraph.of(access)) {
          LocalDate day = LocalDate.of(2025, 3, 3);
          series.answer("DGS3MO", day.minusDays(5), day, day);
        }
      }),
  TRADING_ECONOMICS(
      "TRADING_ECONOMICS_API_KEY",
      "[]",
      access -> {
        try (EconomicCalendar calendar = EconomicCalendar.of(access)) {
          calendar.releases(LocalDate.of(2025, 3, 3), LocalDate.of(2025, 3, 4));
        }
      });

  private final String key;
  private final String good;
  private final Consumer<ProviderAccess> call;

  HttpProvider(String key, String good, Consumer<ProviderAccess> call) {
    this.key = key;
    this.good = good;
    this.call = call;
  }

  String good() {
    return good;
  }

  boolean hasKey() {
    return !key.isEmpty();
  }

  /** Returns settings with a secret under every name that this provider may ask for. */
  Map<String, String> secrets(String secret) {
    Map<String, String> secrets = new TreeMap<>();
    secrets.put(key.isEmpty() ? "NONE" : key, secret);
    secrets.put("ALPACA_API_SECRET", secret);
    return secrets;
  }

  void call(ProviderAccess access) {
    call.accept(access);
  }
}
