/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.batch.EuropeanBatch;
import io.optionskit.greeks.batch.MeasureColumns;
import io.optionskit.greeks.batch.RowStatus;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Values and Greeks at random options, from ordinary ones to such whose numbers have any size a
 * double can have, against {@link ExactEuropean}: refused, or right.
 */
class EuropeanExtremesTest {

  private static final long SEED = 20_261_124;

  /** Documented: units in the last place of the larger present value, everywhere. */
  private static final double ULPS = 4;

  private static final double BATCH_ULPS = 4;

  /** Documented: relative errors of the smallest values and of the terms of Greeks. */
  private static final double RELATIVE = 1e-12;

  private static final double BATCH_RELATIVE = 3e-12;

  /** What is smaller is documented to count as nothing. */
  private static final BigDecimal LEAST = new BigDecimal("1e-290");

  /** Six numbers: spot, strike, years, rate, yield, volatility. */
  private static double[] option(Random random, double odd) {
    double[] option = {
      100 * StrictMath.exp(0.3 * random.nextGaussian()),
      100 * StrictMath.exp(0.3 * random.nextGaussian()),
      StrictMath.exp(2 * random.nextGaussian() - 1),
      0.05 * random.nextGaussian(),
      0.03 * random.nextGaussian(),
      0.3 * StrictMath.exp(random.nextGaussian())
    };
    for (int i = 0; i < option.length; i++) {
      if (random.nextDouble() < odd) {
        boolean isRate = i == 3 || i == 4;
        option[i] = isRate && random.nextBoolean() ? -anySize(random) : anySize(random);
      }
    }
    return option;
  }

