/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import io.optionskit.contract.OptionType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** One line of {@code european.csv}: exact inputs and the twelve measures to 17 digits. */
record ReferenceRow(
    String group,
    OptionType type,
    double spot,
    double strike,
    double years,
    double rate,
    double dividendYield,
    double volatility,
    List<BigDecimal> exact) {

  static List<ReferenceRow> all() {
    return lines("european.csv").stream().map(ReferenceRow::parse).toList();
  }

  static List<String[]> lines(String resource) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ReferenceRow.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
      return in.lines().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReferenceRow parse(String[] cells) {
    double[] inputs = new double[6];
    for (int i = 0; i < 6; i++) {
      inputs[i] = Double.parseDouble(cells[2 + i]);
    }
    return new ReferenceRow(
        cells[0],
        OptionType.ofCode(cells[1].charAt(0)),
        inputs[0],
        inputs[1],
        inputs[2],
        inputs[3],
        inputs[4],
        inputs[5],
        List.of(cells).subList(8, 20).stream().map(BigDecimal::new).toList());
  }

  double[] computed() {
    double[] out = new double[Measure.COUNT];
    BlackScholes.all(type, spot, strike, years, rate, dividendYield, volatility, out);
    return out;
  }

  double exact(Measure measure) {
    return exact.get(measure.index()).doubleValue();
  }

  double error(Measure measure, double computed) {
    return new BigDecimal(computed).subtract(exact.get(measure.index())).abs().doubleValue();
  }

  double relativeError(Measure measure, double computed) {
    BigDecimal value = exact.get(measure.index());
    return new BigDecimal(computed)
        .subtract(value)
        .divide(value, MathContext.DECIMAL64)
        .abs()
        .doubleValue();
  }

  double largerPresentValue() {
    return Math.max(spot * Math.exp(-dividendYield * years), strike * Math.exp(-rate * years));
  }

  /**
   * Sum of the absolute terms whose difference the measure is: what its rounding error is measured
   * by.
   */
  double scale(Measure measure) {
    double deviation = volatility * Math.sqrt(years);
    double carry = rate - dividendYield;
    double ratio = Math.abs(Math.log(spot / strike) + carry * years) / deviation;
    double d = ratio + deviation / 2;
    double gamma = exact(Measure.GAMMA);
    double vega = exact(Measure.VEGA);
    double perYear = d / (2 * years) + Math.abs(carry) / deviation;
    return switch (measure) {
      case VALUE, DELTA, GAMMA, VEGA, RHO -> Math.abs(exact(measure));
      case THETA ->
          volatility * vega / (2 * years)
              + Math.abs(dividendYield * spot * exact(Measure.DELTA))
              + Math.abs(rate * exact(Measure.RHO) / years);
      case VANNA -> vega * d / (spot * deviation);
      case VOLGA -> vega * d * d / volatility;
      case CHARM ->
          Math.abs(dividendYield * exact(Measure.DELTA)) + gamma * spot * deviation * perYear;
      case SPEED -> gamma * (d / deviation + 1) / spot;
      case COLOR -> gamma * (Math.abs(dividendYield) + 1 / (2 * years) + d * perYear);
      case ZOMMA -> gamma * (d * d + 1) / volatility;
    };
  }
}
