/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.catalog;

import io.optionskit.data.alpaca.AlpacaMarket;
import io.optionskit.data.alphavantage.AlphaVantageMarket;
import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.databento.DatabentoHistory;
import io.optionskit.data.databento.DatabentoMarket;
import io.optionskit.data.fred.FredGraph;
import io.optionskit.data.fred.FredSeries;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.polygon.PolygonMarket;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.thetadata.ThetaMarket;
import io.optionskit.data.thetadata.ThetaSettings;
import io.optionskit.data.tradingeconomics.EconomicCalendar;
import io.optionskit.data.yahoo.YahooMarket;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

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

  private static <M> Function<ProviderAccess, OpenProvider> opening(
      Function<ProviderAccess, M> opener, Function<M, HttpUsage> usage, Consumer<M> closing) {
    return access -> {
      M market = opener.apply(access);
      return OpenProvider.of(market, () -> usage.apply(market), () -> closing.accept(market));
    };
  }

  private static List<ProviderEntry> entriesOfAll() {
    return List.of(
        new ProviderEntry(
            "alpaca",
            "Alpaca",
            AlpacaMarket.HOME,
            AlpacaMarket.capabilities(),
            opening(AlpacaMarket::of, AlpacaMarket::usage, AlpacaMarket::close)),
        new ProviderEntry(
            "alphavantage",
            "Alpha Vantage",
            AlphaVantageMarket.HOME,
            AlphaVantageMarket.capabilities(),
            opening(AlphaVantageMarket::of, AlphaVantageMarket::usage, AlphaVantageMarket::close)),
        new ProviderEntry(
            "cboe",
            "Cboe delayed quotes",
            CboeMarket.HOME,
            CboeMarket.capabilities(),
            opening(CboeMarket::of, CboeMarket::usage, CboeMarket::close)),
        new ProviderEntry(
            "databento",
            "Databento, paid by use",
            DatabentoHistory.HOME,
            DatabentoMarket.capabilities(),
            opening(DatabentoMarket::of, DatabentoMarket::usage, DatabentoMarket::close)),
        new ProviderEntry(
            "fred",
            "FRED",
            FredSeries.HOME,
            FredSeries.capabilities(),
            opening(FredSeries::of, FredSeries::usage, FredSeries::close)),
        new ProviderEntry(
            "fred-graph",
            "FRED, files of its graphs",
            FredGraph.HOME,
            FredGraph.capabilities(),
            opening(FredGraph::of, FredGraph::usage, FredGraph::close)),
        new ProviderEntry(
            "polygon",
            "Polygon, now Massive",
            PolygonMarket.HOME,
            PolygonMarket.capabilities(),
            opening(PolygonMarket::of, PolygonMarket::usage, PolygonMarket::close)),
        new ProviderEntry(
            "thetadata",
            "ThetaData, Terminal of version 3",
            ThetaMarket.HOME,
            ThetaMarket.capabilities(),
            opening(ThetaMarket::of, ThetaMarket::usage, ThetaMarket::close)),
        new ProviderEntry(
            "thetadata-v2",
            "ThetaData, Terminal of version 2",
            ThetaMarket.HOME_V2,
            ThetaMarket.capabilities(),
            opening(
                access ->
                    ThetaMarket.of(
                        access, ThetaSettings.defaults().withVersion(ThetaSettings.Version.V2)),
                ThetaMarket::usage,
                ThetaMarket::close)),
        new ProviderEntry(
            "tradingeconomics",
            "Trading Economics",
            EconomicCalendar.HOME,
            EconomicCalendar.capabilities(),
            opening(EconomicCalendar::of, EconomicCalendar::usage, EconomicCalendar::close)),
        new ProviderEntry(
            "yahoo",
            "Yahoo Finance",
            YahooMarket.HOME,
            YahooMarket.capabilities(),
            opening(YahooMarket::of, YahooMarket::usage, YahooMarket::close)));
  }
}
