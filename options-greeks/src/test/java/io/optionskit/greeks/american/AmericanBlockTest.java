/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many options solved together have the bits they have alone. */
class AmericanBlockTest {

  private static final long SEED = 20261121;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 128, 300})
  void optionsSolvedTogetherHaveTheBitsTheyHaveAlone(int rows) {
    SplittableRandom random = new SplittableRandom(SEED);
    OptionType[] types = new OptionType[rows];
    double[][] in = new double[6][rows];
    for (int i = 0; i < rows; i++) {
      boolean repeats = i > 0 && random.nextInt(3) == 0;
      types[i] = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      in[0][i] = 100;
      in[1][i] = 100 * StrictMath.exp(0.6 * random.nextDouble() - 0.3);
      in[2][i] = repeats ? in[2][i - 1] : 0.003 + 3 * random.nextDouble();
      in[3][i] = repeats ? in[3][i - 1] : 0.12 * random.nextDouble() - 0.02;
      in[4][i] = repeats ? in[4][i - 1] : 0.12 * random.nextDouble() - 0.02;
      in[5][i] = repeats ? in[5][i - 1] : 0.03 + random.nextDouble();
    }
    AmericanBatch batch = AmericanBatch.of(AmericanAccuracy.FAST);
    double[] values = new double[rows];
    AmericanColumns columns = AmericanColumns.of(rows);

    batch.values(types, in[0], in[1], in[2], in[3], in[4], in[5], values);
    batch.evaluate(types, in[0], in[1], in[2], in[3], in[4], in[5], columns);

    for (int i = 0; i < rows; i++) {
      AmericanValue alone =
          American.evaluate(
              AmericanAccuracy.FAST,
              types[i],
              in[0][i],
              in[1][i],
              in[2][i],
              in[3][i],
              in[4][i],
              in[5][i]);
      AmericanValue together =
          new AmericanValue(
              columns.value()[i],
              columns.delta()[i],
              columns.gamma()[i],
              columns.vega()[i],
              columns.theta()[i],
              columns.rho()[i],
              columns.boundary()[i],
              columns.exerciseNow()[i]);
      assertThat(together).as("row %d of seed %d", i, SEED).isEqualTo(alone);
      assertThat(values[i]).as("row %d of seed %d", i, SEED).isEqualTo(alone.value());
    }
  }

  @Test
  void anotherBatchOfTheSameRowsHasTheSameBits() {
    AmericanBatch batch = AmericanBatch.of(AmericanAccuracy.FAST);
    OptionType[] types = {OptionType.PUT, OptionType.CALL, OptionType.PUT};
    double[] hundred = {100, 100, 100};
    double[] strikes = {90, 100, 60};
    double[] years = {1, 0.1, 0.5};
    double[] rates = {0.05, 0.02, 0.05};
    double[] yields = {0.01, 0.06, 0};
    double[] volatilities = {0.2, 0.3, 0.1};
    double[] first = new double[3];
    double[] second = new double[3];

    batch.values(types, hundred, strikes, years, rates, yields, volatilities, first);
    batch.values(types, hundred, strikes, years, rates, yields, volatilities, second);

    assertThat(second).isEqualTo(first);
  }
}
