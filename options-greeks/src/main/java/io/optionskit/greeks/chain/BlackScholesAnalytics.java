/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.forward.ChainForwards;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.greeks.internal.Arguments;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.spi.ChainAnalytics;
import io.optionskit.time.YearClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Implied volatilities and Greeks of a chain in the Black–Scholes model, with the forward of each
 * expiry taken from put–call parity.
 *
 * <p>For each root and expiry: {@link ChainForwards} gives forward and discount factor; where fewer
 * than two strikes have both quotes, or they leave the forward uncertain by more than 1 %, price of
 * the underlying, rate and dividend yield give them. The middle of each quote is solved for its
 * volatility. In the money, and where a quote is missing, the option of the other type at the
 * strike often knows more, and its volatility is used instead; {@link IvReason} says so. There is
 * no default volatility: what has none is {@code NaN}, and so are its Greeks.
 *
 * <p>Greeks are those of the price of the underlying that goes with the forward, so that a stale or
 * missing one does no harm. On the trading clock, volatility and vega are per year of that clock,
 * while theta spreads the decay that is left evenly over calendar time. American options are
 * treated as European ones; {@link AmericanAnalytics} prices early exercise.
 *
 * <p>Expired contracts have a delta of ±1 in the money of the chain's spot and otherwise 0, and no
 * other Greek.
 *
 * <p>Immutable; may be called from any thread, of which each keeps about 300 kB of scratch memory.
 * The bits of the results do not depend on machine or Java version, nor on other expiries.
 */
public final class BlackScholesAnalytics implements ChainAnalytics {

  private static final double LOWEST_PLAUSIBLE = 0.01;
  private static final double HIGHEST_PLAUSIBLE = 5;

  private final double rate;
  private final double dividendYield;
  private final YearClock clock;
  private final double tick;
  private final ChainForwards forwardsOfChains;

  private BlackScholesAnalytics(double rate, double dividendYield, YearClock clock, double tick) {
    Arguments.positive("tick", tick);
    this.rate = rate;
    this.dividendYield = dividendYield;
    this.clock = clock;
    this.tick = tick;
    this.forwardsOfChains =
        ChainForwards.of(rate).withDividendYield(dividendYield).withoutEarlyExercise();
  }

  /**
   * Returns an analysis on the calendar clock without dividend yield, for quotes in cents.
   *
   * @param rate risk-free rate, continuously compounded, per year; 0.05 is 5 %
   * @return the analysis
   * @throws IllegalArgumentException if the rate is not finite
   */
  public static BlackScholesAnalytics of(double rate) {
    return new BlackScholesAnalytics(rate, 0, YearClock.CALENDAR, 0.01);
  }

  /**
   * Returns this analysis with a dividend yield. It matters where parity gives no forward, and
   * splits theta and rho elsewhere.
   *
   * @param yield dividend yield, continuously compounded, per year
   * @return a copy
   * @throws IllegalArgumentException if the yield is not finite
   */
  public BlackScholesAnalytics withDividendYield(double yield) {
    return new BlackScholesAnalytics(rate, yield, clock, tick);
  }

  /**
   * Returns this analysis with volatility measured on another clock. Interest always accrues on the
   * calendar clock.
   *
   * @param volatilityClock clock of the variance
   * @return a copy
   */
  public BlackScholesAnalytics withClock(YearClock volatilityClock) {
    return new BlackScholesAnalytics(rate, dividendYield, volatilityClock, tick);
  }

  /**
   * Returns this analysis for quotes with another tick. A time value below half of it is not
   * solved.
   *
   * @param smallestMove price increment of the quotes, currency per share, &gt; 0
   * @return a copy
   * @throws IllegalArgumentException if the tick is not finite and above 0
   */
  public BlackScholesAnalytics withTick(double smallestMove) {
    return new BlackScholesAnalytics(rate, dividendYield, clock, smallestMove);
  }

  @Override
  public ChainColumns analyse(OptionChain chain) {
    return explain(chain).columns();
  }

  /**
   * Analyses a chain and says how it came to the results.
   *
   * @param chain quotes at one instant
   * @return columns, a reason per row, and the forwards
   */
  public ChainAnalysis explain(OptionChain chain) {
    Analysis analysis = new Analysis(chain);
    for (ExpirySlice slice : ExpirySlice.of(chain)) {
      analysis.analyseExpiry(slice);
    }
    return analysis.result();
  }

  YearClock clock() {
    return clock;
  }

  double tick() {
    return tick;
  }

  static boolean isPlausible(double volatility) {
    return volatility >= LOWEST_PLAUSIBLE && volatility <= HIGHEST_PLAUSIBLE;
  }

  /** One chain being analysed. */
  private final class Analysis {

    private final OptionChain chain;
    private final double spot;
    private final double[] strikes;
    private final double[] volatility;
    private final double[] delta;
    private final double[] gamma;
    private final double[] vega;
    private final double[] theta;
    private final double[] rho;
    private final IvReason[] reasons;
    private final List<ExpiryForward> forwards = new ArrayList<>();
    private final ExpiryColumns columns = ExpiryColumns.ofThread();

    Analysis(OptionChain chain) {
      int rows = chain.size();
      this.chain = chain;
      this.spot = chain.spot().orElse(Double.NaN);
      this.strikes = new double[rows];
      this.volatility = unknown(rows);
      this.delta = unknown(rows);
      this.gamma = unknown(rows);
      this.vega = unknown(rows);
      this.theta = unknown(rows);
      this.rho = unknown(rows);
      this.reasons = new IvReason[rows];
      for (int row = 0; row < rows; row++) {
        strikes[row] = chain.contract(row).strike().doubleValue();
      }
    }

