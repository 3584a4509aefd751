/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import io.optionskit.contract.OptionType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** One line of {@code european.csv.gz}: exact inputs and the thirteen measures to 17 digits. */
public record ReferenceRow(
    String group,
    OptionType type,
    double spot,
    double strike,
    double years,
    double rate,
    double dividendYield,
    double volatility,
    List<BigDecimal> exact) {

  public static List<ReferenceRow> all() {
    return lines("european.csv.gz").stream().map(ReferenceRow::parse).toList();
  }

  static List<String[]> lines(String resource) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(open(resource), StandardCharsets.UTF_8))) {
      return in.lines().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in =
        Objects.requireNonNull(ReferenceRow.class.getResourceAsStream(resource), resource);
    return resource.endsWith(".gz") ? new GZIPInputStream(in) : in;
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
        List.of(cells).subList(8, 8 + Measure.COUNT).stream().map(BigDecimal::new).toList());
  }

  /** Whether the row is one that real markets have every day. */
  public boolean isUsual() {
    return !Set.of("calm", "far", "scale", "volatile", "second").contains(group);
  }

  double[] computed() {
    double[] out = new double[Measure.COUNT];
    BlackScholes.all(type, spot, strike, years, rate, dividendYield, volatility, out);
    return out;
  }

  public double exact(Measure measure) {
    return exact.get(measure.index()).doubleValue();
  }

  public double error(Measure measure, double computed) {
    return new BigDecimal(computed).subtract(exact.get(measure.index())).abs().doubleValue();
  }

  public double relativeError(Measure measure, double computed) {
    BigDecimal value = exact.get(measure.index());
    return new BigDecimal(computed)
        .subtract(value)
        .divide(value, MathContext.DECIMAL64)
        .abs()
        .doubleValue();
  }

  public double largerPresentValue() {
    return Math.max(spot * Math.exp(-dividendYield * years), strike * Math.exp(-rate * years));
  }

  /**
   * Sum of the absolute terms whose difference the measure is: what its rounding error is measured
   * by.
   */
  public double scale(Measure measure) {
    double deviation = volatility * Math.sqrt(years);
    double carry = rate - dividendYield;
    double ratio = Math.abs(Math.log(spot / strike) + carry * years) / deviation;
    double d = ratio + deviation / 2;
    double gamma = exact(Measure.GAMMA);
    double vega = exact(Measure.VEGA);
    double perYear = d / (2 * years) + Math.abs(carry) / deviation;
    return switch (measure) {
      case VALUE, DELTA, GAMMA, VEGA, RHO, DIVIDEND_RHO -> Math.abs(exact(measure));
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
