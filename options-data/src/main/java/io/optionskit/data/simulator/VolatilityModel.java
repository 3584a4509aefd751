/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

/**
 * The stochastic volatility of the simulated market and what it implies for the future.
 *
 * <p>The annual variance of the diffusion is v = θ · exp(f + s − c), the exponential of a fast and
 * a slow Ornstein–Uhlenbeck factor, both driven against the price (the leverage effect). Prices
 * jump at the times of a Poisson process; with every jump the fast factor rises. All times are
 * years of {@link VarianceClock}. Immutable.
 *
 * @see "L. Bergomi, Smile dynamics II, Risk, October 2005, 67–73 (two-factor lognormal forward
 *     variances)"
 * @see <a href="https://doi.org/10.1111/1468-0262.00164">D. Duffie, J. Pan, K. Singleton,
 *     "Transform analysis and asset pricing for affine jump-diffusions", Econometrica 68(6), 2000,
 *     1343–1376 (jumps in price and volatility at once)</a>
 */
final class VolatilityModel {

  static final double FAST_REVERSION = 12;
  static final double SLOW_REVERSION = 1.5;
  static final double FAST_VOLATILITY = 1.9;
  static final double SLOW_VOLATILITY = 1.0;
  static final double FAST_CORRELATION = -0.82;
  static final double SLOW_CORRELATION = -0.65;

  /** Jumps per year. */
  static final double JUMPS = 6;

  /** Mean of the log price jump, and its standard deviation. */
  static final double JUMP_MEAN = -0.018;

  static final double JUMP_DEVIATION = 0.016;

  /** Rise of the fast factor with each jump. */
  static final double JUMP_IN_FACTOR = 0.50;

  private static final double FACTOR_CORRELATION = FAST_CORRELATION * SLOW_CORRELATION;
  private static final double FAST_VARIANCE =
      FAST_VOLATILITY * FAST_VOLATILITY / (2 * FAST_REVERSION);
  private static final double SLOW_VARIANCE =
      SLOW_VOLATILITY * SLOW_VOLATILITY / (2 * SLOW_REVERSION);
  private static final double SHARED_VARIANCE =
      FACTOR_CORRELATION * FAST_VOLATILITY * SLOW_VOLATILITY / (FAST_REVERSION + SLOW_REVERSION);
  private static final int SERIES = 9;
  private static final double[] SERIES_TERMS = seriesTerms();
  private static final double STATIONARY =
      0.5 * (FAST_VARIANCE + SLOW_VARIANCE) + SHARED_VARIANCE + JUMPS * jumpEffect(0);

  /** Nodes and weights of the six-point rule of Gauss on 0 to 1. */
  private static final double[] NODES = {
    0.03376524289842399,
    0.16939530676686773,
    0.38069040695840156,
    0.6193095930415985,
    0.8306046932331322,
    0.966234757101576
  };

  private static final double[] NODE_WEIGHTS = {
    0.08566224618958516,
    0.1803807865240693,
    0.23395696728634552,
    0.23395696728634552,
    0.1803807865240693,
    0.08566224618958516
  };

  private final double theta;

  /**
   * Creates the model.
   *
   * @param averageVariance mean of the diffusive variance over all time, per year, &gt; 0
   */
  VolatilityModel(double averageVariance) {
    theta = averageVariance;
  }

  /** Returns the diffusive variance per year in a state. */
  double variance(double fast, double slow) {
    return theta * StrictMath.exp(fast + slow - STATIONARY);
  }

  /** Returns the variance that jumps of a beta-fold size bring per year. */
  static double jumpVariance(double beta) {
    return JUMPS * beta * beta * (JUMP_MEAN * JUMP_MEAN + JUMP_DEVIATION * JUMP_DEVIATION);
  }

  /** Returns the variance of the log of one jump of an asset that jumps beta times as far. */
  static double jumpSizeVariance(double beta) {
    return beta * beta * JUMP_DEVIATION * JUMP_DEVIATION;
  }

  /** Returns the log of the mean factor by which one jump changes the price. */
  static double logMeanJump(double beta) {
    return beta * JUMP_MEAN + 0.5 * jumpSizeVariance(beta);
  }

  /** Returns the mean relative change of the price in one jump. */
  static double meanJump(double beta) {
    return StrictMath.expm1(logMeanJump(beta));
  }

  /**
   * Returns −2 × the expected log return that jumps bring in one year beyond their compensation:
   * what they add to a log contract.
   */
  static double jumpLogVariance(double beta) {
    return 2 * JUMPS * (meanJump(beta) - beta * JUMP_MEAN);
  }

