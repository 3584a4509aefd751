/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Finds the largest profit and loss of a structure at one time, and where it breaks even, from
 * nothing but its profits at any prices.
 */
final class ProfitScan {

  /** Profits of a structure at some prices of the underlying. */
  interface Profits {
    double[] at(double[] spots);
  }

  private record Point(double spot, double profit) {}

  /** Number of prices at which a profit is looked at, and how far beyond the strikes. */
  private static final int POINTS = 600;

  private static final double FACTOR = 5;

  /** Prices of one step of a refinement; each step leaves 1/15 of the one before, or 2/15. */
  private static final int STEP = 16;

  /** Enough for the last digit of a break-even, and of the profit where it turns. */
  private static final int STEPS = 14;

  /** Profits smaller than this part of the largest price are rounding, and count as 0. */
  private static final double NOTHING = 1e-11;

  /** A turn that sticks out less than this part of the largest price may be a pricing error. */
  private static final double FLAT = 1e-8;

  private final List<Double> prices;
  private final Profits profits;
  private final double highest;

  /** Takes strikes and prices at which shares were traded, each above 0. */
  ProfitScan(List<Double> prices, Profits profits) {
    this.prices = prices;
    this.profits = profits;
    this.highest = prices.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /**
   * Returns the profile.
   *
   * @param slope what the profit gains per 1.00 of the underlying far above all prices
   */
  StructureProfile profile(double netPremium, double slope) {
    List<Point> points = points();
    double most = points.stream().mapToDouble(Point::profit).max().orElse(0);
    double least = points.stream().mapToDouble(Point::profit).min().orElse(0);
    return new StructureProfile(
        netPremium,
        slope > 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, most)),
        slope < 0 ? OptionalDouble.empty() : OptionalDouble.of(0 - Math.min(0, least)),
        breakEvens(points, slope));
  }

  /** Returns the profits at the prices of the scan, and where they turn in between. */
  private List<Point> points() {
    double[] spots = spots();
    double[] found = at(spots);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < spots.length; i++) {
      Point here = new Point(spots[i], found[i]);
      int sign = turn(found, i);
      Point turn = sign == 0 ? here : extreme(spots[i - 1], spots[i + 1], sign);
      if (turn.spot < here.spot) {
        points.add(turn);
      }
      points.add(here);
      if (turn.spot > here.spot) {
        points.add(turn);
      }
    }
    return points;
  }

  private double[] at(double[] spots) {
    double[] found = profits.at(spots);
    for (int i = 0; i < found.length; i++) {
      found[i] = Math.abs(found[i]) <= NOTHING * highest ? 0 : found[i];
    }
    return found;
  }

  /** Returns 1 where the profit has a maximum next to a price, −1 for a minimum, otherwise 0. */
  private int turn(double[] found, int i) {
    if (i == 0 || i == found.length - 1) {
      return 0;
    }
    double before = found[i] - found[i - 1];
    double after = found[i] - found[i + 1];
    double steeper = Math.abs(before) > Math.abs(after) ? before : after;
    return before * after >= 0 && Math.abs(steeper) > FLAT * highest
        ? (int) Math.signum(steeper)
        : 0;
  }

  private List<Double> breakEvens(List<Point> points, double slope) {
    List<Double> breakEvens = new ArrayList<>();
    int last = points.size() - 1;
    for (int i = 0; i <= last; i++) {
      Point here = points.get(i);
      Point before = points.get(Math.max(i - 1, 0));
      Point after = points.get(Math.min(i + 1, last));
      if (Math.signum(before.profit) * Math.signum(here.profit) < 0) {
        breakEvens.add(root(before.spot, here.spot));
      } else if (here.profit == 0 && (before.profit != 0 || after.profit != 0)) {
        breakEvens.add(here.spot);
      }
    }
    Point end = points.get(last);
    if (Math.signum(slope) * Math.signum(end.profit) < 0) {
      double far = end.spot + 2 * Math.abs(end.profit / slope);
      if (far <= Prices.LARGEST) {
        breakEvens.add(root(end.spot, far));
      }
    }
    return breakEvens;
  }

  /** Returns the prices at which the profit is looked at, ascending. */
  private double[] spots() {
    double lowest = prices.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    List<Double> spots = new ArrayList<>(prices);
    double from = StrictMath.log(lowest) - StrictMath.log(FACTOR);
    double to = StrictMath.log(highest) + StrictMath.log(FACTOR);
    for (int i = 0; i < POINTS; i++) {
      spots.add(StrictMath.exp(from + (to - from) * i / (POINTS - 1)));
    }
    spots.add(lowest * 1e-6);
    spots.add(highest * 1e4);
    return spots.stream()
        .filter(spot -> spot >= Prices.SMALLEST && spot <= Prices.LARGEST)
        .mapToDouble(Double::doubleValue)
        .sorted()
        .distinct()
        .toArray();
  }

  /** Returns where the profit changes its sign between two prices. */
  private double root(double from, double to) {
    double low = from;
    double high = to;
    for (int step = 0; step < STEPS; step++) {
      double[] spots = between(low, high);
      double[] found = profits.at(spots);
      boolean isPositive = found[0] > 0;
      int i = 1;
      while (i < STEP - 1 && found[i] > 0 == isPositive) {
        i++;
      }
      low = spots[i - 1];
      high = spots[i];
    }
    return 0.5 * (low + high);
  }

  /** Returns the point with the largest sign · profit between two prices with one turn between. */
  private Point extreme(double from, double to, int sign) {
    double low = from;
    double high = to;
    Point most = new Point(from, -sign * Double.MAX_VALUE);
    for (int step = 0; step < STEPS; step++) {
      double[] spots = between(low, high);
      double[] found = at(spots);
      int best = 0;
      for (int i = 1; i < STEP; i++) {
        best = sign * found[i] > sign * found[best] ? i : best;
      }
      if (sign * found[best] > sign * most.profit) {
        most = new Point(spots[best], found[best]);
      }
      low = spots[Math.max(best - 1, 0)];
      high = spots[Math.min(best + 1, STEP - 1)];
    }
    return most;
  }

  private static double[] between(double low, double high) {
    double[] spots = new double[STEP];
    for (int i = 0; i < STEP; i++) {
      spots[i] = low + (high - low) * i / (STEP - 1);
    }
    spots[STEP - 1] = high;
    return spots;
  }
}
