/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
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

/** Values and Greeks of European options, in nanoseconds per option. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(EuropeanRows.ROWS)
@Warmup(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class EuropeanBenchmark {

  private final EuropeanRows many = EuropeanRows.ofManyUnderlyings();
  private final double[][] out = new double[Measure.COUNT][EuropeanRows.ROWS];
  private final double[] row = new double[Measure.COUNT];

  /** Checks that all give the same values and vegas. */
  @Setup
  public void check() {
    scalarAll();
    double[] values = out[0].clone();
    double[] vegas = out[3].clone();
    bareLoop();
    Check.agrees("the bare loop", values, out[0], 1, 1e-9);
    Check.agrees("the bare loop", vegas, out[3], 1, 1e-9);
    strataSixCalls();
    Check.agrees("Strata", values, out[0], 1, 1e-9);
    Check.agrees("Strata", vegas, out[3], 1, 1e-9);
    strataAdjoint();
    Check.agrees("Strata", values, out[0], 1, 1e-9);
    Check.agrees("Strata", vegas, out[3], 1, 1e-9);
    finmathSixCalls();
    Check.agrees("finmath", values, out[0], 1, 1e-9);
    Check.agrees("finmath", vegas, out[3], 1, 1e-9);
  }

  /**
   * The textbook formulas, six outputs.
   *
   * @return the columns filled
   */
  @Benchmark
  public double[][] bareLoop() {
    Textbook.all(many, out);
    return out;
  }

  /**
   * One call per option, all outputs.
   *
   * @return the columns filled
   */
  @Benchmark
  public double[][] scalarAll() {
    for (int i = 0; i < EuropeanRows.ROWS; i++) {
      BlackScholes.all(
          many.types[i],
          many.spots[i],
          many.strikes[i],
          many.years[i],
          many.rates[i],
          many.yields[i],
          many.volatilities[i],
          row);
      for (int measure = 0; measure < Measure.COUNT; measure++) {
        out[measure][i] = row[measure];
      }
    }
    return out;
  }

  /**
   * Strata, six calls per option.
   *
   * @return the columns filled
   */
  @Benchmark
  public double[][] strataSixCalls() {
    EuropeanPeers.strataSixCalls(many, out);
    return out;
  }

  /**
   * Strata, one call per option with four derivatives.
   *
   * @return the columns filled
   */
  @Benchmark
  public double[][] strataAdjoint() {
    EuropeanPeers.strataAdjoint(many, out);
    return out;
  }

  /**
   * finmath, six calls per option.
   *
   * @return the columns filled
   */
  @Benchmark
  public double[][] finmathSixCalls() {
    EuropeanPeers.finmathSixCalls(many, out);
    return out;
  }
}
