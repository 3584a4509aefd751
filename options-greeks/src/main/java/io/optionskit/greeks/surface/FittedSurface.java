/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.NormalDistribution;
import io.optionskit.greeks.internal.GoldenSection;

/**
 * Smiles at expiries, and what lies between, before and after them.
 *
 * <p>At fixed log-moneyness: between expiries total variance is linear in time; before the first
 * one forward variance is flat; after the last one total variance grows as much at every strike, so
 * that the volatility at the forward stays. Where linear total variance would leave a butterfly
 * arbitrage between two expiries, normalised option prices are mixed instead, which cannot:
 * mixtures of distributions are distributions.
 */
final class FittedSurface implements VolatilitySurface {

  /** Least g between two expiries for total variance to be interpolated. */
  private static final double LEAST_G = 5e-6;

  private static final double SHORTEST = 1e-12;
  private static final double LONGEST = 1000;

  /** 1e200, beyond which extrapolated forwards are refused. */
  private static final double LARGEST_LOG = 460;

  private static final double FARTHEST_MONEYNESS = 1e6;
  private static final double FARTHEST = 16;
  private static final int SAMPLES = 160;
  private static final int TIMES = 8;

  /** Below this a price has lost digits to underflow. */
  /** Log-moneyness up to which options on a forward of 1 are priced. */
  private static final double FARTHEST_PRICED = 320;

  private static final double TINY = 1e-250;

  private final double[] years;
  private final Svi[] smiles;
  private final double[] logForwards;
  private final double[] logDiscounts;
  private final boolean[] mixes;
  private final double logSpot;

  /**
   * @param spot price of the underlying at 0 years, {@code NaN} if unknown
   * @param alwaysMixes whether prices are mixed also where total variance could be interpolated
   */
  FittedSurface(
      double[] years,
      Svi[] smiles,
      double[] forwards,
      double[] discountFactors,
      double spot,
      boolean alwaysMixes) {
    this.years = years;
    this.smiles = smiles;
    this.logForwards = new double[years.length];
    this.logDiscounts = new double[years.length];
    for (int i = 0; i < years.length; i++) {
      logForwards[i] = StrictMath.log(forwards[i]);
      logDiscounts[i] = StrictMath.log(discountFactors[i]);
    }
    this.logSpot = Double.isNaN(spot) ? logForwards[0] : StrictMath.log(spot);
    this.mixes = new boolean[years.length];
    for (int i = 0; i + 1 < years.length; i++) {
      mixes[i] = alwaysMixes || !isFreeBetween(smiles[i], smiles[i + 1]);
    }
  }

  int mixedIntervals() {
    int count = 0;
    for (boolean mix : mixes) {
      count += mix ? 1 : 0;
    }
    return count;
  }

