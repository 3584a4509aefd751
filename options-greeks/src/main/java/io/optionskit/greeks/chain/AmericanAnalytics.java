/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.greeks.american.AmericanValue;
import io.optionskit.greeks.forward.ChainForwards;
import io.optionskit.greeks.forward.EuropeanEquivalents;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.spi.ChainAnalytics;
import io.optionskit.time.YearClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Implied volatilities and Greeks of a chain with early exercise.
 *
 * <p>American options are solved and differentiated as such, at a forward from parity without their
 * early-exercise premiums. Everything else, European and expired options, clocks, ticks and
 * reasons, is as in {@link BlackScholesAnalytics}; it is much faster and near enough where rates,
 * dividends and times are small.
 *
 * <p>Greeks are those of the price of the underlying that goes with the forward. Where the option
 * should be exercised at once, delta is ±1 and the other Greeks are 0.
 *
 * <p>Immutable; may be called from any thread. The bits of the results do not depend on machine or
 * Java version.
 */
public final class AmericanAnalytics implements ChainAnalytics {

  private final BlackScholesAnalytics european;
  private final ChainForwards estimator;

  private AmericanAnalytics(BlackScholesAnalytics european, ChainForwards estimator) {
    this.european = european;
    this.estimator = estimator;
  }

  /**
   * Returns an analysis with early exercise.
   *
   * @param european analyses what is not American; its clock and tick count for all
   * @param estimator finds the forwards of American options, at the same rate
   * @return the analysis
   */
  public static AmericanAnalytics of(BlackScholesAnalytics european, ChainForwards estimator) {
    return new AmericanAnalytics(european, estimator);
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
    ChainAnalysis base = european.explain(chain);
    EuropeanEquivalents equivalents = EuropeanEquivalents.of(chain, estimator);
    Rows rows = new Rows(chain, base, equivalents);
    List<ExpiryForward> forwards = new ArrayList<>();
    for (ExpirySlice slice : ExpirySlice.of(chain)) {
      Optional<ExpiryForward> own = base.findForward(slice.root(), slice.expiry());
      if (slice.contract().exerciseStyle() == ExerciseStyle.EUROPEAN || own.isEmpty()) {
        own.ifPresent(forwards::add);
      } else {
        equivalents.forwards().stream()
            .filter(each -> each.root().equals(slice.root()))
            .filter(each -> each.expiry().equals(slice.expiry()))
            .findFirst()
            .ifPresent(
                forward -> {
                  forwards.add(forward);
                  rows.fill(slice, forward);
                });
      }
    }
    return new ChainAnalysis(rows.columns, rows.reasons, forwards, european.clock());
  }

  /** The rows of one chain. */
  private final class Rows {

    private final OptionChain chain;
    private final EuropeanEquivalents equivalents;
    private final ChainColumns columns;
    private final IvReason[] reasons;
    private final double[] volatilities;

    Rows(OptionChain chain, ChainAnalysis base, EuropeanEquivalents equivalents) {
      this.chain = chain;
      this.equivalents = equivalents;
      ChainColumns from = base.columns();
      this.columns =
          new ChainColumns(
              from.impliedVolatility().clone(),
              from.delta().clone(),
              from.gamma().clone(),
              from.vega().clone(),
              from.theta().clone(),
              from.rho().clone());
      this.reasons = new IvReason[chain.size()];
      this.volatilities = new double[chain.size()];
      for (int row = 0; row < reasons.length; row++) {
        reasons[row] = base.reason(row);
        volatilities[row] = equivalents.americanVolatility(row);
      }
    }

    void fill(ExpirySlice slice, ExpiryForward forward) {
      for (int row = slice.from(); row < slice.to(); row++) {
        reasons[row] = reason(row);
      }
      for (int row = slice.from(); row < slice.to(); row++) {
        if (slice.isPair(row)) {
          boolean callIsOut = slice.strike(row) >= forward.forward();
          share(callIsOut ? row : row + 1, callIsOut ? row + 1 : row);
          row++;
        }
      }
      double years = slice.years(YearClock.CALENDAR);
      double clockRatio = Math.sqrt(slice.years(european.clock()) / years);
      for (int row = slice.from(); row < slice.to(); row++) {
        fill(row, clockRatio);
      }
    }

    private IvReason reason(int row) {
      return switch (equivalents.reason(row)) {
        case SOLVED -> {
          boolean isTiny = timeValue(row) < 0.5 * european.tick();
          volatilities[row] = isTiny ? Double.NaN : volatilities[row];
          yield isTiny ? IvReason.NO_TIME_VALUE : plausibility(volatilities[row]);
        }
        case AT_EXERCISE_VALUE, BELOW_EXERCISE_VALUE -> IvReason.NO_TIME_VALUE;
        case NO_QUOTE -> IvReason.NO_QUOTE;
        case CROSSED_QUOTE -> IvReason.CROSSED_QUOTE;
        case EXPIRED -> IvReason.EXPIRED;
        case NO_FORWARD -> IvReason.NO_FORWARD;
        case ABOVE_MAXIMUM, EUROPEAN -> IvReason.IMPLAUSIBLE;
      };
    }

    private IvReason plausibility(double volatility) {
      return BlackScholesAnalytics.isPlausible(volatility) ? IvReason.SOLVED : IvReason.IMPLAUSIBLE;
    }

    /** Returns how much the middle is above what the option is worth without volatility. */
    private double timeValue(int row) {
      double least = equivalents.american(row, 0).map(AmericanValue::value).orElse(Double.NaN);
      return 0.5 * (chain.bid(row) + chain.ask(row)) - least;
    }

    /** Lets one option of a strike have the volatility of the other where that one knows more. */
    private void share(int out, int in) {
      boolean outIsKnown = reasons[out] == IvReason.SOLVED;
      boolean inIsKnown = reasons[in] == IvReason.SOLVED;
      boolean inIsWeak = !inIsKnown || timeValue(in) < 0.5 * (chain.ask(in) - chain.bid(in));
      if (outIsKnown && inIsWeak) {
        volatilities[in] = volatilities[out];
        reasons[in] = IvReason.FROM_OTHER_TYPE;
      } else if (inIsKnown
          && (reasons[out] == IvReason.NO_QUOTE || reasons[out] == IvReason.CROSSED_QUOTE)) {
        volatilities[out] = volatilities[in];
        reasons[out] = IvReason.FROM_OTHER_TYPE;
      }
    }

    private void fill(int row, double clockRatio) {
      Optional<AmericanValue> value =
          volatilities[row] > 0 ? equivalents.american(row, volatilities[row]) : Optional.empty();
      columns.impliedVolatility()[row] =
          value.isPresent() ? volatilities[row] / clockRatio : Double.NaN;
      columns.delta()[row] = value.map(AmericanValue::delta).orElse(Double.NaN);
      columns.gamma()[row] = value.map(AmericanValue::gamma).orElse(Double.NaN);
      columns.vega()[row] = value.map(AmericanValue::vega).orElse(Double.NaN) * clockRatio;
      columns.theta()[row] = value.map(AmericanValue::theta).orElse(Double.NaN);
      columns.rho()[row] = value.map(AmericanValue::rho).orElse(Double.NaN);
    }
  }
}
