/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.data.simulator.Tables.Strike;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DividendsTest {

  private static final LocalDate EX_DATE = LocalDate.of(2026, 3, 20);

  @Test
  void fundsGoExOnTheThirdFridayOfEachQuarter() {
    MarketPaths paths = paths("SPY", LocalDate.of(2026, 1, 2));
    VarianceClock clock = paths.clock();
    DividendCalendar dividends = paths.path("SPY").dividends();

    List<LocalDate> found =
        IntStream.range(0, clock.dayOf(LocalDate.of(2026, 12, 31)))
            .filter(dividends::isExDate)
            .mapToObj(clock::date)
            .toList();

    assertThat(found)
        .containsExactly(
            EX_DATE,
            LocalDate.of(2026, 6, 18), // the 19th is a holiday
            LocalDate.of(2026, 9, 18),
            LocalDate.of(2026, 12, 18));
  }

  @Test
  void forwardIsShortOfTheDividendUntilItIsPaid() {
    MarketPaths paths = paths("SPY", LocalDate.of(2026, 3, 18));
    paths.next();
    paths.next();
    double dividend = paths.path("SPY").dividend();
    double forward = forward(paths, "SPY", 2);
    double spot = paths.path("SPY").spots()[390];
    double growth = Math.exp(0.04 / 365);

    assertThat(dividend).isEqualTo(1.8, within(0.02));
    double untilClose = Math.exp(0.04 / 365 * 6.5 / 24);
    assertThat(forward).isEqualTo(spot * growth - dividend * untilClose, within(1e-9));
  }

  /**
   * Over many markets the opening of the ex-date is on average the close before less the dividend.
   */
  @Test
  void priceFallsByTheDividendAtTheOpeningOfTheExDate() {
    double fallen = 0;
    double square = 0;
    int markets = 800;
    for (int seed = 0; seed < markets; seed++) {
      MarketPaths paths =
          new MarketPaths(
              SimulatedMarket.builder(seed, EX_DATE.minusDays(1), EX_DATE)
                  .underlyings("SPY")
                  .leadIn(0)
                  .rate(0)
                  .settings());
      paths.next();
      double close = paths.path("SPY").spots()[390];
      double dividend = paths.path("SPY").dividend();
      paths.next();
      double loss = (close - paths.path("SPY").spots()[0]) / dividend;
      fallen += loss / markets;
      square += loss * loss / markets;
    }

    double error = Math.sqrt((square - fallen * fallen) / markets);
    assertThat(error).isLessThan(0.12);
    assertThat(fallen).isEqualTo(1, within(4 * error));
  }

  @Test
  void quotesImplyTheForwardWithTheDividend() {
    SimulatedMarket market =
        SimulatedMarket.builder(4, LocalDate.of(2026, 3, 19), LocalDate.of(2026, 3, 19))
            .underlyings("SPY")
            .interval(Duration.ofMinutes(30))
            .expiries(-1, 8, -1)
            .rate(0)
            .leadIn(0)
            .oneSidedQuotes(0)
            .staleQuotes(0)
            .build();
    QuoteTable table = Tables.all(market).get(0);
    double dividend = paths("SPY", LocalDate.of(2026, 3, 19)).path("SPY").dividend();

    for (Tables.Instant instant : Tables.instants(table, "SPY")) {
      List<Strike> strikes = instant.slices().get(LocalDate.of(2026, 3, 27));
      double spot = instant.last();
      for (Strike strike : strikes) {
        // Out of the money by a little: no early exercise in the call.
        if (strike.strike > spot + 4 && strike.strike < spot + 6) {
          double implied = mid(strike, OptionType.CALL) - mid(strike, OptionType.PUT);
          assertThat(implied + strike.strike)
              .isEqualTo(spot - dividend, within(0.5 * width(strike) + 0.005));
        }
      }
    }
  }

  @Test
  void indicesLoseTheirYieldContinuously() {
    MarketPaths paths = paths("SPX", LocalDate.of(2026, 3, 19));
    paths.next();

    double spot = paths.path("SPX").spots()[390];
    double growth = Math.exp((0.04 - 0.013) * 5 / 365);
    assertThat(forward(paths, "SPX", 3)).isEqualTo(spot * growth, within(1e-9));
  }

  /** Returns the forward at the close. */
  private static double forward(MarketPaths paths, String symbol, int settlementDay) {
    long timeNs = EpochNanos.of(paths.clock().session(paths.day()).closesAt());
    return paths.path(symbol).forward(paths.market().minutes(), timeNs, settlementDay);
  }

  private static double mid(Strike strike, OptionType type) {
    return 0.5 * (strike.bid(type) + strike.ask(type));
  }

  private static double width(Strike strike) {
    return strike.ask(OptionType.CALL)
        - strike.bid(OptionType.CALL)
        + strike.ask(OptionType.PUT)
        - strike.bid(OptionType.PUT);
  }

  private static MarketPaths paths(String symbol, LocalDate from) {
    return new MarketPaths(
        SimulatedMarket.builder(4, from, LocalDate.of(2026, 12, 31))
            .underlyings(symbol)
            .leadIn(0)
            .settings());
  }
}
