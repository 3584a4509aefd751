/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml.feature;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.time.TradingSession;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The features of the sample's candidate by their definitions, from scratch at every instant, as
 * slow as that is.
 */
final class PlainFeatures {

  private final SampleMarket market;
  private final Instant now;
  private final LocalDate today;
  private final TradingSession session;
  private final Map<Asset, SampleMarket.Row> quotes = new TreeMap<>();
  private final double spot;
  private final OptionContract put;
  private final OptionContract call;

  PlainFeatures(SampleMarket market, Instant now) {
    this.market = market;
    this.now = now;
    today = SampleMarket.CALENDAR.tradingDateAt(now);
    session = SampleMarket.CALENDAR.getSession(today);
    market.rows.stream()
        .filter(row -> !row.at().isAfter(now))
        .forEach(row -> quotes.put(row.asset(), row));
    spot = quotes.get(SampleMarket.SPY).last();
    put = SampleMarket.candidate(now, spot);
    call = other(put, put.strike().doubleValue(), OptionType.CALL);
  }

  Map<String, Double> all() {
    double strike = put.strike().doubleValue();
    List<Double> spy = closes(SampleMarket.SPY);
    List<Double> vix = closes(SampleMarket.VIX);
    double vixNow = quotes.get(SampleMarket.VIX).last();
    double forward = forward();
    double atm = volatilityAt(forward);
    double years = SampleMarket.years(put, now);
    double straddle = straddle();
    double rv20 = realized(spy, 20);
    Map<String, Double> f = new TreeMap<>();
    f.put("moneyness", strike / spot);
    f.put("abs_moneyness", Math.abs(strike - spot) / spot);
    f.put("log_moneyness", Math.log(strike / spot));
    f.put(
        "delta_call",
        alive(
            BlackScholes.delta(
                OptionType.CALL, spot, strike, years, 0.04, 0.01, volatility(call))));
    f.put(
        "delta_put",
        alive(
            BlackScholes.delta(OptionType.PUT, spot, strike, years, 0.04, 0.01, volatility(put))));
    double gamma =
        alive(
            BlackScholes.gamma(OptionType.CALL, spot, strike, years, 0.04, 0.01, volatility(call)));
    f.put("gamma_call", gamma);
    f.put(
        "vega_call",
        alive(
            BlackScholes.vega(OptionType.CALL, spot, strike, years, 0.04, 0.01, volatility(call))
                * 0.01));
    double theta =
        alive(
            BlackScholes.theta(OptionType.CALL, spot, strike, years, 0.04, 0.01, volatility(call))
                / 365);
    f.put("theta_call", theta);
    f.put("iv_call", alive(volatility(call)));
    f.put("iv_put", alive(volatility(put)));
    f.put("iv_skew", alive(volatility(put) - volatility(call)));
    f.put("iv_atm", alive(atm));
    f.put("spread_pct", (spread(call) + spread(put)) / 2);
    double volume = quotes.get(call).volume() + quotes.get(put).volume();
    double interest = quotes.get(call).openInterest() + quotes.get(put).openInterest();
    f.put("volume_oi_ratio", volume / interest);
    f.put("log_volume", Math.log(1 + volume));
    f.put("log_open_interest", Math.log(1 + interest));
    f.put("std_moneyness", alive(Math.log(strike / forward) / (atm * Math.sqrt(years))));
    f.put("expected_move_pct", straddle / spot);
    f.put("dist_to_expected_move", Math.abs(strike - spot) / straddle);
    f.put("rv_5", realized(spy, 5));
    f.put("rv_20", rv20);
    f.put("rv_ratio_5_20", realized(spy, 5) / rv20);
    f.put("hv_iv_ratio_20", rv20 / (vixNow / 100));
    f.put("vix_level", vixNow);
    List<Double> year = new ArrayList<>(vix.subList(vix.size() - 252, vix.size()));
    year.add(vixNow);
    double low = year.stream().mapToDouble(x -> x).min().getAsDouble();
    double high = year.stream().mapToDouble(x -> x).max().getAsDouble();
    f.put("vix_rank", (vixNow - low) / (high - low));
    f.put("vix_change_1d", (vixNow / closeBefore(SampleMarket.VIX) - 1) * 100);
    f.put("intraday_rv_30m", intradayVolatility());
    f.put("returns_1d", last(spy, 0) / last(spy, 1) - 1);
    f.put("returns_5d", last(spy, 0) / last(spy, 5) - 1);
    f.put("rsi_14", rsi(spy));
    f.put("ret_5m", spot / minutesAgo(5) - 1);
    f.put("ret_30m", spot / minutesAgo(30) - 1);
    double open = priceAt(session.opensAt().plus(Duration.ofMinutes(1)));
    f.put("gap_pct", open / closeBefore(SampleMarket.SPY) - 1);
    f.put("return_since_open", spot / open - 1);
    f.put("oi_put_call_ratio", sum(OptionType.PUT, false) / sum(OptionType.CALL, false));
    f.put("put_call_volume_ratio", sum(OptionType.PUT, true) / sum(OptionType.CALL, true));
    f.put("day_of_week", (double) today.getDayOfWeek().getValue());
    f.put("dte", (double) ChronoUnit.DAYS.between(today, put.expiry()));
    f.put("time_to_expiry_years", Duration.between(now, expiryClose()).toMinutes() / 525_600.0);
    f.put("minutes_to_close", (double) Duration.between(now, session.closesAt()).toMinutes());
    f.put("is_0dte", today.equals(put.expiry()) ? 1.0 : 0.0);
    f.put("is_half_day", today.equals(LocalDate.of(2025, 11, 28)) ? 1.0 : 0.0);
    f.put("variance_risk_premium", alive(atm * atm - rv20 * rv20));
    f.put("theta_gamma_ratio", Math.abs(theta) / (gamma * spot * spot));
    OptionContract wing = other(put, strike - 5, OptionType.PUT);
    f.put(
        "credit_to_width",
        quotes.containsKey(wing)
            ? (quotes.get(put).bid() - quotes.get(wing).ask()) / 5
            : Double.NaN);
    return f;
  }

