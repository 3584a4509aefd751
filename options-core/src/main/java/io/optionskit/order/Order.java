/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.order;

import io.optionskit.contract.Asset;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An instruction to trade: legs that are filled together or not at all, at one net price.
 *
 * <p>{@code orderId} is chosen by who gives the instruction and derived from the reason for it, so
 * that giving the same instruction twice is one order: {@code "condor-SPX-2021-01-04"}. The engine
 * puts the name of the strategy before it.
 *
 * @param orderId our id, unique per run, 1 to 120 characters without blanks or control characters
 * @param legs at least one, no asset twice; in the order in which they are reported
 * @param quantity units of the order, &gt; 0; a leg trades {@code quantity × ratio}
 * @param price market or net limit
 * @param timeInForce how long the order works
 */
public record Order(
    String orderId, List<Leg> legs, int quantity, OrderPrice price, TimeInForce timeInForce) {

  /**
   * Checks the instruction.
   *
   * @throws IllegalArgumentException if a part has no meaning; the message names it and shows its
   *     value
   */
  public Order {
    if (!orderId.matches("[!-~]{1,120}")) {
      throw new IllegalArgumentException(
          "order id must have 1 to 120 printable characters without blanks: '" + orderId + "'");
    }
    legs = List.copyOf(legs);
    if (legs.isEmpty()) {
      throw new IllegalArgumentException("order " + orderId + " must have at least one leg");
    }
    Set<Asset> seen = new LinkedHashSet<>();
    for (Leg leg : legs) {
      if (!seen.add(leg.asset())) {
        throw new IllegalArgumentException(
            "order " + orderId + " names " + leg.asset().symbol() + " in two legs");
      }
    }
    if (quantity <= 0) {
      throw new IllegalArgumentException(
          "quantity of order " + orderId + " must be above 0: " + quantity);
    }
  }

  /**
   * Returns a market order for the day.
   *
   * @param orderId our id
   * @param quantity units, &gt; 0
   * @param legs what one unit trades
   * @return the order
   */
  public static Order market(String orderId, int quantity, List<Leg> legs) {
    return new Order(orderId, legs, quantity, OrderPrice.market(), TimeInForce.DAY);
  }

  /**
   * Returns a limit order for the day.
   *
   * @param orderId our id
   * @param quantity units, &gt; 0
   * @param legs what one unit trades
   * @param net net price per unit and share: positive = pay at most, negative = receive at least
   * @return the order
   */
  public static Order limit(String orderId, int quantity, List<Leg> legs, BigDecimal net) {
    return new Order(orderId, legs, quantity, OrderPrice.limit(net), TimeInForce.DAY);
  }

  /**
   * Returns this order under another id.
   *
   * @param id the other id
   * @return copy with that id
   */
  public Order withOrderId(String id) {
    return new Order(id, legs, quantity, price, timeInForce);
  }

  /**
   * Returns this order at another price.
   *
   * @param newPrice the other price
   * @return copy with that price
   */
  public Order withPrice(OrderPrice newPrice) {
    return new Order(orderId, legs, quantity, newPrice, timeInForce);
  }

  /**
   * Returns the net price of one unit at given prices of the legs.
   *
   * <p>It is the cost of one unit divided by the largest multiplier of its legs: for options on 100
   * shares the premium per share, for a covered call stock and premium per share.
   *
   * @param legPrices price per share of each leg, in the order of the legs
   * @return net price per unit and share: positive = pay, negative = receive
   * @throws IllegalArgumentException if there are not as many prices as legs
   */
  public BigDecimal netPrice(List<BigDecimal> legPrices) {
    if (legPrices.size() != legs.size()) {
      throw new IllegalArgumentException(legs.size() + " legs but " + legPrices.size() + " prices");
    }
    BigDecimal cost = BigDecimal.ZERO;
    for (int i = 0; i < legs.size(); i++) {
      Leg leg = legs.get(i);
      cost =
          cost.add(
              legPrices
                  .get(i)
                  .multiply(BigDecimal.valueOf((long) leg.ratio() * leg.asset().multiplier())));
    }
    return cost.divide(BigDecimal.valueOf(unitMultiplier()), MathContext.DECIMAL64);
  }

  /**
   * Returns the dollars that a net price of 1.00 costs per unit.
   *
   * @return the largest multiplier of the legs, usually 100
   */
  public int unitMultiplier() {
    return legs.stream().mapToInt(leg -> leg.asset().multiplier()).max().orElse(1);
  }
}
