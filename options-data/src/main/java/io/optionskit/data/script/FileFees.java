/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import io.optionskit.contract.OptionContract;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.spi.FeeSchedule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The schedule of a fee file. Immutable. */
final class FileFees implements FeeSchedule {

  private static final int CENTS = 2;

  private final String name;
  private final FeeRates option;
  private final FeeRates stock;

  FileFees(String name, FeeRates option, FeeRates stock) {
    this.name = name;
    this.option = option;
    this.stock = stock;
  }

  @Override
  public List<BigDecimal> commissions(
      Order order, int quantity, List<BigDecimal> legPrices, long contractsThisMonth) {
    if (legPrices.size() != order.legs().size()) {
      throw new IllegalArgumentException(
          "order "
              + order.orderId()
              + " must have a price for each of its "
              + order.legs().size()
              + " legs: "
              + legPrices.size());
    }
    List<BigDecimal> commissions =
        new ArrayList<>(Collections.nCopies(legPrices.size(), BigDecimal.ZERO));
    charge(option, true, order, quantity, legPrices, commissions);
    charge(stock, false, order, quantity, legPrices, commissions);
    return List.copyOf(commissions);
  }

  private static void charge(
      FeeRates rates,
      boolean isOptions,
      Order order,
      int quantity,
      List<BigDecimal> prices,
      List<BigDecimal> commissions) {
    List<Integer> charged = new ArrayList<>();
    long allUnits = 0;
    BigDecimal cost = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ZERO;
    for (int i = 0; i < order.legs().size(); i++) {
      Leg leg = order.legs().get(i);
      if (leg.asset() instanceof OptionContract == isOptions) {
        long units = units(leg, quantity);
        charged.add(i);
        allUnits += units;
        cost = cost.add(rates.cost(units));
        BigDecimal dollarsPerPrice =
            BigDecimal.valueOf(Math.multiplyExact(units, leg.asset().multiplier()));
        value = value.add(prices.get(i).multiply(dollarsPerPrice));
      }
    }
    if (charged.isEmpty()) {
      return;
    }
    BigDecimal total = rates.bounded(cost, value);
    boolean isBounded = total.compareTo(cost) != 0;
    BigDecimal rest = total;
    for (int i : charged.subList(1, charged.size())) {
      long units = units(order.legs().get(i), quantity);
      BigDecimal share =
          isBounded
              ? total
                  .multiply(BigDecimal.valueOf(units))
                  .divide(BigDecimal.valueOf(allUnits), CENTS, RoundingMode.DOWN)
              : rates.cost(units);
      commissions.set(i, share);
      rest = rest.subtract(share);
    }
    commissions.set(charged.get(0), rest);
  }

  private static long units(Leg leg, int quantity) {
    return Math.abs((long) leg.ratio() * quantity);
  }

  @Override
  public String toString() {
    return name;
  }
}
