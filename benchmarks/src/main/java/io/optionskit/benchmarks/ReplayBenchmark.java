/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.backtest.Backtest;
import io.optionskit.backtest.BacktestResult;
import io.optionskit.event.JournalRecord;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.FeeSchedule;
import io.optionskit.spi.Journal;
import io.optionskit.spi.MarketHistory;
import io.optionskit.strategy.CreditStrategy;
import io.optionskit.strategy.EntryRules;
import io.optionskit.strategy.ExitRules;
import io.optionskit.strategy.IronCondor;
import io.optionskit.strategy.StrikeRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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

/**
 * Replays the job in memory with fills, fees, settlement, equity curve and decision journal, next
 * to the same job as a bare loop.
 *
 * <p>The score is option rows per microsecond, that is million rows per second. Both must end with
 * the same equity to the cent.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(ReplayJob.OPTION_ROWS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class ReplayBenchmark {

  private static final BigDecimal CASH = new BigDecimal("100000");

  private ReplayJob job = new ReplayJob(7);

  /** Checks that both do the same job. */
  @Setup
  public void check() {
    job = new ReplayJob(7);
    BacktestResult result = engine();
    double bare = bareLoop();
    if (Math.abs(result.endEquity().doubleValue() - bare) > 0.005) {
      throw new IllegalStateException(
          "engine ends with " + result.endEquity() + ", bare loop with " + bare);
    }
    if (result.orderCount() < ReplayJob.DAYS) {
      throw new IllegalStateException("only " + result.orderCount() + " orders");
    }
  }

  /**
   * The engine.
   *
   * @return result of the run
   */
  @Benchmark
  public BacktestResult engine() {
    CreditStrategy condor =
        new CreditStrategy(
            new IronCondor(new StrikeRule.ByDelta(ReplayJob.SHORT_DELTA), ReplayJob.WINGS),
            EntryRules.daily(0, 0),
            new ExitRules(
                0.5, 2, OptionalDouble.empty(), Optional.of(Duration.ofMinutes(15)), false));
    return Backtest.of(new InMemory(job))
        .strategy(condor)
        .analytics(ReplayJob::deltas)
        .fees(perContract())
        .cash(CASH)
        .journal(new CountingJournal())
        .run();
  }

  /**
   * The same decisions over bare arrays.
   *
   * @return final equity
   */
  @Benchmark
  public double bareLoop() {
    return job.bareLoop(CASH.doubleValue());
  }

  private static FeeSchedule perContract() {
    return (order, quantity, legPrices, contractsThisMonth) ->
        order.legs().stream()
            .map(
                leg ->
                    ReplayJob.FEE.multiply(
                        BigDecimal.valueOf((long) quantity * Math.abs(leg.ratio()))))
            .toList();
  }

  private static final class InMemory implements MarketHistory {

    private final AssetTable assets;
    private final Iterator<QuoteTable> days;

    InMemory(ReplayJob job) {
      assets = job.assets;
      days = job.days.iterator();
    }

    @Override
    public AssetTable assets() {
      return assets;
    }

    @Override
    public Optional<QuoteTable> next() {
      return days.hasNext() ? Optional.of(days.next()) : Optional.empty();
    }

    @Override
    public void close() {
      // nothing is held
    }
  }

  private static final class CountingJournal implements Journal {

    private final List<JournalRecord> records = new java.util.ArrayList<>();

    @Override
    public void append(JournalRecord record) {
      records.add(record);
    }

    @Override
    public void sync() {
      // in memory
    }

    @Override
    public void close() {
      // in memory
    }
  }
}
