/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

/**
 * Whether the total variance of a later smile is nowhere below that of an earlier one, on the whole
 * line of log-moneyness.
 *
 * <p>Both are convex, so that between two points the later one is above its tangents and the
 * earlier one below its chord; intervals in which this does not decide are halved. Beyond the last
 * point the asymptotes decide.
 *
 * @param isFree whether the proof succeeded
 * @param smallestGap smallest (later − earlier) / later found; below 0 with calendar arbitrage
 * @param logMoneyness where it is; infinite if a wing of the later smile is flatter
 */
public record CalendarCheck(boolean isFree, double smallestGap, double logMoneyness) {

  private static final int MOST_INTERVALS = 20_000;
  private static final int DOUBLINGS = 80;
  private static final double WIDEST = 1e9;
  private static final int SAMPLES = 64;

  static CalendarCheck of(Svi earlier, Svi later) {
    boolean isFree = isFree(earlier, later);
    double low = Math.min(earlier.m() - 8 * earlier.sigma(), later.m() - 8 * later.sigma()) - 1;
    double high = Math.max(earlier.m() + 8 * earlier.sigma(), later.m() + 8 * later.sigma()) + 1;
    double worst = Double.POSITIVE_INFINITY;
    double where = 0;
    for (Svi centre : new Svi[] {earlier, later}) {
      for (int i = -SAMPLES; i <= SAMPLES; i++) {
        double y = (double) i / SAMPLES;
        double near = centre.m() + 8 * centre.sigma() * y * Math.abs(y);
        double far = y < 0 ? -y * low + (1 + y) * centre.m() : y * high + (1 - y) * centre.m();
        if (gap(earlier, later, near) < worst) {
          worst = gap(earlier, later, near);
          where = near;
        }
        if (gap(earlier, later, far) < worst) {
          worst = gap(earlier, later, far);
          where = far;
        }
      }
    }
    if (!isFree && worst >= 0) {
      double left = earlier.leftSlope() - later.leftSlope();
      double right = earlier.rightSlope() - later.rightSlope();
      double steepest = Math.max(left, right);
      if (steepest > 0) {
        return new CalendarCheck(
            false,
            left > right ? -left / earlier.leftSlope() : -right / earlier.rightSlope(),
            left > right ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
      }
    }
    return new CalendarCheck(isFree, worst, where);
  }

  private static double gap(Svi earlier, Svi later, double k) {
    double above = later.totalVariance(k);
    return (above - earlier.totalVariance(k)) / above;
  }

  /** Returns whether the later total variance is proved to be nowhere below the earlier one. */
  static boolean isFree(Svi earlier, Svi later) {
    if (earlier.b() == later.b()
        && earlier.rho() == later.rho()
        && earlier.m() == later.m()
        && earlier.sigma() == later.sigma()) {
      return later.a() >= earlier.a();
    }
    if (earlier.b() == 0) {
      return later.minimum() >= earlier.a();
    }
    if (earlier.leftSlope() > later.leftSlope() || earlier.rightSlope() > later.rightSlope()) {
      return false;
    }
    double centre = earlier.m();
    double right = 4 * earlier.sigma();
    double left = right;
    int doublings = 0;
    while (!isFreeBeyond(earlier, later, centre + right, 1)) {
      right *= 2;
      if (++doublings > DOUBLINGS || right > WIDEST) {
        return false;
      }
    }
    doublings = 0;
    while (!isFreeBeyond(earlier, later, centre - left, -1)) {
      left *= 2;
      if (++doublings > DOUBLINGS || left > WIDEST) {
        return false;
      }
    }
    VariancePoint below = earlier.at(centre);
    VariancePoint above = later.at(centre);
    int budget =
        between(
            earlier,
            later,
            earlier.at(centre - left),
            later.at(centre - left),
            centre - left,
            below,
            above,
            centre,
            MOST_INTERVALS);
    return budget >= 0
        && between(
                earlier,
                later,
                below,
                above,
                centre,
                earlier.at(centre + right),
                later.at(centre + right),
                centre + right,
                budget)
            >= 0;
  }

  /**
   * Returns whether the order holds from {@code k} outwards: the later smile is above its
   * asymptote, and the earlier one above its own by at most b · σ² / (2 · distance).
   */
  private static boolean isFreeBeyond(Svi earlier, Svi later, double k, int side) {
    double distance = side * (k - earlier.m());
    double above = later.a() + later.b() * (later.rho() + side) * (k - later.m());
    double below = earlier.a() + earlier.b() * (earlier.rho() + side) * (k - earlier.m());
    return above - below >= 0.5 * earlier.b() * earlier.sigma() * earlier.sigma() / distance;
  }

  /**
   * Proves the order between two points; returns how many of the intervals allowed are left, −1 if
   * the order is violated or that many do not prove it.
   */
  private static int between(
      Svi earlier,
      Svi later,
      VariancePoint belowLeft,
      VariancePoint aboveLeft,
      double left,
      VariancePoint belowRight,
      VariancePoint aboveRight,
      double right,
      int budget) {
    if (budget <= 0
        || aboveLeft.totalVariance() < belowLeft.totalVariance()
        || aboveRight.totalVariance() < belowRight.totalVariance()) {
      return -1;
    }
    double width = right - left;
    double turn = aboveRight.slope() - aboveLeft.slope();
    double rise = aboveRight.totalVariance() - aboveLeft.totalVariance();
    double meeting =
        turn > 0
            ? Math.min(Math.max((aboveRight.slope() * width - rise) / turn, 0), width)
            : 0.5 * width;
    double tangent = aboveLeft.totalVariance() + aboveLeft.slope() * meeting;
    double chord =
        belowLeft.totalVariance()
            + (belowRight.totalVariance() - belowLeft.totalVariance()) * (meeting / width);
    double least =
        Math.min(
            aboveLeft.totalVariance() - belowLeft.totalVariance(),
            aboveRight.totalVariance() - belowRight.totalVariance());
    if (tangent >= chord || least >= 0.125 * width * width * bend(earlier, later, left, right)) {
      return budget - 1;
    }
    double middle = left + 0.5 * width;
    if (!(middle > left && middle < right)) {
      return -1;
    }
    VariancePoint below = earlier.at(middle);
    VariancePoint above = later.at(middle);
    int rest =
        between(earlier, later, belowLeft, aboveLeft, left, below, above, middle, budget - 1);
    return rest < 0
        ? -1
        : between(earlier, later, below, above, middle, belowRight, aboveRight, right, rest);
  }

  /** Returns an upper bound of the second derivative of later − earlier between two points. */
  private static double bend(Svi earlier, Svi later, double left, double right) {
    double nearest = Math.min(Math.max(later.m(), left), right);
    double farthest = earlier.m() - left > right - earlier.m() ? left : right;
    return later.at(nearest).curvature() - earlier.at(farthest).curvature();
  }
}
