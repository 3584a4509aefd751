/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.market.EpochNanos;
import io.optionskit.market.MarketState;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.BarSource;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.MarketHistory;
import io.optionskit.time.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A market that never was, made from a seed: prices of funds, stocks and indices, volatility
 * indices, and option chains with quotes, sizes, volumes and open interest, minute by minute.
 *
 * <pre>{@code
 * SimulatedMarket market =
 *     SimulatedMarket.builder(42, LocalDate.of(2026, 1, 5), LocalDate.of(2026, 3, 31))
 *         .underlyings("SPY", "VIX")
 *         .interval(Duration.ofMinutes(5))
 *         .build();
 * try (MarketHistory history = market.open()) { ... }
 * }</pre>
 *
 * <p>The same settings and seed give the same rows, bit for bit, on every machine. Each underlying
 * is drawn for itself: adding one changes nothing in the others. Without a {@link PlantedEdge} and
 * a variance risk premium nothing can be earned on average except what is paid in spreads and fees.
 * What is modelled, and what is not, is told in {@code docs/concepts/market-simulator.md}.
 *
 * <p>Immutable; may be shared between threads.
 */
public final class SimulatedMarket {

  private final Settings settings;

  private SimulatedMarket(Settings settings) {
    this.settings = settings;
  }

  /**
   * Returns a builder with the default settings.
   *
   * @param seed any number; another one makes another market
   * @param from first date for which there are quotes, in New York
   * @param to last date for which there are quotes
   * @return builder of a market
   */
  public static Builder builder(long seed, LocalDate from, LocalDate to) {
    return new Builder(seed, from, to);
  }

  /**
   * Opens the market at its first day.
   *
   * @return one table per trading day, made when it is asked for; used by one thread
   */
  public MarketHistory open() {
    return new SimulatedHistory(settings);
  }

  /**
   * Returns the chains as they stand at an instant: what was quoted last by then.
   *
   * @param now instant from the first interval's end of the first day on; outside trading hours the
   *     last quotes before it count
   * @return chains of that instant; may be shared between threads
   * @throws IllegalArgumentException if nothing has been quoted by then
   */
  public ChainSource chains(Instant now) {
    SimulatedHistory history = new SimulatedHistory(settings);
    QuoteTable table = history.dayAt(now);
    int rows = 0;
    while (rows < table.rows() && table.timeNs()[rows] <= EpochNanos.of(now)) {
      rows++;
    }
    MarketState state = new MarketState(history.assets());
    state.apply(table, 0, rows);
    LocalDate date = TradingCalendar.usOptions().tradingDateAt(now);
    return new SimulatedChains(
        settings,
        settings.symbols().stream().map(symbol -> state.chain(symbol, now, date)).toList());
  }

  /**
   * Returns the bars of underlyings and volatility indices as known at an instant, from the start
   * of the lead-in on.
   *
   * <p>Lengths are {@code P1D} and the minutes that divide 30. Volumes of indices are 0. There are
   * no bars of options.
   *
   * @param now bars that end later are not given
   * @return bars of that instant; may be shared between threads
   */
  public BarSource bars(Instant now) {
    return new SimulatedBars(settings, now);
  }

  @Override
  public String toString() {
    return "simulated market " + settings;
  }

  /** Collects the settings of a market. Not safe for use by several threads. */
  public static final class Builder {

    private static final LocalDate LAST_CALENDAR_DATE = LocalDate.of(2039, 12, 31);
    private static final List<Integer> INTERVALS = List.of(1, 2, 3, 5, 6, 10, 15, 30);

    private final long seed;
    private final LocalDate from;
    private final LocalDate to;
    private List<String> symbols = List.of("SPY", "QQQ", "IWM", "VIX");
    private final Map<String, Double> spots = new LinkedHashMap<>();
    private Duration interval = Duration.ofMinutes(1);
    private int strikesAroundAtm = 15;
    private int dailyDays = 2;
    private int weeklyDays = 9;
    private int monthlyDays = 45;
    private double averageVolatility = 0.18;
    private double rate = 0.04;
    private double varianceRiskPremium;
    private double staleRate = 0.0005;
    private double oneSidedRate = 0.002;
    private int leadInDays = 300;
    private Optional<PlantedEdge> edge = Optional.empty();

