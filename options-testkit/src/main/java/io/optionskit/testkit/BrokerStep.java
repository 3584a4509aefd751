/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * One thing that a {@link FakeBroker} does with an order, and how its report arrives. Immutable.
 *
 * <p>A step happens at the broker some time after the request, and is reported some time after
 * that: once, twice or never. A step that can no longer happen is left out: a cancelled order is
 * not filled, a filled one not cancelled.
 */
public final class BrokerStep {

  enum Kind {
    ACCEPT,
    REJECT,
    FILL,
    CANCEL,
    REPLACE
  }

  final Kind kind;
  final String reason;
  final int quantity;
  final List<BigDecimal> legPrices;
  final Duration delay;
  final Duration reportDelay;
  final int reports;

  private BrokerStep(
      Kind kind,
      String reason,
      int quantity,
      List<BigDecimal> legPrices,
      Duration delay,
      Duration reportDelay,
      int reports) {
    this.kind = kind;
    this.reason = reason;
    this.quantity = quantity;
    this.legPrices = legPrices;
    this.delay = delay;
    this.reportDelay = reportDelay;
    this.reports = reports;
  }

  private static BrokerStep of(Kind kind, String reason, int quantity, String... legPrices) {
    List<BigDecimal> prices = Arrays.stream(legPrices).map(BigDecimal::new).toList();
    return new BrokerStep(kind, reason, quantity, prices, Duration.ZERO, Duration.ZERO, 1);
  }

  /**
   * The broker works the order.
   *
   * @return the step
   */
  public static BrokerStep accept() {
    return of(Kind.ACCEPT, "", 0);
  }

  /**
   * The broker refuses the order, if nothing of it was filled.
   *
   * @param reason what it says
   * @return the step
   */
  public static BrokerStep reject(String reason) {
    return of(Kind.REJECT, reason, 0);
  }

  /**
   * The broker fills some units.
   *
   * @param quantity units, &gt; 0; no more than are open are filled
   * @param legPrices price per share of each leg, such as {@code "1.25"}; none for those set with
   *     {@link FakeBroker#price} or the limit of an order of one leg
   * @return the step
   */
  public static BrokerStep fill(int quantity, String... legPrices) {
    if (quantity <= 0) {
      throw new IllegalArgumentException("quantity must be above 0: " + quantity);
    }
    return of(Kind.FILL, "", quantity, legPrices);
  }

  /**
   * The broker fills all units that are open.
   *
   * @param legPrices as in {@link #fill}
   * @return the step
   */
  public static BrokerStep fillRest(String... legPrices) {
    return of(Kind.FILL, "", Integer.MAX_VALUE, legPrices);
  }

  /**
   * The broker ends the order.
   *
   * @param reason what it says
   * @return the step
   */
  public static BrokerStep cancel(String reason) {
    return of(Kind.CANCEL, reason, 0);
  }

  /**
   * The broker changes the price as the request says; only in answer to a replace.
   *
   * @return the step
   */
  public static BrokerStep replace() {
    return of(Kind.REPLACE, "", 0);
  }

  /**
   * Lets the step happen later.
   *
   * @param sinceRequest time from the request to the step, not negative
   * @return this step, later
   */
  public BrokerStep after(Duration sinceRequest) {
    return new BrokerStep(kind, reason, quantity, legPrices, sinceRequest, reportDelay, reports);
  }

  /**
   * Lets the report arrive later than the step happens, perhaps behind that of a later step.
   *
   * @param sinceStep time from the step to its report, not negative
   * @return this step, reported later
   */
  public BrokerStep reportedAfter(Duration sinceStep) {
    return new BrokerStep(kind, reason, quantity, legPrices, delay, sinceStep, reports);
  }

  /**
   * Lets the report arrive twice.
   *
   * @return this step, reported twice
   */
  public BrokerStep twice() {
    return new BrokerStep(kind, reason, quantity, legPrices, delay, reportDelay, 2);
  }

  /**
   * Lets the report get lost; the step happens all the same and shows in {@link FakeBroker}'s
   * snapshot.
   *
   * @return this step, not reported
   */
  public BrokerStep lost() {
    return new BrokerStep(kind, reason, quantity, legPrices, delay, reportDelay, 0);
  }

  @Override
  public String toString() {
    return kind + " after " + delay;
  }
}
