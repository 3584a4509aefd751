/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.yardstick;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of the yardstick as one page of arithmetic: market orders fill at the touch, $0.65 per
 * contract and at least $1 per order, stock $0.005 per share and at least $1, cash settlement or
 * delivery at expiry, marks at the middle.
 *
 * <p>Knows nothing of the library: a symbol is text, a position a number in a map. Regular closes
 * at 16:00 New York only.
 */
final class Yardstick {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  record Leg(String symbol, int ratio) {}

  record Order(Instant at, List<Leg> legs, int quantity) {}

  private record Done(Instant at, String symbol, int quantity) {}

  private final RawQuotes quotes;
  private final String stock;
  private final boolean cashSettled;
  private final Map<String, Integer> held = new LinkedHashMap<>();
  private final List<Done> done = new ArrayList<>();
  private BigDecimal cash;
  private BigDecimal fees = BigDecimal.ZERO;
  private int fills;

  Yardstick(RawQuotes quotes, String stock, boolean cashSettled, BigDecimal cash) {
    this.quotes = quotes;
    this.stock = stock;
    this.cashSettled = cashSettled;
    this.cash = cash;
  }

  BigDecimal fees() {
    return fees;
  }

  int fills() {
    return fills;
  }

  /**
   * Plays the orders, closes everything held at a time if one is given, settles what expires up to
   * the last instant and returns the equity then.
   */
  BigDecimal play(List<Order> orders, Optional<Instant> closeAllAt, Instant end) {
    for (Order order : orders) {
      fill(order);
    }
    if (closeAllAt.isPresent()) {
      Map<String, Integer> heldThen = new LinkedHashMap<>();
      done.stream()
          .filter(trade -> !trade.at().isAfter(closeAllAt.get()))
          .forEach(trade -> heldThen.merge(trade.symbol(), trade.quantity(), Integer::sum));
      heldThen.forEach(
          (symbol, quantity) -> {
            if (quantity != 0) {
              fill(
                  new Order(
                      closeAllAt.get(),
                      List.of(new Leg(symbol, -Integer.signum(quantity))),
                      Math.abs(quantity)));
            }
          });
    }
    for (String symbol : List.copyOf(held.keySet())) {
      if (!symbol.equals(stock)) {
        settle(symbol, end);
      }
    }
    BigDecimal equity = cash;
    for (Map.Entry<String, Integer> position : held.entrySet()) {
      boolean isStock = position.getKey().equals(stock);
      BigDecimal mark =
          isStock
              ? quotes.spots.floorEntry(end).getValue()
              : quotes.mark(position.getKey(), end).orElseThrow();
      equity = equity.add(mark.multiply(units(position.getValue(), isStock)));
    }
    return equity;
  }

  private void fill(Order order) {
    Instant filledAt = order.at();
    for (Leg leg : order.legs()) {
      Optional<Instant> row =
          leg.symbol().equals(stock)
              ? Optional.ofNullable(quotes.spots.ceilingKey(order.at()))
              : quotes.firstRowFrom(leg.symbol(), order.at());
      if (row.isEmpty()) {
        return;
      }
      filledAt = row.get().isAfter(filledAt) ? row.get() : filledAt;
    }
    Optional<Instant> priced = firstPriced(order, filledAt);
    if (priced.isEmpty()) {
      return;
    }
    filledAt = priced.get();
    for (Leg leg : order.legs()) {
      if (!leg.symbol().equals(stock) && filledAt.isAfter(close(leg.symbol()))) {
        return;
      }
    }
    int contracts = 0;
    int shares = 0;
    Map<Leg, BigDecimal> prices = new LinkedHashMap<>();
    for (Leg leg : order.legs()) {
      boolean isStock = leg.symbol().equals(stock);
      Optional<BigDecimal> price =
          isStock
              ? Optional.of(quotes.spots.floorEntry(filledAt).getValue())
              : quotes.touch(leg.symbol(), leg.ratio() > 0, filledAt);
      if (price.isEmpty()) {
        return;
      }
      prices.put(leg, price.get());
      contracts += isStock ? 0 : Math.abs(leg.ratio()) * order.quantity();
      shares += isStock ? Math.abs(leg.ratio()) * order.quantity() : 0;
    }
    for (Map.Entry<Leg, BigDecimal> leg : prices.entrySet()) {
      boolean isStock = leg.getKey().symbol().equals(stock);
      int quantity = leg.getKey().ratio() * order.quantity();
      cash = cash.subtract(leg.getValue().multiply(units(quantity, isStock)));
      hold(leg.getKey().symbol(), quantity);
      done.add(new Done(filledAt, leg.getKey().symbol(), quantity));
      fills++;
    }
    BigDecimal fee = BigDecimal.ZERO;
    if (contracts > 0) {
      fee = fee.add(new BigDecimal("0.65").multiply(new BigDecimal(contracts)).max(BigDecimal.ONE));
    }
    if (shares > 0) {
      fee = fee.add(new BigDecimal("0.005").multiply(new BigDecimal(shares)).max(BigDecimal.ONE));
    }
    fees = fees.add(fee);
    cash = cash.subtract(fee);
  }

