/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml.feature;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.FeatureRow;
import io.optionskit.decision.View;
import io.optionskit.market.AssetTable;
import io.optionskit.market.Bar;
import io.optionskit.market.MarketState;
import io.optionskit.spi.FeatureSource;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The built-in features, computed from what was observed so far (FE-01, FE-08).
 *
 * <p>It remembers, for every underlying in the market data (a volatility index is one), the closes
 * of the last 300 sessions and the prices of the current session by the minute; memory does not
 * grow with the length of a run. Prices by the day that lie before the run are given to {@link
 * #warmUp(List)}; until enough days are known, the features that need them are missing.
 *
 * <p>A value depends on nothing that became known after the instant of the view, and on nothing but
 * the data observed: asking for rows changes nothing. Features of chains need the implied
 * volatilities and Greeks of the engine's analysis. Used by one thread, the engine's.
 */
public final class OnlineFeatures implements FeatureSource {

  private static final PriceHistory UNKNOWN = new PriceHistory();

  private final FeatureSettings settings;
  private final List<String> names;
  private final List<Feature> features;
  private final TradingCalendar calendar = TradingCalendar.usOptions();
  private final Map<String, PriceHistory> histories = new TreeMap<>();
  private final List<Observed> observed = new ArrayList<>();
  private int assetsSeen;
  private Optional<TradingSession> session = Optional.empty();
  private Instant sessionKnownUntil = Instant.MIN;

  private OnlineFeatures(FeatureSettings settings, List<String> names) {
    this.settings = settings;
    this.names = List.copyOf(new LinkedHashSet<>(names));
    this.features = this.names.stream().map(Catalogue::get).toList();
  }

  /**
   * Returns all built-in features with standard settings.
   *
   * @return features that have observed nothing yet
   */
  public static OnlineFeatures standard() {
    return of(FeatureSettings.STANDARD, builtInNames());
  }

  /**
   * Returns some of the built-in features.
   *
   * @param settings what the definitions leave open
   * @param names names of the features, in the order of the rows; repeats count once
   * @return features that have observed nothing yet
   * @throws IllegalArgumentException if there is no feature of a name
   */
  public static OnlineFeatures of(FeatureSettings settings, List<String> names) {
    return new OnlineFeatures(settings, names);
  }

  /**
   * Returns the names of all built-in features.
   *
   * @return names in the order of the catalogue
   */
  public static List<String> builtInNames() {
    return Catalogue.names();
  }

  /**
   * Takes daily bars of the time before the first observation.
   *
   * @param bars bars of regular sessions in order of time, of any underlyings (also volatility
   *     indices) mixed; options are passed over
   * @return this
   * @throws IllegalArgumentException if a bar of an underlying is not later than the one before, or
   *     something of it was observed already
   */
  public OnlineFeatures warmUp(List<Bar> bars) {
    for (Bar bar : bars) {
      if (bar.asset() instanceof Underlying underlying) {
        history(underlying.symbol()).addClose(calendar.tradingDateAt(bar.start()), bar.close());
      }
    }
    return this;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public void onMarket(MarketState market, Instant now) {
    AssetTable assets = market.assets();
    for (; assetsSeen < assets.size(); assetsSeen++) {
      if (assets.asset(assetsSeen) instanceof Underlying underlying) {
        observed.add(new Observed(assetsSeen, history(underlying.symbol())));
      }
    }
    if (!now.isBefore(sessionKnownUntil)) {
      var today = calendar.tradingDateAt(now);
      session = calendar.findSession(today);
      sessionKnownUntil = today.plusDays(1).atStartOfDay(calendar.zone()).toInstant();
    }
    if (session.isPresent()) {
      for (int i = 0; i < observed.size(); i++) {
        observed.get(i).look(market, session.get(), now);
      }
    }
  }

  @Override
  public FeatureRow row(View view, OptionContract contract) {
    String underlying = contract.underlying();
    Candidate candidate =
        new Candidate(
            settings,
            view,
            contract,
            histories.getOrDefault(underlying, UNKNOWN),
            histories.getOrDefault(settings.volatilityIndex(underlying), UNKNOWN));
    double[] values = new double[features.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = features.get(i).of(candidate);
    }
    return FeatureRow.of(names, values);
  }

  private PriceHistory history(String symbol) {
    return histories.computeIfAbsent(symbol, name -> new PriceHistory());
  }

  /**
   * An underlying in the market data and the time of the row seen last, so that an old price is not
   * taken for a new one.
   */
  private static final class Observed {

    private final int assetId;
    private final PriceHistory history;
    private long rowTimeNs = Long.MIN_VALUE;

    Observed(int assetId, PriceHistory history) {
      this.assetId = assetId;
      this.history = history;
    }

    void look(MarketState market, TradingSession session, Instant now) {
      long latest = market.rowTimeNs(assetId);
      double price = market.mark(assetId);
      if (latest > rowTimeNs && latest >= 0 && !Double.isNaN(price)) {
        rowTimeNs = latest;
        history.observe(session, now, price);
      }
    }
  }
}
