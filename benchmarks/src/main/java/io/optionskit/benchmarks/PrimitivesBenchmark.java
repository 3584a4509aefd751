/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Shows what the compiler makes of loops like those of the batch kernels: a polynomial of degree 22
 * with {@code Math.fma} over columns, with and without what keeps it from vectorising.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(PrimitivesBenchmark.ROWS)
@Warmup(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class PrimitivesBenchmark {

  static final int ROWS = 512;

  private final double[] in = new double[ROWS];
  private final double[] out = new double[ROWS];
  private final long[] bits = new long[ROWS];

  /** Fills the input. */
  public PrimitivesBenchmark() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < ROWS; i++) {
      in[i] = random.nextDouble();
    }
  }

  /**
   * A plain loop.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] plain() {
    for (int i = 0; i < ROWS; i++) {
      out[i] = polynomial(in[i]);
    }
    return out;
  }

  /**
   * The bits of the argument taken in the same loop.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] withBits() {
    for (int i = 0; i < ROWS; i++) {
      out[i] = polynomial(in[i]) * Double.longBitsToDouble(Double.doubleToRawLongBits(in[i]) >>> 1);
    }
    return out;
  }

  /**
   * The bits taken in a loop of their own.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] splitBits() {
    for (int i = 0; i < ROWS; i++) {
      bits[i] = Double.doubleToRawLongBits(in[i]) >>> 1;
    }
    for (int i = 0; i < ROWS; i++) {
      out[i] = polynomial(in[i]);
    }
    for (int i = 0; i < ROWS; i++) {
      out[i] *= Double.longBitsToDouble(bits[i]);
    }
    return out;
  }

  /**
   * Division and square root, which vectorise but are slow.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] divideAndRoot() {
    for (int i = 0; i < ROWS; i++) {
      out[i] = Math.sqrt(in[i]) / (1 + in[i]);
    }
    return out;
  }

  private static double polynomial(double x) {
    double y = 1e-3;
    y = Math.fma(y, x, 0.1);
    y = Math.fma(y, x, 0.2);
    y = Math.fma(y, x, 0.3);
    y = Math.fma(y, x, 0.4);
    y = Math.fma(y, x, 0.5);
    y = Math.fma(y, x, 0.6);
    y = Math.fma(y, x, 0.7);
    y = Math.fma(y, x, 0.8);
    y = Math.fma(y, x, 0.9);
    y = Math.fma(y, x, 1.0);
    y = Math.fma(y, x, 1.1);
    y = Math.fma(y, x, 1.2);
    y = Math.fma(y, x, 1.3);
    y = Math.fma(y, x, 1.4);
    y = Math.fma(y, x, 1.5);
    y = Math.fma(y, x, 1.6);
    y = Math.fma(y, x, 1.7);
    y = Math.fma(y, x, 1.8);
    y = Math.fma(y, x, 1.9);
    y = Math.fma(y, x, 2.0);
    y = Math.fma(y, x, 2.1);
    return Math.fma(y, x, 2.2);
  }
}
