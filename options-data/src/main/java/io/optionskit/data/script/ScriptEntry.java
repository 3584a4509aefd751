/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import io.optionskit.order.OrderPrice;
import io.optionskit.order.TimeInForce;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One entry of an order script. Immutable. */
public sealed interface ScriptEntry {

  /**
   * Returns its place in the file.
   *
   * @return 1 for the first entry
   */
  int number();

  /**
   * Returns where it starts in the file.
   *
   * @return line, from 1
   */
  int line();

  /**
   * Returns when it is to be done.
   *
   * @return instant; it is done at the first instant of the data that is not before
   */
  Instant at();

  /**
   * An order to be given.
   *
   * @param number its place in the file, from 1
   * @param line where it starts, from 1
   * @param at when it is to be given
   * @param legs what one unit trades, at least one leg
   * @param quantity units, &gt; 0
   * @param price market or net limit: positive = pay, negative = receive
   * @param timeInForce how long it works
   */
  record Trade(
      int number,
      int line,
      Instant at,
      List<ScriptLeg> legs,
      int quantity,
      OrderPrice price,
      TimeInForce timeInForce)
      implements ScriptEntry {

    /** Copies the list of legs. */
    public Trade {
      legs = List.copyOf(legs);
    }
  }

  /**
   * Positions to be closed at the market.
   *
   * @param number its place in the file, from 1
   * @param line where it starts, from 1
   * @param at when they are to be closed
   * @param symbol OCC symbol or ticker of the position, empty for all
   */
  record Close(int number, int line, Instant at, Optional<String> symbol) implements ScriptEntry {}

  /**
   * One leg of an order.
   *
   * @param symbol OCC symbol of 21 characters, or ticker of a stock
   * @param ratio units per unit of the order, not 0: positive buys, negative sells
   * @param line where it starts in the file, from 1
   */
  record ScriptLeg(String symbol, int ratio, int line) {}
}
