/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks.parsing;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A contract of the made bodies with its values, in the digits that providers send. One in eight
 * has no bid, one in four no trade.
 */
record MadeContract(
    LocalDate expiry,
    boolean isCall,
    int strike,
    String bid,
    String ask,
    String last,
    int bidSize,
    int askSize,
    int volume,
    int openInterest,
    String volatility,
    String delta,
    String gamma,
    String vega,
    String theta,
    String rho,
    int second) {

  static final String TICKER = "XYZ";
  static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
  private static final int EXPIRIES = 10;

  /** Makes contracts of ten expiries in the order of a listing. */
  static List<MadeContract> some(int rows) {
    return some(rows, EXPIRIES);
  }

  static List<MadeContract> some(int rows, int expiries) {
    List<MadeContract> made = new ArrayList<>(rows);
    int strikes = rows / expiries / 2;
    for (int expiry = 1; expiry <= expiries; expiry++) {
      LocalDate date = TODAY.plusDays(7L * expiry);
      for (int i = 0; i < 2 * strikes; i++) {
        made.add(of(date, i % 2 == 0, 200 + i / 2, made.size()));
      }
    }
    return made;
  }

  private static MadeContract of(LocalDate expiry, boolean isCall, int strike, int number) {
    int cents = 1 + number * 7919 % 20_000;
    double share = number * 37 % 1000 / 1000.0;
    return new MadeContract(
        expiry,
        isCall,
        strike,
        number % 8 == 3 ? "0.0" : cents(cents),
        cents(cents + 5 + number % 40),
        number % 4 == 1 ? "0.0" : cents(cents + 2),
        1 + number % 300,
        1 + number % 170,
        number * 31 % 5000,
        number * 131 % 90_000,
        digits(4, 0.1 + share),
        digits(4, isCall ? share : share - 1),
        digits(4, 0.05 * share),
        digits(4, 0.2 + share),
        digits(4, -0.01 - 0.1 * share),
        digits(4, isCall ? share : -share),
        number % 3600);
  }

  String symbol() {
    return TICKER
        + SHORT.format(expiry)
        + (isCall ? 'C' : 'P')
        + String.format(Locale.ROOT, "%08d", 1000 * strike);
  }

  private static String cents(int cents) {
    return digits(2, cents / 100.0);
  }

  static String digits(int count, double value) {
    String text = String.format(Locale.ROOT, "%." + count + "f", value);
    return text.replaceAll("(\\.[0-9]*?[0-9])0+$", "$1");
  }
}
