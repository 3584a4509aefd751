/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import io.optionskit.greeks.internal.Arguments;
import java.util.Optional;

/**
 * Forwards from put–call parity: call − put = discountFactor · (forward − strike) at every strike
 * of an expiry.
 *
 * <p>Only strikes within 8 % of the money count, each by the inverse square of its spreads. A
 * weighted median finds the forward first, so that single wrong quotes do no harm; a weighted
 * regression over the strikes that agree with it gives the result. The discount factor is the
 * slope. Where the scatter of the middles leaves it uncertain by more than 0.001, it is pulled
 * towards {@code exp(-rate · years)} as strongly as the stated uncertainty of the rate asks: a wide
 * European chain decides itself, a handful of strikes leaves the rate as it is.
 *
 * <p>Parity is exact for European options. American ones break it by their early-exercise premium:
 * use an uncertainty of 0 for them, and expect the forward to be off by a part of that premium, or
 * let {@link ChainForwards} take it out.
 *
 * <p>Stateless; may be used from any thread. The bits of the results do not depend on machine or
 * Java version.
 */
public final class Forwards {

  /** Strikes within this part of the spot, or of the forward where no spot is known, count. */
  private static final double NEAR = 0.08;

  /** Quotes that know the discount factor this well decide it alone. */
  private static final double DECIDED = 0.001;

  /** Strikes whose call and put are closest in price, from which the first guess is made. */
  private static final int FIRST = 8;

  /** A strike agrees if it is within this many half spreads. */
  private static final double AGREEMENT = 2;

  /** Spreads narrower than this part of the strike count like it: no quote is exact. */
  private static final double NARROWEST = 1e-5;

  private Forwards() {}

  /**
   * Returns the forward and discount factor that fit a slice best.
   *
   * @param slice quotes of one expiry
   * @param years time to expiry in calendar years, finite and ≥ 0
   * @param rate risk-free rate, continuously compounded, per year; |rate · years| ≤ 500
   * @param rateUncertainty standard deviation of what is known about the rate, per year, ≥ 0; 0.01
   *     is one percentage point; 0 keeps the discount factor at exp(−rate · years)
   * @return the fit; empty if fewer than two strikes have a two-sided, uncrossed call and put that
   *     agree on a forward above 0
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static Optional<ForwardFit> fit(
      ParitySlice slice, double years, double rate, double rateUncertainty) {
    return fit(slice, years, rate, rateUncertainty, Double.NaN);
  }

  /** Returns the fit over the strikes around a spot; around the forward if the spot is NaN. */
  static Optional<ForwardFit> fit(
      ParitySlice slice, double years, double rate, double rateUncertainty, double spot) {
    Arguments.notNegative("years", years);
    Arguments.accruing("rate", rate, years);
    Arguments.notNegative("rateUncertainty", rateUncertainty);
    double discountFactor = StrictMath.exp(-rate * years);
    double forward = firstGuess(slice, discountFactor);
    if (!(forward > 0)) {
      return Optional.empty();
    }
    double freedom = discountFactor * rateUncertainty * years;
    boolean[] counts = near(slice, spot > 0 ? spot : forward);
    Optional<ForwardFit> first =
        regression(
            slice,
            counts,
            forward,
            discountFactor,
            AGREEMENT * freedom,
            discountFactor,
            freedom,
            1);
    return first.flatMap(
        fit ->
            regression(
                    slice,
                    counts,
                    fit.forward(),
                    fit.discountFactor(),
                    0,
                    discountFactor,
                    freedom,
                    noise(slice, counts, fit))
                .or(() -> first));
  }

  /** Returns which strikes are usable and near the money, always the four nearest ones. */
  private static boolean[] near(ParitySlice slice, double money) {
    double width = Math.max(NEAR * money, distanceOfNearest(slice, money));
    boolean[] counts = new boolean[slice.size()];
    for (int row = 0; row < counts.length; row++) {
      counts[row] = slice.isUsable(row) && Math.abs(slice.strikes()[row] - money) <= width;
    }
    return counts;
  }

