/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.order.Leg;
import io.optionskit.order.OrderPrice;
import io.optionskit.portfolio.Trade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** Trades and orders in words. */
final class Trades {

  private Trades() {}

  /** Legs such as {@code 2 × SPY 2026-01-16 -1 P 480, +1 P 475}. */
  static String legs(Trade trade) {
    return legs(trade.quantity(), trade.legs());
  }

  static String legs(int quantity, List<Leg> legs) {
    List<String> series = legs.stream().map(leg -> series(leg.asset())).distinct().toList();
    String text =
        series.size() == 1
            ? (series.get(0) + legs.stream().map(Trades::side).collect(Collectors.joining(",")))
            : legs.stream()
                .map(leg -> series(leg.asset()) + side(leg))
                .collect(Collectors.joining(", "));
    return quantity == 1 ? text : quantity + " × " + text;
  }

  private static String series(Asset asset) {
    return asset instanceof OptionContract option
        ? option.root() + " " + option.expiry()
        : asset.symbol();
  }

  private static String side(Leg leg) {
    String ratio = (leg.ratio() > 0 ? " +" : " -") + Math.abs(leg.ratio());
    return leg.asset() instanceof OptionContract option
        ? ratio + " " + option.type().code() + " " + plain(option.strike())
        : ratio;
  }

  /** Net price per unit and share at which the trade was entered, positive = paid. */
  static BigDecimal netEntry(Trade trade) {
    int multiplier =
        trade.legs().stream().mapToInt(leg -> leg.asset().multiplier()).max().orElse(1);
    BigDecimal units = BigDecimal.valueOf((long) trade.quantity() * multiplier);
    return trade.openCash().negate().divide(units, 4, RoundingMode.HALF_EVEN);
  }

  /** Net entry price in words, such as {@code a credit of 1.25}. */
  static String entryPrice(Trade trade) {
    BigDecimal net = netEntry(trade);
    BigDecimal size = net.abs().stripTrailingZeros();
    String amount =
        size.setScale(Math.max(2, size.scale()), RoundingMode.UNNECESSARY).toPlainString();
    return (net.signum() < 0 ? "a credit of " : "a debit of ") + amount;
  }

  /** Style class of an amount: green above zero, red below. */
  static String style(BigDecimal amount) {
    return amount.signum() > 0 ? "gain" : amount.signum() < 0 ? "loss" : "";
  }

  static String price(OrderPrice price) {
    return price instanceof OrderPrice.Limit limit
        ? "limit " + limit.net().toPlainString()
        : "market";
  }

  static String plain(double value) {
    return plain(new BigDecimal(Numbers.fixed(value, 4)));
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
