/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.event;

import io.optionskit.decision.Decision;
import io.optionskit.decision.Rejection;
import io.optionskit.order.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One line of a run's journal. Applying the inputs of a journal again, or the data whose hash it
 * holds, gives the same journal.
 */
public sealed interface JournalRecord {

  /**
   * First record of a run.
   *
   * @param libraryVersion version of the library
   * @param configHash SHA-256 of the configuration, 64 hexadecimal digits
   * @param seed seed of everything random in the run
   * @param startCash cash at the start, dollars
   * @param holdsInputs true if every event is in the journal, false if only the hashes of the input
   *     are
   */
  record RunStarted(
      String libraryVersion,
      String configHash,
      long seed,
      BigDecimal startCash,
      boolean holdsInputs)
      implements JournalRecord {}

  /**
   * A piece of input data, kept as its hash.
   *
   * @param rows number of rows
   * @param sha256 hash of the rows, 64 hexadecimal digits
   */
  record InputHashed(int rows, String sha256) implements JournalRecord {}

  /**
   * An event as it was applied.
   *
   * @param event market data, broker report or control
   */
  record Input(Event event) implements JournalRecord {}

  /**
   * What a strategy decided.
   *
   * @param strategy its name
   * @param decision what it said, with ids as the engine completed them
   * @param at when
   */
  record Decided(String strategy, Decision decision, Instant at) implements JournalRecord {}

  /**
   * What the risk gate said of an order; an order without rejections is sent after this record is
   * on stable storage.
   *
   * @param strategy name of the strategy that gave the order
   * @param order the order, sized, under its full id
   * @param rejections why it is refused; empty if it is sent
   * @param at when
   */
  record Checked(String strategy, Order order, List<Rejection> rejections, Instant at)
      implements JournalRecord {
    /** Copies the list. */
    public Checked {
      rejections = List.copyOf(rejections);
    }
  }

  /**
   * What the broker reported, for a broker inside the engine whose reports follow from the input.
   *
   * @param event the report
   */
  record Reported(BrokerEvent event) implements JournalRecord {}

  /**
   * A strategy threw and is stopped.
   *
   * @param strategy its name
   * @param message what it threw
   * @param at when
   */
  record StrategyStopped(String strategy, String message, Instant at) implements JournalRecord {}

  /**
   * Account at the end of a trading day.
   *
   * @param date trading day
   * @param cash dollars
   * @param equity cash and positions at their marks, dollars
   */
  record DayClosed(LocalDate date, BigDecimal cash, double equity) implements JournalRecord {}

  /**
   * Last record of a run that ended in order.
   *
   * @param at time of the last event
   * @param cash dollars
   * @param equity cash and positions at their marks, dollars
   */
  record RunEnded(Instant at, BigDecimal cash, double equity) implements JournalRecord {}
}
