/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.Greeks;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.time.ExpiryRules;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.YearClock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Options of one underlying in a {@link TestMarket}. */
final class TestListing {

  private static final double ROUNDING = 1e-7; // of a cent, against the noise of floating numbers

  final String underlying;
  final double spot;
  final TreeSet<LocalDate> expiries = new TreeSet<>();
  final TreeMap<OptionContract, Quote> quotes = new TreeMap<>();
  String root;
  List<BigDecimal> strikes;
  Smile smile = Smile.flat(0.20);
  double rate;
  double dividendYield;
  double spread = 0.02;
  int size = 100;
  long volume = 1000;
  int openInterest = 5000;

  TestListing(String underlying, double spot) {
    if (!(spot > 0 && spot < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("spot must be finite and above 0: " + spot);
    }
    this.underlying = underlying;
    this.spot = spot;
    root = underlying;
    double step = spot < 25 ? 0.5 : spot < 1000 ? 1 : 5;
    strikes = strikes(Math.max(1, Math.ceil(0.8 * spot / step)) * step, 1.2 * spot, step);
  }

  static List<BigDecimal> strikes(double lowest, double highest, double step) {
    if (!(lowest > 0 && step > 0 && highest >= lowest)) {
      throw new IllegalArgumentException(
          "strikes must go up from above 0: " + lowest + " to " + highest + " by " + step);
    }
    List<BigDecimal> strikes = new ArrayList<>();
    BigDecimal last = BigDecimal.valueOf(highest);
    for (BigDecimal strike = BigDecimal.valueOf(lowest);
        strike.compareTo(last) <= 0;
        strike = strike.add(BigDecimal.valueOf(step))) {
      strikes.add(strike.setScale(3, RoundingMode.HALF_EVEN));
    }
    return strikes;
  }

  OptionContract contract(LocalDate expiry, OptionType type, BigDecimal strike) {
    OptionProduct product = OptionProduct.ofRoot(root, expiry).withUnderlying(underlying);
    return new OptionContract(product, expiry, type, strike);
  }

  OptionChain chain(Instant now) {
    LocalDate tradeDate = TradingCalendar.usOptions().tradingDateAt(now);
    OptionChain.Builder builder = OptionChain.builder(underlying, now, tradeDate).spot(spot);
    for (LocalDate expiry : expiries) {
      for (BigDecimal strike : strikes) {
        for (OptionType type : OptionType.values()) {
          OptionContract contract = contract(expiry, type, strike);
          builder.add(contract, quote(contract, now), volume, openInterest);
        }
      }
    }
    quotes.forEach((contract, quote) -> builder.add(contract, quote, volume, openInterest));
    OptionChain chain = builder.build();
    return chain.withColumns(columns(chain));
  }

  private Quote quote(OptionContract contract, Instant now) {
    BlackFormula formula = formula(contract, now);
    double value = formula.value(volatility(formula));
    double bid = cents(Math.floor(100 * (value - 0.5 * spread) + ROUNDING));
    double ask = cents(Math.max(1, Math.ceil(100 * (value + 0.5 * spread) - ROUNDING)));
    return Quote.of(
        bid > 0 ? bid : Double.NaN, ask, Double.NaN, bid > 0 ? size : -1, size, now, now);
  }

  private ChainColumns columns(OptionChain chain) {
    int rows = chain.size();
    double[][] columns = new double[6][rows];
    for (int row = 0; row < rows; row++) {
      BlackFormula formula = formula(chain.contract(row), chain.time());
      double volatility =
          quotes.containsKey(chain.contract(row))
              ? formula.impliedVolatility(0.5 * (chain.bid(row) + chain.ask(row)))
              : volatility(formula);
      boolean isKnown = formula.years() > 0 && !Double.isNaN(volatility);
      if (!isKnown) {
        for (double[] column : columns) {
          column[row] = Double.NaN;
        }
        continue;
      }
      Greeks greeks = formula.greeks(volatility);
      columns[0][row] = volatility;
      columns[1][row] = greeks.delta();
      columns[2][row] = greeks.gamma();
      columns[3][row] = greeks.vega();
      columns[4][row] = greeks.theta();
      columns[5][row] = greeks.rho();
    }
    return new ChainColumns(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
  }

  private double volatility(BlackFormula formula) {
    return smile.volatility(formula.forward(), formula.strike(), formula.years());
  }

  private BlackFormula formula(OptionContract contract, Instant now) {
    Instant settlesAt = ExpiryRules.usOptions().settlesAt(contract.expiry(), contract.settlement());
    double years = YearClock.CALENDAR.years(now, settlesAt);
    return new BlackFormula(
        contract.type(), spot, contract.strike().doubleValue(), years, rate, dividendYield);
  }

  static double cents(double count) {
    return count / 100;
  }
}
