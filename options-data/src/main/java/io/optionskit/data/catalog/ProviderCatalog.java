/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.catalog;

import io.optionskit.data.alpaca.AlpacaMarket;
import io.optionskit.data.alphavantage.AlphaVantageMarket;
import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.databento.DatabentoMarket;
import io.optionskit.data.databento.DatabentoSettings;
import io.optionskit.data.fred.FredGraph;
import io.optionskit.data.fred.FredSeries;
import io.optionskit.data.polygon.PolygonMarket;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.thetadata.ThetaMarket;
import io.optionskit.data.thetadata.ThetaSettings;
import io.optionskit.data.tradingeconomics.EconomicCalendar;
import io.optionskit.data.yahoo.YahooMarket;
import java.util.List;
import java.util.Optional;

/** All providers of this library. Immutable. */
public final class ProviderCatalog {

  private static final ProviderCatalog STANDARD = new ProviderCatalog(entriesOfAll());

  private final List<ProviderEntry> entries;

  private ProviderCatalog(List<ProviderEntry> entries) {
    this.entries = entries;
  }

  /**
   * Returns the providers of this library.
   *
   * @return the catalog
   */
  public static ProviderCatalog standard() {
    return STANDARD;
  }

  /**
   * Returns all providers.
   *
   * @return entries in alphabetical order
   */
  public List<ProviderEntry> entries() {
    return entries;
  }

  /**
   * Returns the providers that can do something.
   *
   * @param capability what they must offer
   * @return entries in alphabetical order
   */
  public List<ProviderEntry> offering(Capability capability) {
    return entries.stream()
        .filter(entry -> entry.capabilities().offers().contains(capability))
        .toList();
  }

  /**
   * Finds a provider.
   *
   * @param name its name, such as {@code polygon}
   * @return the provider, empty if there is none of that name
   */
  public Optional<ProviderEntry> find(String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  private static List<ProviderEntry> entriesOfAll() {
    return List.of(
        new ProviderEntry(
            "alpaca",
            "Alpaca",
            AlpacaMarket.HOME,
            AlpacaMarket.capabilities(),
            access -> {
              AlpacaMarket market = AlpacaMarket.of(access);
              return OpenProvider.of(market, market::usage, market::close);
            }),
        new ProviderEntry(
            "alphavantage",
            "Alpha Vantage",
            AlphaVantageMarket.HOME,
            AlphaVantageMarket.capabilities(),
            access -> {
              AlphaVantageMarket market = AlphaVantageMarket.of(access);
              return OpenProvider.of(market, market::usage, market::close);
            }),
        new ProviderEntry(
            "cboe",
            "Cboe delayed quotes",
            CboeMarket.HOME,
            CboeMarket.capabilities(),
            access -> {
              CboeMarket market = CboeMarket.of(access);
              return OpenProvider.of(market, market::usage, market::close);
            }),
        new ProviderEntry(
            "databento",
            "Databento, paid by use",
            DatabentoSettings.defaults().baseUrl(),
            DatabentoMarket.capabilities(),
            access -> {
              DatabentoMarket market = DatabentoMarket.of(access);
              return OpenProvider.of(market, market::usage, market::close);
            }),
        new ProviderEntry(
            "fred",
            "FRED",
            FredSeries.HOME,
            FredSeries.capabilities(),
            access -> {
              FredSeries series = FredSeries.of(access);
              return OpenProvider.of(series, series::usage, series::close);
            }),
        new ProviderEntry(
            "fred-graph",
            "FRED, files of its graphs",
            FredGraph.HOME,
            FredGraph.capabilities(),
            access -> {
              FredGraph series = FredGraph.of(access);
              return OpenProvider.of(series, series::usage, series::close);
            }),
        new ProviderEntry(
            "polygon",
            "Polygon, now Massive",
            PolygonMarket.HOME,
            PolygonMarket.capabilities(),
            access -> {
              PolygonMarket market = PolygonMarket.of(access);
              return OpenProvider.of(market, market::usage, market::close);
            }),
        new ProviderEntry(
            "thetadata",
            "ThetaData, Terminal of version 3",
            ThetaMarket.HOME,
            ThetaMarket.capabilities(),
            access -> {
              ThetaMarket market = ThetaMarket.of(access);
              return OpenProvider.of(market, market::usage, market::close);
            }),
        new ProviderEntry(
            "thetadata-v2",
            "ThetaData, Terminal of version 2",
            ThetaMarket.HOME_V2,
            ThetaMarket.capabilities(),
            access -> {
              ThetaMarket market =
                  ThetaMarket.of(
                      access, ThetaSettings.defaults().withVersion(ThetaSettings.Version.V2));
              return OpenProvider.of(market, market::usage, market::close);
            }),
        new ProviderEntry(
            "tradingeconomics",
            "Trading Economics",
            EconomicCalendar.HOME,
            EconomicCalendar.capabilities(),
            access -> {
              EconomicCalendar calendar = EconomicCalendar.of(access);
              return OpenProvider.of(calendar, calendar::usage, calendar::close);
            }),
        new ProviderEntry(
            "yahoo",
            "Yahoo Finance",
            YahooMarket.HOME,
            YahooMarket.capabilities(),
            access -> {
              YahooMarket market = YahooMarket.of(access);
              return OpenProvider.of(market, market::usage, market::close);
            }));
  }
}
