/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

/**
 * The distribution of the price at an expiry relative to its forward: a mixture of lognormals.
 *
 * <p>Component (n, i) stands for n jumps and a value g of the shock to variance: there the variance
 * is V and the price, in the mean, m times the forward. Weights and multipliers are normalised so
 * that the forward is met exactly, hence prices are free of butterfly and vertical arbitrage and of
 * parity violations; the level of V is set so that a log contract is worth exactly what the model
 * expects. That later expiries are never cheaper at the same moneyness is not proved: tests look
 * for counterexamples in all states that a path can reach.
 *
 * <p>Mutable, so that a million prices need no garbage; used by one thread.
 *
 * @see <a href="https://doi.org/10.1016/0304-405X(76)90022-2">R. C. Merton, "Option pricing when
 *     underlying stock returns are discontinuous", Journal of Financial Economics 3, 1976,
 *     125–144</a>
 * @see "M. Romano, N. Touzi, Contingent claims and market completeness in a stochastic volatility
 *     model, Mathematical Finance 7(4), 1997, 399–410 (conditioning on the variance path)"
 */
final class TerminalLaw {

  /** Nodes and weights of the five- and three-point rules of Gauss and Hermite. */
  private static final double[][] SHOCKS = {
    {-2.8569700138728056, -1.355626179974266, 0, 1.355626179974266, 2.8569700138728056},
    {-1.7320508075688772, 0, 1.7320508075688772}
  };

  private static final double[][] SHOCK_WEIGHTS = {
    {
      0.011257411327720691,
      0.22207592200561266,
      0.5333333333333333,
      0.22207592200561266,
      0.011257411327720691
    },
    {1.0 / 6, 2.0 / 3, 1.0 / 6}
  };

  private static final int AFTER_JUMPS = 1;
  private static final double LEAST_CHANCE = 1e-7;
  private static final int MOST_JUMPS = 16;
  private static final int CAPACITY = 5 + 3 * MOST_JUMPS;

  private int size;
  private double totalVariance;
  private double callDelta;
  private final double[] weight = new double[CAPACITY];
  private final double[] mean = new double[CAPACITY];
  private final double[] logMean = new double[CAPACITY];
  private final double[] variance = new double[CAPACITY];
  private final double[] jumpVariance = new double[CAPACITY];
  private final double[] deviation = new double[CAPACITY];
  private final double[] inverse = new double[CAPACITY];

  /** Makes this the law of a price that no longer moves. */
  void setSettled() {
    size = 0;
    totalVariance = 0;
  }

  /**
   * Makes this the law after a time.
   *
   * @param time years of the clock, &gt; 0
   * @param expectedVariance expected integral of the diffusive variance, &gt; 0
   * @param beta how far the asset follows the market's jumps
   * @param marketShare share of the diffusive variance that comes from the market, 0 to 1
   */
  void set(double time, double expectedVariance, double beta, double marketShare) {
    size = 0;
    double spread =
        VolatilityModel.varianceCorrelation(time) * Math.sqrt(expectedVariance * marketShare);
    double sigma = VolatilityModel.varianceDeviation(time);
    double risePerJump = VolatilityModel.riseByJump(time);
    double expectedJumps = VolatilityModel.JUMPS * time;
    double chance = StrictMath.exp(-expectedJumps);
    Shocks calm = new Shocks(0, spread, sigma);
    Shocks stirred = new Shocks(AFTER_JUMPS, spread, sigma);
    addAll(calm, chance, 0, beta, 1);
    for (int n = 1; n <= MOST_JUMPS; n++) {
      chance *= expectedJumps / n;
      if (n > 1 && chance < LEAST_CHANCE) {
        break;
      }
      addAll(stirred, chance, n, beta, 1 + n * risePerJump);
    }
    normalise(expectedVariance + time * VolatilityModel.jumpLogVariance(beta));
  }

  /**
   * Returns the undiscounted value of a call relative to the forward.
   *
   * @param logForwardPerStrike log of forward / strike
   * @param strikePerForward strike / forward
   * @return value / forward, at least the intrinsic value
   */
  double call(double logForwardPerStrike, double strikePerForward) {
    double intrinsic = Math.max(0, 1 - strikePerForward);
    if (size == 0) {
      callDelta = intrinsic > 0 ? 1 : 0;
      return intrinsic;
    }
    double asset = 0;
    double cash = 0;
    for (int i = 0; i < size; i++) {
      double sigma = deviation[i];
      double d1 = (logForwardPerStrike + logMean[i]) * inverse[i] + 0.5 * sigma;
      asset += mean[i] * NormalNumbers.cumulative(d1);
      cash += weight[i] * NormalNumbers.cumulative(d1 - sigma);
    }
    callDelta = asset;
    return Math.max(intrinsic, asset - strikePerForward * cash);
  }

  /** Returns the change of the last {@link #call} with the forward, 0 to 1. */
  double callDelta() {
    return callDelta;
  }

  /** Returns the variance of the log price, roughly: diffusion and jumps. */
  double totalVariance() {
    return totalVariance;
  }

  private void addAll(Shocks shocks, double chance, int jumps, double beta, double rise) {
    for (int i = 0; i < shocks.weights.length; i++) {
      weight[size] = chance * shocks.weights[i];
      logMean[size] = jumps * VolatilityModel.logMeanJump(beta) + shocks.logMeans[i];
      variance[size] = rise * shocks.variances[i];
      jumpVariance[size] = jumps * VolatilityModel.jumpSizeVariance(beta);
      size++;
    }
  }

  /** Meets the forward through weights and means, and the log contract through the variances. */
  private void normalise(double logVariance) {
    double weights = 0;
    double means = 0;
    for (int i = 0; i < size; i++) {
      mean[i] = weight[i] * StrictMath.exp(logMean[i]);
      weights += weight[i];
      means += mean[i];
    }
    double shift = StrictMath.log(means / weights);
    double shape = 0;
    double fixed = 0;
    for (int i = 0; i < size; i++) {
      weight[i] /= weights;
      mean[i] /= means;
      logMean[i] -= shift;
      shape += weight[i] * variance[i];
      fixed += weight[i] * (jumpVariance[i] - 2 * logMean[i]);
    }
    double level = (logVariance - fixed) / shape;
    for (int i = 0; i < size; i++) {
      deviation[i] = Math.sqrt(level * variance[i] + jumpVariance[i]);
      inverse[i] = 1 / deviation[i];
    }
    totalVariance = logVariance;
  }

  /** What the shocks to variance do to the mean and the variance, normalised to 1 on average. */
  private static final class Shocks {

    private final double[] weights;
    private final double[] logMeans;
    private final double[] variances;

    Shocks(int rule, double spread, double sigma) {
      double[] shocks = SHOCKS[rule];
      weights = SHOCK_WEIGHTS[rule];
      logMeans = new double[shocks.length];
      variances = new double[shocks.length];
      double meanMultiplier = 0;
      double meanVariance = 0;
      for (int i = 0; i < shocks.length; i++) {
        double shock = shocks[i];
        // The second term: volatility that has moved moves the price further. It carries a large
        // part of the skew.
        logMeans[i] = spread * (shock + 0.5 * sigma * (shock * shock - 1));
        variances[i] = StrictMath.exp(sigma * shock);
        meanMultiplier += weights[i] * StrictMath.exp(logMeans[i]);
        meanVariance += weights[i] * variances[i];
      }
      double logMultiplier = StrictMath.log(meanMultiplier);
      for (int i = 0; i < shocks.length; i++) {
        logMeans[i] -= logMultiplier;
        variances[i] /= meanVariance;
      }
    }
  }
}
