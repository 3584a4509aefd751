/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** American options on a continuous yield, in nanoseconds per option. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(AmericanRows.ROWS)
@Warmup(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class AmericanBenchmark {

  private static final int FEW = 32;

  private final AmericanRows rows = new AmericanRows();
  private final double[] out = new double[AmericanRows.ROWS];

  /**
   * Fast values, one call per option.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] fast() {
    return values(AmericanAccuracy.FAST, AmericanRows.ROWS);
  }

  /**
   * Fast values with all Greeks, one call per option.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] fastGreeks() {
    for (int i = 0; i < AmericanRows.ROWS; i++) {
      AmericanValue value =
          American.evaluate(
              AmericanAccuracy.FAST,
              rows.types[i],
              rows.spots[i],
              rows.strikes[i],
              rows.years[i],
              rows.rates[i],
              rows.yields[i],
              rows.volatilities[i]);
      out[i] = value.value() + value.delta() + value.gamma() + value.theta();
    }
    return out;
  }

  /**
   * Accurate values, one call per option.
   *
   * @return the column filled
   */
  @Benchmark
  @OperationsPerInvocation(FEW)
  public double[] accurate() {
    return values(AmericanAccuracy.ACCURATE, FEW);
  }

  /**
   * Values of high accuracy, one call per option.
   *
   * @return the column filled
   */
  @Benchmark
  @OperationsPerInvocation(FEW)
  public double[] high() {
    return values(AmericanAccuracy.HIGH, FEW);
  }

  double[] values(AmericanAccuracy accuracy, int count) {
    for (int i = 0; i < count; i++) {
      out[i] =
          American.value(
              accuracy,
              rows.types[i],
              rows.spots[i],
              rows.strikes[i],
              rows.years[i],
              rows.rates[i],
              rows.yields[i],
              rows.volatilities[i]);
    }
    return out;
  }
}
