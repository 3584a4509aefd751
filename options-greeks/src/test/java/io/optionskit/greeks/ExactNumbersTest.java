/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionType;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Checks the reference itself, against digits of mpmath 1.3.0 with 80 of them. */
class ExactNumbersTest {

  private static void assertDigits(BigDecimal actual, String expected) {
    BigDecimal digits = new BigDecimal(expected);
    assertThat(actual.subtract(digits).abs())
        .isLessThanOrEqualTo(digits.abs().multiply(new BigDecimal("1e-45")));
  }

  @Test
  void functionsHaveTheirKnownDigits() {
    BigDecimal two = new BigDecimal("2");

    assertDigits(
        ExactNumbers.exp(BigDecimal.ONE),
        "2.71828182845904523536028747135266249775724709369995957");
    assertDigits(ExactNumbers.log(two), "0.693147180559945309417232121458176568075500134360255254");
    assertDigits(ExactNumbers.log(ExactNumbers.exp(new BigDecimal("-1234.5"))), "-1234.5");
    assertDigits(
        ExactNumbers.cumulative(two), "0.97724986805182079279971736283346656252822377629832");
    assertDigits(
        ExactNumbers.cumulative(new BigDecimal("-10")),
        "7.619853024160526065973343251599308363504033277957e-24");
    assertDigits(
        ExactNumbers.cumulative(new BigDecimal("-3")),
        "0.0013498980316300945266518147675949773778293681583806");
  }

  @Test
  void theStandardExampleHasItsKnownDigits() {
    ExactEuropean exact = new ExactEuropean(OptionType.CALL, 100, 100, 1, 0.0625, 0.03125, 0.25);

    assertDigits(
        exact.measure(Measure.VALUE), "11.057953713636974176551884070713426747135514269186");
    assertDigits(
        exact.measure(Measure.COLOR), "0.0084323607641483027925683279892292658601145222801328");
  }
}
