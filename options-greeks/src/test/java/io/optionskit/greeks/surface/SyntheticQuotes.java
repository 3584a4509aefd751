/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import java.util.SplittableRandom;

/** Quotes of a known smile. */
final class SyntheticQuotes {

  private SyntheticQuotes() {}

  /**
   * Returns quotes at strikes spread over a number of standard deviations on each side.
   *
   * @param halfBand half the difference of bid and ask in volatility
   * @param noise largest error of the middle in half bands
   */
  static SliceQuotes of(
      Svi smile,
      double years,
      double forward,
      int strikes,
      double deviations,
      double halfBand,
      double noise,
      SplittableRandom random) {
    double[] strike = new double[strikes];
    double[] bid = new double[strikes];
    double[] ask = new double[strikes];
    double width = deviations * Math.sqrt(smile.totalVariance(0));
    for (int i = 0; i < strikes; i++) {
      double k = strikes == 1 ? 0 : width * (2.0 * i / (strikes - 1) - 1);
      double error = noise * halfBand * (2 * random.nextDouble() - 1);
      double middle = Math.sqrt(smile.totalVariance(k) / years) + error;
      strike[i] = forward * Math.exp(k);
      bid[i] = middle - halfBand;
      ask[i] = middle + halfBand;
    }
    return SliceQuotes.ofVolatilities(
        "T" + years, years, forward, Math.exp(-0.03 * years), strike, bid, ask);
  }

  static SliceQuotes exact(Svi smile, double years, double forward) {
    return of(smile, years, forward, 41, 4, 0.001, 0, new SplittableRandom(1));
  }

  /** Returns a random SSVI shape that is free of arbitrage. */
  static Ssvi shape(SplittableRandom random) {
    double rho = -0.85 + 1.2 * random.nextDouble();
    double eta = 1.9 / (1 + Math.abs(rho)) * (0.2 + 0.8 * random.nextDouble());
    return new Ssvi(rho, eta, 0.2 + 0.28 * random.nextDouble());
  }
}
