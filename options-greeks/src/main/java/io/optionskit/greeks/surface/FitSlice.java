/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One expiry on its way into the surface. */
final class FitSlice {

  /** Fewer different strikes than this cannot tell the shape of a smile. */
  private static final int FEWEST_STRIKES = 5;

  /** A quote farther off than this many times the median one is an outlier. */
  private static final double OUTLIER = 25;

  private static final int FEWEST_FOR_OUTLIERS = 8;

  final SliceQuotes quotes;
  final QuoteUse[] uses;
  SliceData data;
  Repair repair = Repair.NONE;
  @Nullable Svi unrepaired;
  Svi shape;
  Svi smile;
  double scale = 1;

  FitSlice(SliceQuotes quotes) {
    this.quotes = quotes;
    this.uses = new QuoteUse[quotes.size()];
    for (int row = 0; row < uses.length; row++) {
      uses[row] = quotes.use(row);
    }
    Contradictions.leaveOut(quotes, uses);
    this.data = new SliceData(quotes, uses);
    this.shape = Svi.flat(data.strikes > 0 ? data.level : 1);
    this.smile = shape;
  }

  boolean isThin() {
    return data.strikes < FEWEST_STRIKES;
  }

  /** Leaves out what is absurdly far from a first fit, and fits again. */
  Svi seed() {
    Svi seed = SviSeed.of(data);
    for (int round = 0; round < 2 && data.strikes >= FEWEST_FOR_OUTLIERS; round++) {
      double[] residuals = new double[data.size()];
      data.residuals(seed, residuals);
      double most = OUTLIER * data.scale(seed);
      int left = 0;
      for (int i = 0; i < residuals.length; i++) {
        if (data.isTwoSided(i) && Math.abs(residuals[i]) > most) {
          left++;
        }
      }
      if (left == 0 || left > data.strikes / 5) {
        break;
      }
      for (int i = 0; i < residuals.length; i++) {
        if (data.isTwoSided(i) && Math.abs(residuals[i]) > most) {
          uses[data.rows[i]] = QuoteUse.OUTLIER;
        }
      }
      data = new SliceData(quotes, uses);
      seed = SviSeed.of(data);
    }
    scale = data.scale(seed);
    return seed;
  }

  ExpiryReport report() {
    boolean isIn = repair != Repair.LEFT_OUT;
    List<ExpiryReport.QuoteFit> fits = new ArrayList<>();
    for (int row = 0; row < uses.length; row++) {
      double k = quotes.logMoneyness(row);
      fits.add(
          new ExpiryReport.QuoteFit(
              quotes.strike(row),
              k,
              quotes.bidVolatility(row),
              quotes.askVolatility(row),
              isIn && Double.isFinite(k)
                  ? Math.sqrt(smile.totalVariance(k) / quotes.years())
                  : Double.NaN,
              uses[row]));
    }
    Svi before = unrepaired;
    return new ExpiryReport(
        quotes.name(),
        quotes.years(),
        quotes.forward(),
        quotes.discountFactor(),
        repair,
        isIn ? Optional.of(smile) : Optional.empty(),
        Optional.ofNullable(before),
        isIn ? OptionalDouble.of(smile.check().minimum()) : OptionalDouble.empty(),
        before == null ? OptionalDouble.empty() : OptionalDouble.of(before.check().minimum()),
        fits);
  }
}
