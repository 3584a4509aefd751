/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import com.opengamma.strata.pricer.impl.option.BlackFormulaRepository;
import net.finmath.functions.AnalyticFormulas;

/** Implied volatilities by other JVM libraries; {@code NaN} where they throw. */
final class ImpliedPeers {

  private ImpliedPeers() {}

  static double strata(ImpliedRows rows, int i) {
    try {
      return BlackFormulaRepository.impliedVolatility(
          rows.prices[i] / rows.discountFactors[i],
          rows.forwards[i],
          rows.strikes[i],
          rows.years[i],
          rows.isCall[i]);
    } catch (RuntimeException e) {
      return Double.NaN;
    }
  }

  /** It knows calls only, so puts go by parity. */
  static double finmath(ImpliedRows rows, int i) {
    try {
      return AnalyticFormulas.blackScholesOptionImpliedVolatility(
          rows.forwards[i],
          rows.years[i],
          rows.strikes[i],
          rows.discountFactors[i],
          rows.callPrice(i));
    } catch (RuntimeException e) {
      return Double.NaN;
    }
  }
}
