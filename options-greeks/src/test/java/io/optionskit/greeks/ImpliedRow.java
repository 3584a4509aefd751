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
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * One line of {@code implied.csv.gz}: exact inputs, and the status or the volatility to 20 digits.
 *
 * @param volatility 0 where there is none
 * @param condition |price / (volatility · vega)|
 */
public record ImpliedRow(
    String group,
    OptionType type,
    double forward,
    double strike,
    double years,
    double discountFactor,
    double price,
    IvStatus status,
    BigDecimal volatility,
    double condition) {

  public static List<ImpliedRow> all() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Objects.requireNonNull(ImpliedRow.class.getResourceAsStream("implied.csv.gz"))),
                StandardCharsets.UTF_8))) {
      return in.lines().skip(1).map(ImpliedRow::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ImpliedRow parse(String line) {
    String[] cells = line.split(",", -1);
    return new ImpliedRow(
        cells[0],
        OptionType.ofCode(cells[1].charAt(0)),
        number(cells[2]),
        number(cells[3]),
        number(cells[4]),
        number(cells[5]),
        number(cells[6]),
        IvStatus.valueOf(cells[7].toUpperCase(Locale.ROOT)),
        cells[8].isEmpty() ? BigDecimal.ZERO : new BigDecimal(cells[8]),
        cells[9].isEmpty() ? 0 : number(cells[9]));
  }

  private static double number(String cell) {
    return switch (cell) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(cell);
    };
  }

  public boolean isSolvable() {
    return status == IvStatus.OK;
  }

  /** Returns whether a volatility is as exact as allowed, or what a row without one should get. */
  public boolean isAnswer(double solved) {
    return switch (status) {
      case OK -> units(solved) < 8;
      case ZERO_VOLATILITY -> solved == 0;
      case BELOW_INTRINSIC, ABOVE_MAXIMUM, ZERO_TIME, INVALID -> Double.isNaN(solved);
    };
  }

  /** Returns the relative error in units of 1.1e-16 · (1 + condition); 8 are allowed. */
  public double units(double solved) {
    if (!Double.isFinite(solved)) {
      return Double.POSITIVE_INFINITY;
    }
    double error =
        new BigDecimal(solved)
            .subtract(volatility)
            .divide(volatility, MathContext.DECIMAL64)
            .abs()
            .doubleValue();
    return error / (1.1e-16 * (1 + condition));
  }
}
