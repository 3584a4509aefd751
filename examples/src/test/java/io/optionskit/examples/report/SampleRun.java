/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.backtest.Backtest;
import io.optionskit.backtest.BacktestResult;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.Decision;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.portfolio.Trade;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.Strategy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small run over prices that a formula makes: one put spread a day, sold at noon, and one refused
 * order.
 */
final class SampleRun {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);

  private SampleRun() {}

  static RunSection section() {
    return section(5);
  }

  /** A run whose prices move by a number of dollars from trough to top. */
  static RunSection section(double swing) {
    UnderlyingTape tape = new UnderlyingTape(new Formula(swing));
    BacktestResult result =
        Backtest.of(tape)
            .strategy(new DailyPutSpread())
            .rule(
                (proposed, view) ->
                    view.now().toString().startsWith("2026-01-08") && !proposed.isClosing()
                        ? Optional.of(
                            new Rejection(
                                Rejection.Code.RISK_REJECTED, "no trading on <Thursday> & after"))
                        : Optional.empty())
            .configHash("c".repeat(64))
            .seed(7)
            .run();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Fills", "touch");
    settings.put("Fees", "none");
    return new RunSection(
        "Daily put spread",
        result,
        new DataOrigin(true, "prices made by a formula"),
        tape,
        settings,
        List.of("line 7: bid above ask, 3 rows"));
  }

  private static final class DailyPutSpread implements Strategy {

    @Override
    public String name() {
      return "daily-put-spread";
    }

    @Override
    public List<Decision> decide(View view) {
      LocalDate day = LocalDate.ofInstant(view.now(), NEW_YORK);
      LocalTime time = LocalTime.ofInstant(view.now(), NEW_YORK);
      List<Decision> decisions = new ArrayList<>();
      for (Trade trade : view.openTrades()) {
        if (Times.date(trade.openedAt()).isBefore(day)) {
          decisions.add(Decision.close(trade.tradeId(), "one day held"));
        }
      }
      if (time.equals(LocalTime.NOON)) {
        Order order =
            Order.market(
                "spread-" + day,
                2,
                List.of(Leg.sell(option(OptionType.PUT, 98)), Leg.buy(option(OptionType.PUT, 94))));
        decisions.add(Decision.submit(order, "every day at noon"));
      }
      return decisions;
    }
  }

  private static OptionContract option(OptionType type, int strike) {
    return OptionContract.of("SPY", LocalDate.of(2026, 2, 20), type, new BigDecimal(strike));
  }

  /** Twelve days of half hours; option prices are intrinsic value and some time value. */
  private static final class Formula implements MarketHistory {

    private final AssetTable assets = new AssetTable();
    private final Iterator<QuoteTable> days;

    Formula(double swing) {
      List<QuoteTable> tables = new ArrayList<>();
      for (int day = 0; tables.size() < 12; day++) {
        LocalDate date = FIRST.plusDays(day);
        if (date.getDayOfWeek().getValue() < 6) {
          tables.add(table(date, tables.size(), swing));
        }
      }
      days = tables.iterator();
    }

    private QuoteTable table(LocalDate date, int day, double swing) {
      QuoteTable.Builder rows = QuoteTable.builder(assets);
      for (int half = 0; half <= 13; half++) {
        Instant at = date.atTime(9, 30).plusMinutes(30L * half).atZone(NEW_YORK).toInstant();
        long atNs = EpochNanos.of(at);
        double phase = (day * 14 + half) / 27.0;
        double spot = 100 + swing * StrictMath.sin(phase);
        rows.addLast(atNs, assets.idOf(new Underlying("SPY")), spot);
        for (int strike = 90; strike <= 110; strike += 2) {
          for (OptionType type : OptionType.values()) {
            double distance = (spot - strike) / 4;
            double value = type.intrinsic(spot, strike) + 2.5 / (1 + distance * distance);
            double bid = Math.round(value * 20) / 20.0;
            rows.add(
                atNs,
                assets.idOf(option(type, strike)),
                bid,
                bid + 0.05,
                Double.NaN,
                10,
                10,
                -1,
                -1);
          }
        }
      }
      return rows.build();
    }

    @Override
    public AssetTable assets() {
      return assets;
    }

    @Override
    public Optional<QuoteTable> next() {
      return days.hasNext() ? Optional.of(days.next()) : Optional.empty();
    }

    @Override
    public void close() {}
  }
}
