/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionContract;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.greeks.chain.AmericanAnalytics;
import io.optionskit.greeks.chain.BlackScholesAnalytics;
import io.optionskit.greeks.chain.ChainAnalysis;
import io.optionskit.greeks.forward.ChainForwards;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.ChainQuality;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.QuoteJudge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges chains of any source by the same measure: fits forward and discount factor of every root
 * and expiry from put–call parity, finds own volatilities and Greeks, and says of each quote what
 * is wrong with it.
 *
 * <p>What the source gave stays untouched. A part that cannot be judged, an expiry without a
 * forward say, is not objected to for that, and the rest is judged as ever; nothing in a chain
 * makes a judge throw.
 *
 * <p>Of quotes that contradict each other, such as a call dearer than one of a lower strike, only
 * those are blamed that have to be: the one with most contradictions, of equals the one without
 * which its neighbours agree best. Quotes that are crossed, stale, filled or below exercise value
 * blame no other.
 *
 * <p>Immutable; may be called from any thread. The bits of the results do not depend on machine or
 * Java version.
 */
public final class ChainJudge implements QuoteJudge {

  private static final double NEAR_THE_MONEY = 0.1;
  private static final double NEAR_COUNTS = 4;

  private static final Set<QuoteIssue> NOT_SEEN_IN_PRICES =
      EnumSet.of(
          QuoteIssue.IV_PLACEHOLDER,
          QuoteIssue.IDENTITY_CLASH,
          QuoteIssue.GREEKS_OUT_OF_RANGE,
          QuoteIssue.FILLED);

  private final BlackScholesAnalytics european;
  private final ChainForwards forwards;
  private final boolean knowsEarlyExercise;
  private final JudgeLimits limits;
  private final QualityWeights weights;

  private ChainJudge(
      BlackScholesAnalytics european,
      ChainForwards forwards,
      boolean knowsEarlyExercise,
      JudgeLimits limits,
      QualityWeights weights) {
    this.european = european;
    this.forwards = forwards;
    this.knowsEarlyExercise = knowsEarlyExercise;
    this.limits = limits;
    this.weights = weights;
  }

  /**
   * Returns a judge with the standard limits and weights, that takes the early-exercise premiums of
   * American options into account.
   *
   * @param rate risk-free rate, continuously compounded, per year; 0.05 is 5 %; European chains
   *     correct it by up to some percentage points
   * @return the judge
   * @throws IllegalArgumentException if the rate is not finite
   */
  public static ChainJudge of(double rate) {
    return new ChainJudge(
        BlackScholesAnalytics.of(rate),
        ChainForwards.of(rate),
        true,
        JudgeLimits.standard(),
        QualityWeights.standard());
  }

  /**
   * Returns this judge taking American options for European ones: much faster, and good enough to
   * tell sound quotes from others.
   *
   * @return a copy
   */
  public ChainJudge withoutEarlyExercise() {
    return new ChainJudge(european, forwards.withoutEarlyExercise(), false, limits, weights);
  }

  /**
   * Returns this judge with other limits.
   *
   * @param newLimits from when on something is an issue
   * @return a copy
   */
  public ChainJudge withLimits(JudgeLimits newLimits) {
    return new ChainJudge(european, forwards, knowsEarlyExercise, newLimits, weights);
  }