  static double fastStationaryDeviation() {
    return Math.sqrt(FAST_VARIANCE);
  }

  static double slowStationaryDeviation() {
    return Math.sqrt(SLOW_VARIANCE);
  }

  /**
   * Returns the expected diffusive variance from now over a time, of an asset whose variance is (β²
   * + γ² z) times the market's.
   *
   * @param fast fast factor now
   * @param slow slow factor now
   * @param time years of the clock
   * @param profile how the asset moves with the market
   * @param own own factor log z now
   * @return expected integral of the variance
   */
  double expectedVariance(
      double fast, double slow, double time, UnderlyingProfile profile, double own) {
    double sum = 0;
    for (int i = 0; i < NODES.length; i++) {
      double u = time * NODES[i];
      double decayFast = StrictMath.exp(-FAST_REVERSION * u);
      double decaySlow = StrictMath.exp(-SLOW_REVERSION * u);
      double exponent =
          decayFast * fast
              + decaySlow * slow
              + 0.5 * FAST_VARIANCE * (1 - decayFast * decayFast)
              + 0.5 * SLOW_VARIANCE * (1 - decaySlow * decaySlow)
              + SHARED_VARIANCE * (1 - decayFast * decaySlow)
              + JUMPS * jumpEffect(decayFast)
              - STATIONARY;
      double share = profile.varianceRatio(profile.expectedOwn(own, u));
      sum += NODE_WEIGHTS[i] * StrictMath.exp(exponent) * share;
    }
    return theta * time * sum;
  }

  /**
   * Returns the mean relative rise of the variance over a time through one jump at a moment drawn
   * evenly from it.
   */
  static double riseByJump(double time) {
    double decay = StrictMath.exp(-FAST_REVERSION * time);
    double sum = 0;
    double power = 1;
    for (int n = 1; n <= SERIES; n++) {
      power *= decay;
      sum += SERIES_TERMS[n - 1] * (time - (1 - power) / (n * FAST_REVERSION));
    }
    return sum / (time * time);
  }

  /**
   * Returns the standard deviation of the logarithm of the variance over a time, to first order.
   */
  static double varianceDeviation(double time) {
    double fast = remaining(FAST_REVERSION, time);
    double slow = remaining(SLOW_REVERSION, time);
    double both = remaining(FAST_REVERSION + SLOW_REVERSION, time);
    double fastFast = (time - 2 * fast + remaining(2 * FAST_REVERSION, time));
    double slowSlow = (time - 2 * slow + remaining(2 * SLOW_REVERSION, time));
    double fastSlow = time - fast - slow + both;
    double fastLoad = FAST_VOLATILITY / FAST_REVERSION;
    double slowLoad = SLOW_VOLATILITY / SLOW_REVERSION;
    double square =
        fastLoad * fastLoad * fastFast
            + slowLoad * slowLoad * slowSlow
            + 2 * FACTOR_CORRELATION * fastLoad * slowLoad * fastSlow;
    return Math.sqrt(square) / time;
  }

  /** Returns the correlation of the log return over a time with the variance over it, the same. */
  static double varianceCorrelation(double time) {
    double fastLoad = FAST_CORRELATION * FAST_VOLATILITY / FAST_REVERSION;
    double slowLoad = SLOW_CORRELATION * SLOW_VOLATILITY / SLOW_REVERSION;
    double covariance =
        fastLoad * (time - remaining(FAST_REVERSION, time))
            + slowLoad * (time - remaining(SLOW_REVERSION, time));
    return covariance / (time * Math.sqrt(time) * varianceDeviation(time));
  }

  /** Returns ∫e^(−κs)ds from 0 to a time. */
  private static double remaining(double reversion, double time) {
    return -StrictMath.expm1(-reversion * time) / reversion;
  }

  /** Returns ∫(exp(ζ·e^(−κs)) − 1)ds from s = 0 to the time when e^(−κs) is {@code decay}. */
  private static double jumpEffect(double decay) {
    double sum = 0;
    double power = 1;
    for (int n = 0; n < SERIES; n++) {
      power *= decay;
      sum += SERIES_TERMS[n] * (1 - power);
    }
    return sum;
  }

  /** Terms ζⁿ / (n! · nκ) of the series of the exponential, integrated. */
  private static double[] seriesTerms() {
    double[] terms = new double[SERIES];
    double power = 1;
    for (int n = 1; n <= SERIES; n++) {
      power *= JUMP_IN_FACTOR / n;
      terms[n - 1] = power / (n * FAST_REVERSION);
    }
    return terms;
  }
}
