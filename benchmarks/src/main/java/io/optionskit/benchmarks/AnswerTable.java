/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.american.AmericanAccuracy;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** Prints what the engines answer on the rows that were timed and on a wide set. */
final class AnswerTable {

  private static final double EPSILON = 0x1p-53;
  private static final double WRONG = 1e-6;
  private static final int EVERY_TENTH = 10;

  private final Path directory;
  private final PrintStream out;

  AnswerTable(Path directory, PrintStream out) {
    this.directory = directory;
    this.out = out;
  }

  void print() throws IOException {
    implied();
    american();
  }

  private void implied() throws IOException {
    ImpliedRows rows = ImpliedRows.wide();
    out.println();
    out.println(
        "| Implied volatility, wide set | rows | no answer | off by more than 1e-6 | median error"
            + " | greatest error ÷ attainable |");
    out.println("|---|---|---|---|---|---|");
    implied("OptionsKit, one call", rows, 1, i -> solve(rows, i));
    impliedProgram("Let's Be Rational, Jäckel's C++", rows, "jaeckel.wide");
    impliedProgram("Let's Be Rational, Rust port", rows, "rust.wide.jaeckel");
    impliedProgram("implied-vol, its own solver, Rust", rows, "rust.wide.own");
    impliedProgram("QuantLib to 1e-6", rows, "quantlib.wide.6");
    impliedProgram("QuantLib to 1e-14", rows, "quantlib.wide.14");
    implied("Strata", rows, 1, i -> ImpliedPeers.strata(rows, i));
    implied("finmath", rows, EVERY_TENTH, i -> ImpliedPeers.finmath(rows, i));
  }

  private static double solve(ImpliedRows rows, int i) {
    return ImpliedVolatility.solve(
        rows.types[i],
        rows.forwards[i],
        rows.strikes[i],
        rows.years[i],
        rows.discountFactors[i],
        rows.prices[i]);
  }

  private void impliedProgram(String name, ImpliedRows rows, String id) throws IOException {
    Path file = directory.resolve(id + ".out");
    if (Files.exists(file)) {
      double[] answers = numbers(Files.readString(file));
      implied(name, rows, 1, i -> answers[i]);
    }
  }

  /** Errors beyond what the rounding of the price explains count as wrong. */
  private void implied(String name, ImpliedRows rows, int step, IntToDoubleFunction answer) {
    int count = 0;
    int none = 0;
    int wrong = 0;
    double worst = 0;
    double[] errors = new double[rows.size()];
    for (int i = 0; i < rows.size(); i += step) {
      double volatility = answer.applyAsDouble(i);
      if (!(volatility > 0) || Double.isInfinite(volatility)) {
        none++;
        errors[count++] = Double.POSITIVE_INFINITY;
        continue;
      }
      double error = Math.abs(volatility / rows.volatilities[i] - 1);
      double attainable = EPSILON * (1 + rows.condition(i));
      wrong += error > WRONG + 100 * attainable ? 1 : 0;
      worst = Math.max(worst, error / attainable);
      errors[count++] = error;
    }
    Arrays.sort(errors, 0, count);
    out.printf(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %.1e | %s |%n",
        name,
        count,
        none,
        wrong,
        errors[count / 2],
        worst < 1e4 ? TimingTable.number(worst) : String.format(Locale.ROOT, "%.0e", worst));
  }

  private void american() throws IOException {
    double[] reference = numbers(resource("american.txt"));
    AmericanRows rows = new AmericanRows();
    out.println();
    out.println("| American exercise | rows | rms error ÷ strike | greatest error ÷ strike |");
    out.println("|---|---|---|---|");
    AmericanBenchmark ours = new AmericanBenchmark();
    for (AmericanAccuracy accuracy : AmericanAccuracy.values()) {
      double[] answers = ours.values(accuracy, reference.length);
      american("OptionsKit, " + accuracy.name().toLowerCase(Locale.ROOT), rows, reference, answers);
    }
    americanProgram("QuantLib QdFp fast", rows, reference, "quantlib.american.fast");
    americanProgram("QuantLib QdFp accurate", rows, reference, "quantlib.american.accurate");
    americanProgram("QuantLib QdFp high precision", rows, reference, "quantlib.american.high");
    americanProgram(
        "QuantLib finite differences 400×400", rows, reference, "quantlib.american.fd400");
    americanProgram("QuantLib Barone-Adesi–Whaley", rows, reference, "quantlib.american.baw");
    americanProgram("QuantLib Bjerksund–Stensland", rows, reference, "quantlib.american.bjs");
  }

  private void americanProgram(String name, AmericanRows rows, double[] reference, String id)
      throws IOException {
    Path file = directory.resolve(id + ".out");
    if (Files.exists(file)) {
      american(name, rows, reference, numbers(Files.readString(file)));
    }
  }

  private void american(String name, AmericanRows rows, double[] reference, double[] answers) {
    int count = Math.min(reference.length, answers.length);
    double squares = 0;
    double greatest = 0;
    for (int i = 0; i < count; i++) {
      double error = Math.abs(answers[i] - reference[i]) / rows.strikes[i];
      squares += error * error;
      greatest = Math.max(greatest, error);
    }
    out.printf(
        Locale.ROOT,
        "| %s | %d | %.1e | %.1e |%n",
        name,
        count,
        Math.sqrt(squares / count),
        greatest);
  }

  private static double[] numbers(String lines) {
    return lines
        .lines()
        .mapToDouble(line -> line.equals("nan") ? Double.NaN : Double.parseDouble(line))
        .toArray();
  }

  private static String resource(String name) {
    try (InputStream in = AnswerTable.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
