/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import io.optionskit.greeks.NormalDistribution;
import io.optionskit.greeks.internal.Arguments;

/**
 * Volatility of an underlying at every strike and time, and what follows from it.
 *
 * <p>Everything is derived from three functions of an implementation: the forward, the discount
 * factor and the total variance with its derivatives. Strikes and log-moneyness are those of the
 * forward at the same time. Implementations are immutable and may be used from any thread. Times
 * are years on the clock of the surface, 0, or 1e-12 to 1000, everywhere.
 */
public interface VolatilitySurface {

  /**
   * Returns the forward price of the underlying.
   *
   * @param years time on the clock of the surface, 0, or 1e-12 to 1000
   * @return currency per share, &gt; 0
   * @throws IllegalArgumentException if years is outside its range, or so far beyond the last
   *     expiry that extrapolated growth leaves 1e-200 to 1e200
   */
  double forward(double years);

  /**
   * Returns the value today of 1.00 paid later.
   *
   * @param years time on the clock of the surface, 0, or 1e-12 to 1000
   * @return discount factor, &gt; 0
   * @throws IllegalArgumentException as {@link #forward}
   */
  double discountFactor(double years);

  /**
   * Returns the total variance and its derivatives.
   *
   * @param logMoneyness ln(strike / forward), −1e6 to 1e6
   * @param years time on the clock of the surface, 0, or 1e-12 to 1000
   * @return the point; at 0 years the total variance is 0 and its derivative in time says what it
   *     will be a moment later
   * @throws IllegalArgumentException if an argument is outside its range
   */
  VariancePoint at(double logMoneyness, double years);

  /**
   * Returns ln(strike / forward).
   *
   * @param strike exercise price, currency per share, 1e-140 to 1e140
   * @param years time, ≥ 0
   * @return log-moneyness, negative below the forward
   * @throws IllegalArgumentException if an argument is outside its range
   */
  default double logMoneyness(double strike, double years) {
    Arguments.price("strike", strike);
    return StrictMath.log(strike / forward(years));
  }

  /**
   * Returns the total implied variance.
   *
   * @param logMoneyness ln(strike / forward), finite
   * @param years time, ≥ 0
   * @return volatility² · years, ≥ 0
   * @throws IllegalArgumentException if an argument is outside its range
   */
  default double totalVariance(double logMoneyness, double years) {
    return at(logMoneyness, years).totalVariance();
  }

  /**
   * Returns the implied volatility at a log-moneyness.
   *
   * @param logMoneyness ln(strike / forward), finite
   * @param years time, ≥ 0; at 0 the limit
   * @return annual volatility on the clock of the surface; 0.20 is 20 %
   * @throws IllegalArgumentException if an argument is outside its range
   */
  default double volatilityAtMoneyness(double logMoneyness, double years) {
    VariancePoint point = at(logMoneyness, years);
    return Math.sqrt(years > 0 ? point.totalVariance() / years : point.forwardVariance());
  }

  /**
   * Returns the implied volatility at a strike.
   *
   * @param strike exercise price, currency per share, 1e-140 to 1e140
   * @param years time, ≥ 0; at 0 the limit
   * @return annual volatility on the clock of the surface; 0.20 is 20 %
   * @throws IllegalArgumentException if an argument is outside its range
   */
  default double volatilityAtStrike(double strike, double years) {
    return volatilityAtMoneyness(logMoneyness(strike, years), years);
  }

  /**
   * Returns the implied volatility at a forward delta.
   *
   * @param type call or put
   * @param delta see {@link #strikeAtDelta}
   * @param years time, &gt; 0
   * @return annual volatility; 0.20 is 20 %
   * @throws IllegalArgumentException if an argument is outside its range
   */
  default double volatilityAtDelta(OptionType type, double delta, double years) {
    return volatilityAtMoneyness(DeltaStrike.logMoneyness(this, type, delta, years), years);
  }

  /**
   * Returns the strike at which an option has a forward delta: N(d1) for a call and N(d1) − 1 for a
   * put, without discounting, with the volatility of that strike.
   *
   * @param type call or put
   * @param delta 1e-9 to 1 − 1e-9 for a call, and the negative of that for a put; −0.25 is the
   *     25-delta put
   * @param years time, &gt; 0
   * @return exercise price, currency per share; the only one on a surface without arbitrage
   * @throws IllegalArgumentException if an argument is outside its range, or the strike beyond that
   *     of a double, as of tiny deltas in many decades
   */
  default double strikeAtDelta(OptionType type, double delta, double years) {
    double logMoneyness = DeltaStrike.logMoneyness(this, type, delta, years);
    double strike = forward(years) * StrictMath.exp(logMoneyness);
    if (!(strike >= Double.MIN_NORMAL && strike < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "delta must be one whose strike a double can hold: "
              + delta
              + " at log-moneyness "
              + logMoneyness);
    }
    return strike;
  }

