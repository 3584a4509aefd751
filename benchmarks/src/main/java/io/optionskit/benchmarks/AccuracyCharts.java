/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import com.opengamma.strata.pricer.impl.option.BlackFormulaRepository;
import com.opengamma.strata.pricer.impl.option.BlackScholesFormulaRepository;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.ImpliedVolatility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import net.finmath.functions.AnalyticFormulas;

/** Draws errors against the high-precision references for {@code docs/concepts/pricing.md}. */
final class AccuracyCharts {

  private static final double EPSILON = 0x1p-53;

  /** Prices of 1e-50 and 1e20 break some peers and matter to nobody: left out. */
  private static final String SCALE = "scale";

  /** What is exact, or better than the axis shows, is drawn here. */
  private static final double FLOOR = 1e-17;

  private AccuracyCharts() {}

  /** Writes the charts; answers of programs are taken from the second folder if they are there. */
  static void write(Path folder, Path programs) throws IOException {
    Files.writeString(folder.resolve("european-error.svg"), european());
    Files.writeString(folder.resolve("implied-error.svg"), implied(programs));
  }

  /** Time across, error up: the nearer to the lower left corner the better. */
  static String american(Map<String, Double> nanoseconds, Map<String, Double> errors) {
    Chart chart =
        new Chart(
            "American exercise: root mean square error ÷ strike",
            "µs per option",
            new Chart.Axis(-1, 6, 1, true),
            new Chart.Axis(-11, -2, 1, true));
    for (boolean ours : new boolean[] {true, false}) {
      List<String> names =
          errors.keySet().stream()
              .filter(nanoseconds::containsKey)
              .filter(name -> name.startsWith("OptionsKit") == ours)
              .toList();
      double[] across =
          names.stream()
              .mapToDouble(name -> nanoseconds.getOrDefault(name, Double.NaN) / 1000)
              .toArray();
      double[] up =
          names.stream().mapToDouble(name -> errors.getOrDefault(name, Double.NaN)).toArray();
      chart.add(ours ? "OptionsKit" : "QuantLib", across, up);
      for (int i = 0; i < names.size(); i++) {
        String label = names.get(i).replaceAll("^(OptionsKit, |QuantLib )|, with Greeks$", "");
        chart.label(label, across[i], up[i], across[i] > 20_000);
      }
    }
    return chart.toSvg();
  }

  private static String european() {
    ReferenceTable table = ReferenceTable.of("european.csv").without("group", SCALE);
    double[] distances = new double[table.size()];
    double[][] errors = new double[4][table.size()];
    for (int row = 0; row < table.size(); row++) {
      OptionType type = type(table, row);
      boolean call = type == OptionType.CALL;
      double spot = table.number(row, "spot");
      double strike = table.number(row, "strike");
      double years = table.number(row, "years");
      double rate = table.number(row, "rate");
      double yield = table.number(row, "dividendYield");
      double volatility = table.number(row, "volatility");
      double value = table.number(row, "value");
      distances[row] =
          (Math.log(strike / spot) - (rate - yield) * years) / (volatility * Math.sqrt(years));
      errors[0][row] =
          error(value, BlackScholes.value(type, spot, strike, years, rate, yield, volatility));
      errors[1][row] =
          error(value, Textbook.value(call, spot, strike, years, rate, yield, volatility));
      errors[2][row] =
          error(
              value,
              BlackScholesFormulaRepository.price(
                  spot, strike, years, volatility, rate, rate - yield, call));
      errors[3][row] =
          error(
              value,
              AnalyticFormulas.blackScholesOptionValue(
                  spot * Math.exp(-yield * years), rate, volatility, years, strike, call));
    }
    Chart chart =
        new Chart(
            "European value: relative error against 60 digits",
            "strike, in standard deviations from the forward (exact: on the lower edge)",
            new Chart.Axis(-20, 20, 5, false),
            new Chart.Axis(-17, 0, 2, true));
    chart.add("finmath", distances, errors[3]);
    chart.add("Strata", distances, errors[2]);
    chart.add("textbook formula", distances, errors[1]);
    chart.add("OptionsKit", distances, errors[0]);
    return chart.toSvg();
  }

  private static String implied(Path programs) throws IOException {
    ReferenceTable table = ReferenceTable.of("implied.csv").without("group", "unsolvable");
    double[] deviations = new double[table.size()];
    double[] attainable = new double[table.size()];
    double[][] errors = new double[3][table.size()];
    for (int row = 0; row < table.size(); row++) {
      OptionType type = type(table, row);
      boolean call = type == OptionType.CALL;
      double forward = table.number(row, "forward");
      double strike = table.number(row, "strike");
      double years = table.number(row, "years");
      double discount = table.number(row, "discountFactor");
      double price = table.number(row, "price");
      double volatility = table.number(row, "volatility");
      boolean isLeftOut = table.text(row, "group").equals(SCALE);
      attainable[row] = isLeftOut ? Double.NaN : EPSILON * (1 + table.number(row, "condition"));
      deviations[row] = volatility * Math.sqrt(years);
      errors[0][row] =
          error(volatility, ImpliedVolatility.solve(type, forward, strike, years, discount, price))
              / attainable[row];
      errors[1][row] =
          error(
                  volatility,
                  orNaN(
                      i ->
                          BlackFormulaRepository.impliedVolatility(
                              price / discount, forward, strike, years, call)))
              / attainable[row];
      double callPrice = call ? price : price + discount * (forward - strike);
      errors[2][row] =
          error(
                  volatility,
                  orNaN(
                      i ->
                          AnalyticFormulas.blackScholesOptionImpliedVolatility(
                              forward, years, strike, discount, callPrice)))
              / attainable[row];
    }
    Chart chart =
        new Chart(
            "Implied volatility: error as a multiple of what the rounded price allows",
            "volatility × √years (no answer: on the upper edge)",
            new Chart.Axis(-6, 1, 1, true),
            new Chart.Axis(-2, 16, 2, true));
    chart.add("finmath", deviations, errors[2]);
    chart.add("Strata", deviations, errors[1]);
    Path rational = programs.resolve("jaeckel.reference.out");
    if (Files.exists(rational)) {
      double[] answers = AnswerTable.numbers(Files.readString(rational));
      if (answers.length != table.size()) {
        throw new IllegalStateException(rational + " is of another reference");
      }
      double[] scaled = new double[answers.length];
      for (int row = 0; row < scaled.length; row++) {
        scaled[row] = error(table.number(row, "volatility"), answers[row]) / attainable[row];
      }
      chart.add("Let's Be Rational, C++", deviations, scaled);
    }
    chart.add("OptionsKit", deviations, errors[0]);
    return chart.toSvg();
  }

  private static OptionType type(ReferenceTable table, int row) {
    return table.text(row, "type").equals("C") ? OptionType.CALL : OptionType.PUT;
  }

  private static double orNaN(IntToDoubleFunction solver) {
    try {
      return solver.applyAsDouble(0);
    } catch (RuntimeException e) {
      return Double.NaN;
    }
  }

  /** Relative error, infinite where there is no answer. */
  private static double error(double expected, double actual) {
    double error = Math.abs(actual / expected - 1);
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(error, FLOOR);
  }
}
