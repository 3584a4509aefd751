/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Against {@code american.csv}, made by {@code src/test/reference/american.py} from another
 * integral equation with more nodes and other quadrature; its values are good to about 1e-12 of the
 * strike, vega and rho to about 1e-7.
 */
class AmericanReferenceTest {

  /** One line: exact inputs, then value, delta, gamma, vega, theta, rho, boundary. */
  record Row(
      String group,
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility,
      List<String> exact) {

    static Row parse(String line) {
      List<String> cells = List.of(line.split(",", -1));
      double[] inputs = cells.subList(2, 8).stream().mapToDouble(Double::parseDouble).toArray();
      return new Row(
          cells.get(0),
          OptionType.ofCode(cells.get(1).charAt(0)),
          inputs[0],
          inputs[1],
          inputs[2],
          inputs[3],
          inputs[4],
          inputs[5],
          cells.subList(8, 15));
    }

    AmericanValue computed(AmericanAccuracy accuracy) {
      return American.evaluate(
          accuracy, type, spot, strike, years, rate, dividendYield, volatility);
    }

    /** Errors of value, delta, gamma, vega, theta and rho, for a strike of 1. */
    double[] errors(AmericanValue value) {
      double[] computed = {
        value.value() / strike,
        value.delta(),
        value.gamma() * strike,
        value.vega() / strike,
        value.theta() / strike,
        value.rho() / strike
      };
      double[] errors = new double[6];
      for (int i = 0; i < 6; i++) {
        double scale = i == 1 ? 1 : i == 2 ? strike : 1 / strike;
        errors[i] =
            exact.get(i).isEmpty()
                ? 0
                : Math.abs(computed[i] - Double.parseDouble(exact.get(i)) * scale);
      }
      return errors;
    }
  }

  static List<Row> rows() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    AmericanReferenceTest.class.getResourceAsStream("american.csv")),
                StandardCharsets.UTF_8))) {
      return in.lines().skip(1).map(Row::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void highValuesAreAllGoodToTenDigitsOfTheStrike() {
    check(AmericanAccuracy.HIGH, 5e-12, 1e-10);
  }

  @Test
  void accurateValuesAreGoodToSevenDigitsOfTheStrike() {
    check(AmericanAccuracy.ACCURATE, 4e-8, 1e-6);
  }

  @Test
  void fastValuesAreGoodToSixDigitsOfTheStrike() {
    check(AmericanAccuracy.FAST, 1e-6, 2e-5);
  }

  private static void check(AmericanAccuracy accuracy, double rms, double largest) {
    Map<String, double[]> worst = new TreeMap<>();
    double sum = 0;
    List<Row> rows = rows();
    for (Row row : rows) {
      double[] errors = row.errors(row.computed(accuracy));
      double[] group = worst.computeIfAbsent(row.group(), key -> new double[6]);
      for (int i = 0; i < 6; i++) {
        group[i] = Double.isNaN(errors[i]) ? Double.NaN : Math.max(group[i], errors[i]);
      }
      sum += errors[0] * errors[0];
    }
    StringBuilder table = new StringBuilder();
    worst.forEach(
        (group, errors) -> {
          table.append(String.format(Locale.ROOT, "%n%-18s", group));
          for (double error : errors) {
            table.append(String.format(Locale.ROOT, " %.1e", error));
          }
        });
    double root = Math.sqrt(sum / rows.size());

    String message = accuracy + " rms " + root + table;
    assertThat(root).as(message).isLessThan(rms);
    assertThat(worst.values()).as(message).allMatch(errors -> errors[0] < largest);
  }
}