    private Builder(long seed, LocalDate from, LocalDate to) {
      this.seed = seed;
      this.from = from;
      this.to = to;
    }

    /**
     * Sets the underlyings; default SPY, QQQ, IWM and VIX.
     *
     * <p>SPY, QQQ, IWM and DIA are funds that pay quarterly dividends; SPX, NDX, RUT and XSP cash
     * indices with European options settled at the close (roots SPXW, NDXP, RUTW, XSP); VIX, VIX9D,
     * VIX3M, VIX6M (of SPY), VXN (of QQQ) and RVX (of IWM) volatility indices without options.
     * Every other ticker is a stock whose character is drawn from its name.
     *
     * @param tickers tickers in the order in which their rows come
     * @return this builder
     */
    public Builder underlyings(String... tickers) {
      symbols = List.copyOf(new LinkedHashSet<>(List.of(tickers)));
      return this;
    }

    /**
     * Sets the price of an underlying at the start of the lead-in; default near its price in 2025.
     *
     * @param ticker ticker of a fund, stock or index
     * @param price dollars or points, 1 to 50,000
     * @return this builder
     */
    public Builder spot(String ticker, double price) {
      spots.put(ticker, price);
      return this;
    }

    /**
     * Sets the time between rows; default one minute.
     *
     * @param length 1, 2, 3, 5, 6, 10, 15 or 30 minutes; paths are the same for all of them
     * @return this builder
     */
    public Builder interval(Duration length) {
      interval = length;
      return this;
    }

    /**
     * Sets how many strikes are listed at each opening on each side of the price; default 15.
     *
     * @param strikes strikes on each side, 1 to 500
     * @return this builder
     */
    public Builder strikesAroundAtm(int strikes) {
      strikesAroundAtm = strikes;
      return this;
    }

    /**
     * Sets how far ahead expiries are listed; default 2 trading days, 9 and 45 calendar days.
     *
     * @param daily trading days ahead within which every trading day is an expiry, 0 for the same
     *     day only, −1 for none, at most 30; does not apply to stocks, which have no daily expiries
     * @param weekly calendar days ahead for expiries at the end of a week, −1 for none, at most 365
     * @param monthly calendar days ahead for third Fridays, −1 for none, at most 365
     * @return this builder
     */
    public Builder expiries(int daily, int weekly, int monthly) {
      dailyDays = daily;
      weeklyDays = weekly;
      monthlyDays = monthly;
      return this;
    }

    /**
     * Sets the volatility of SPY over all times; default 0.18.
     *
     * @param volatility square root of the mean annual variance with jumps, 0.08 to 0.60
     * @return this builder
     */
    public Builder averageVolatility(double volatility) {
      averageVolatility = volatility;
      return this;
    }

    /**
     * Sets the riskless rate; default 0.04.
     *
     * @param perYear continuously compounded, per year, 0 to 0.20
     * @return this builder
     */
    public Builder rate(double perYear) {
      rate = perYear;
      return this;
    }

    /**
     * Sets by how much options and volatility indices overstate the variance to come; default 0.
     *
     * @param premium implied variance is 1 + premium times the expected one; 0 to 1
     * @return this builder
     */
    public Builder varianceRiskPremium(double premium) {
      varianceRiskPremium = premium;
      return this;
    }

    /**
     * Sets how often an option quote freezes for 3 to 18 minutes while the market moves on; default
     * 0.0005.
     *
     * @param perMinute chance per contract and minute, 0 to 0.1
     * @return this builder
     */
    public Builder staleQuotes(double perMinute) {
      staleRate = perMinute;
      return this;
    }