  /** Closing times by hand: 16:00 in New York is 21:00Z in winter. */
  private Instant expiryClose() {
    return Instant.parse(put.expiry() + "T21:00:00Z");
  }

  /** At expiry there are no volatilities and Greeks. */
  private double alive(double value) {
    return now.equals(expiryClose()) ? Double.NaN : value;
  }

  /** Closes known now: a session's last price once the session is over. */
  private List<Double> closes(Asset asset) {
    List<Double> closes = new ArrayList<>(closesOfPastDays(asset));
    if (now.equals(session.closesAt())) {
      closes.add(quotes.get(asset).last());
    }
    return closes;
  }

  private double closeBefore(Asset asset) {
    return last(closesOfPastDays(asset), 0);
  }

  private List<Double> closesOfPastDays(Asset asset) {
    List<Double> closes = new ArrayList<>();
    market.history.stream()
        .filter(bar -> bar.asset().equals(asset))
        .forEach(bar -> closes.add(bar.close()));
    Map<LocalDate, Double> observed = new TreeMap<>();
    for (SampleMarket.Row row : market.rows) {
      LocalDate date = SampleMarket.CALENDAR.tradingDateAt(row.at());
      if (row.asset().equals(asset) && date.isBefore(today)) {
        observed.put(date, row.last());
      }
    }
    closes.addAll(observed.values());
    return closes;
  }

  private static double last(List<Double> values, int back) {
    return values.get(values.size() - 1 - back);
  }

  private static double realized(List<Double> closes, int days) {
    List<Double> returns = new ArrayList<>();
    for (int i = closes.size() - days; i < closes.size(); i++) {
      returns.add(Math.log(closes.get(i)) - Math.log(closes.get(i - 1)));
    }
    return deviation(returns) * Math.sqrt(252);
  }

  private static double deviation(List<Double> values) {
    double mean = values.stream().mapToDouble(x -> x).sum() / values.size();
    return Math.sqrt(
        values.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum() / (values.size() - 1));
  }