  /**
   * Returns the value of a European option.
   *
   * @param type call or put
   * @param strike exercise price, currency per share, 1e-140 to 1e140
   * @param years time to expiry, &gt; 0
   * @return value per share today
   * @throws IllegalArgumentException if an argument is outside its range
   */
  default double value(OptionType type, double strike, double years) {
    Arguments.positive("years", years);
    double volatility = volatilityAtStrike(strike, years);
    return Black76.value(type, forward(years), strike, years, discountFactor(years), volatility);
  }

  /**
   * Returns the local volatility of Dupire: that of the diffusion which gives all prices of the
   * surface.
   *
   * @param strike price of the underlying at that time, finite and &gt; 0
   * @param years time, &gt; 0; where the derivative in time jumps, at an expiry, the later one
   * @return annual volatility; infinite or {@code NaN} where the density vanishes
   * @throws IllegalArgumentException if an argument is outside its range
   * @see <a href="https://doi.org/10.1002/9781119202073">J. Gatheral, "The Volatility Surface",
   *     Wiley, 2006</a>, equation 1.10
   */
  default double localVolatility(double strike, double years) {
    Arguments.positive("years", years);
    double logMoneyness = logMoneyness(strike, years);
    VariancePoint point = at(logMoneyness, years);
    return Math.sqrt(point.forwardVariance() / point.durrleman(logMoneyness));
  }

  /**
   * Returns the risk-neutral density of the price of the underlying.
   *
   * @param price price of the underlying at that time, finite and &gt; 0
   * @param years time, &gt; 0
   * @return density per 1.00 of price, ≥ 0; it may be infinite at prices below 1e-290
   * @throws IllegalArgumentException if an argument is outside its range
   */
  default double density(double price, double years) {
    Arguments.positive("years", years);
    double logMoneyness = logMoneyness(price, years);
    VariancePoint point = at(logMoneyness, years);
    double lognormal = NormalDistribution.density(point.lowerDeviation(logMoneyness));
    return lognormal == 0
        ? 0
        : point.durrleman(logMoneyness) * lognormal / (price * Math.sqrt(point.totalVariance()));
  }

  /**
   * Returns the risk-neutral probability that the underlying ends below a price.
   *
   * @param price price of the underlying at that time, finite and &gt; 0
   * @param years time, &gt; 0
   * @return probability in [0, 1]
   * @throws IllegalArgumentException if an argument is outside its range
   */
  default double probabilityBelow(double price, double years) {
    Arguments.positive("years", years);
    double logMoneyness = logMoneyness(price, years);
    VariancePoint point = at(logMoneyness, years);
    double deviation = point.lowerDeviation(logMoneyness);
    double tilt =
        NormalDistribution.density(deviation)
            * point.slope()
            / (2 * Math.sqrt(point.totalVariance()));
    return Math.min(Math.max(NormalDistribution.cumulative(-deviation) + tilt, 0), 1);
  }

  /**
   * Returns the risk-neutral probability that the underlying ends between two prices.
   *
   * @param low lower price, finite and &gt; 0
   * @param high upper price, finite and ≥ low
   * @param years time, &gt; 0
   * @return probability in [0, 1]
   * @throws IllegalArgumentException if an argument is outside its range
   */
  default double probabilityBetween(double low, double high, double years) {
    if (!(low <= high)) {
      throw new IllegalArgumentException("low must be at most high: " + low + " and " + high);
    }
    return Math.max(0, probabilityBelow(high, years) - probabilityBelow(low, years));
  }

  /**
   * Returns the volatility that the surface implies between two times at fixed log-moneyness.
   *
   * @param logMoneyness ln(strike / forward), finite; 0 is at the forward
   * @param from earlier time, ≥ 0
   * @param to later time, &gt; from
   * @return annual volatility, ≥ 0
   * @throws IllegalArgumentException if an argument is outside its range
   */
  default double forwardVolatility(double logMoneyness, double from, double to) {
    if (!(from < to)) {
      throw new IllegalArgumentException("from must be before to: " + from + " and " + to);
    }
    double added = totalVariance(logMoneyness, to) - totalVariance(logMoneyness, from);
    return Math.sqrt(Math.max(0, added) / (to - from));
  }
}
