/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import com.opengamma.strata.basics.value.ValueDerivatives;
import com.opengamma.strata.pricer.impl.option.BlackFormulaRepository;
import com.opengamma.strata.pricer.impl.option.BlackScholesFormulaRepository;
import net.finmath.functions.AnalyticFormulas;

/** Value and Greeks of European options by other JVM libraries, each in the way it offers. */
final class EuropeanPeers {

  private EuropeanPeers() {}

  /** Strata, one call per output. */
  static void strataSixCalls(EuropeanRows rows, double[][] out) {
    for (int i = 0; i < EuropeanRows.ROWS; i++) {
      double spot = rows.spots[i];
      double strike = rows.strikes[i];
      double years = rows.years[i];
      double volatility = rows.volatilities[i];
      double rate = rows.rates[i];
      double carry = rate - rows.yields[i];
      boolean call = rows.isCall[i];
      out[0][i] =
          BlackScholesFormulaRepository.price(spot, strike, years, volatility, rate, carry, call);
      out[1][i] =
          BlackScholesFormulaRepository.delta(spot, strike, years, volatility, rate, carry, call);
      out[2][i] = BlackScholesFormulaRepository.gamma(spot, strike, years, volatility, rate, carry);
      out[3][i] = BlackScholesFormulaRepository.vega(spot, strike, years, volatility, rate, carry);
      out[4][i] =
          BlackScholesFormulaRepository.theta(spot, strike, years, volatility, rate, carry, call);
      out[5][i] =
          BlackScholesFormulaRepository.rho(spot, strike, years, volatility, rate, carry, call);
    }
  }

  /**
   * Strata, undiscounted price with its derivatives to forward, strike, time and volatility in one
   * call; value, delta and vega of the option follow by one factor each.
   */
  static void strataAdjoint(EuropeanRows rows, double[][] out) {
    for (int i = 0; i < EuropeanRows.ROWS; i++) {
      double growth = Math.exp((rows.rates[i] - rows.yields[i]) * rows.years[i]);
      double discount = Math.exp(-rows.rates[i] * rows.years[i]);
      ValueDerivatives price =
          BlackFormulaRepository.priceAdjoint(
              rows.spots[i] * growth,
              rows.strikes[i],
              rows.years[i],
              rows.volatilities[i],
              rows.isCall[i]);
      out[0][i] = discount * price.getValue();
      out[1][i] = discount * growth * price.getDerivative(0);
      out[2][i] = discount * price.getDerivative(1);
      out[3][i] = discount * price.getDerivative(3);
      out[4][i] = discount * price.getDerivative(2);
    }
  }

  /**
   * finmath, one call per output. It knows calls without a yield only: the yield is taken off the
   * spot before, and of the Greeks gamma and vega are those of the row's own option.
   */
  static void finmathSixCalls(EuropeanRows rows, double[][] out) {
    for (int i = 0; i < EuropeanRows.ROWS; i++) {
      double strike = rows.strikes[i];
      double years = rows.years[i];
      double volatility = rows.volatilities[i];
      double rate = rows.rates[i];
      double factor = Math.exp(-rows.yields[i] * years);
      double spot = rows.spots[i] * factor;
      out[0][i] =
          AnalyticFormulas.blackScholesOptionValue(
              spot, rate, volatility, years, strike, rows.isCall[i]);
      out[1][i] =
          factor * AnalyticFormulas.blackScholesOptionDelta(spot, rate, volatility, years, strike);
      out[2][i] =
          factor
              * factor
              * AnalyticFormulas.blackScholesOptionGamma(spot, rate, volatility, years, strike);
      out[3][i] = AnalyticFormulas.blackScholesOptionVega(spot, rate, volatility, years, strike);
      out[4][i] = AnalyticFormulas.blackScholesOptionTheta(spot, rate, volatility, years, strike);
      out[5][i] = AnalyticFormulas.blackScholesOptionRho(spot, rate, volatility, years, strike);
    }
  }
}
