/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal.batch;

/** Loops from density, Mills ratios and present values to the measures. */
final class MeasureLoops {

  private MeasureLoops() {}

  /** Value: out of the money the mass times R(near) − R(far), in the money with parity. */
  static void value(
      double[] mass,
      double[] millsDrop,
      double[] inside,
      double[] exerciseNow,
      double[] value,
      int rows) {
    for (int i = 0; i < rows; i++) {
      value[i] = Math.fma(mass[i], millsDrop[i], inside[i] * Math.abs(exerciseNow[i]));
    }
  }

  /**
   * Multiplies a present value by the probability that it is exchanged.
   *
   * @param direction −½ for the spot, whose point is the far one where the forward is above the
   *     strike; ½ for the strike, whose point is then the near one
   */
  static void leg(
      double direction,
      double[] mass,
      double[] millsFar,
      double[] millsDrop,
      double[] side,
      double[] inside,
      double[] leg,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double in = inside[i];
      double out = Math.fma(-2, in, 1) * mass[i];
      double mills = Math.fma(Math.fma(side[i], direction, 0.5), millsDrop[i], millsFar[i]);
      leg[i] = Math.fma(out, mills, in * leg[i]);
    }
  }

  static void delta(
      double[] sign,
      double[] spotLeg,
      double[] perMove,
      double[] deviation,
      double[] delta,
      int rows) {
    for (int i = 0; i < rows; i++) {
      delta[i] = Math.fma(sign[i] * spotLeg[i], perMove[i] * deviation[i], 0.0);
    }
  }

  static void rho(double[] sign, double[] years, double[] strikeLeg, double[] rho, int rows) {
    for (int i = 0; i < rows; i++) {
      rho[i] = Math.fma(sign[i] * years[i], strikeLeg[i], 0.0);
    }
  }

  static void dividendRho(
      double[] sign, double[] years, double[] spotLeg, double[] dividendRho, int rows) {
    for (int i = 0; i < rows; i++) {
      dividendRho[i] = Math.fma(-sign[i] * years[i], spotLeg[i], 0.0);
    }
  }

  static void gammaAndVega(
      double[] mass,
      double[] perMove,
      double[] deviation,
      double[] root,
      double[] gamma,
      double[] vega,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double m = mass[i];
      double p = perMove[i];
      double perVolatility = m * root[i];
      gamma[i] = m * p * (p * deviation[i]);
      vega[i] = perVolatility;
    }
  }

  /** The first part of theta. */
  static void decay(
      double[] mass, double[] volatility, double[] perDeviation, double[] theta, int rows) {
    for (int i = 0; i < rows; i++) {
      theta[i] = -0.5 * mass[i] * volatility[i] * (volatility[i] * perDeviation[i]);
    }
  }

  /** The rest of theta. */
  static void carry(
      double[] sign,
      double[] dividendYield,
      double[] spotLeg,
      double[] rate,
      double[] strikeLeg,
      double[] theta,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double earned = Math.fma(dividendYield[i], spotLeg[i], -(rate[i] * strikeLeg[i]));
      theta[i] = Math.fma(sign[i], earned, theta[i]) + 0.0;
    }
  }

  static void points(
      double[] side, double[] near, double[] deviation, double[] d1, double[] d2, int rows) {
    for (int i = 0; i < rows; i++) {
      double d = deviation[i];
      double middle = side[i] * Math.fma(0.5, d, near[i]);
      d1[i] = Math.fma(0.5, d, middle);
      d2[i] = Math.fma(-0.5, d, middle);
    }
  }

  static void vanna(
      double[] mass, double[] root, double[] perMove, double[] d2, double[] vanna, int rows) {
    for (int i = 0; i < rows; i++) {
      vanna[i] = Math.fma(-mass[i] * root[i] * d2[i], perMove[i], 0.0);
    }
  }

  static void volga(
      double[] mass,
      double[] root,
      double[] perDeviation,
      double[] d1,
      double[] d2,
      double[] volga,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double r = root[i];
      volga[i] = Math.fma(mass[i] * r * d2[i] * d1[i], r * perDeviation[i], 0.0);
    }
  }

  static void speed(
      double[] gamma,
      double[] perMove,
      double[] deviation,
      double[] perDeviation,
      double[] d1,
      double[] speed,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double bend = -gamma[i] * Math.fma(d1[i], perDeviation[i], 1);
      speed[i] = Math.fma(bend, perMove[i] * deviation[i], 0.0);
    }
  }

  static void zomma(
      double[] gamma,
      double[] root,
      double[] perDeviation,
      double[] d1,
      double[] d2,
      double[] zomma,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double bend = gamma[i] * Math.fma(d1[i], d2[i], -1);
      zomma[i] = Math.fma(bend, root[i] * perDeviation[i], 0.0);
    }
  }

  static void d1PerYear(
      double[] d2,
      double[] rate,
      double[] dividendYield,
      double[] volatility,
      double[] perDeviation,
      double[] d1PerYear,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double perRoot = volatility[i] * perDeviation[i];
      double carry = rate[i] - dividendYield[i];
      d1PerYear[i] = Math.fma(0.5 * d2[i], perRoot * perRoot, -carry * perDeviation[i]);
    }
  }

  /** The first part of charm. */
  static void earned(
      double[] sign, double[] dividendYield, double[] spotLeg, double[] charm, int rows) {
    for (int i = 0; i < rows; i++) {
      charm[i] = sign[i] * dividendYield[i] * spotLeg[i];
    }
  }

  /** The rest of charm. */
  static void charm(
      double[] mass,
      double[] d1PerYear,
      double[] perMove,
      double[] deviation,
      double[] charm,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double total = Math.fma(mass[i], d1PerYear[i], charm[i]);
      charm[i] = Math.fma(total, perMove[i] * deviation[i], 0.0);
    }
  }

  static void color(
      double[] gamma,
      double[] dividendYield,
      double[] volatility,
      double[] perDeviation,
      double[] d1,
      double[] d1PerYear,
      double[] color,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double perRoot = volatility[i] * perDeviation[i];
      double perYear = Math.fma(0.5 * perRoot, perRoot, dividendYield[i]);
      color[i] = Math.fma(gamma[i], Math.fma(-d1[i], d1PerYear[i], perYear), 0.0);
    }
  }
}
