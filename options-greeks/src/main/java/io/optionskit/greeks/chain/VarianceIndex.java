/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.greeks.forward.ParitySlice;
import io.optionskit.greeks.internal.Arguments;
import io.optionskit.time.YearClock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Model-free variance of a chain, and the volatility index of constant maturity made from it, by
 * the rules of the Cboe Volatility Index.
 *
 * <p>Needs no model and no volatility: the variance is an integral of option prices over strikes. A
 * chain with few strikes misses the tails, and its variance is then too low.
 *
 * <p>Stateless; may be used from any thread. The bits of the results do not depend on machine or
 * Java version.
 *
 * @see <a
 *     href="https://cdn.cboe.com/api/global/us_indices/governance/Volatility_Index_Methodology_Cboe_Volatility_Index.pdf">Cboe,
 *     Volatility Index Methodology: Cboe Volatility Index</a>
 */
public final class VarianceIndex {

  private static final double DAYS_PER_YEAR = 365;

  private VarianceIndex() {}

  /**
   * Returns the model-free variance of one expiry.
   *
   * <p>The forward comes from the strike at which call and put are closest in price (the lower one
   * of two). From the largest strike not above it, where call and put count half each, puts are
   * taken downwards and calls upwards; options without a bid are left out, and after two of them in
   * a row nothing further out counts. Each middle counts by half the distance between its
   * neighbours that are in, over the strike squared.
   *
   * @param quotes quotes by strike, ascending; a missing bid is {@code NaN} or 0
   * @param years time to settlement in calendar years, finite and &gt; 0
   * @param rate risk-free rate, continuously compounded, per year; |rate · years| ≤ 500
   * @return the variance; empty if no strike has a call and a put that are quoted on both sides,
   *     the strike at the money has not, nothing is left on one side of it, or the prices make the
   *     variance negative
   * @throws IllegalArgumentException if years or rate are out of range, or strikes do not ascend
   */
  public static Optional<VarianceTerm> term(ParitySlice quotes, double years, double rate) {
    Arguments.positive("years", years);
    Arguments.accruing("rate", rate, years);
    double[] strikes = quotes.strikes();
    checkAscending(strikes);
    double growth = StrictMath.exp(rate * years);
    int nearest = nearestInPrice(quotes);
    if (nearest < 0) {
      return Optional.empty();
    }
    double forward = strikes[nearest] + growth * difference(quotes, nearest);
    int money = -1;
    while (money + 1 < strikes.length && strikes[money + 1] <= forward) {
      money++;
    }
    if (money < 0 || !isPair(quotes, money)) {
      return Optional.empty();
    }
    double[] prices = new double[strikes.length];
    prices[money] = 0.5 * (middle(quotes, money, true) + middle(quotes, money, false));
    int below = fill(quotes, money, -1, prices);
    int above = fill(quotes, money, 1, prices);
    if (below == 0 || above == 0) {
      return Optional.empty();
    }
    Strip strip = sum(strikes, prices);
    double excess = forward / strikes[money] - 1;
    double variance = (2 * growth * strip.sum() - excess * excess) / years;
    if (!(variance >= 0 && variance < Double.POSITIVE_INFINITY)) {
      return Optional.empty();
    }
    return Optional.of(
        new VarianceTerm(
            years,
            forward,
            strikes[money],
            strip.lowest(),
            strip.highest(),
            below + above + 1,
            variance));
  }

  /**
   * Returns the model-free variance of one expiry of a chain.
   *
   * @param slice rows of the expiry
   * @param rate risk-free rate, continuously compounded, per year
   * @return the variance; empty if no time is left or the quotes give none
   */
  public static Optional<VarianceTerm> term(ExpirySlice slice, double rate) {
    double years = slice.years(YearClock.CALENDAR);
    return years > 0 ? term(slice.strikes(), years, rate) : Optional.empty();
  }

  /**
   * Returns the volatility of constant maturity between two expiries: total variance is linear in
   * time between them.
   *
   * @param near expiry not after the target
   * @param next later expiry, not before the target
   * @param days target in calendar days of 1,440 minutes, finite and &gt; 0; 30 for the VIX
   * @return annual volatility, 0.20 = 20 %; times 100 it is in index points; empty if the two do
   *     not enclose the target
   * @throws IllegalArgumentException if the days are out of range
   */
  public static OptionalDouble constantMaturity(VarianceTerm near, VarianceTerm next, double days) {
    Arguments.positive("days", days);
    double target = days / DAYS_PER_YEAR;
    if (!(near.years() <= target && target <= next.years())) {
      return OptionalDouble.empty();
    }
    double span = next.years() - near.years();
    double weight = span == 0 ? 0 : (target - near.years()) / span;
    double total = near.totalVariance() * (1 - weight) + next.totalVariance() * weight;
    return OptionalDouble.of(Math.sqrt(total / target));
  }

