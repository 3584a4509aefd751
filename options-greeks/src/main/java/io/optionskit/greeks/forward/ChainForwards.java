/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.greeks.dividend.CashDividends;
import io.optionskit.greeks.internal.Arguments;
import io.optionskit.market.OptionChain;
import io.optionskit.time.YearClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Forward and discount factor of every expiry of a chain: from put–call parity where the quotes are
 * good enough, otherwise from price of the underlying, rate and dividend yield, with the reason.
 *
 * <p>European chains decide the discount factor that they know to 0.001, and otherwise have a say
 * in it as far as they know it better than {@link #withRateUncertainty}; for American ones it is
 * that of the rate. The early-exercise premiums of American options are taken out of their quotes,
 * in rounds, until the forward stays; with continuous yield unless {@link #withDividends} says what
 * is paid when.
 *
 * <p>Immutable; may be used from any thread. The bits of the results do not depend on machine or
 * Java version.
 */
public final class ChainForwards {

  /** A forward that is less certain than this part of itself is not used if there is a spot. */
  private static final double UNCERTAIN = 0.01;

  private static final double RATE_UNCERTAINTY = 0.03;

  private static final Duration ANY_AGE = Duration.ZERO;

  private final double rate;
  private final double dividendYield;
  private final double rateUncertainty;
  private final Duration oldest;
  private final boolean removesPremium;
  private final CashDividends dividends;

  private ChainForwards(
      double rate,
      double dividendYield,
      double rateUncertainty,
      Duration oldest,
      boolean removesPremium,
      CashDividends dividends) {
    if (!Double.isFinite(rate) || !Double.isFinite(dividendYield)) {
      throw new IllegalArgumentException(
          "rate and dividendYield must be finite: " + rate + ", " + dividendYield);
    }
    Arguments.notNegative("rateUncertainty", rateUncertainty);
    this.rate = rate;
    this.dividendYield = dividendYield;
    this.rateUncertainty = rateUncertainty;
    this.oldest = oldest;
    this.removesPremium = removesPremium;
    this.dividends = dividends;
  }

  /**
   * Returns an estimator without dividend yield, that knows the rate to three percentage points and
   * takes quotes of any age.
   *
   * @param rate risk-free rate, continuously compounded, per year; 0.05 is 5 %
   * @return the estimator
   * @throws IllegalArgumentException if the rate is not finite
   */
  public static ChainForwards of(double rate) {
    return new ChainForwards(rate, 0, RATE_UNCERTAINTY, ANY_AGE, true, CashDividends.none());
  }

  /**
   * Returns this estimator with a dividend yield for expiries without usable parity.
   *
   * @param yield dividend yield less borrow cost, continuously compounded, per year
   * @return a copy
   * @throws IllegalArgumentException if the yield is not finite
   */
  public ChainForwards withDividendYield(double yield) {
    return new ChainForwards(rate, yield, rateUncertainty, oldest, removesPremium, dividends);
  }

  /**
   * Returns this estimator with another belief in the rate, which counts where the quotes do not
   * know the discount factor to 0.001 themselves.
   *
   * @param uncertainty standard deviation of the rate, per year, finite and ≥ 0; 0 keeps the
   *     discount factor of the rate, 10 leaves it to the quotes
   * @return a copy
   * @throws IllegalArgumentException if it is out of range
   */
  public ChainForwards withRateUncertainty(double uncertainty) {
    return new ChainForwards(rate, dividendYield, uncertainty, oldest, removesPremium, dividends);
  }

  /**
   * Returns this estimator leaving out stale quotes.
   *
   * @param age largest age of a quote at the time of the chain, above 0
   * @return a copy
   * @throws IllegalArgumentException if the age is not above 0
   */
  public ChainForwards withOldestQuote(Duration age) {
    if (age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException("age must be above 0: " + age);
    }
    return new ChainForwards(rate, dividendYield, rateUncertainty, age, removesPremium, dividends);
  }

  /**
   * Returns this estimator knowing the cash dividends to come.
   *
   * <p>They matter for the early exercise of American options, which are then valued in the
   * spot-drop model, and where parity gives no forward. The yield is then what comes on top of
   * them, such as the cost to borrow the shares.
   *
   * @param schedule dividends with their years counted from the instant of the chain: it fits
   *     chains of that instant only
   * @return a copy
   */
  public ChainForwards withDividends(CashDividends schedule) {
    return new ChainForwards(
        rate, dividendYield, rateUncertainty, oldest, removesPremium, schedule);
  }

  /**
   * Returns this estimator taking American options for European ones.
   *
   * <p>A hundred times faster, and off by a part of the early-exercise premium: little for short
   * expiries and low rates, much for months of high rates or dividends.
   *
   * @return a copy
   */
  public ChainForwards withoutEarlyExercise() {
    return new ChainForwards(rate, dividendYield, rateUncertainty, oldest, false, dividends);
  }

  /**
   * Returns the forwards of a chain.
   *
   * @param chain quotes at one instant
   * @return one per root and expiry that has time left and a forward, in the order of the chain
   */
  public List<ExpiryForward> fit(OptionChain chain) {
    return ExpirySlice.of(chain).stream().flatMap(slice -> fit(slice).stream()).toList();
  }

  /**
   * Returns the forward of one expiry.
   *
   * @param slice rows of the expiry
   * @return its forward; empty if no time is left, or parity gives none and the price of the
   *     underlying is unknown, below the dividends or grows beyond the range of a double
   * @throws IllegalArgumentException if |rate · years| is above 500
   */
  public Optional<ExpiryForward> fit(ExpirySlice slice) {
    double years = slice.years(YearClock.CALENDAR);
    if (years == 0) {
      return Optional.empty();
    }
    ParitySlice pairs = oldest.equals(ANY_AGE) ? slice.pairs() : slice.pairs(oldest);
    boolean isEuropean = slice.contract().exerciseStyle() == ExerciseStyle.EUROPEAN;
    double spot = slice.chain().spot().orElse(Double.NaN);
    Optional<ForwardFit> fit =
        isEuropean || !removesPremium
            ? Forwards.fit(pairs, years, rate, isEuropean ? rateUncertainty : 0, spot)
            : AmericanParity.fit(pairs, years, rate, spot, dividendYield, dividends);
    boolean isCertain = fit.map(f -> f.standardError() < UNCERTAIN * f.forward()).orElse(false);
    if (isCertain || (fit.isPresent() && Double.isNaN(spot))) {
      return fit.map(
          f ->
              new ExpiryForward(
                  slice.root(),
                  slice.expiry(),
                  years,
                  f.forward(),
                  f.discountFactor(),
                  ForwardSource.PARITY,
                  fit));
    }
    double stripped = spot - dividends.presentValue(years, rate, dividendYield);
    double forward = stripped * StrictMath.exp((rate - dividendYield) * years);
    if (!(forward > 0 && forward < Double.POSITIVE_INFINITY)) {
      return Optional.empty();
    }
    return Optional.of(
        new ExpiryForward(
            slice.root(),
            slice.expiry(),
            years,
            forward,
            StrictMath.exp(-rate * years),
            reason(pairs, fit),
            fit));
  }

  /** Returns the early-exercise values that go with a forward of this estimator. */
  EarlyExercise exercise(ExpiryForward forward, OptionChain chain) {
    double spot = chain.spot().orElse(Double.NaN);
    return EarlyExercise.of(
        spot, forward.forward(), forward.years(), forward.rate(), dividendYield, dividends);
  }

  private static ForwardSource reason(ParitySlice pairs, Optional<ForwardFit> fit) {
    if (fit.isPresent()) {
      return ForwardSource.UNCERTAIN_PAIRS;
    }
    int usable = 0;
    for (int row = 0; row < pairs.size(); row++) {
      usable += pairs.isUsable(row) ? 1 : 0;
    }
    return usable < 2 ? ForwardSource.TOO_FEW_PAIRS : ForwardSource.CONTRADICTORY_PAIRS;
  }
}