    /**
     * Sets how often one side of an option quote is missing without reason; default 0.002. Bids of
     * worthless options are missing in any case.
     *
     * @param perRow chance per row, 0 to 1
     * @return this builder
     */
    public Builder oneSidedQuotes(double perRow) {
      oneSidedRate = perRow;
      return this;
    }

    /**
     * Sets how many trading days are simulated before the first one, for which there are daily bars
     * only; default 300. It changes the market, as the lead-in is where its path starts.
     *
     * @param tradingDays 0 to 2,000
     * @return this builder
     */
    public Builder leadIn(int tradingDays) {
      leadInDays = tradingDays;
      return this;
    }

    /**
     * Plants an edge; default none.
     *
     * @param planted what is planted
     * @return this builder
     */
    public Builder edge(PlantedEdge planted) {
      edge = Optional.of(planted);
      return this;
    }

    /**
     * Returns the market.
     *
     * @return a market with these settings
     * @throws IllegalArgumentException if a setting is outside its range; the message names it and
     *     shows its value
     */
    public SimulatedMarket build() {
      check();
      return new SimulatedMarket(settings());
    }

    Settings settings() {
      return new Settings(
          seed,
          from,
          to,
          symbols,
          new LinkedHashMap<>(spots),
          (int) interval.toMinutes(),
          strikesAroundAtm,
          dailyDays,
          weeklyDays,
          monthlyDays,
          averageVolatility,
          rate,
          varianceRiskPremium,
          staleRate,
          oneSidedRate,
          leadInDays,
          edge);
    }

    private void check() {
      LocalDate last = LAST_CALENDAR_DATE.minusDays(MarketPaths.LOOK_AHEAD_DAYS);
      require(!to.isAfter(last), "to must not be after " + last, to);
      require(!to.isBefore(from), "to must not be before from " + from, to);
      require(!symbols.isEmpty(), "there must be an underlying", symbols);
      require(
          INTERVALS.contains((int) interval.toMinutes())
              && interval.equals(Duration.ofMinutes(interval.toMinutes())),
          "interval must be one of " + INTERVALS + " minutes",
          interval);
      inRange("strikesAroundAtm", strikesAroundAtm, 1, 500);
      inRange("daily expiries", dailyDays, -1, 30);
      inRange("weekly expiries", weeklyDays, -1, 365);
      inRange("monthly expiries", monthlyDays, -1, 365);
      inRange("averageVolatility", averageVolatility, 0.08, 0.6);
      inRange("rate", rate, 0, 0.2);
      inRange("varianceRiskPremium", varianceRiskPremium, 0, 1);
      inRange("staleQuotes", staleRate, 0, 0.1);
      inRange("oneSidedQuotes", oneSidedRate, 0, 1);
      inRange("leadIn", leadInDays, 0, 2000);
      symbols.forEach(Builder::checkTicker);
      spots.forEach(this::checkSpot);
      MarketPaths.clockOf(settings()); // refuses a lead-in that starts before the calendar
    }

    private static void checkTicker(String ticker) {
      require(
          VolatilityIndex.find(ticker).isPresent()
              || UnderlyingProfile.isKnown(ticker)
              || UnderlyingProfile.canBeStock(ticker),
          "underlying must be one of the simulated indices or a ticker of 1 to 6 letters",
          ticker);
    }

    private void checkSpot(String ticker, double price) {
      require(
          symbols.contains(ticker) && VolatilityIndex.find(ticker).isEmpty(),
          "spot must be that of an underlying among " + symbols,
          ticker);
      inRange("spot of " + ticker, price, 1, 50_000);
    }

    private static void inRange(String name, double value, double lowest, double highest) {
      require(
          value >= lowest && value <= highest,
          name + " must be " + lowest + " to " + highest,
          value);
    }

    private static void require(boolean condition, String rule, Object value) {
      if (!condition) {
        throw new IllegalArgumentException(rule + ": " + value);
      }
    }
  }
}
