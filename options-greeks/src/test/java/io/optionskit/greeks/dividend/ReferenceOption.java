/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One option, perhaps with the results a reference gives for it; the files are made by dividends.py
 * and dividend_grid.py under src/test/reference.
 */
record ReferenceOption(
    DividendModel model,
    ExerciseStyle style,
    OptionType type,
    double spot,
    double strike,
    double years,
    double rate,
    double dividendYield,
    CashDividends dividends,
    double volatility,
    double[] expected) {

  static List<ReferenceOption> read(String file) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ReferenceOption.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(ReferenceOption::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReferenceOption parse(String line) {
    String[] parts = line.split(",");
    return new ReferenceOption(
        DividendModel.valueOf(parts[0].toUpperCase(Locale.ROOT)),
        ExerciseStyle.valueOf(parts[1].toUpperCase(Locale.ROOT)),
        parts[2].equals("P") ? OptionType.PUT : OptionType.CALL,
        Double.parseDouble(parts[3]),
        Double.parseDouble(parts[4]),
        Double.parseDouble(parts[5]),
        Double.parseDouble(parts[6]),
        Double.parseDouble(parts[7]),
        CashDividends.parse(parts[8]),
        Double.parseDouble(parts[9]),
        Arrays.stream(parts, 10, parts.length).mapToDouble(Double::parseDouble).toArray());
  }

  static ReferenceOption of(
      DividendModel model, ExerciseStyle style, OptionType type, String dividends) {
    return new ReferenceOption(
        model,
        style,
        type,
        100,
        100,
        1,
        0.05,
        0,
        CashDividends.parse(dividends),
        0.25,
        new double[0]);
  }

  AmericanValue evaluate(AmericanAccuracy accuracy) {
    return DividendOptions.evaluate(
        accuracy,
        model,
        style,
        type,
        spot,
        strike,
        years,
        rate,
        dividendYield,
        dividends,
        volatility);
  }

  double value(AmericanAccuracy accuracy) {
    return evaluate(accuracy).value();
  }

  ReferenceOption withModel(DividendModel other) {
    return new ReferenceOption(
        other,
        style,
        type,
        spot,
        strike,
        years,
        rate,
        dividendYield,
        dividends,
        volatility,
        expected);
  }

  ReferenceOption withStyle(ExerciseStyle other) {
    return new ReferenceOption(
        model,
        other,
        type,
        spot,
        strike,
        years,
        rate,
        dividendYield,
        dividends,
        volatility,
        expected);
  }

  ReferenceOption withType(OptionType other) {
    return new ReferenceOption(
        model,
        style,
        other,
        spot,
        strike,
        years,
        rate,
        dividendYield,
        dividends,
        volatility,
        expected);
  }

  ReferenceOption withSpot(double other) {
    return new ReferenceOption(
        model,
        style,
        type,
        other,
        strike,
        years,
        rate,
        dividendYield,
        dividends,
        volatility,
        expected);
  }

  ReferenceOption withStrike(double other) {
    return new ReferenceOption(
        model,
        style,
        type,
        spot,
        other,
        years,
        rate,
        dividendYield,
        dividends,
        volatility,
        expected);
  }

  ReferenceOption withYears(double other) {
    return new ReferenceOption(
        model,
        style,
        type,
        spot,
        strike,
        other,
        rate,
        dividendYield,
        dividends,
        volatility,
        expected);
  }

  ReferenceOption withRates(double otherRate, double otherYield) {
    return new ReferenceOption(
        model,
        style,
        type,
        spot,
        strike,
        years,
        otherRate,
        otherYield,
        dividends,
        volatility,
        expected);
  }

  ReferenceOption withDividends(CashDividends other) {
    return new ReferenceOption(
        model, style, type, spot, strike, years, rate, dividendYield, other, volatility, expected);
  }

  ReferenceOption withVolatility(double other) {
    return new ReferenceOption(
        model, style, type, spot, strike, years, rate, dividendYield, dividends, other, expected);
  }

  /** Returns the option when this much time has passed. */
  ReferenceOption later(double yearsPassed) {
    return withYears(years - yearsPassed).withDividends(dividends.afterYears(yearsPassed));
  }
}
