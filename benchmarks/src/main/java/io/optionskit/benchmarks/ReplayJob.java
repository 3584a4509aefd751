/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.greeks.Black76;
import io.optionskit.market.AssetTable;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteTable;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The replay job: 252 days of 390 minutes of 42 same-day contracts (21 strikes, calls and puts),
 * 4,127,760 option quotes, and the price of the index once a minute.
 *
 * <p>Prices are Black-76 with a flat volatility on a random walk; what is measured is the replay,
 * not the market.
 */
final class ReplayJob {

  static final int DAYS = 252;
  static final int MINUTES = 390;
  static final int STRIKES = 21;
  static final int CONTRACTS = 2 * STRIKES;
  static final int OPTION_ROWS = DAYS * MINUTES * CONTRACTS;

  static final int WINGS = 3;
  static final double SHORT_DELTA = 0.15;
  static final BigDecimal FEE = new BigDecimal("0.65");

  private static final double REALIZED = 0.16;
  private static final double IMPLIED = 0.2;
  private static final double MINUTES_PER_YEAR = 525_600;
  private static final int SPACING = 5;

  final AssetTable assets = new AssetTable();
  final List<QuoteTable> days = new ArrayList<>();
  final List<TradingSession> sessions = new ArrayList<>();
  final double[][] strikes = new double[DAYS][STRIKES];

  ReplayJob(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TradingCalendar calendar = TradingCalendar.usOptions();
    int index = assets.idOf(new Underlying("SPX"));
    double spot = 4700;
    LocalDate date = LocalDate.of(2022, 1, 3);
    for (int day = 0; day < DAYS; day++) {
      TradingSession session = calendar.getSession(date);
      while (session.minutes() != MINUTES) {
        date = calendar.nextTradingDay(date);
        session = calendar.getSession(date);
      }
      sessions.add(session);
      double lowest = SPACING * StrictMath.rint(spot / SPACING) - SPACING * (STRIKES / 2);
      int[] ids = new int[CONTRACTS];
      for (int i = 0; i < CONTRACTS; i++) {
        double strike = lowest + SPACING * (i / 2);
        strikes[day][i / 2] = strike;
        ids[i] = assets.idOf(OptionContract.of("SPXW", date, type(i), BigDecimal.valueOf(strike)));
      }
      QuoteTable.Builder table = QuoteTable.builder(assets);
      long opensNs = EpochNanos.of(session.opensAt());
      for (int minute = 1; minute <= MINUTES; minute++) {
        spot *=
            1
                + REALIZED
                    * StrictMath.sqrt(1 / (252.0 * MINUTES))
                    * (random.nextDouble() - 0.5)
                    * 3.46;
        long timeNs = opensNs + minute * 60_000_000_000L;
        table.addLast(timeNs, index, spot);
        double years = (MINUTES - minute) / MINUTES_PER_YEAR;
        for (int i = 0; i < CONTRACTS; i++) {
          double mid = Black76.value(type(i), spot, lowest + SPACING * (i / 2), years, 1, IMPLIED);
          double bid = StrictMath.floor(20 * mid) * 5 / 100;
          double ask = (StrictMath.floor(20 * mid) + (mid > 3 ? 2 : 1)) * 5 / 100;
          table.add(timeNs, ids[i], bid, ask, Double.NaN, 10, 12, -1, -1);
        }
      }
      days.add(table.build());
      date = calendar.nextTradingDay(date);
    }
  }

  static OptionType type(int contract) {
    return contract % 2 == 0 ? OptionType.CALL : OptionType.PUT;
  }

  static double delta(OptionType type, double spot, double strike, double years) {
    return Black76.delta(type, spot, strike, years, 1, IMPLIED);
  }

  /** Deltas at the volatility of the generator, once per chain. */
  static ChainColumns deltas(OptionChain chain) {
    double[] deltas = new double[chain.size()];
    double[] unknown = new double[chain.size()];
    Arrays.fill(unknown, Double.NaN);
    double years =
        chain.size() == 0
            ? 0
            : (EpochNanos.of(
                        TradingCalendar.usOptions()
                            .getSession(chain.contract(0).expiry())
                            .closesAt())
                    - EpochNanos.of(chain.time()))
                / 60e9
                / MINUTES_PER_YEAR;
    for (int row = 0; row < deltas.length; row++) {
      OptionContract contract = chain.contract(row);
      deltas[row] =
          delta(
              contract.type(),
              chain.spot().orElse(Double.NaN),
              contract.strike().doubleValue(),
              years);
    }
    return new ChainColumns(unknown, deltas, unknown, unknown, unknown, unknown);
  }

