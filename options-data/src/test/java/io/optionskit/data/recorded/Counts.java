/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recorded;

import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.IntakeReport;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a body holds, by name; a count of 0 is left out. */
final class Counts {
  private static final String OCC = "(?:O:)?[A-Z][A-Z0-9]{0,5}[0-9]{6}[CP][0-9]{8}";

  private final Map<String, Integer> counts = new TreeMap<>();
  private final Set<String> symbols = new HashSet<>();

  void add(String name, boolean counts) {
    if (counts) {
      this.counts.merge(name, 1, Integer::sum);
    }
  }

  /** Counts a row, and returns whether its contract can exist and was not there before. */
  boolean row(String symbol, boolean isWhole) {
    boolean isGood = symbol.matches(OCC) && isWhole && symbols.add(symbol);
    add(isGood ? "accepted" : "refused", true);
    return isGood;
  }

  /** Returns what the library counted in one chain. */
  static Counts of(ChainAnswer answer) {
    return of(List.of(answer));
  }

  /** Returns what the library counted in the chains of one body. */
  static Counts of(List<ChainAnswer> answers) {
    Counts counts = new Counts();
    answers.forEach(counts::add);
    return counts;
  }

  private void add(ChainAnswer answer) {
    IntakeReport report = answer.report();
    put("accepted", answer.chain().size());
    put("refused", report.refused().values().stream().mapToInt(n -> n).sum());
    for (QuoteField field :
        List.of(QuoteField.BID, QuoteField.ASK, QuoteField.LAST, QuoteField.IMPLIED_VOLATILITY)) {
      put("without " + field, report.missing().getOrDefault(field, 0));
    }
    put("placeholders", flagged(report, QuoteIssue.IV_PLACEHOLDER));
    put("impossible Greeks", flagged(report, QuoteIssue.GREEKS_OUT_OF_RANGE));
  }

  /** Begins another chain, in which contracts may be listed again. */
  void next() {
    symbols.clear();
  }

  private static int flagged(IntakeReport report, QuoteIssue issue) {
    return (int) report.issues().values().stream().filter(set -> set.contains(issue)).count();
  }

  private void put(String name, int count) {
    if (count > 0) {
      counts.merge(name, count, Integer::sum);
    }
  }

  /** Counts the gaps of a good row whose values may be missing, {@code NaN}. */
  void values(double bid, double ask, double last, double volatility) {
    add("without BID", !(bid > 0));
    add("without ASK", !(ask > 0));
    add("without LAST", !(last > 0));
    add("without IMPLIED_VOLATILITY", !(volatility > 1e-4));
  }

  void greeks(boolean isCall, double delta, double gamma, double vega) {
    double signed = isCall ? delta : -delta;
    add("impossible Greeks", signed < -1e-4 || signed > 1 + 1e-4 || gamma < -1e-4 || vega < -1e-6);
  }

  int get(String name) {
    return counts.getOrDefault(name, 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Counts that && counts.equals(that.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