  /**
   * The first instant from a time on at which every leg has a price: a contract may have rows but
   * no quote yet.
   */
  private Optional<Instant> firstPriced(Order order, Instant from) {
    Instant at = from;
    for (Leg leg : order.legs()) {
      if (!leg.symbol().equals(stock)) {
        Instant notBefore = at;
        Optional<Instant> priced =
            quotes.touch(leg.symbol(), leg.ratio() > 0, at).isPresent()
                ? Optional.of(at)
                : quotes.rows.get(leg.symbol()).stream()
                    .filter(row -> row.time().isAfter(notBefore))
                    .filter(row -> row.bid().isPresent() || row.ask().isPresent())
                    .map(RawQuotes.Row::time)
                    .findFirst();
        if (priced.isEmpty()) {
          return priced;
        }
        at = priced.get();
      }
    }
    return Optional.of(at);
  }

  private void settle(String symbol, Instant end) {
    int tail = symbol.length() - 15;
    LocalDate expiry = expiry(symbol);
    BigDecimal strike = new BigDecimal(symbol.substring(tail + 7)).movePointLeft(3);
    int sign = symbol.charAt(tail + 6) == 'C' ? 1 : -1;
    Instant close = close(symbol);
    Instant midnight = expiry.plusDays(1).atStartOfDay(NEW_YORK).toInstant();
    Map.Entry<Instant, BigDecimal> known = quotes.spots.ceilingEntry(close);
    if (close.isAfter(end) || known == null || !known.getKey().isBefore(midnight)) {
      return;
    }
    int quantity = held.remove(symbol);
    BigDecimal inTheMoney = known.getValue().subtract(strike).multiply(new BigDecimal(sign));
    if (cashSettled) {
      cash = cash.add(inTheMoney.max(BigDecimal.ZERO).multiply(units(quantity, false)));
    } else if (inTheMoney.compareTo(new BigDecimal("0.01")) >= 0) {
      hold(stock, 100 * quantity * sign);
      cash = cash.subtract(strike.multiply(new BigDecimal(100 * quantity * sign)));
    }
  }

  private static LocalDate expiry(String symbol) {
    int tail = symbol.length() - 15;
    return LocalDate.of(
        2000 + Integer.parseInt(symbol.substring(tail, tail + 2)),
        Integer.parseInt(symbol.substring(tail + 2, tail + 4)),
        Integer.parseInt(symbol.substring(tail + 4, tail + 6)));
  }

  /** When a contract settles; Saturday expirations on the Friday before. */
  private static Instant close(String symbol) {
    LocalDate day = expiry(symbol);
    LocalDate friday = day.getDayOfWeek() == DayOfWeek.SATURDAY ? day.minusDays(1) : day;
    return friday.atTime(LocalTime.of(16, 0)).atZone(NEW_YORK).toInstant();
  }

  private void hold(String symbol, int quantity) {
    int now = held.merge(symbol, quantity, Integer::sum);
    if (now == 0) {
      held.remove(symbol);
    }
  }

  private static BigDecimal units(int quantity, boolean isStock) {
    return isStock ? new BigDecimal(quantity) : HUNDRED.multiply(new BigDecimal(quantity));
  }
}