  /**
   * Returns how far middles are from parity, as a part of their half spreads.
   *
   * <p>The middles of a quiet chain are right to a small part of the spread, and then say more
   * about the discount factor than their spreads promise. One pair that is off by all of its spread
   * is added, so that a few lucky pairs do not pass for certainty.
   */
  private static double noise(ParitySlice slice, boolean[] counts, ForwardFit fit) {
    double squares = 1;
    int pairs = 0;
    for (int row = 0; row < slice.size(); row++) {
      if (counts[row]) {
        double away = slice.strikes()[row] - fit.forward();
        double residual = slice.difference(row) + fit.discountFactor() * away;
        double relative = residual / uncertainty(slice, row);
        if (Math.abs(relative) <= AGREEMENT) {
          squares += relative * relative;
          pairs++;
        }
      }
    }
    return Math.min(1, Math.sqrt(squares / (1 + Math.max(0, pairs - 2))));
  }

  /**
   * Returns the forwards that no quote of an expiry contradicts.
   *
   * <p>One-sided quotes count with the side they have. Holds for European options; American ones
   * may contradict each other by their early-exercise premium without an arbitrage.
   *
   * @param slice quotes of one expiry
   * @param discountFactor value today of 1.00 paid at expiry, finite and &gt; 0
   * @return the bounds; infinite on a side for which no strike has quotes
   * @throws IllegalArgumentException if the discount factor is out of range
   */
  public static ForwardBounds bounds(ParitySlice slice, double discountFactor) {
    Arguments.positive("discountFactor", discountFactor);
    double lower = Double.NEGATIVE_INFINITY;
    double upper = Double.POSITIVE_INFINITY;
    for (int row = 0; row < slice.size(); row++) {
      double strike = slice.strikes()[row];
      double least = strike + (slice.callBids()[row] - slice.putAsks()[row]) / discountFactor;
      double most = strike + (slice.callAsks()[row] - slice.putBids()[row]) / discountFactor;
      lower = least > lower ? least : lower; // comparisons with NaN are false
      upper = most < upper ? most : upper;
    }
    return new ForwardBounds(lower, upper);
  }

  /**
   * Returns the weighted median of the forwards of the strikes whose call and put are closest in
   * price; NaN if fewer than two strikes are usable.
   */
  static double firstGuess(ParitySlice slice, double discountFactor) {
    double[] gaps = new double[FIRST];
    int[] rows = new int[FIRST];
    int count = 0;
    for (int row = 0; row < slice.size(); row++) {
      if (slice.isUsable(row)) {
        double gap = Math.abs(slice.difference(row));
        count = insert(gaps, rows, count, gap, row);
      }
    }
    if (count < 2) {
      return Double.NaN;
    }
    double[] forwards = new double[count];
    int[] sorted = new int[count];
    double total = 0;
    for (int i = 0; i < count; i++) {
      double forward = slice.strikes()[rows[i]] + slice.difference(rows[i]) / discountFactor;
      insert(forwards, sorted, i, forward, rows[i]);
      total += weight(slice, rows[i]);
    }
    double below = 0;
    int i = 0;
    while (i < count - 1 && below + weight(slice, sorted[i]) < 0.5 * total) {
      below += weight(slice, sorted[i]);
      i++;
    }
    return forwards[i];
  }

  /**
   * Returns how far from the money the fourth-nearest usable strike is, or the farthest if there
   * are fewer.
   */
  private static double distanceOfNearest(ParitySlice slice, double money) {
    double[] distances = new double[4];
    int[] rows = new int[4];
    int count = 0;
    for (int row = 0; row < slice.size(); row++) {
      if (slice.isUsable(row)) {
        count = insert(distances, rows, count, Math.abs(slice.strikes()[row] - money), row);
      }
    }
    return distances[count - 1];
  }

