/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import io.optionskit.greeks.dividend.DividendModel;
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

/** American options with cash dividends, value and Greeks, in nanoseconds per option. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DividendBenchmark.OF_A_TYPE)
@Warmup(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class DividendBenchmark {

  static final int OF_A_TYPE = 16;

  private final DividendRows rows = new DividendRows();
  private final double[] out = new double[OF_A_TYPE];

  /**
   * Puts, spot-drop model.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] spotDropPuts() {
    return values(DividendModel.SPOT_DROP, OptionType.PUT);
  }

  /**
   * Calls, spot-drop model.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] spotDropCalls() {
    return values(DividendModel.SPOT_DROP, OptionType.CALL);
  }

  /**
   * Puts, escrowed model.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] escrowedPuts() {
    return values(DividendModel.ESCROWED, OptionType.PUT);
  }

  /**
   * Calls, escrowed model.
   *
   * @return the column filled
   */
  @Benchmark
  public double[] escrowedCalls() {
    return values(DividendModel.ESCROWED, OptionType.CALL);
  }

  private double[] values(DividendModel model, OptionType type) {
    int done = 0;
    for (int i = 0; done < OF_A_TYPE; i++) {
      if (rows.types[i] == type) {
        AmericanValue value = rows.evaluate(AmericanAccuracy.FAST, model, i);
        out[done++] = value.value();
      }
    }
    return out;
  }
}