  /** Returns whether all linear interpolations between two smiles have a g clearly above 0. */
  private static boolean isFreeBetween(Svi earlier, Svi later) {
    for (Svi centre : new Svi[] {earlier, later}) {
      for (int j = 1; j < TIMES; j++) {
        double part = (double) j / TIMES;
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= SAMPLES; i++) {
          double u = FARTHEST * (2.0 * i / SAMPLES - 1);
          double g = between(earlier, later, centre, part, u);
          if (g < least) {
            least = g;
            best = u;
          }
        }
        double step = 2 * FARTHEST / SAMPLES;
        double refined =
            GoldenSection.minimise(
                u -> between(earlier, later, centre, part, u), best - step, best + step, 20);
        if (!(Math.min(least, between(earlier, later, centre, part, refined)) >= LEAST_G)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns g of an interpolation at a distance from the centre of a smile. */
  private static double between(Svi earlier, Svi later, Svi centre, double part, double u) {
    double t = StrictMath.exp(u);
    double k = centre.m() + Math.min(centre.sigma(), 1) * 0.5 * (t - 1 / t);
    return linear(earlier.at(k), later.at(k), part, 0).durrleman(k);
  }

  private static VariancePoint linear(
      VariancePoint before, VariancePoint after, double part, double forwardVariance) {
    double rest = 1 - part;
    return new VariancePoint(
        rest * before.totalVariance() + part * after.totalVariance(),
        rest * before.slope() + part * after.slope(),
        rest * before.curvature() + part * after.curvature(),
        forwardVariance);
  }

  @Override
  public double forward(double time) {
    return along(time, logForwards, logSpot);
  }

  @Override
  public double discountFactor(double time) {
    return along(time, logDiscounts, 0);
  }

  private static void checkYears(double years) {
    if (years != 0 && !(years >= SHORTEST && years <= LONGEST)) {
      throw new IllegalArgumentException("years must be 0, or from 1e-12 to 1000: " + years);
    }
  }

  /**
   * Returns the exponential of values that are interpolated linearly from the value at 0 years on;
   * beyond the last, at the mean growth.
   */
  private double along(double time, double[] values, double atZero) {
    checkYears(time);
    int last = years.length - 1;
    int i = interval(time);
    double value;
    if (i < 0) {
      value = atZero + (values[0] - atZero) * (time / years[0]);
    } else if (i == last) {
      value = atZero + (values[last] - atZero) * (time / years[last]);
    } else {
      double part = (time - years[i]) / (years[i + 1] - years[i]);
      value = values[i] + (values[i + 1] - values[i]) * part;
    }
    if (Math.abs(value) > LARGEST_LOG && i == last) {
      throw new IllegalArgumentException(
          "years must not be so many that the forward or discount factor grows beyond 1e±200: "
              + time);
    }
    return StrictMath.exp(value);
  }

  /** Returns the last expiry at or before a time; −1 before the first. */
  private int interval(double time) {
    int low = -1;
    int high = years.length;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (years[middle] <= time) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public VariancePoint at(double logMoneyness, double time) {
    checkYears(time);
    if (!(Math.abs(logMoneyness) <= FARTHEST_MONEYNESS)) {
      throw new IllegalArgumentException("logMoneyness must be from -1e6 to 1e6: " + logMoneyness);
    }
    int i = interval(time);
    int last = years.length - 1;
    if (i < 0) {
      VariancePoint first = smiles[0].at(logMoneyness);
      double part = time / years[0];
      return new VariancePoint(
          part * first.totalVariance(),
          part * first.slope(),
          part * first.curvature(),
          first.totalVariance() / years[0]);
    }
    if (i == last) {
      double perYear = smiles[last].totalVariance(0) / years[last];
      VariancePoint point = smiles[last].at(logMoneyness, perYear);
      return new VariancePoint(
          point.totalVariance() + perYear * (time - years[last]),
          point.slope(),
          point.curvature(),
          perYear);
    }
    VariancePoint before = smiles[i].at(logMoneyness);
    VariancePoint after = smiles[i + 1].at(logMoneyness);
    double width = years[i + 1] - years[i];
    double part = (time - years[i]) / width;
    double perYear = (after.totalVariance() - before.totalVariance()) / width;
    return mixes[i]
        ? mixed(logMoneyness, before, after, smiles[i], smiles[i + 1], part, width)
        : linear(before, after, part, perYear);
  }

  /**
   * Mixes the normalised prices of two smiles so that the total variance at the forward is linear.
   */
  private static VariancePoint mixed(
      double k,
      VariancePoint before,
      VariancePoint after,
      Svi earlier,
      Svi later,
      double part,
      double width) {
    double low = earlier.totalVariance(0);
    double high = later.totalVariance(0);
    double middle = low + part * (high - low);
    double lowPrice = priceAtForward(low);
    double gain = priceAtForward(high) - lowPrice;
    boolean rises = gain > 0;
    double share = rises ? (priceAtForward(middle) - lowPrice) / gain : part;
    double sharePerYear =
        (rises
                ? NormalDistribution.density(0.5 * Math.sqrt(middle))
                    / (2 * Math.sqrt(middle))
                    * (high - low)
                    / gain
                : 1)
            / width;
    if (Math.abs(k) > FARTHEST_PRICED) {
      return tail(k, before, after, share, width);
    }
    OptionType out = k >= 0 ? OptionType.CALL : OptionType.PUT;
    double strike = StrictMath.exp(k);
    double beforePrice = price(out, strike, before);
    double afterPrice = price(out, strike, after);
    double mixedPrice = beforePrice + share * (afterPrice - beforePrice);
    if (share <= 0 || !(mixedPrice > TINY) || !(beforePrice < afterPrice)) {
      return tail(k, before, after, share, width);
    }
    double deviation = ImpliedVolatility.solve(out, 1, strike, 1, 1, mixedPrice);
    double variance = deviation * deviation;
    double d2 = -(k + 0.5 * variance) / deviation;
    double density = NormalDistribution.density(d2);
    double body = out.sign() * NormalDistribution.cumulative(out.sign() * d2);
    double mixedTail =
        (1 - share) * tailProbability(out, k, before) + share * tailProbability(out, k, after);
    double slope = (body - mixedTail) * 2 * deviation / density;
    double g =
        ((1 - share) * densityPart(k, before) + share * densityPart(k, after))
            * deviation
            / density;
    double half = 1 - 0.5 * k * slope / variance;
    double curvature = 2 * (g - half * half + 0.25 * slope * slope * (1 / variance + 0.25));
    double upper = NormalDistribution.density(d2 + deviation);
    double forwardVariance = sharePerYear * (afterPrice - beforePrice) * 2 * deviation / upper;
    return new VariancePoint(variance, slope, curvature, forwardVariance);
  }

  private static double priceAtForward(double variance) {
    double half = 0.5 * Math.sqrt(variance);
    return NormalDistribution.cumulative(half) - NormalDistribution.cumulative(-half);
  }

  private static double price(OptionType type, double strike, VariancePoint point) {
    return Black76.value(type, 1, strike, 1, 1, Math.sqrt(point.totalVariance()));
  }

  /** Returns the probability of ending beyond a strike, with the sign of the option's type. */
  private static double tailProbability(OptionType type, double k, VariancePoint point) {
    double d2 = point.lowerDeviation(k);
    double tilt =
        NormalDistribution.density(d2) * point.slope() / (2 * Math.sqrt(point.totalVariance()));
    return type.sign() * NormalDistribution.cumulative(type.sign() * d2) - tilt;
  }

  private static double densityPart(double k, VariancePoint point) {
    return point.durrleman(k)
        * NormalDistribution.density(point.lowerDeviation(k))
        / Math.sqrt(point.totalVariance());
  }

  /**
   * Follows the later smile where prices underflow: the mixture is worth share · later price, whose
   * logarithm decides.
   */
  private static VariancePoint tail(
      double k, VariancePoint before, VariancePoint after, double share, double width) {
    if (!(share > 0)) {
      return linear(before, after, 0, (after.totalVariance() - before.totalVariance()) / width);
    }
    double far = Math.abs(k);
    double root = Math.sqrt(after.totalVariance());
    double z = far / root - 0.5 * root;
    double moved = Math.sqrt(Math.max(0, z * z - 2 * StrictMath.log(share)));
    double deviation = Math.sqrt(moved * moved + 2 * far) - moved;
    double variance =
        Math.min(Math.max(deviation * deviation, before.totalVariance()), after.totalVariance());
    return new VariancePoint(
        variance,
        after.slope(),
        after.curvature(),
        (after.totalVariance() - before.totalVariance()) / width);
  }
}