    private static double[] unknown(int rows) {
      double[] column = new double[rows];
      Arrays.fill(column, Double.NaN);
      return column;
    }

    ChainAnalysis result() {
      return new ChainAnalysis(
          new ChainColumns(volatility, delta, gamma, vega, theta, rho), reasons, forwards, clock);
    }

    void analyseExpiry(ExpirySlice slice) {
      int from = slice.from();
      int to = slice.to();
      double years = slice.years(YearClock.CALENDAR);
      double clockYears = slice.years(clock);
      if (clockYears == 0) {
        Arrays.fill(reasons, from, to, IvReason.EXPIRED);
        if (years == 0) {
          fillExpired(from, to);
        }
        return;
      }
      Optional<ExpiryForward> found = forwardsOfChains.fit(slice);
      if (found.isEmpty()) {
        Arrays.fill(reasons, from, to, IvReason.NO_FORWARD);
        return;
      }
      ExpiryForward forward = found.get();
      forwards.add(forward);
      solve(from, to, forward, clockYears);
      for (int row = from; row + 1 < to; row++) {
        if (strikes[row] == strikes[row + 1]) {
          share(row, row + 1, forward);
          row++;
        }
      }
      fillGreeks(from, to, forward, Math.sqrt(clockYears / years));
    }

    private void fillExpired(int from, int to) {
      for (int row = from; row < to; row++) {
        if (!Double.isNaN(spot)) {
          OptionType type = chain.contract(row).type();
          delta[row] = type.intrinsic(spot, strikes[row]) > 0 ? type.sign() : 0;
          gamma[row] = 0;
          vega[row] = 0;
          theta[row] = 0;
          rho[row] = 0;
        }
      }
    }

    private void solve(int from, int to, ExpiryForward forward, double clockYears) {
      columns.reserve(to - from);
      for (int row = from; row < to; row++) {
        columns.types[row - from] = chain.contract(row).type();
        columns.strikes[row - from] = strikes[row];
        columns.prices[row - from] = price(row, forward);
      }
      columns.solve(forward, clockYears);
      for (int row = from; row < to; row++) {
        volatility[row] = columns.volatilities[row - from];
        if (reasons[row] == IvReason.SOLVED && !isPlausible(volatility[row])) {
          reasons[row] = IvReason.IMPLAUSIBLE;
        }
      }
    }

    /** Returns the price to solve, {@code NaN} if there is none, and says why. */
    private double price(int row, ExpiryForward forward) {
      double bid = chain.bid(row);
      double ask = chain.ask(row);
      if (Double.isNaN(bid) || Double.isNaN(ask)) {
        reasons[row] = IvReason.NO_QUOTE;
      } else if (bid > ask) {
        reasons[row] = IvReason.CROSSED_QUOTE;
      } else if (timeValue(row, forward) < 0.5 * tick) {
        reasons[row] = IvReason.NO_TIME_VALUE;
      } else {
        reasons[row] = IvReason.SOLVED;
        return 0.5 * (bid + ask);
      }
      return Double.NaN;
    }

    private double timeValue(int row, ExpiryForward forward) {
      double intrinsic = chain.contract(row).type().intrinsic(forward.forward(), strikes[row]);
      return 0.5 * (chain.bid(row) + chain.ask(row)) - forward.discountFactor() * intrinsic;
    }

    /**
     * Lets the call or put of a strike have the volatility of the other where that one knows more.
     */
    private void share(int call, int put, ExpiryForward forward) {
      boolean callIsOut = strikes[call] >= forward.forward();
      int out = callIsOut ? call : put;
      int in = callIsOut ? put : call;
      boolean outIsKnown = reasons[out] == IvReason.SOLVED;
      boolean inIsKnown = reasons[in] == IvReason.SOLVED;
      boolean inIsWeak =
          !inIsKnown || timeValue(in, forward) < 0.5 * (chain.ask(in) - chain.bid(in));
      if (outIsKnown && inIsWeak) {
        volatility[in] = volatility[out];
        reasons[in] = IvReason.FROM_OTHER_TYPE;
      } else if (inIsKnown
          && (reasons[out] == IvReason.NO_QUOTE || reasons[out] == IvReason.CROSSED_QUOTE)) {
        volatility[out] = volatility[in];
        reasons[out] = IvReason.FROM_OTHER_TYPE;
      }
    }

    /**
     * Fills the Greeks of rows that have a volatility.
     *
     * @param clockRatio square root of clock time over calendar time to settlement
     */
    private void fillGreeks(int from, int to, ExpiryForward forward, double clockRatio) {
      int rows = to - from;
      for (int i = 0; i < rows; i++) {
        columns.volatilities[i] = volatility[from + i] * clockRatio;
      }
      columns.price(forward, dividendYield);
      columns.copy(Measure.DELTA, delta, from);
      columns.copy(Measure.GAMMA, gamma, from);
      columns.copy(Measure.VEGA, vega, from);
      columns.copy(Measure.THETA, theta, from);
      columns.copy(Measure.RHO, rho, from);
      for (int row = from; row < to; row++) {
        vega[row] *= clockRatio;
      }
    }
  }
}