  /**
   * Wilder's averages in their usual form: (13 × the last one + the new change) / 14, over the last
   * 252 changes.
   */
  private static double rsi(List<Double> closes) {
    List<Double> year = closes.subList(closes.size() - 253, closes.size());
    double gain = 0;
    double loss = 0;
    for (int i = 1; i <= 14; i++) {
      double change = year.get(i) - year.get(i - 1);
      gain += Math.max(change, 0) / 14;
      loss += Math.max(-change, 0) / 14;
    }
    for (int i = 15; i < year.size(); i++) {
      double change = year.get(i) - year.get(i - 1);
      gain = (13 * gain + Math.max(change, 0)) / 14;
      loss = (13 * loss + Math.max(-change, 0)) / 14;
    }
    return 100 - 100 / (1 + gain / loss);
  }

  private double intradayVolatility() {
    List<Double> returns = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      returns.add(Math.log(minutesAgo(i) / minutesAgo(i + 1)));
    }
    return deviation(returns) * Math.sqrt(252 * 390);
  }

  /** The sample has a price at every minute of a session after its opening. */
  private double minutesAgo(int minutes) {
    Instant at = now.minus(Duration.ofMinutes(minutes));
    return at.isAfter(session.opensAt()) ? priceAt(at) : Double.NaN;
  }

  private double priceAt(Instant at) {
    return market.rows.stream()
        .filter(row -> row.at().equals(at) && row.asset().equals(SampleMarket.SPY))
        .findFirst()
        .orElseThrow()
        .last();
  }

  private double mid(OptionContract contract) {
    SampleMarket.Row row = quotes.get(contract);
    return (row.bid() + row.ask()) / 2;
  }

  private double spread(OptionContract contract) {
    SampleMarket.Row row = quotes.get(contract);
    return (row.ask() - row.bid()) / mid(contract);
  }

  private double volatility(OptionContract contract) {
    return SampleMarket.smile(spot, contract.strike().doubleValue())
        + (contract.type() == OptionType.PUT ? 0.004 : 0);
  }

  private TreeSet<Double> strikes() {
    TreeSet<Double> strikes = new TreeSet<>();
    for (Asset asset : quotes.keySet()) {
      if (asset instanceof OptionContract contract && contract.expiry().equals(put.expiry())) {
        strikes.add(contract.strike().doubleValue());
      }
    }
    return strikes;
  }

  private double forward() {
    double best = Double.NaN;
    for (double strike : strikes()) {
      Double above = strikes().higher(strike);
      double here =
          mid(other(put, strike, OptionType.CALL)) - mid(other(put, strike, OptionType.PUT));
      double next =
          above == null
              ? 1
              : mid(other(put, above, OptionType.CALL)) - mid(other(put, above, OptionType.PUT));
      if (above != null && here >= 0 && next < 0) {
        double crossing = strike + (above - strike) * here / (here - next);
        best =
            Double.isNaN(best) || Math.abs(crossing - spot) < Math.abs(best - spot)
                ? crossing
                : best;
      }
    }
    return best;
  }

  private double volatilityAt(double price) {
    double below = strikes().floor(price);
    double above = strikes().higher(price);
    double atBelow =
        (volatility(other(put, below, OptionType.CALL))
                + volatility(other(put, below, OptionType.PUT)))
            / 2;
    double atAbove =
        (volatility(other(put, above, OptionType.CALL))
                + volatility(other(put, above, OptionType.PUT)))
            / 2;
    return atBelow + (atAbove - atBelow) * (price - below) / (above - below);
  }

  private double straddle() {
    double best = Double.NaN;
    for (double strike : strikes()) {
      best = Double.isNaN(best) || Math.abs(strike - spot) < Math.abs(best - spot) ? strike : best;
    }
    return mid(other(put, best, OptionType.CALL)) + mid(other(put, best, OptionType.PUT));
  }

  private double sum(OptionType type, boolean volume) {
    double sum = 0;
    for (double strike : strikes()) {
      SampleMarket.Row row = quotes.get(other(put, strike, type));
      sum += volume ? row.volume() : row.openInterest();
    }
    return sum;
  }

  private static OptionContract other(OptionContract contract, double strike, OptionType type) {
    return OptionContract.of(contract.root(), contract.expiry(), type, BigDecimal.valueOf(strike));
  }
}
