/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.batch.EuropeanBatch;
import io.optionskit.greeks.batch.MeasureColumns;
import java.util.EnumSet;
import java.util.Set;
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

/** Values and Greeks of European options column by column, in nanoseconds per option. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(EuropeanRows.ROWS)
@Warmup(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class EuropeanBatchBenchmark {

  private static final Set<Measure> SIX =
      EnumSet.of(
          Measure.VALUE, Measure.DELTA, Measure.GAMMA, Measure.VEGA, Measure.THETA, Measure.RHO);

  private final EuropeanRows many = EuropeanRows.ofManyUnderlyings();
  private final EuropeanRows chain = EuropeanRows.ofOneExpiry();
  private final EuropeanBatch batch;
  private final MeasureColumns six = MeasureColumns.of(EuropeanRows.ROWS, SIX);
  private final MeasureColumns all =
      MeasureColumns.of(EuropeanRows.ROWS, EnumSet.allOf(Measure.class));

  /** Takes the loops that every JVM has. */
  public EuropeanBatchBenchmark() {
    this(EuropeanBatch.create());
  }

  EuropeanBatchBenchmark(EuropeanBatch batch) {
    this.batch = batch;
  }

  /** Checks that the batch gives what single calls give, in every measure. */
  @Setup
  public void check() {
    price(batch, all);
    check(many, all);
    chain(batch, all);
    check(chain, all);
    price(batch, six);
    check(many, six);
    chain(batch, six);
    check(chain, six);
  }

  /**
   * Six outputs, each row its own inputs.
   *
   * @return the columns
   */
  @Benchmark
  public MeasureColumns rowsSix() {
    return price(batch, six);
  }

  /**
   * All outputs, each row its own inputs.
   *
   * @return the columns
   */
  @Benchmark
  public MeasureColumns rowsAll() {
    return price(batch, all);
  }

  /**
   * Six outputs, one expiry.
   *
   * @return the columns
   */
  @Benchmark
  public MeasureColumns chainSix() {
    return chain(batch, six);
  }

  /**
   * All outputs, one expiry.
   *
   * @return the columns
   */
  @Benchmark
  public MeasureColumns chainAll() {
    return chain(batch, all);
  }

  private MeasureColumns price(EuropeanBatch by, MeasureColumns out) {
    by.price(
        many.types,
        many.spots,
        many.strikes,
        many.years,
        many.rates,
        many.yields,
        many.volatilities,
        out);
    return out;
  }

  private MeasureColumns chain(EuropeanBatch by, MeasureColumns out) {
    by.priceChain(
        chain.types,
        chain.spots[0],
        chain.strikes,
        chain.years[0],
        chain.rates[0],
        chain.yields[0],
        chain.volatilities,
        out);
    return out;
  }

  private static void check(EuropeanRows rows, MeasureColumns out) {
    double[] expected = new double[EuropeanRows.ROWS];
    for (Measure measure : out.measures()) {
      double scale = 0;
      for (int i = 0; i < EuropeanRows.ROWS; i++) {
        expected[i] =
            BlackScholes.measure(
                measure,
                rows.types[i],
                rows.spots[i],
                rows.strikes[i],
                rows.years[i],
                rows.rates[i],
                rows.yields[i],
                rows.volatilities[i]);
        scale += Math.abs(expected[i]) / EuropeanRows.ROWS;
      }
      Check.agrees("batch, " + measure, expected, out.column(measure), scale, 1e-12);
    }
  }
}