  /**
   * Returns the volatility of constant maturity of a chain, from the latest expiry up to the target
   * and the first one after it.
   *
   * <p>The Cboe takes for the VIX only expiries on Fridays, and of those of the third Friday only
   * the ones settled in the morning: pass the slices that should count.
   *
   * @param slices expiries that may be used; those without a variance are passed over
   * @param rate risk-free rate, continuously compounded, per year
   * @param days target in calendar days, finite and &gt; 0; 30 for the VIX, 1 for tomorrow
   * @return annual volatility, 0.20 = 20 %; times 100 it is in index points; empty if no two
   *     expiries enclose the target
   * @throws IllegalArgumentException if the days are out of range
   */
  public static OptionalDouble constantMaturity(
      List<ExpirySlice> slices, double rate, double days) {
    Arguments.positive("days", days);
    double target = days / DAYS_PER_YEAR;
    List<VarianceTerm> terms = slices.stream().flatMap(s -> term(s, rate).stream()).toList();
    Optional<VarianceTerm> near =
        terms.stream()
            .filter(term -> term.years() <= target)
            .max(Comparator.comparingDouble(VarianceTerm::years));
    Optional<VarianceTerm> next =
        terms.stream()
            .filter(term -> term.years() > target)
            .min(Comparator.comparingDouble(VarianceTerm::years));
    if (near.isPresent() && near.get().years() == target) {
      return OptionalDouble.of(near.get().volatility());
    }
    return near.isPresent() && next.isPresent()
        ? constantMaturity(near.get(), next.get(), days)
        : OptionalDouble.empty();
  }

  private static void checkAscending(double[] strikes) {
    for (int i = 0; i < strikes.length; i++) {
      Arguments.positive("strike", strikes[i]);
      if (i > 0 && !(strikes[i] > strikes[i - 1])) {
        throw new IllegalArgumentException(
            "strikes must ascend: " + strikes[i - 1] + ", " + strikes[i]);
      }
    }
  }

  /** Returns the row whose call and put are closest in price, −1 if none has both. */
  private static int nearestInPrice(ParitySlice quotes) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int row = 0; row < quotes.strikes().length; row++) {
      if (isPair(quotes, row) && Math.abs(difference(quotes, row)) < least) {
        least = Math.abs(difference(quotes, row));
        nearest = row;
      }
    }
    return nearest;
  }

  private static boolean isPair(ParitySlice quotes, int row) {
    return isQuoted(quotes, row, true) && isQuoted(quotes, row, false);
  }

  private static boolean isQuoted(ParitySlice quotes, int row, boolean isCall) {
    double bid = isCall ? quotes.callBids()[row] : quotes.putBids()[row];
    double ask = isCall ? quotes.callAsks()[row] : quotes.putAsks()[row];
    return bid > 0 && ask >= bid && ask < Double.POSITIVE_INFINITY;
  }

  private static double middle(ParitySlice quotes, int row, boolean isCall) {
    double bid = isCall ? quotes.callBids()[row] : quotes.putBids()[row];
    double ask = isCall ? quotes.callAsks()[row] : quotes.putAsks()[row];
    return 0.5 * bid + 0.5 * ask;
  }

  private static double difference(ParitySlice quotes, int row) {
    return middle(quotes, row, true) - middle(quotes, row, false);
  }

  /**
   * Fills the prices outwards from the money up to two options in a row without a bid.
   *
   * @param step −1 for puts below the money, 1 for calls above it
   * @return number of options that count
   */
  private static int fill(ParitySlice quotes, int money, int step, double[] prices) {
    int count = 0;
    int unbid = 0;
    for (int row = money + step; row >= 0 && row < prices.length && unbid < 2; row += step) {
      if (isQuoted(quotes, row, step > 0)) {
        prices[row] = middle(quotes, row, step > 0);
        count++;
        unbid = 0;
      } else {
        unbid++;
      }
    }
    return count;
  }

  /** Sum over strikes, and the strikes at its ends. */
  private record Strip(double sum, double lowest, double highest) {}

  private static Strip sum(double[] strikes, double[] prices) {
    int[] rows = new int[strikes.length];
    int count = 0;
    for (int row = 0; row < strikes.length; row++) {
      if (prices[row] > 0) {
        rows[count++] = row;
      }
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      int lower = Math.max(i - 1, 0);
      int upper = Math.min(i + 1, count - 1);
      double width = (strikes[rows[upper]] - strikes[rows[lower]]) / (upper - lower);
      double strike = strikes[rows[i]];
      sum += width / (strike * strike) * prices[rows[i]];
    }
    return new Strip(sum, strikes[rows[0]], strikes[rows[count - 1]]);
  }
}
