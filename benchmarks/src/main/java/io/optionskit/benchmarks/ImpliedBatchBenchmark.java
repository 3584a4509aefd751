/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.greeks.IvStatus;
import io.optionskit.greeks.batch.ImpliedVolatilityBatch;
import java.util.SplittableRandom;
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

/** Implied volatilities column by column, in nanoseconds per option. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ImpliedRows.ROWS)
@Warmup(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ImpliedBatchBenchmark {

  private final ImpliedRows rows = ImpliedRows.ordinary();
  private final ImpliedVolatilityBatch batch = ImpliedVolatilityBatch.create();
  private final double[] previous = new double[ImpliedRows.ROWS];
  private final double[] out = new double[ImpliedRows.ROWS];
  private final IvStatus[] statuses = new IvStatus[ImpliedRows.ROWS];

  /** Checks that the volatilities are found again, and moves them by up to two per cent. */
  @Setup
  public void check() {
    SplittableRandom random = new SplittableRandom(20_261_127);
    for (int i = 0; i < ImpliedRows.ROWS; i++) {
      previous[i] = rows.volatilities[i] * (0.98 + 0.04 * random.nextDouble());
    }
    solve();
    Check.agrees("batch", rows.volatilities, out, 0, 1e-11);
    restart();
    Check.agrees("warm restart", rows.volatilities, out, 0, 1e-11);
  }

  /**
   * From the prices alone.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] solve() {
    batch.solve(
        rows.types,
        rows.forwards,
        rows.strikes,
        rows.years,
        rows.discountFactors,
        rows.prices,
        out,
        statuses);
    return out;
  }

  /**
   * From volatilities up to two per cent away.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] restart() {
    batch.restart(
        rows.types,
        rows.forwards,
        rows.strikes,
        rows.years,
        rows.discountFactors,
        rows.prices,
        previous,
        out,
        statuses);
    return out;
  }
}