  private static double anySize(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> StrictMath.pow(10, -320 + 630 * random.nextDouble());
      case 1 -> StrictMath.pow(10, -140 + 280 * random.nextDouble());
      case 2 -> StrictMath.pow(10, -20 + 40 * random.nextDouble());
      default -> StrictMath.pow(10, -4 + 8 * random.nextDouble());
    };
  }

  private static double oddness(int round) {
    return new double[] {0, 0.15, 0.5, 1}[round % 4];
  }

  private static OptionType type(Random random) {
    return random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
  }

  @Test
  void singleOptionsAreThoseOfExactArithmeticOrRefused() {
    Random random = new Random(SEED);
    double[] out = new double[Measure.COUNT];
    int answered = 0;
    for (int row = 0; row < 2_500; row++) {
      OptionType type = type(random);
      double[] a = option(random, oddness(row));
      if (!accepts(type, a, out)) {
        continue;
      }
      answered++;
      check("seed " + SEED + " row " + row, type, a, 1, false, out, ULPS, RELATIVE);
    }
    assertThat(answered).isGreaterThan(1_500);
  }

  @Test
  void singleOptionsOnForwardsAreThoseOfExactArithmeticOrRefused() {
    Random random = new Random(SEED);
    double[] out = new double[Measure.COUNT];
    int answered = 0;
    for (int row = 0; row < 1_000; row++) {
      OptionType type = type(random);
      double[] a = option(random, oddness(row));
      a[3] = 0;
      a[4] = 0;
      double discountFactor = StrictMath.exp(random.nextDouble() * 3 - 2);
      try {
        Black76.all(type, a[0], a[1], a[2], discountFactor, a[5], out);
      } catch (IllegalArgumentException e) {
        continue;
      }
      answered++;
      check("seed " + SEED + " row " + row, type, a, discountFactor, true, out, ULPS, RELATIVE);
    }
    assertThat(answered).isGreaterThan(600);
  }

  private static boolean accepts(OptionType type, double[] a, double[] out) {
    try {
      BlackScholes.all(type, a[0], a[1], a[2], a[3], a[4], a[5], out);
      return true;
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).matches("(?s).* must be .*: .*");
      return false;
    }
  }

  private enum Form {
    ROWS,
    CHAIN,
    FORWARDS,
    FORWARD_CHAIN
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void batchesAreThoseOfExactArithmeticAndRefuseTheSameRows(Form form) {
    Random random = new Random(SEED);
    int rows = 40;
    EuropeanBatch batch = EuropeanBatch.create();
    MeasureColumns columns = MeasureColumns.of(rows, EnumSet.allOf(Measure.class));
    int answered = 0;
    for (int round = 0; round < 24; round++) {
      OptionType[] types = new OptionType[rows];
      double[][] in = new double[6][rows];
      for (int i = 0; i < rows; i++) {
        types[i] = type(random);
        double[] a = option(random, oddness(round));
        for (int part = 0; part < 6; part++) {
          in[part][i] = a[part];
        }
      }
      double[] factors = price(form, batch, types, in, columns);
      answered += checkRows(form, round, types, in, factors, columns);
    }
    assertThat(answered).isGreaterThan(450);
  }

  /** Prices the rows, makes equal what the form shares, and returns the discount factors. */
  private static double[] price(
      Form form, EuropeanBatch batch, OptionType[] types, double[][] in, MeasureColumns columns) {
    double[] factors = new double[types.length];
    Arrays.fill(factors, form == Form.ROWS || form == Form.CHAIN ? 1 : 0.97);
    if (form == Form.CHAIN || form == Form.FORWARD_CHAIN) {
      for (int part : new int[] {0, 2, 3, 4}) {
        Arrays.fill(in[part], in[part][0]);
      }
    }
    if (form == Form.FORWARDS || form == Form.FORWARD_CHAIN) {
      Arrays.fill(in[3], 0);
      Arrays.fill(in[4], 0);
    }
    switch (form) {
      case ROWS -> batch.price(types, in[0], in[1], in[2], in[3], in[4], in[5], columns);
      case CHAIN ->
          batch.priceChain(types, in[0][0], in[1], in[2][0], in[3][0], in[4][0], in[5], columns);
      case FORWARDS -> batch.priceForwards(types, in[0], in[1], in[2], factors, in[5], columns);
      case FORWARD_CHAIN ->
          batch.priceForwardChain(types, in[0][0], in[1], in[2][0], 0.97, in[5], columns);
    }
    return factors;
  }

  private static int checkRows(
      Form form,
      int round,
      OptionType[] types,
      double[][] in,
      double[] factors,
      MeasureColumns columns) {
    boolean isForward = form == Form.FORWARDS || form == Form.FORWARD_CHAIN;
    double[] scalar = new double[Measure.COUNT];
    double[] found = new double[Measure.COUNT];
    int answered = 0;
    for (int i = 0; i < types.length; i++) {
      double[] a = {in[0][i], in[1][i], in[2][i], in[3][i], in[4][i], in[5][i]};
      String what = "seed " + SEED + " " + form + " round " + round + " row " + i;
      boolean isOk = accepts(types[i], a, scalar);
      assertThat(columns.status(i))
          .as("%s %s", what, Arrays.toString(a))
          .isEqualTo(isOk ? RowStatus.OK : RowStatus.INVALID);
      for (Measure measure : Measure.values()) {
        found[measure.index()] = columns.column(measure)[i];
      }
      if (isOk) {
        answered++;
        check(what, types[i], a, factors[i], isForward, found, BATCH_ULPS, BATCH_RELATIVE);
      } else {
        assertThat(found).as(what).containsOnly(Double.NaN);
      }
    }
    return answered;
  }

  private static void check(
      String what,
      OptionType type,
      double[] a,
      double discountFactor,
      boolean isForward,
      double[] found,
      double ulps,
      double relative) {
    if (a[2] == 0 || a[5] == 0) {
      return; // limits have their own tests
    }
    ExactEuropean exact = new ExactEuropean(type, a[0], a[1], a[2], a[3], a[4], a[5]);
    BigDecimal factor = new BigDecimal(discountFactor);
    String row = what + " " + type + Arrays.toString(a);
    BigDecimal larger = exact.largerPresentValue().multiply(factor);
    BigDecimal value = exact.measure(Measure.VALUE).multiply(factor);
    assertClose(
        row + " value", found[0], value, larger.multiply(ulps(ulps)).doubleValue() + 1e-320);
    if (exact.least().compareTo(LEAST) <= 0) {
      return;
    }
    assertClose(row + " value", found[0], value, value.doubleValue() * relative);
    for (Measure measure : Measure.values()) {
      boolean isOther =
          measure == Measure.VALUE
              || (isForward && (measure == Measure.RHO || measure == Measure.DIVIDEND_RHO));
      double size = exact.size(measure).multiply(factor).doubleValue();
      if (!isOther && size < Double.MAX_VALUE && size > 1e-290) {
        BigDecimal expected = exact.measure(measure).multiply(factor);
        assertClose(row + " " + measure, found[measure.index()], expected, relative * size);
      }
    }
  }

  private static BigDecimal ulps(double count) {
    return new BigDecimal(count * 0x1p-52);
  }

  private static void assertClose(String what, double found, BigDecimal expected, double room) {
    if (Double.isInfinite(expected.doubleValue())) {
      assertThat(found).as(what).isEqualTo(expected.doubleValue());
      return;
    }
    assertThat(found).as("%s, exactly %s", what, expected.round(MathContext.DECIMAL64)).isFinite();
    double error = new BigDecimal(found).subtract(expected).abs().doubleValue();
    assertThat(error)
        .as("%s is %s, exactly %s", what, found, expected.round(MathContext.DECIMAL64))
        .isLessThanOrEqualTo(room);
  }
}
