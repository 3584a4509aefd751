/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.IvStatus;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanBatch;
import io.optionskit.greeks.batch.ImpliedVolatilityBatch;
import io.optionskit.greeks.dividend.DividendModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Prints what the engines answer on the rows that were timed and on a wide set. */
final class AnswerTable {

  private static final double EPSILON = 0x1p-53;
  private static final double WRONG = 1e-6;
  private static final int EVERY_TENTH = 10;

  private final Path directory;
  private final PrintStream out;
  private final Map<String, Double> americanErrors = new LinkedHashMap<>();

  AnswerTable(Path directory, PrintStream out) {
    this.directory = directory;
    this.out = out;
  }

  void print() throws IOException {
    implied();
    american();
    dividend(DividendModel.SPOT_DROP, "quantlib.dividend.spot200", "quantlib.dividend.spot800");
    dividend(DividendModel.ESCROWED, "quantlib.dividend.escrowed200");
  }

  /** Root mean square error ÷ strike of what was printed, by name. */
  Map<String, Double> americanErrors() {
    return Collections.unmodifiableMap(americanErrors);
  }

  private void implied() throws IOException {
    ImpliedRows rows = ImpliedRows.wide();
    out.println();
    out.println(
        "| Implied volatility, wide set | rows | no answer | off by more than 1e-6 | median error"
            + " | greatest error ÷ attainable |");
    out.println("|---|---|---|---|---|---|");
    double[] batch = batch(rows);
    implied("OptionsKit, batch", rows, 1, i -> batch[i]);
    implied("OptionsKit, one call", rows, 1, i -> solve(rows, i));
    impliedProgram("Let's Be Rational, Jäckel's C++", rows, "jaeckel.wide");
    impliedProgram("Let's Be Rational, Rust port", rows, "rust.wide.jaeckel");
    impliedProgram("implied-vol, its own solver, Rust", rows, "rust.wide.own");
    impliedProgram("QuantLib to 1e-6", rows, "quantlib.wide.6");
    impliedProgram("QuantLib to 1e-14", rows, "quantlib.wide.14");
    implied("Strata", rows, 1, i -> ImpliedPeers.strata(rows, i));
    implied("finmath", rows, EVERY_TENTH, i -> ImpliedPeers.finmath(rows, i));
  }

  private static double[] batch(ImpliedRows rows) {
    double[] volatilities = new double[rows.size()];
    ImpliedVolatilityBatch.create()
        .solve(
            rows.types,
            rows.forwards,
            rows.strikes,
            rows.years,
            rows.discountFactors,
            rows.prices,
            volatilities,
            new IvStatus[rows.size()]);
    return volatilities;
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
        "| %s | %,d | %,d | %,d | %s | %s |%n",
        name,
        count,
        none,
        wrong,
        errors[count / 2] == 0 ? "0" : String.format(Locale.ROOT, "%.1e", errors[count / 2]),
        worst < 1e4 ? TimingTable.number(worst) : String.format(Locale.ROOT, "%.0e", worst));
  }

  private void american() throws IOException {
    double[] reference = numbers(resource("american.txt"));
    AmericanRows rows = new AmericanRows();
    out.println();
    out.println("| American exercise | rows | rms error ÷ strike | greatest error ÷ strike |");
    out.println("|---|---|---|---|");
    for (AmericanAccuracy accuracy : AmericanAccuracy.values()) {
      double[] answers =
          rows.first(reference.length)
              .values(AmericanBatch.of(accuracy), new double[reference.length]);
      american("OptionsKit, " + accuracy.name().toLowerCase(Locale.ROOT), rows, reference, answers);
    }
    americanProgram("QuantLib QdFp fast", rows, reference, "quantlib.american.fast");
    americanProgram("QuantLib QdFp accurate", rows, reference, "quantlib.american.accurate");
    americanProgram("QuantLib QdFp high precision", rows, reference, "quantlib.american.high");
    americanProgram(
        "QuantLib finite differences 400×400, with Greeks",
        rows,
        reference,
        "quantlib.american.fd400");
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
    double[] errors = new double[Math.min(reference.length, answers.length)];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = (answers[i] - reference[i]) / rows.strikes[i];
    }
    americanErrors.put(name, errors(name, errors));
  }

  private void dividend(DividendModel model, String... programs) throws IOException {
    List<String> lines = resource("dividend.txt").lines().toList();
    double[] reference = new double[lines.size()];
    for (int i = 0; i < reference.length; i++) {
      reference[i] =
          Double.parseDouble(lines.get(i).split(" ", -1)[model == DividendModel.ESCROWED ? 2 : 0]);
    }
    DividendRows rows = new DividendRows();
    String name = model.name().toLowerCase(Locale.ROOT).replace('_', '-');
    out.println();
    out.println(
        "| Cash dividends, " + name + " | rows | rms error ÷ strike | greatest error ÷ strike |");
    out.println("|---|---|---|---|");
    for (AmericanAccuracy accuracy : AmericanAccuracy.values()) {
      double[] answers = rows.values(accuracy, model, reference.length);
      for (OptionType type : OptionType.values()) {
        String word = type == OptionType.CALL ? "calls" : "puts";
        dividend(
            "OptionsKit, " + accuracy.name().toLowerCase(Locale.ROOT) + ", " + word,
            rows,
            type,
            reference,
            answers);
      }
    }
    for (String id : programs) {
      Path file = directory.resolve(id + ".out");
      if (Files.exists(file)) {
        String grid = id.replaceAll("\\D", "");
        for (OptionType type : OptionType.values()) {
          dividend(
              "QuantLib finite differences "
                  + (grid + "×" + grid + ", ")
                  + (type == OptionType.CALL ? "calls" : "puts"),
              rows,
              type,
              reference,
              numbers(Files.readString(file)));
        }
      }
    }
  }

  private void dividend(
      String name, DividendRows rows, OptionType type, double[] reference, double[] answers) {
    List<Integer> wanted = new ArrayList<>();
    for (int i = 0; i < Math.min(reference.length, answers.length); i++) {
      if (rows.types[i] == type) {
        wanted.add(i);
      }
    }
    errors(
        name,
        wanted.stream().mapToDouble(i -> (answers[i] - reference[i]) / rows.strikes[i]).toArray());
  }

  private double errors(String name, double[] errors) {
    double squares = 0;
    double greatest = 0;
    for (double error : errors) {
      squares += error * error;
      greatest = Math.max(greatest, Math.abs(error));
    }
    double rms = Math.sqrt(squares / errors.length);
    out.printf(Locale.ROOT, "| %s | %d | %.1e | %.1e |%n", name, errors.length, rms, greatest);
    return rms;
  }

  static double[] numbers(String lines) {
    return lines
        .lines()
        .mapToDouble(
            line ->
                line.endsWith("nan") || line.equals("NaN") ? Double.NaN : Double.parseDouble(line))
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
