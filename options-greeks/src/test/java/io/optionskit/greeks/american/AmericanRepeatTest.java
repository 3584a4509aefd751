/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.optionskit.contract.OptionType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same bits from every form, every run and every thread, and no garbage from the batch. */
class AmericanRepeatTest {

  private static final long SEED = 20_261_123;
  private static final int ROWS = 64;

  private final OptionType[] types = new OptionType[ROWS];
  private final double[] spots = new double[ROWS];
  private final double[] strikes = new double[ROWS];
  private final double[] years = new double[ROWS];
  private final double[] rates = new double[ROWS];
  private final double[] yields = new double[ROWS];
  private final double[] volatilities = new double[ROWS];

  AmericanRepeatTest() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ROWS; i++) {
      boolean isSame = i % 3 > 0; // runs that share their boundary
      types[i] = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      spots[i] = random.nextDouble(70, 130);
      strikes[i] = 100;
      years[i] = isSame ? years[i - 1] : random.nextDouble(0.01, 2);
      rates[i] = isSame ? rates[i - 1] : random.nextDouble(-0.02, 0.1);
      yields[i] = isSame ? yields[i - 1] : random.nextDouble(-0.02, 0.1);
      volatilities[i] = isSame ? volatilities[i - 1] : random.nextDouble(0.1, 0.6);
    }
  }

  private void evaluate(AmericanBatch batch, AmericanColumns out) {
    batch.evaluate(types, spots, strikes, years, rates, yields, volatilities, out);
  }

  private static List<double[]> copy(AmericanColumns out) {
    List<double[]> columns = new ArrayList<>();
    for (double[] column :
        List.of(
            out.value(),
            out.delta(),
            out.gamma(),
            out.vega(),
            out.theta(),
            out.rho(),
            out.boundary())) {
      columns.add(column.clone());
    }
    return columns;
  }

  private static void assertSame(List<double[]> actual, List<double[]> expected) {
    for (int column = 0; column < expected.size(); column++) {
      assertThat(actual.get(column)).as("column %d", column).isEqualTo(expected.get(column));
    }
  }

  @ParameterizedTest
  @EnumSource(AmericanAccuracy.class)
  void batchesAndSingleOptionsHaveTheSameBitsInAnyOrder(AmericanAccuracy accuracy) {
    AmericanColumns out = AmericanColumns.of(ROWS);
    AmericanBatch batch = AmericanBatch.of(accuracy);
    double[] values = new double[ROWS];

    evaluate(batch, out);
    batch.values(types, spots, strikes, years, rates, yields, volatilities, values);

    for (int i = ROWS - 1; i >= 0; i--) {
      AmericanValue single =
          American.evaluate(
              accuracy,
              types[i],
              spots[i],
              strikes[i],
              years[i],
              rates[i],
              yields[i],
              volatilities[i]);
      assertThat(single)
          .as("row %d", i)
          .isEqualTo(
              new AmericanValue(
                  out.value()[i],
                  out.delta()[i],
                  out.gamma()[i],
                  out.vega()[i],
                  out.theta()[i],
                  out.rho()[i],
                  out.boundary()[i],
                  out.exerciseNow()[i]));
      assertThat(values[i]).as("row %d", i).isEqualTo(single.value());
    }
  }

  @ParameterizedTest
  @EnumSource(AmericanAccuracy.class)
  void everyRunAndEveryThreadHasTheSameBits(AmericanAccuracy accuracy)
      throws InterruptedException, ExecutionException {
    AmericanColumns first = AmericanColumns.of(ROWS);
    evaluate(AmericanBatch.of(accuracy), first);
    List<double[]> expected = copy(first);

    AmericanBatch used = AmericanBatch.of(accuracy);
    for (int run = 0; run < 3; run++) {
      evaluate(used, first);
      assertSame(copy(first), expected);
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<double[]>>> runs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        runs.add(
            threads.submit(
                () -> {
                  AmericanColumns out = AmericanColumns.of(ROWS);
                  evaluate(AmericanBatch.of(accuracy), out);
                  return copy(out);
                }));
      }
      for (Future<List<double[]>> run : runs) {
        assertSame(run.get(), expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void rowsWithoutAnAnswerDoNotDisturbTheOthers() {
    AmericanColumns out = AmericanColumns.of(ROWS);
    evaluate(AmericanBatch.of(AmericanAccuracy.FAST), out);
    List<double[]> expected = copy(out);
    for (int i = 5; i < ROWS; i += 7) {
      double[][] inputs = {spots, strikes, years, rates, yields, volatilities};
      inputs[i % 6][i] = i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
    }

    evaluate(AmericanBatch.of(AmericanAccuracy.FAST), out);

    for (int i = 0; i < ROWS; i++) {
      boolean isUnknown = i >= 5 && (i - 5) % 7 == 0;
      double[] row = {out.value()[i], out.delta()[i], out.gamma()[i], out.vega()[i]};
      if (isUnknown) {
        assertThat(row).as("row %d", i).containsOnly(Double.NaN);
        assertThat(out.exerciseNow()[i]).isFalse();
      } else {
        assertThat(row[0]).as("row %d", i).isEqualTo(expected.get(0)[i]);
        assertThat(row[2]).as("row %d", i).isEqualTo(expected.get(2)[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AmericanAccuracy.class)
  void batchesAllocateNothingOnceWarm(AmericanAccuracy accuracy) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    AmericanBatch batch = AmericanBatch.of(accuracy);
    AmericanColumns out = AmericanColumns.of(ROWS);
    double[] values = new double[ROWS];
    int runs = 8;
    long least = Long.MAX_VALUE;
    for (int run = 0; run < runs; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      evaluate(batch, out);
      batch.values(types, spots, strikes, years, rates, yields, volatilities, values);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }

    // one object per row would be 1,000 bytes and more
    assertThat(least).isLessThan(512);
    assertThat(Arrays.stream(values).sum()).isPositive();
  }
}
