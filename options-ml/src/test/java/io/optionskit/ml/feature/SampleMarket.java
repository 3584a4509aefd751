/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml.feature;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.FeatureRow;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.market.AssetTable;
import io.optionskit.market.Bar;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.MarketState;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.FeatureSource;
import io.optionskit.time.ExpiryRules;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import io.optionskit.time.YearClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Nine sessions of SPY and VIX by the minute with a small chain every quarter of an hour, and 280
 * daily bars before them, from a seed. An early close and a holiday are among the sessions.
 */
final class SampleMarket {

  static final TradingCalendar CALENDAR = TradingCalendar.usOptions();
  static final Underlying SPY = new Underlying("SPY");
  static final Underlying VIX = new Underlying("VIX");
  static final LocalDate FIRST = LocalDate.of(2025, 11, 18);
  static final LocalDate LAST = LocalDate.of(2025, 12, 1);
  static final List<LocalDate> EXPIRIES =
      List.of(LocalDate.of(2025, 12, 1), LocalDate.of(2025, 12, 5));

  /** One row of market data, as a source would give it. */
  record Row(
      Instant at,
      Asset asset,
      double bid,
      double ask,
      double last,
      long volume,
      int openInterest) {}

  final List<Row> rows;
  final List<Bar> history;

  SampleMarket(List<Row> rows, List<Bar> history) {
    this.rows = rows;
    this.history = history;
  }

  static SampleMarket of(long seed) {
    Random random = new Random(seed);
    double spot = 600;
    double vix = 18;
    List<Bar> history = new ArrayList<>();
    LocalDate date = FIRST;
    List<LocalDate> before = new ArrayList<>();
    for (int i = 0; i < 280; i++) {
      date = CALENDAR.previousTradingDay(date);
      before.add(0, date);
    }
    for (LocalDate day : before) {
      spot *= StrictMath.exp(0.01 * random.nextGaussian());
      vix = Math.max(10, vix + 0.8 * random.nextGaussian());
      TradingSession session = CALENDAR.getSession(day);
      history.add(new Bar(SPY, session.opensAt(), session.closesAt(), spot, spot, spot, spot, -1));
      history.add(new Bar(VIX, session.opensAt(), session.closesAt(), vix, vix, vix, vix, -1));
    }
    List<Row> rows = new ArrayList<>();
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = CALENDAR.nextTradingDay(day)) {
      TradingSession session = CALENDAR.getSession(day);
      spot *= StrictMath.exp(0.004 * random.nextGaussian());
      for (int minute = 1; minute <= session.minutes(); minute++) {
        Instant at = session.opensAt().plus(Duration.ofMinutes(minute));
        spot *= StrictMath.exp(0.0005 * random.nextGaussian());
        vix = Math.max(9, vix + 0.03 * random.nextGaussian());
        rows.add(new Row(at, SPY, Double.NaN, Double.NaN, spot, -1, -1));
        rows.add(new Row(at, VIX, Double.NaN, Double.NaN, vix, -1, -1));
        if (minute % 15 == 0) {
          addChain(rows, at, spot, minute, random);
        }
      }
    }
    return new SampleMarket(rows, history);
  }

  private static void addChain(List<Row> rows, Instant at, double spot, int minute, Random random) {
    for (LocalDate expiry : EXPIRIES) {
      for (int strike = 5 * (int) Math.round(0.96 * spot / 5); strike <= 1.04 * spot; strike += 5) {
        for (OptionType type : OptionType.values()) {
          OptionContract contract =
              OptionContract.of("SPY", expiry, type, BigDecimal.valueOf(strike));
          double value =
              BlackScholes.value(
                  type, spot, strike, years(contract, at), 0.04, 0.01, smile(spot, strike));
          double half = 0.01 + 0.02 * value * random.nextDouble();
          rows.add(
              new Row(
                  at,
                  contract,
                  Math.max(0.01, value - half),
                  value + half + 0.01,
                  Double.NaN,
                  minute * (1L + random.nextInt(50)),
                  1_000 + random.nextInt(5_000)));
        }
      }
    }
  }

  static double smile(double spot, double strike) {
    double moneyness = StrictMath.log(strike / spot);
    return 0.18 - 0.3 * moneyness + 2 * moneyness * moneyness;
  }

  static double years(OptionContract contract, Instant at) {
    return YearClock.CALENDAR.years(
        at, ExpiryRules.usOptions().settlesAt(contract.expiry(), contract.settlement()));
  }

  /**
   * The analysis of the engine: volatilities differ a little between calls and puts, so that
   * features can tell them apart.
   */
  static ChainColumns analyse(OptionChain chain) {
    int n = chain.size();
    double[][] columns = new double[6][n];
    for (int row = 0; row < n; row++) {
      OptionContract contract = chain.contract(row);
      double strike = contract.strike().doubleValue();
      double spot = chain.spot().orElse(Double.NaN);
      double years = years(contract, chain.time());
      if (chain.quoteTimeNs(row) < 0 || years == 0) {
        for (double[] column : columns) {
          column[row] = Double.NaN;
        }
        continue;
      }
      double volatility = smile(spot, strike) + (contract.type() == OptionType.PUT ? 0.004 : 0);
      columns[0][row] = volatility;
      columns[1][row] =
          BlackScholes.delta(contract.type(), spot, strike, years, 0.04, 0.01, volatility);
      columns[2][row] =
          BlackScholes.gamma(contract.type(), spot, strike, years, 0.04, 0.01, volatility);
      columns[3][row] =
          BlackScholes.vega(contract.type(), spot, strike, years, 0.04, 0.01, volatility);
      columns[4][row] =
          BlackScholes.theta(contract.type(), spot, strike, years, 0.04, 0.01, volatility);
      columns[5][row] =
          BlackScholes.rho(contract.type(), spot, strike, years, 0.04, 0.01, volatility);
    }
    return new ChainColumns(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
  }

  /** The put nearest to 98 % of the spot in the expiration nearest to an instant. */
  static OptionContract candidate(Instant at, double spot) {
    LocalDate expiry =
        EXPIRIES.stream()
            .filter(e -> !e.isBefore(CALENDAR.tradingDateAt(at)))
            .findFirst()
            .orElseThrow();
    return OptionContract.of(
        "SPY", expiry, OptionType.PUT, BigDecimal.valueOf(5L * Math.round(0.98 * spot / 5)));
  }

  /**
   * Runs the data through a source as the engine does, and returns the row of the candidate at
   * every instant with a chain.
   */
  Map<Instant, FeatureRow> run(FeatureSource source) {
    AssetTable assets = new AssetTable();
    QuoteTable.Builder builder = QuoteTable.builder(assets);
    for (Row row : rows) {
      builder.add(
          EpochNanos.of(row.at),
          assets.idOf(row.asset),
          row.bid,
          row.ask,
          row.last,
          -1,
          -1,
          row.volume,
          row.openInterest);
    }
    QuoteTable table = builder.build();
    MarketState market = new MarketState(assets);
    Map<Instant, FeatureRow> features = new LinkedHashMap<>();
    for (int from = 0; from < table.rows(); ) {
      int to = table.endOfInstant(from);
      Instant now = EpochNanos.toInstant(table.timeNs()[from]);
      market.apply(table, from, to);
      source.onMarket(market, now);
      if (to - from > 2) {
        MarketView view = new MarketView(market, now, SampleMarket::analyse);
        features.put(now, source.row(view, candidate(now, market.spot("SPY").getAsDouble())));
      }
      from = to;
    }
    return features;
  }
}
