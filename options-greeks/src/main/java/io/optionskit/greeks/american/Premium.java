/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

/**
 * The integral along a boundary that is the value of early exercise, and its derivatives, per unit
 * of strike:
 *
 * <pre>
 *   ∫ r e^(−ru) N(−d−) − q e^(m−qu) N(−d+) du,   d± = (m − b(years − u))/(σ√u) + …
 * </pre>
 *
 * with m = ln(spot / strike), over those u at which the boundary exists.
 *
 * <p>Near the boundary the integrand of gamma is a spike at u ≈ (distance / σ)², so the points are
 * spread evenly in asinh of that scale.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Premium {

  /** Keeps a distance of 0 from having no exponent. */
  private static final double TINY = 1e-12;

  /** The last integral and its derivatives. */
  double value;

  double slope;
  double curvature;
  double vega;
  double rho;

  private final SpotRule rule;
  private final double[] root;
  private final double[] byVolatility;
  private final double[] byRate;
  private final double[] square;
  private final double[] rateExponent;
  private final double[] rateFactor;
  private final double[] yieldFactor;
  private final double[] path;
  private final double[] expPath;
  private final double[] dMinus;
  private final double[] dPlus;
  private final double[] densityMinus;
  private final double[] densityPlus;
  private final double[] probabilityMinus;
  private final double[] probabilityPlus;
  private final double[] scratch1;

  Premium(SpotRule rule) {
    this.rule = rule;
    int points = rule.points;
    root = new double[points];
    byVolatility = new double[points];
    byRate = new double[points];
    square = new double[points];
    rateExponent = new double[points];
    rateFactor = new double[points];
    yieldFactor = new double[points];
    path = new double[points];
    expPath = new double[points];
    dMinus = new double[points];
    dPlus = new double[points];
    densityMinus = new double[points];
    densityPlus = new double[points];
    probabilityMinus = new double[points];
    probabilityPlus = new double[points];
    scratch1 = new double[points];
  }

  /**
   * Integrates along a boundary that reaches back to {@code boundary.years} before expiry.
   *
   * @param m ln(spot / strike)
   * @param years time to expiry, at least that of the boundary
   */
  void integrate(
      BoundaryEquation boundary, double m, double years, boolean parameters, boolean byYield) {
    int count = root.length;
    double rate = boundary.rate;
    double yield = boundary.yield;
    double volatility = boundary.volatility;
    double gap = years - boundary.years;
    double distance = Math.abs(m - boundary.logAt(1)) / volatility;
    SpotRule.Level level =
        rule.level(Math.sqrt(Math.max(distance * distance, gap) / boundary.years) + TINY);
    interpolate(level, boundary.square, path);
    for (int j = 0; j < count; j++) {
      double floor = boundary.square[level.nextNode[j]] * level.nextShare[j];
      path[j] = -Math.sqrt(Math.max(floor, path[j]));
    }
    if (parameters) {
      interpolate(level, boundary.volatilitySquare, byVolatility);
      interpolate(level, boundary.rateSquare, byRate);
    }
    for (int j = 0; j < count; j++) {
      double u = Math.fma(boundary.years, level.sine[j] * level.sine[j], gap);
      root[j] = Math.sqrt(u);
      rateExponent[j] = -rate * u;
      square[j] = m - yield * u;
      double middle = (m - path[j] + (rate - yield) * u) / (volatility * root[j]);
      dMinus[j] = -(middle - 0.5 * volatility * root[j]);
      dPlus[j] = -(middle + 0.5 * volatility * root[j]);
    }
    Gaussian.exp(rateExponent, scratch1, rateFactor, count);
    Gaussian.exp(square, scratch1, yieldFactor, count);
    Gaussian.exp(path, scratch1, expPath, count);
    Gaussian.densities(dMinus, square, scratch1, densityMinus, count);
    Gaussian.densities(dPlus, square, scratch1, densityPlus, count);
    Gaussian.probabilities(dMinus, densityMinus, scratch1, probabilityMinus, count);
    Gaussian.probabilities(dPlus, densityPlus, scratch1, probabilityPlus, count);
    value = 0;
    slope = 0;
    curvature = 0;
    vega = 0;
    rho = 0;
    for (int j = 0; j < count; j++) {
      double w = boundary.years * level.weight[j];
      double age = volatility * root[j];
      double density = rateFactor[j] * densityMinus[j];
      double excess = rate - yield * expPath[j];
      double flow = density * excess / age;
      double ratePart = rateFactor[j] * probabilityMinus[j];
      double yieldPart = yield * yieldFactor[j] * probabilityPlus[j];
      value += w * (rate * ratePart - yieldPart);
      slope += w * (-flow - yieldPart);
      curvature += w * (density / age) * (-excess * dPlus[j] / age + yield * expPath[j]);
      if (parameters) {
        double u = root[j] * root[j];
        double perSquare = 1 / (2 * path[j]);
        vega +=
            w
                * (-density / volatility * (rate * dPlus[j] - yield * expPath[j] * dMinus[j])
                    + flow * perSquare * byVolatility[j]);
        double ownRate =
            byYield
                ? (yield * u - 1) * yieldFactor[j] * probabilityPlus[j] + flow * u
                : (1 - rate * u) * ratePart - flow * u;
        rho += w * (ownRate + flow * perSquare * byRate[j]);
      }
    }
  }

  private static void interpolate(SpotRule.Level level, double[] values, double[] out) {
    int count = out.length;
    double first = values[0];
    double[] column = level.basis[0];
    for (int j = 0; j < count; j++) {
      out[j] = first * column[j];
    }
    for (int k = 1; k < values.length; k++) {
      double value = values[k];
      double[] basis = level.basis[k];
      for (int j = 0; j < count; j++) {
        out[j] = Math.fma(value, basis[j], out[j]);
      }
    }
  }
}
