/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.contract.Underlying;
import io.optionskit.data.simulator.SimulatedMarket;
import io.optionskit.market.Bar;
import io.optionskit.time.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The market of the demonstration: SPY, QQQ, IWM and VIX every quarter of an hour, without an edge.
 *
 * @param market the simulated market
 * @param from first trading day
 * @param to last trading day
 * @param firstUnseen first day that no model is trained on
 */
record DemoMarket(SimulatedMarket market, LocalDate from, LocalDate to, LocalDate firstUnseen) {

  private static final List<String> SYMBOLS = List.of("SPY", "QQQ", "IWM", "VIX");
  private static final LocalDate START = LocalDate.of(2025, 1, 2);
  private static final Duration INTERVAL = Duration.ofMinutes(15);
  private static final int STRIKES_AROUND_ATM = 10;

  /** Part of the days that models are trained on. */
  private static final double SEEN = 0.75;

  static DemoMarket of(long seed, int tradingDays) {
    LocalDate firstUnseen = START;
    LocalDate to = START;
    for (int day = 1; day < tradingDays; day++) {
      to = TradingCalendar.usOptions().nextTradingDay(to);
      firstUnseen = day == (int) (tradingDays * SEEN) ? to : firstUnseen;
    }
    SimulatedMarket market =
        SimulatedMarket.builder(seed, START, to)
            .underlyings(SYMBOLS.toArray(String[]::new))
            .interval(INTERVAL)
            .strikesAroundAtm(STRIKES_AROUND_ATM)
            .expiries(7, 7, -1)
            .build();
    return new DemoMarket(market, START, to, firstUnseen);
  }

  /** Daily bars of everything, lead-in included, that end before the opening of a day. */
  List<Bar> barsBefore(LocalDate day) {
    Instant opening = TradingCalendar.usOptions().getSession(day).opensAt();
    List<Bar> bars = new ArrayList<>();
    for (String symbol : SYMBOLS) {
      bars.addAll(
          market
              .bars(opening)
              .bars(new Underlying(symbol), Duration.ofDays(1), Instant.EPOCH, opening));
    }
    bars.sort(Comparator.comparing(Bar::end));
    return bars;
  }
}
