/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.data.quality.ChainJudge;
import io.optionskit.data.quality.JudgedChain;
import io.optionskit.greeks.Black76;
import io.optionskit.market.ChainQuality;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Judges a chain of European index options, as large as that of the Russell 2000. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QualityBenchmark {

  private static final Instant NOW = Instant.parse("2024-01-16T20:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2024, 1, 16);
  private static final double RATE = 0.05;
  private static final double SPOT = 1800;
  private static final int EXPIRIES = 20;
  private static final int STRIKES = 167;
  private static final double VOLATILITY = 0.2;

  private final ChainJudge judge = ChainJudge.of(RATE);
  private final OptionChain bare = chain();
  private final OptionChain analysed = judge.examine(bare).chain();

  /** Creates the chain: 20 expiries of 167 strikes, 6,680 contracts. */
  public QualityBenchmark() {}

  private static OptionChain chain() {
    OptionChain.Builder builder = OptionChain.builder("RUT", NOW, TODAY).spot(SPOT);
    for (int expiry = 1; expiry <= EXPIRIES; expiry++) {
      int days = 10 * expiry;
      double years = days / 365.0;
      for (int i = 0; i < STRIKES; i++) {
        int strike = 1380 + 5 * i;
        for (OptionType type : OptionType.values()) {
          double value =
              Black76.value(
                  type,
                  SPOT * StrictMath.exp(RATE * years),
                  strike,
                  years,
                  StrictMath.exp(-RATE * years),
                  VOLATILITY);
          double half = 0.1 + 0.01 * value;
          builder.add(
              OptionContract.of("RUTW", TODAY.plusDays(days), type, BigDecimal.valueOf(strike)),
              Quote.of(Math.max(0.05, value - half), value + half, NOW),
              -1,
              -1);
        }
      }
    }
    return builder.build();
  }

  /**
   * Forwards, own volatilities and Greeks, and the judgement.
   *
   * @return all of it
   */
  @Benchmark
  public JudgedChain examine() {
    return judge.examine(bare);
  }

  /**
   * Forwards and the judgement of a chain that has volatilities and Greeks, as the engine's.
   *
   * @return the judgement
   */
  @Benchmark
  public ChainQuality judge() {
    return judge.judge(analysed);
  }
}
