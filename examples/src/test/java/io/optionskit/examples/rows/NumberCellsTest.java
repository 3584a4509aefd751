/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberCellsTest {

  @Test
  void areTheDoublesThatJavaReads() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String text =
            switch (i % 4) {
              case 0 -> Double.toString(value);
              case 1 -> new BigDecimal(value).round(new java.math.MathContext(17)).toString();
              case 2 -> halfway(value);
              default -> Float.toString((float) random.nextGaussian());
            };

        assertThat(number(text)).as("seed %d: %s", seed, text).isEqualTo(Double.parseDouble(text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", " 1.5\t", "-0", "+7", ".5", "5.", "1e-400", "4.9E-324", "1E+5"})
  void mayHaveBlanksAroundThemAndAnExponent(String text) {
    assertThat(number(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "NaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "0x1p3",
        "1d",
        "1f",
        "1,5",
        "1 2",
        "--1",
        "e5",
        ".",
        "-",
        "+",
        "1e",
        "1e+",
        "$5",
        "1_000",
        "١٢"
      })
  void areUnknownIfTheyAreNoDecimalNumbers(String text) {
    assertThat(number(text)).isNaN();
  }

  /** Digits in the middle between two doubles, where rounding is decided by the last one. */
  private static String halfway(double value) {
    return new BigDecimal(value)
        .add(new BigDecimal(Math.nextUp(value)))
        .divide(BigDecimal.valueOf(2))
        .toString();
  }

  private static double number(String text) {
    return Block.number(text.toCharArray(), 0, text.length());
  }
}
