/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanBatch;
import io.optionskit.greeks.american.AmericanColumns;
import io.optionskit.greeks.american.AmericanImpliedVolatility;
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

/** American options on a continuous yield, in nanoseconds per option. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(AmericanBenchmark.MANY)
@Warmup(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class AmericanBenchmark {

  static final int MANY = 256;
  private static final int FEW = 32;

  private final AmericanRows rows = new AmericanRows().first(MANY);
  private final AmericanRows few = rows.first(FEW);
  private final AmericanBatch fast = AmericanBatch.of(AmericanAccuracy.FAST);
  private final AmericanBatch accurate = AmericanBatch.of(AmericanAccuracy.ACCURATE);
  private final AmericanBatch high = AmericanBatch.of(AmericanAccuracy.HIGH);
  private final AmericanColumns columns = AmericanColumns.of(MANY);
  private final double[] prices = new double[FEW];
  private final double[] out = new double[MANY];
  private final double[] outFew = new double[FEW];

  /** Prices the rows whose volatility is sought. */
  @Setup
  public void price() {
    few.values(accurate, prices);
  }

  /**
   * Fast values as a batch.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] fast() {
    return rows.values(fast, out);
  }

  /**
   * Fast values with all Greeks as a batch.
   *
   * @return the columns filled
   */
  @Benchmark
  public AmericanColumns fastGreeks() {
    fast.evaluate(
        rows.types,
        rows.spots,
        rows.strikes,
        rows.years,
        rows.rates,
        rows.yields,
        rows.volatilities,
        columns);
    return columns;
  }

  /**
   * Fast values, one call per option.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] fastScalar() {
    for (int i = 0; i < MANY; i++) {
      out[i] =
          American.value(
              AmericanAccuracy.FAST,
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

  /**
   * Accurate values as a batch.
   *
   * @return the column filled
   */
  @Benchmark
  @OperationsPerInvocation(FEW)
  public double[] accurate() {
    return few.values(accurate, outFew);
  }

  /**
   * Values of high accuracy as a batch.
   *
   * @return the column filled
   */
  @Benchmark
  @OperationsPerInvocation(FEW)
  public double[] high() {
    return few.values(high, outFew);
  }

  /**
   * Implied volatilities of American prices with the fast values, one call per option.
   *
   * @return the column filled
   */
  @Benchmark
  @OperationsPerInvocation(FEW)
  public double[] impliedVolatility() {
    for (int i = 0; i < FEW; i++) {
      outFew[i] =
          AmericanImpliedVolatility.solve(
              AmericanAccuracy.FAST,
              few.types[i],
              few.spots[i],
              few.strikes[i],
              few.years[i],
              few.rates[i],
              few.yields[i],
              prices[i]);
    }
    return outFew;
  }
}