  /**
   * Returns this judge with other weights.
   *
   * @param newWeights what each issue costs
   * @return a copy
   */
  public ChainJudge withWeights(QualityWeights newWeights) {
    return new ChainJudge(european, forwards, knowsEarlyExercise, limits, newWeights);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Volatilities and Greeks that are attached are taken as they are; without, they are found.
   */
  @Override
  public ChainQuality judge(OptionChain chain) {
    return chain.columns().isPresent()
        ? quality(chain, chain.columns().get(), forwards(chain), Map.of())
        : examine(chain).quality();
  }

  /**
   * Finds out all about a chain.
   *
   * @param chain the chain as its source gave it
   * @return the chain with own volatilities and Greeks and the judgement, and its forwards
   */
  public JudgedChain examine(OptionChain chain) {
    return examine(chain, Map.of());
  }

  /**
   * Finds out all about a chain, knowing what its reader noted.
   *
   * @param answer the chain as its source gave it, and what became of the rows
   * @return the chain with own volatilities and Greeks and the judgement, and its forwards
   */
  public JudgedChain examine(ChainAnswer answer) {
    return examine(answer.chain(), answer.report().issues());
  }

  private JudgedChain examine(OptionChain chain, Map<OptionContract, Set<QuoteIssue>> noted) {
    Analysed analysed = analyse(chain);
    ChainQuality quality = quality(chain, analysed.columns, analysed.forwards, noted);
    return new JudgedChain(
        chain.withColumns(analysed.columns).withQuality(quality), quality, analysed.forwards);
  }

  private ChainQuality quality(
      OptionChain chain,
      ChainColumns own,
      List<ExpiryForward> found,
      Map<OptionContract, Set<QuoteIssue>> noted) {
    JudgedRows rows = new JudgedRows(chain, own, found);
    note(rows, noted);
    QuoteChecks quotes = new QuoteChecks(rows, limits);
    quotes.sides();
    quotes.ages();
    new ForwardChecks(rows).run();
    new ArbitrageChecks(rows).run();
    chain.sourceColumns().ifPresent(given -> new SourceChecks(rows, given, limits).run());
    return rows.findings.quality(weights, rows.importance(NEAR_THE_MONEY, NEAR_COUNTS));
  }

  /** Takes over what was noted by others and cannot be seen in the chain itself. */
  private static void note(JudgedRows rows, Map<OptionContract, Set<QuoteIssue>> noted) {
    boolean isJudged = rows.chain.quality().isPresent();
    for (int row = 0; row < rows.size() && (isJudged || !noted.isEmpty()); row++) {
      Set<QuoteIssue> issues = EnumSet.noneOf(QuoteIssue.class);
      issues.addAll(noted.getOrDefault(rows.chain.contract(row), Set.of()));
      if (isJudged) {
        issues.addAll(rows.chain.quality().orElseThrow().issues(row));
      }
      issues.retainAll(NOT_SEEN_IN_PRICES);
      rows.findings.add(row, Findings.bits(issues));
    }
  }

  /** Own columns and forwards of a chain. */
  private record Analysed(ChainColumns columns, List<ExpiryForward> forwards) {

    static Analysed nothing(int rows) {
      return new Analysed(
          new ChainColumns(
              unknown(rows),
              unknown(rows),
              unknown(rows),
              unknown(rows),
              unknown(rows),
              unknown(rows)),
          new ArrayList<>());
    }

    private static double[] unknown(int rows) {
      double[] column = new double[rows];
      Arrays.fill(column, Double.NaN);
      return column;
    }

    void put(int from, ChainAnalysis part) {
      ChainColumns columns = part.columns();
      copy(columns.impliedVolatility(), this.columns.impliedVolatility(), from);
      copy(columns.delta(), this.columns.delta(), from);
      copy(columns.gamma(), this.columns.gamma(), from);
      copy(columns.vega(), this.columns.vega(), from);
      copy(columns.theta(), this.columns.theta(), from);
      copy(columns.rho(), this.columns.rho(), from);
      forwards.addAll(part.forwards());
    }

    private static void copy(double[] part, double[] whole, int from) {
      System.arraycopy(part, 0, whole, from, part.length);
    }
  }

  private Analysed analyse(OptionChain chain) {
    try {
      ChainAnalysis analysis = explain(chain);
      return new Analysed(analysis.columns(), analysis.forwards());
    } catch (IllegalArgumentException impossible) { // an expiry beyond the calendar, say
      Analysed analysed = Analysed.nothing(chain.size());
      for (ExpirySlice slice : ExpirySlice.of(chain)) {
        try {
          analysed.put(slice.from(), explain(only(chain, slice)));
        } catch (IllegalArgumentException stillImpossible) {
          // this expiry stays without
        }
      }
      return analysed;
    }
  }

  private ChainAnalysis explain(OptionChain chain) {
    return knowsEarlyExercise && hasAmerican(chain)
        ? AmericanAnalytics.of(european, forwards).explain(chain)
        : european.explain(chain);
  }

  private static boolean hasAmerican(OptionChain chain) {
    for (int row = 0; row < chain.size(); row++) {
      if (chain.contract(row).exerciseStyle() == ExerciseStyle.AMERICAN) {
        return true;
      }
    }
    return false;
  }

  private List<ExpiryForward> forwards(OptionChain chain) {
    List<ExpiryForward> found = new ArrayList<>();
    for (ExpirySlice slice : ExpirySlice.of(chain)) {
      try {
        forwards.fit(slice).ifPresent(found::add);
      } catch (IllegalArgumentException impossible) {
        // this expiry stays without
      }
    }
    return found;
  }

  private static OptionChain only(OptionChain chain, ExpirySlice slice) {
    OptionContract first = slice.contract();
    return chain.only(
        contract ->
            contract.expiry().equals(first.expiry()) && contract.product().equals(first.product()));
  }
}
