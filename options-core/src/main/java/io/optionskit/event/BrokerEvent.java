/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.event;

import io.optionskit.contract.OptionContract;
import io.optionskit.order.Fill;
import io.optionskit.order.OrderPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a broker reports. */
public sealed interface BrokerEvent extends Event {

  /**
   * The broker works the order.
   *
   * @param orderId our id
   * @param brokerOrderId the broker's id
   * @param at when
   */
  record OrderAccepted(String orderId, String brokerOrderId, Instant at) implements BrokerEvent {}

  /**
   * The broker refused the order; nothing was filled.
   *
   * @param orderId our id
   * @param reason what the broker said
   * @param at when
   */
  record OrderRejected(String orderId, String reason, Instant at) implements BrokerEvent {}

  /**
   * The price of the order was changed.
   *
   * @param orderId our id
   * @param price the new price
   * @param at when
   */
  record OrderReplaced(String orderId, OrderPrice price, Instant at) implements BrokerEvent {}

  /**
   * What was open of the order no longer works.
   *
   * @param orderId our id
   * @param reason why, such as {@code "cancelled"} or {@code "expired at the end of the day"}
   * @param at when
   */
  record OrderCancelled(String orderId, String reason, Instant at) implements BrokerEvent {}

  /**
   * Units of the order were filled, all legs together.
   *
   * @param orderId our id
   * @param quantity units filled, &gt; 0
   * @param fills one per leg, in the order of the legs
   * @param at when
   */
  record OrderFilled(String orderId, int quantity, List<Fill> fills, Instant at)
      implements BrokerEvent {
    /** Copies the list. */
    public OrderFilled {
      fills = List.copyOf(fills);
    }
  }

  /**
   * An option position ended by expiry, exercise or assignment.
   *
   * @param contract the contract
   * @param quantity signed units that ended: positive were long, negative short
   * @param kind how it ended
   * @param settlementPrice price of the underlying that decided, per share
   * @param cash cash received for a cash-settled contract, dollars; negative = paid; 0 otherwise
   * @param delivery shares bought or sold at the strike, empty if none
   * @param note what is unusual, such as a settlement price of another instant; empty otherwise
   * @param at when
   */
  record OptionSettled(
      OptionContract contract,
      int quantity,
      Kind kind,
      BigDecimal settlementPrice,
      BigDecimal cash,
      Optional<Fill> delivery,
      String note,
      Instant at)
      implements BrokerEvent {

    /** How an option position ends. */
    public enum Kind {
      /** Out of the money: worthless. */
      EXPIRED,
      /** Long and in the money: exercised. */
      EXERCISED,
      /** Short and in the money: assigned. */
      ASSIGNED
    }
  }

  /**
   * Cash was posted to the account beside trades: a dividend, interest, a fee.
   *
   * @param amount dollars; positive = received
   * @param reason what for
   * @param at when
   */
  record CashPosted(BigDecimal amount, String reason, Instant at) implements BrokerEvent {}
}
