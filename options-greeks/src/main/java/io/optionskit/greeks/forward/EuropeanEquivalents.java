/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.IvStatus;
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
    int[] quoted = quoted(slice);
    if (slice.contract().exerciseStyle() == ExerciseStyle.EUROPEAN) {
      for (int row : quoted) {
        fillEuropean(row, slice, forward.get());
      }
    } else {
      EarlyExercise exercise = estimator.exercise(forward.get(), chain);
      exercises.put(slice, exercise);
      fillAmerican(quoted, slice, exercise);
    }
  }

  /** Returns the rows with a bid or an ask that is not above it, and gives the others a reason. */
  private int[] quoted(ExpirySlice slice) {
    int[] rows = new int[slice.to() - slice.from()];
    int count = 0;
    for (int row = slice.from(); row < slice.to(); row++) {
      boolean hasBid = !Double.isNaN(chain.bid(row));
      boolean hasAsk = !Double.isNaN(chain.ask(row));
      boolean isCrossed = chain.bid(row) > chain.ask(row);
      reasons[row] = isCrossed ? EquivalenceReason.CROSSED_QUOTE : EquivalenceReason.NO_QUOTE;
      if ((hasBid || hasAsk) && !isCrossed) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  private void fillEuropean(int row, ExpirySlice slice, ExpiryForward forward) {
    OptionType type = chain.contract(row).type();
    double strike = slice.strike(row);
    double years = forward.years();
    double discount = forward.discountFactor();
    if (!Double.isNaN(middle(row))) {
      reasons[row] = EquivalenceReason.EUROPEAN;
      premiums[row] = 0;
    }
    bids[row] = chain.bid(row);
    asks[row] = chain.ask(row);
    bidVolatilities[row] =
        ImpliedVolatility.solve(type, forward.forward(), strike, years, discount, bids[row]);
    askVolatilities[row] =
        ImpliedVolatility.solve(type, forward.forward(), strike, years, discount, asks[row]);
    midVolatilities[row] =
        ImpliedVolatility.solve(type, forward.forward(), strike, years, discount, middle(row));
  }

  private double middle(int row) {
    return 0.5 * chain.bid(row) + 0.5 * chain.ask(row);
  }

  private void fillAmerican(int[] rows, ExpirySlice slice, EarlyExercise exercise) {
    int n = rows.length;
    OptionType[] types = new OptionType[3 * n];
    double[] strikes = new double[3 * n];
    double[] prices = new double[3 * n];
    double[] volatilities = new double[3 * n];
    IvStatus[] statuses = new IvStatus[3 * n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(types, 3 * i, 3 * i + 3, chain.contract(rows[i]).type());
      Arrays.fill(strikes, 3 * i, 3 * i + 3, slice.strike(rows[i]));
      prices[3 * i] = chain.bid(rows[i]);
      prices[3 * i + 1] = chain.ask(rows[i]);
      prices[3 * i + 2] = middle(rows[i]);
    }
    exercise.volatilities(types, strikes, prices, volatilities, statuses);
    for (int i = 0; i < n; i++) {
      int row = rows[i];
      OptionType type = types[3 * i];
      double strike = strikes[3 * i];
      IvStatus bid = statuses[3 * i];
      IvStatus ask = statuses[3 * i + 1];
      if (!Double.isNaN(middle(row))) {
        reasons[row] = reason(bid, ask, statuses[3 * i + 2]);
      }
      if (ask != IvStatus.BELOW_INTRINSIC && bid != IvStatus.ABOVE_MAXIMUM) {
        boolean isLeast = bid == IvStatus.BELOW_INTRINSIC;
        double atBid = isLeast ? 0 : volatilities[3 * i];
        double atAsk = volatilities[3 * i + 1];
        bidVolatilities[row] = exercise.black(type, strike, atBid);
        bids[row] = exercise.european(type, strike, atBid);
        askVolatilities[row] = exercise.black(type, strike, atAsk);
        asks[row] = exercise.european(type, strike, atAsk);
      }
      if (reasons[row] == EquivalenceReason.SOLVED) {
        double atMiddle = volatilities[3 * i + 2];
        modelVolatilities[row] = atMiddle;
        midVolatilities[row] = exercise.black(type, strike, atMiddle);
        premiums[row] = Math.max(0, middle(row) - exercise.european(type, strike, atMiddle));
      }
    }
  }

  private static EquivalenceReason reason(IvStatus bid, IvStatus ask, IvStatus middle) {
    if (ask == IvStatus.BELOW_INTRINSIC) {
      return EquivalenceReason.BELOW_EXERCISE_VALUE;
    }
    return switch (bid == IvStatus.ABOVE_MAXIMUM ? bid : middle) {
      case OK -> EquivalenceReason.SOLVED;
      case ZERO_VOLATILITY, BELOW_INTRINSIC -> EquivalenceReason.AT_EXERCISE_VALUE;
      case ABOVE_MAXIMUM -> EquivalenceReason.ABOVE_MAXIMUM;
      case ZERO_TIME, INVALID -> EquivalenceReason.NO_FORWARD; // a spot or yield beyond all bounds
    };
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
   * @throws IllegalArgumentException if the slice is of another chain
   */
  public ParitySlice strikes(ExpirySlice slice) {
    checkChain(slice.chain());
    return slice.columns(row -> bids[row], row -> asks[row]);
  }

  /**
   * Checks that a chain is the one these are the equivalents of.
   *
   * @param other a chain
   * @throws IllegalArgumentException if it is another one
   */
  public void checkChain(OptionChain other) {
    if (!other.equals(chain)) {
      throw new IllegalArgumentException(
          "chain must be the one of the equivalents, " + name(chain) + ": " + name(other));
    }
  }

  private static String name(OptionChain chain) {
    return chain.underlying() + " at " + chain.time() + " with " + chain.size() + " rows";
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
