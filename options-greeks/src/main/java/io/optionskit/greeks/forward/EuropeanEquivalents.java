/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.american.AmericanValue;
import io.optionskit.greeks.internal.Arguments;
import io.optionskit.market.OptionChain;
import io.optionskit.time.YearClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chain of American options as if they were European: for every bid, ask and middle the
 * volatility at which the American option is worth it, and what the European option is worth at
 * that volatility.
 *
 * <p>Surfaces, densities and model-free variances need European prices. European options of the
 * chain keep their quotes and get the same columns.
 *
 * <p>With cash dividends the American option is valued in the spot-drop model, and the volatilities
 * here are the Black-76 ones of the European prices, as everywhere.
 *
 * <p>One value per row of the chain; {@code NaN} where there is none, and {@link #reason} says why.
 * Volatilities are per calendar year. A bid that is no more than exercising brings has volatility 0
 * and the least European price, so that bid and ask always enclose what the quote allows.
 *
 * <p>Immutable; may be used from any thread, but the arrays must not be written to. The bits of the
 * results do not depend on machine or Java version.
 */
public final class EuropeanEquivalents {

  private final double[] bids;
  private final double[] asks;
  private final double[] bidVolatilities;
  private final double[] askVolatilities;
  private final double[] midVolatilities;
  private final double[] premiums;
  private final double[] modelVolatilities;
  private final EquivalenceReason[] reasons;
  private final Map<ExpirySlice, EarlyExercise> exercises = new LinkedHashMap<>();
  private final OptionChain chain;
  private final List<ExpiryForward> forwards;

  private EuropeanEquivalents(OptionChain chain, List<ExpiryForward> forwards) {
    int rows = chain.size();
    this.chain = chain;
    this.bids = unknown(rows);
    this.asks = unknown(rows);
    this.bidVolatilities = unknown(rows);
    this.askVolatilities = unknown(rows);
    this.midVolatilities = unknown(rows);
    this.premiums = unknown(rows);
    this.modelVolatilities = unknown(rows);
    this.reasons = new EquivalenceReason[rows];
    this.forwards = forwards;
  }

  private static double[] unknown(int rows) {
    double[] column = new double[rows];
    Arrays.fill(column, Double.NaN);
    return column;
  }

  /**
   * Returns the European equivalents of a chain.
   *
   * @param chain quotes at one instant
   * @param estimator finds forward, rate and yield of each expiry
   * @return one row per contract
   */
  public static EuropeanEquivalents of(OptionChain chain, ChainForwards estimator) {
    List<ExpirySlice> slices = ExpirySlice.of(chain);
    List<ExpiryForward> forwards = new ArrayList<>();
    List<Optional<ExpiryForward>> found = new ArrayList<>();
    for (ExpirySlice slice : slices) {
      Optional<ExpiryForward> forward = estimator.fit(slice);
      found.add(forward);
      forward.ifPresent(forwards::add);
    }
    EuropeanEquivalents equivalents = new EuropeanEquivalents(chain, List.copyOf(forwards));
    for (int i = 0; i < slices.size(); i++) {
      equivalents.fill(slices.get(i), found.get(i), estimator);
    }
    return equivalents;
  }

  private void fill(ExpirySlice slice, Optional<ExpiryForward> forward, ChainForwards estimator) {
    if (forward.isEmpty()) {
      boolean isOver = slice.years(YearClock.CALENDAR) == 0;
      Arrays.fill(
          reasons,
          slice.from(),
          slice.to(),
          isOver ? EquivalenceReason.EXPIRED : EquivalenceReason.NO_FORWARD);
      return;
    }
    boolean isEuropean = slice.contract().exerciseStyle() == ExerciseStyle.EUROPEAN;
    EarlyExercise exercise = estimator.exercise(forward.get(), slice.chain());
    if (!isEuropean) {
      exercises.put(slice, exercise);
    }
    for (int row = slice.from(); row < slice.to(); row++) {
      double bid = slice.chain().bid(row);
      double ask = slice.chain().ask(row);
      if (Double.isNaN(bid) || Double.isNaN(ask)) {
        reasons[row] = EquivalenceReason.NO_QUOTE;
      } else if (bid > ask) {
        reasons[row] = EquivalenceReason.CROSSED_QUOTE;
      } else if (isEuropean) {
        fillEuropean(row, slice, forward.get(), bid, ask);
      } else {
        fillAmerican(row, slice, exercise, bid, ask);
      }
    }
  }

  private void fillEuropean(
      int row, ExpirySlice slice, ExpiryForward forward, double bid, double ask) {
    OptionType type = slice.chain().contract(row).type();
    double strike = slice.strike(row);
    double years = forward.years();
    double discount = forward.discountFactor();
    reasons[row] = EquivalenceReason.EUROPEAN;
    bids[row] = bid;
    asks[row] = ask;
    premiums[row] = 0;
    bidVolatilities[row] =
        ImpliedVolatility.solve(type, forward.forward(), strike, years, discount, bid);
    askVolatilities[row] =
        ImpliedVolatility.solve(type, forward.forward(), strike, years, discount, ask);
    midVolatilities[row] =
        ImpliedVolatility.solve(
            type, forward.forward(), strike, years, discount, 0.5 * bid + 0.5 * ask);
  }

  private void fillAmerican(
      int row, ExpirySlice slice, EarlyExercise exercise, double bid, double ask) {
    OptionType type = slice.chain().contract(row).type();
    double strike = slice.strike(row);
    double least = exercise.american(type, strike, 0);
    double atAsk = exercise.volatility(type, strike, ask);
    if (Double.isNaN(atAsk) && ask < least) {
      reasons[row] = EquivalenceReason.BELOW_EXERCISE_VALUE;
      return;
    }
    double atBid = bid <= least ? 0 : exercise.volatility(type, strike, bid);
    if (Double.isNaN(atBid)) {
      reasons[row] = EquivalenceReason.ABOVE_MAXIMUM;
      return;
    }
    bidVolatilities[row] = exercise.black(type, strike, atBid);
    bids[row] = exercise.european(type, strike, atBid);
    if (!Double.isNaN(atAsk)) {
      askVolatilities[row] = exercise.black(type, strike, atAsk);
      asks[row] = exercise.european(type, strike, atAsk);
    }
    double middle = 0.5 * bid + 0.5 * ask;
    double atMiddle = exercise.volatility(type, strike, middle);
    if (atMiddle > 0) {
      reasons[row] = EquivalenceReason.SOLVED;
      modelVolatilities[row] = atMiddle;
      midVolatilities[row] = exercise.black(type, strike, atMiddle);
      premiums[row] = Math.max(0, middle - exercise.european(type, strike, atMiddle));
    } else {
      reasons[row] =
          middle > least ? EquivalenceReason.ABOVE_MAXIMUM : EquivalenceReason.AT_EXERCISE_VALUE;
    }
  }

  /**
   * Returns the European equivalent of the bid.
   *
   * @param row row of the chain
   * @return price per share, ≥ 0, or {@code NaN}
   */
  public double bid(int row) {
    return bids[row];
  }

  /**
   * Returns the European equivalent of the ask.
   *
   * @param row row of the chain
   * @return price per share, ≥ 0, or {@code NaN}
   */
  public double ask(int row) {
    return asks[row];
  }

  /**
   * Returns the volatility of the bid.
   *
   * @param row row of the chain
   * @return annual volatility, ≥ 0; 0 if the bid is no more than the option is worth without any;
   *     or {@code NaN}
   */
  public double bidVolatility(int row) {
    return bidVolatilities[row];
  }

  /**
   * Returns the volatility of the ask.
   *
   * @param row row of the chain
   * @return annual volatility, ≥ 0, or {@code NaN}
   */
  public double askVolatility(int row) {
    return askVolatilities[row];
  }

  /**
   * Returns the volatility of the middle.
   *
   * @param row row of the chain
   * @return annual volatility, &gt; 0, or {@code NaN}
   */
  public double midVolatility(int row) {
    return midVolatilities[row];
  }

  /**
   * Returns what the right to exercise early is worth at the volatility of the middle.
   *
   * @param row row of the chain
   * @return middle − European value, per share, ≥ 0; 0 for European options; or {@code NaN}
   */
  public double earlyExercisePremium(int row) {
    return premiums[row];
  }

  /**
   * Returns how a row was found, or why it has none.
   *
   * @param row row of the chain
   * @return the reason
   */
  public EquivalenceReason reason(int row) {
    return reasons[row];
  }

  /**
   * Returns the forwards that were used.
   *
   * @return one per root and expiry that has a forward, in the order of the chain
   */
  public List<ExpiryForward> forwards() {
    return forwards;
  }

  /**
   * Returns the European quotes of one expiry, such as for {@link Forwards} or a model-free
   * variance.
   *
   * @param slice rows of an expiry of the same chain
   * @return one row per strike, ascending; {@code NaN} where there is none
   */
  public ParitySlice strikes(ExpirySlice slice) {
    return slice.columns(row -> bids[row], row -> asks[row]);
  }

  /**
   * Returns the volatility at which the American option is worth its middle, in the model that
   * {@link #american} uses: with cash dividends that of the spot-drop model, otherwise {@link
   * #midVolatility}.
   *
   * @param row row of the chain
   * @return annual volatility, &gt; 0, or {@code NaN}, as for all European options
   */
  public double americanVolatility(int row) {
    return modelVolatilities[row];
  }

  /**
   * Returns value and Greeks of an American option of the chain.
   *
   * @param row row of the chain
   * @param volatility annual volatility, finite and ≥ 0, such as {@link #americanVolatility} of the
   *     row or of the other option at its strike
   * @return value and Greeks to the spot that goes with the forward; empty if the option is
   *     European or its expiry has no forward
   * @throws IllegalArgumentException if the volatility is out of range
   */
  public Optional<AmericanValue> american(int row, double volatility) {
    Arguments.notNegative("volatility", volatility);
    OptionContract contract = chain.contract(row);
    for (Map.Entry<ExpirySlice, EarlyExercise> each : exercises.entrySet()) {
      if (row >= each.getKey().from() && row < each.getKey().to()) {
        double strike = contract.strike().doubleValue();
        return Optional.of(each.getValue().evaluate(contract.type(), strike, volatility));
      }
    }
    return Optional.empty();
  }
}
