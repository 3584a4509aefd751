/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementaryTest {

  @ParameterizedTest
  @CsvSource({"exp, 0.52", "log, 0.75", "expm1, 1", "log1p, 1.5"})
  void theErrorIsAboutHalfAUnitInTheLastPlace(String name, double allowed) throws IOException {
    DoubleUnaryOperator function = function(name);
    double worst = 0;
    String where = "";
    for (String line : reference()) {
      String[] cells = line.split(",", -1);
      if (cells[0].equals(name)) {
        double computed = function.applyAsDouble(Double.parseDouble(cells[1]));
        double error = errorInUlps(computed, new BigDecimal(cells[2]));
        if (error > worst) {
          worst = error;
          where = line;
        }
      }
    }

    assertThat(worst).as("worst at %s", where).isLessThan(allowed).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"exp", "log", "expm1", "log1p"})
  void specialArgumentsGiveWhatStrictMathGives(String name) {
    double[] special = {
      0.0,
      -0.0,
      1,
      -1,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      Double.MIN_NORMAL,
      709.782712893384,
      709.7827128933841,
      -745.1332191019411,
      -745.1332191019412,
      -745.2
    };
    for (double x : special) {
      double computed = function(name).applyAsDouble(x);
      double expected = strict(name).applyAsDouble(x);

      assertThat(
              Math.abs(computed - expected) <= Math.ulp(expected)
                  || Double.compare(computed, expected) == 0)
          .as("%s(%s) = %s, not %s", name, x, computed, expected)
          .isTrue();
      assertThat(Double.compare(computed, 0) == 0).isEqualTo(Double.compare(expected, 0) == 0);
    }
  }

  @Test
  void theTailOfAnArgumentIsAdded() {
    double x = 3;
    double tail = 1e-12;

    assertThat(Elementary.exp(x, tail) / Elementary.exp(x) - 1).isBetween(0.999e-12, 1.001e-12);
    assertThat(Elementary.expm1(1e-5, 1e-15) - Elementary.expm1(1e-5))
        .isBetween(0.99e-15, 1.01e-15);
  }

  @Test
  void aScaledPowerKeepsItsDigitsWhereThePowerItselfUnderflows() {
    double scaled = Elementary.scaledExp(-1000, 0, -1400);

    // e^-1000 · 2^1400
    assertThat(Elementary.log(scaled)).isEqualTo(-1000 + 1400 * Math.log(2), within(1e-13));
  }

  @Test
  void theResultsHaveTheSameBitsOnEveryMachineAndJavaVersion() {
    long hash = 17;
    for (int i = -20_000; i <= 20_000; i++) {
      double x = i * 0.0351;
      hash = 31 * hash + Double.doubleToLongBits(Elementary.exp(x));
      hash = 31 * hash + Double.doubleToLongBits(Elementary.expm1(0.01 * x));
      hash = 31 * hash + Double.doubleToLongBits(Elementary.log(Math.abs(x)));
      hash = 31 * hash + Double.doubleToLongBits(Elementary.log1p(Math.abs(x)));
    }

    assertThat(hash).isEqualTo(7166216382612190016L);
  }

  private static double errorInUlps(double computed, BigDecimal exact) {
    double ulp = Math.ulp(exact.doubleValue());
    return new BigDecimal(computed).subtract(exact).abs().doubleValue() / ulp;
  }

  private static DoubleUnaryOperator function(String name) {
    return switch (name) {
      case "exp" -> Elementary::exp;
      case "expm1" -> Elementary::expm1;
      case "log" -> Elementary::log;
      case "log1p" -> Elementary::log1p;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static DoubleUnaryOperator strict(String name) {
    return switch (name) {
      case "exp" -> StrictMath::exp;
      case "expm1" -> StrictMath::expm1;
      case "log" -> StrictMath::log;
      case "log1p" -> StrictMath::log1p;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static List<String> reference() throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ElementaryTest.class.getResourceAsStream("elementary.csv")),
                StandardCharsets.UTF_8))) {
      return in.lines().skip(1).toList();
    }
  }
}
