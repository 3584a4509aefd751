/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.greeks.ImpliedVolatility;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Implied volatilities of European prices, in nanoseconds per option. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ImpliedRows.ROWS)
@Warmup(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ImpliedBenchmark {

  private static final int FEW = 16;

  private final ImpliedRows rows = ImpliedRows.ordinary();
  private final double[] out = new double[ImpliedRows.ROWS];

  /** Checks that all find the volatility again. */
  @Setup
  public void check() {
    scalar();
    Check.agrees("scalar", rows.volatilities, out, 0, 1e-11);
    strata();
    Check.agrees("Strata", rows.volatilities, out, 0, 1e-3);
  }

  /**
   * One call per option.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] scalar() {
    for (int i = 0; i < ImpliedRows.ROWS; i++) {
      out[i] =
          ImpliedVolatility.solve(
              rows.types[i],
              rows.forwards[i],
              rows.strikes[i],
              rows.years[i],
              rows.discountFactors[i],
              rows.prices[i]);
    }
    return out;
  }

  /**
   * Strata.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] strata() {
    for (int i = 0; i < ImpliedRows.ROWS; i++) {
      out[i] = ImpliedPeers.strata(rows, i);
    }
    return out;
  }

  /**
   * finmath, on the first rows only because it takes long.
   *
   * @return the column, filled in part
   */
  @Benchmark
  @OperationsPerInvocation(FEW)
  public double[] finmath() {
    for (int i = 0; i < FEW; i++) {
      out[i] = ImpliedPeers.finmath(rows, i);
    }
    return out;
  }
}
