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

  /** ∂/∂m and the like of the last integral. */
  double value;

  double slope;
  double curvature;
  double vega;
  double rho;

  private final GaussLegendre rule;
  private final double[] root;
  private final double[] weight;
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
  private final double[] scratch2;

  Premium(int points) {
    rule = GaussLegendre.of(points);
    root = new double[points];
    weight = new double[points];
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
    scratch2 = new double[points];
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
    double scale = Math.sqrt(Math.max(distance * distance, gap) / boundary.years);
    scale = Math.min(10, Math.max(1e-9, scale));
    double range = asinh(0.5 * StrictMath.PI / scale);
    for (int j = 0; j < count; j++) {
      double t = range * rule.nodes()[j];
      double growth = StrictMath.exp(t);
      double angle = scale * 0.5 * (growth - 1 / growth);
      double jacobian = scale * 0.5 * (growth + 1 / growth) * range * rule.weights()[j];
      double sine = StrictMath.sin(angle);
      double cosine = StrictMath.cos(angle);
      double rootToExpiry = cosine;
      double u = gap + boundary.years * sine * sine;
      root[j] = Math.sqrt(u);
      weight[j] = jacobian * 2 * boundary.years * sine * cosine;
      path[j] = boundary.logAt(rootToExpiry);
      rateExponent[j] = -rate * u;
      square[j] = m - yield * u;
      double middle = (m - path[j] + (rate - yield) * u) / (volatility * root[j]);
      dMinus[j] = -(middle - 0.5 * volatility * root[j]);
      dPlus[j] = -(middle + 0.5 * volatility * root[j]);
      scratch2[j] = cosine;
    }
    Gaussian.exp(rateExponent, scratch1, rateFactor, count);
    Gaussian.exp(square, scratch1, yieldFactor, count);
    Gaussian.exp(path, scratch1, expPath, count);
    Gaussian.densities(dMinus, square, scratch1, densityMinus, count);
    Gaussian.densities(dPlus, square, scratch1, densityPlus, count);
    Gaussian.probabilities(dMinus, densityMinus, probabilityMinus, count);
    Gaussian.probabilities(dPlus, densityPlus, probabilityPlus, count);
    value = 0;
    slope = 0;
    curvature = 0;
    vega = 0;
    rho = 0;
    for (int j = 0; j < count; j++) {
      double w = weight[j];
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
        double cosine = scratch2[j];
        double perSquare = -1 / (2 * Math.sqrt(boundary.squareAt(cosine)));
        vega +=
            w
                * (-density / volatility * (rate * dPlus[j] - yield * expPath[j] * dMinus[j])
                    + flow * perSquare * boundary.grid.at(boundary.volatilitySquare, cosine));
        double ownRate =
            byYield
                ? (yield * u - 1) * yieldFactor[j] * probabilityPlus[j] + flow * u
                : (1 - rate * u) * ratePart - flow * u;
        rho += w * (ownRate + flow * perSquare * boundary.grid.at(boundary.rateSquare, cosine));
      }
    }
  }

  private static double asinh(double x) {
    return StrictMath.log(x + Math.sqrt(x * x + 1));
  }
}
