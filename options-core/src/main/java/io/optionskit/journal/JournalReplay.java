/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.engine.Engine;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.JournalRecord;
import io.optionskit.market.AssetTable;
import io.optionskit.order.OrderRequest;
import io.optionskit.spi.Broker;
import io.optionskit.spi.BrokerException;
import io.optionskit.spi.BrokerSession;
import io.optionskit.spi.BrokerSnapshot;
import io.optionskit.spi.Journal;
import io.optionskit.spi.JournalException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Runs a recorded run again from its journal and compares what the engine does with what it did.
 *
 * <p>The journal must hold its inputs. The engine is made as it was for the recorded run, with
 * three things of the replay: the numbers of assets, the journal, and, if the broker was not inside
 * the engine, the broker.
 *
 * <pre>{@code
 * JournalReplay replay = JournalReplay.of(JournalReader.open(folder));
 * Engine engine = new Engine(settings(replay.start(), replay.journal(), replay.broker()), replay.assets());
 * ReplayResult result = replay.run(engine);
 * }</pre>
 *
 * <p>Used by one thread, once.
 */
public final class JournalReplay {

  private final JournalReader recorded;
  private final JournalComparison comparison;
  private final JournalRecord.RunStarted start;

  private JournalReplay(JournalReader recorded) {
    this.recorded = recorded;
    comparison = JournalComparison.with(recorded);
    if (comparison.nextExpected().orElse(null) instanceof JournalRecord.RunStarted first) {
      start = first;
    } else {
      throw new JournalException("a journal must begin with the start of a run to be replayed");
    }
    if (!start.holdsInputs()) {
      throw new JournalException(
          "the journal holds only hashes of its inputs; to replay it, run the backtest again and"
              + " compare");
    }
  }

  /**
   * Prepares a replay.
   *
   * @param recorded journal before its first record; closed by who opened it
   * @return the replay, before its first input
   * @throws JournalException if the journal is empty, cannot be read or does not hold its inputs
   */
  public static JournalReplay of(JournalReader recorded) {
    return new JournalReplay(recorded);
  }

  /**
   * Returns how the recorded run was started.
   *
   * @return version, configuration, seed and cash
   */
  public JournalRecord.RunStarted start() {
    return start;
  }

  /**
   * Returns the numbers of assets that the engine must use.
   *
   * @return the table of the recorded market data
   */
  public AssetTable assets() {
    return recorded.assets();
  }

  /**
   * Returns the journal that the engine must use.
   *
   * @return a journal that compares and keeps nothing
   */
  public Journal journal() {
    return comparison;
  }

  /**
   * Returns a broker that stands for one outside the engine: it sends nothing, since what that
   * broker reported is in the journal. A request that failed when it was sent fails again.
   *
   * @return the broker; a simulated one inside the engine is made anew instead
   */
  public Broker broker() {
    return sink -> new SilentSession();
  }

  /**
   * Applies all recorded inputs, up to the first difference.
   *
   * <p>If the recorded run ended in order, the engine is finished too; it is not closed.
   *
   * @param engine engine at its start
   * @return how far the run was the same
   * @throws JournalException if the journal is damaged
   */
  public ReplayResult run(Engine engine) {
    long inputs = 0;
    Optional<JournalRecord> input = comparison.nextInput();
    while (input.isPresent() && comparison.difference().isEmpty()) {
      apply(engine, input.get());
      inputs++;
      input = comparison.nextInput();
    }
    if (comparison.difference().isEmpty() && comparison.isEnded()) {
      engine.finish();
    }
    Optional<JournalDifference> difference = comparison.end();
    return new ReplayResult(
        inputs,
        comparison.compared(),
        difference,
        difference.isEmpty() && comparison.isEnded(),
        comparison.unrecorded());
  }

  private static void apply(Engine engine, JournalRecord input) {
    if (input instanceof JournalRecord.Input event) {
      engine.apply(event.event());
    } else if (input instanceof JournalRecord.InputHashed hashed) {
      engine.inputHashed(hashed.rows(), hashed.sha256());
    }
  }

  private final class SilentSession implements BrokerSession {

    @Override
    public void send(OrderRequest request) {
      if (comparison.nextExpected().orElse(null) instanceof JournalRecord.Input input
          && input.event() instanceof BrokerEvent.OrderRejected rejected
          && rejected.orderId().equals(request.orderId())
          && rejected.at().equals(request.at())) {
        comparison.nextInput(); // the engine itself makes it an event again
        throw new BrokerException(BrokerException.Reason.UNAVAILABLE, rejected.reason());
      }
    }

    @Override
    public BrokerSnapshot snapshot() {
      return new BrokerSnapshot("REPLAY", BigDecimal.ZERO, List.of(), List.of());
    }

    @Override
    public void close() {}
  }
}