  /**
   * Inserts into the first {@code count} sorted keys, dropping the largest when full; returns the
   * new count.
   */
  private static int insert(double[] keys, int[] rows, int count, double key, int row) {
    int at = count < keys.length ? count : keys.length - 1;
    if (count == keys.length && key >= keys[at]) {
      return count;
    }
    while (at > 0 && keys[at - 1] > key) {
      keys[at] = keys[at - 1];
      rows[at] = rows[at - 1];
      at--;
    }
    keys[at] = key;
    rows[at] = row;
    return Math.min(count + 1, keys.length);
  }

  private static double weight(ParitySlice slice, int row) {
    double uncertainty = uncertainty(slice, row);
    return 1 / (uncertainty * uncertainty);
  }

  private static double uncertainty(ParitySlice slice, int row) {
    return Math.max(slice.halfSpreads(row), NARROWEST * slice.strikes()[row]);
  }

  /**
   * Regresses call − put on the strike over the strikes that agree with a forward and discount
   * factor.
   *
   * @param counts strikes to look at
   * @param slack how much the given discount factor may be wrong
   * @param expected discount factor towards which the slope is pulled
   * @param freedom standard deviation of the slope around it; 0 fixes it
   * @param noise by which part of its half spreads a middle is off
   */
  private static Optional<ForwardFit> regression(
      ParitySlice slice,
      boolean[] counts,
      double forward,
      double discountFactor,
      double slack,
      double expected,
      double freedom,
      double noise) {
    boolean[] agrees = new boolean[slice.size()];
    double weights = 0;
    double strikes = 0;
    double differences = 0;
    int pairs = 0;
    for (int row = 0; row < slice.size(); row++) {
      if (counts[row]) {
        double away = slice.strikes()[row] - forward;
        double residual = slice.difference(row) + discountFactor * away;
        double allowed = AGREEMENT * uncertainty(slice, row) + slack * Math.abs(away);
        agrees[row] = Math.abs(residual) <= allowed;
        if (agrees[row]) {
          pairs++;
          double weight = weight(slice, row);
          weights += weight;
          strikes += weight * away;
          differences += weight * slice.difference(row);
        }
      }
    }
    if (pairs < 2) {
      return Optional.empty();
    }
    double meanAway = strikes / weights;
    double meanDifference = differences / weights;
    double slope = expected;
    double slopeVariance = 0;
    if (freedom > 0) {
      double squares = 0;
      double products = 0;
      for (int row = 0; row < slice.size(); row++) {
        if (agrees[row]) {
          double away = slice.strikes()[row] - forward - meanAway;
          squares += weight(slice, row) * away * away;
          products -= weight(slice, row) * away * (slice.difference(row) - meanDifference);
        }
      }
      if (!(noise * noise <= DECIDED * DECIDED * squares)) {
        double pull = noise * noise / (freedom * freedom);
        squares += pull;
        products += pull * expected;
      }
      slope = products / squares;
      slopeVariance = 1 / squares;
    }
    double fitted = forward + meanAway + meanDifference / slope;
    if (!(slope > 0 && fitted > 0)) {
      return Optional.empty();
    }
    double misfit = 0;
    for (int row = 0; row < slice.size(); row++) {
      if (agrees[row]) {
        double residual = slice.difference(row) - slope * (fitted - slice.strikes()[row]);
        misfit += Math.abs(residual) / uncertainty(slice, row);
      }
    }
    double lever = meanDifference / (slope * slope);
    double standardError = Math.sqrt(1 / (slope * slope * weights) + lever * lever * slopeVariance);
    double worst = Math.max(Math.max(fitted, slope), Math.max(misfit, standardError));
    if (!(standardError > 0 && worst < Double.POSITIVE_INFINITY)) {
      return Optional.empty(); // numbers beyond the range of a double
    }
    return Optional.of(
        new ForwardFit(
            fitted,
            slope,
            pairs,
            misfit / pairs,
            standardError,
            Math.sqrt(slopeVariance),
            bounds(slice, slope)));
  }
}
