/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml.feature;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.decision.View;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.time.ExpiryRules;
import io.optionskit.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A strike of an expiration at one instant, with what several features need of it computed once.
 */
final class Candidate {

  private final FeatureSettings settings;
  private final OptionContract contract;
  private final OptionChain chain;
  private final Expiration expiration;
  private final PriceSeries prices;
  private final PriceSeries volatilityIndex;
  private final double indexLevel;
  private final Instant now;
  private final LocalDate today;
  private final Optional<TradingSession> session;
  private final double spot;
  private final int callRow;
  private final int putRow;
  private final int position;
  private final double forward;
  private final double atmVolatility;

  Candidate(
      FeatureSettings settings,
      View view,
      OptionContract contract,
      PriceHistory prices,
      PriceHistory volatilityIndex) {
    this.settings = settings;
    this.contract = contract;
    now = view.now();
    today = view.calendar().tradingDateAt(now);
    session = view.calendar().findSession(today);
    chain = view.chain(contract.underlying());
    spot = chain.spot().orElse(Double.NaN);
    expiration = Expiration.of(chain, contract.root(), contract.expiry());
    position = expiration.position(contract.strike().doubleValue());
    callRow = expiration.call(position);
    putRow = expiration.put(position);
    forward = expiration.forward(spot);
    atmVolatility = expiration.impliedVolatilityAt(forward);
    this.prices = new PriceSeries(prices, now, today);
    this.volatilityIndex = new PriceSeries(volatilityIndex, now, today);
    indexLevel = view.spot(settings.volatilityIndex(contract.underlying())).orElse(Double.NaN);
  }

  double spot() {
    return spot;
  }

  double strike() {
    return contract.strike().doubleValue();
  }

  double forward() {
    return forward;
  }

  Expiration expiration() {
    return expiration;
  }

  PriceSeries prices() {
    return prices;
  }

  PriceSeries volatilityIndex() {
    return volatilityIndex;
  }

  /** Returns the volatility index now, in points. */
  double indexLevel() {
    return indexLevel;
  }

  double atmVolatility() {
    return atmVolatility;
  }

  double callVolatility() {
    return expiration.impliedVolatility(callRow);
  }

  double putVolatility() {
    return expiration.impliedVolatility(putRow);
  }

  double callDelta() {
    return expiration.column(callRow, ChainColumns::delta);
  }

  double putDelta() {
    return expiration.column(putRow, ChainColumns::delta);
  }

  double callGamma() {
    return expiration.column(callRow, ChainColumns::gamma);
  }

  /** Returns the call's vega per volatility point. */
  double callVegaPerPoint() {
    return expiration.column(callRow, ChainColumns::vega) / 100;
  }

  /** Returns the call's theta per calendar day. */
  double callThetaPerDay() {
    return expiration.column(callRow, ChainColumns::theta) / 365;
  }

  /** Returns the mean of the spreads of call and put, each as a fraction of its middle. */
  double relativeSpread() {
    return 0.5 * (relativeSpread(callRow) + relativeSpread(putRow));
  }

  /** Returns the volume of call and put at the strike; NaN unless both are known. */
  double volume() {
    return known(callRow < 0 ? -1 : (double) chain.volume(callRow))
        + known(putRow < 0 ? -1 : (double) chain.volume(putRow));
  }

  /** Returns the open interest of call and put at the strike; NaN unless both are known. */
  double openInterest() {
    return known(callRow < 0 ? -1 : chain.openInterest(callRow))
        + known(putRow < 0 ? -1 : chain.openInterest(putRow));
  }

  double straddle() {
    return expiration.straddle(spot);
  }

  /**
   * Returns what selling the put at the strike and buying a lower one brings, by its actual width:
   * the listed put strike nearest to the configured width below counts. NaN if a price is missing.
   */
  double creditToWidth() {
    int longPut = expiration.nearest(strike() - settings.spreadWidth());
    if (putRow < 0 || expiration.put(longPut) < 0) {
      return Double.NaN;
    }
    double width = strike() - expiration.strike(longPut);
    return width > 0
        ? (chain.bid(putRow) - chain.ask(expiration.put(longPut))) / width
        : Double.NaN;
  }

  /** Returns the ratio of puts to calls in the volume of the expiration. */
  double putCallVolume() {
    return expiration.volume(OptionType.PUT) / expiration.volume(OptionType.CALL);
  }

  /** Returns the ratio of puts to calls in the open interest of the expiration. */
  double putCallOpenInterest() {
    return expiration.openInterest(OptionType.PUT) / expiration.openInterest(OptionType.CALL);
  }

  /** Returns the time to settlement in years of the configured clock. */
  double years() {
    return settings
        .clock()
        .years(now, ExpiryRules.usOptions().settlesAt(contract.expiry(), contract.settlement()));
  }

  double daysToExpiry() {
    return ChronoUnit.DAYS.between(today, contract.expiry());
  }

  double dayOfWeek() {
    return session.isPresent() ? today.getDayOfWeek().getValue() : Double.NaN;
  }

  double isHalfDay() {
    return session.map(day -> day.earlyClose() ? 1.0 : 0.0).orElse(Double.NaN);
  }

  /** Returns the minutes to the end of the regular session, 0 at its end; NaN outside it. */
  double minutesToClose() {
    return session
        .filter(day -> !now.isBefore(day.opensAt()) && !now.isAfter(day.closesAt()))
        .map(day -> Duration.between(now, day.closesAt()).toNanos() / 60e9)
        .orElse(Double.NaN);
  }

  private double relativeSpread(int row) {
    return row < 0 ? Double.NaN : (chain.ask(row) - chain.bid(row)) / expiration.mid(row);
  }

  private static double known(double count) {
    return count < 0 ? Double.NaN : count;
  }
}