  /**
   * The same job as a bare loop over the columns: keeps current quotes, enters, marks, exits and
   * settles; no orders, books, journal or checks. Returns the final equity.
   */
  double bareLoop(double cash) {
    double[] bids = new double[assets.size()];
    double[] asks = new double[assets.size()];
    double[] lasts = new double[assets.size()];
    double equity = cash;
    double peak = cash;
    for (int day = 0; day < DAYS; day++) {
      QuoteTable table = days.get(day);
      long[] times = table.timeNs();
      int[] ids = table.assetIds();
      double[] rowBids = table.bids();
      double[] rowAsks = table.asks();
      double[] rowLasts = table.lasts();
      int first = ids[1];
      int shortPut = -1;
      int shortCall = -1;
      double credit = 0;
      boolean entered = false;
      boolean done = false;
      long opensNs = EpochNanos.of(sessions.get(day).opensAt());
      for (int from = 0; from < table.rows(); ) {
        long time = times[from];
        int to = from;
        while (to < table.rows() && times[to] == time) {
          int id = ids[to];
          double bid = rowBids[to];
          double ask = rowAsks[to];
          if (!Double.isNaN(bid) || !Double.isNaN(ask)) {
            bids[id] = bid;
            asks[id] = ask;
          }
          if (!Double.isNaN(rowLasts[to])) {
            lasts[id] = rowLasts[to];
          }
          to++;
        }
        from = to;
        int minute = (int) ((time - opensNs) / 60_000_000_000L);
        double spot = lasts[0];
        boolean enteredNow = false;
        if (minute >= 30 && minute < MINUTES - 15 && !entered) {
          double years = (MINUTES - minute) / MINUTES_PER_YEAR;
          shortPut = nearest(day, first, OptionType.PUT, spot, years);
          shortCall = nearest(day, first, OptionType.CALL, spot, years);
          int longPut = shortPut - 2 * WINGS;
          int longCall = shortCall + 2 * WINGS;
          if (longPut >= first
              && longCall < first + CONTRACTS
              && strikes[day][(shortPut - first) / 2] < strikes[day][(shortCall - first) / 2]) {
            credit = bids[shortPut] + bids[shortCall] - asks[longPut] - asks[longCall];
            entered = credit > 0 && credit < SPACING * WINGS;
            enteredNow = entered;
            cash += entered ? 100 * credit - 4 * 0.65 : 0;
          }
        }
        double held = 0;
        if (entered && !done) {
          int longPut = shortPut - 2 * WINGS;
          int longCall = shortCall + 2 * WINGS;
          double value =
              0.5 * (bids[longPut] + asks[longPut] + bids[longCall] + asks[longCall])
                  - 0.5 * (bids[shortPut] + asks[shortPut] + bids[shortCall] + asks[shortCall]);
          double pnl = 100 * (credit + value) - 4 * 0.65;
          if (!enteredNow
              && (pnl >= 50 * credit || pnl <= -200 * credit || minute >= MINUTES - 15)) {
            cash -=
                100 * (asks[shortPut] + asks[shortCall] - bids[longPut] - bids[longCall])
                    + 4 * 0.65;
            done = true;
          } else {
            held = 100 * value;
          }
        }
        equity = cash + held;
        peak = Math.max(peak, equity);
      }
    }
    return equity;
  }

  private int nearest(int day, int first, OptionType type, double spot, double years) {
    int nearest = -1;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < STRIKES; i++) {
      double delta = delta(type, spot, strikes[day][i], years);
      double distance = Math.abs(delta - type.sign() * SHORT_DELTA);
      if (distance < smallest) {
        smallest = distance;
        nearest = first + 2 * i + (type == OptionType.CALL ? 0 : 1);
      }
    }
    return nearest;
  }
}
