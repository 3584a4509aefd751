/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionType;
import io.optionskit.contract.Settlement;
import io.optionskit.data.simulator.Tables.Strike;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.time.ExpiryRules;
import io.optionskit.time.YearClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Looks for riskless profits that could be had at the quotes of one instant: buying at asks,
 * selling at bids. The seed is in the name of each case.
 */
class ChainArbitrageTest {

  private static final double RATE = 0.04;

  /** Prices are whole cents; what is smaller than this is rounding of binary fractions. */
  private static final double ROUNDING = 1e-9;

  @ParameterizedTest(name = "{0} from {1} with seed {2}")
  @CsvSource({
    "SPY, 2026-03-18, 1",
    "SPY, 2026-06-12, 2",
    "SPY, 2026-12-17, 3",
    "SPY, 2021-01-04, 4",
    "QQQ, 2026-03-19, 5",
    "IWM, 2026-09-16, 6",
    "DIA, 2024-11-27, 7",
    "SPX, 2026-03-18, 8",
    "SPX, 2026-12-23, 9",
    "NDX, 2026-05-04, 10",
    "RUT, 2026-06-17, 11",
    "ACME, 2026-03-18, 12",
    "XYZZY, 2026-09-17, 13"
  })
  void quotesOfOneInstantLeaveNoRisklessProfit(String underlying, LocalDate from, long seed) {
    SimulatedMarket market =
        SimulatedMarket.builder(seed, from, from.plusDays(4))
            .underlyings(underlying)
            .interval(Duration.ofMinutes(15))
            .strikesAroundAtm(14)
            .expiries(2, 16, 50)
            .rate(RATE)
            .leadIn((int) (40 * (seed % 5)))
            .build();

    int quotes = 0;
    for (QuoteTable table : Tables.all(market)) {
      for (Tables.Instant instant : Tables.instants(table, underlying)) {
        quotes += check(underlying, instant);
      }
    }

    assertThat(quotes).isGreaterThan(10_000);
  }

  private static int check(String underlying, Tables.Instant instant) {
    boolean american = UnderlyingProfile.of(underlying).paysCash();
    int quotes = 0;
    List<Strike> earlier = List.of();
    for (Map.Entry<LocalDate, List<Strike>> slice : instant.slices().entrySet()) {
      List<Strike> strikes = slice.getValue();
      double discount = american ? 1 : discount(instant, slice.getKey());
      checkSides(strikes);
      checkVerticals(strikes, discount);
      checkButterflies(strikes);
      if (american) {
        checkExercise(strikes, instant);
        checkCalendars(OptionType.PUT, earlier, strikes);
      } else {
        checkParity(strikes, discount);
      }
      checkCalendars(OptionType.CALL, earlier, strikes);
      earlier = strikes;
      quotes += 2 * strikes.size();
    }
    return quotes;
  }

  private static double discount(Tables.Instant instant, LocalDate expiry) {
    double years =
        YearClock.CALENDAR.years(
            EpochNanos.toInstant(instant.timeNs()),
            ExpiryRules.usOptions().settlesAt(expiry, Settlement.CASH_PM));
    return Math.exp(-RATE * years);
  }

  private static void checkSides(List<Strike> strikes) {
    for (Strike strike : strikes) {
      for (OptionType type : OptionType.values()) {
        assertThat(strike.bid(type) >= strike.ask(type)).as("crossed or locked").isFalse();
        assertThat(strike.bid(type) <= 0 || strike.ask(type) <= 0).as("not positive").isFalse();
      }
    }
  }

  private static void checkVerticals(List<Strike> strikes, double discount) {
    for (int i = 0; i < strikes.size(); i++) {
      for (int j = i + 1; j < strikes.size(); j++) {
        Strike low = strikes.get(i);
        Strike high = strikes.get(j);
        double width = discount * (high.strike - low.strike) + ROUNDING;
        none(high.bid(OptionType.CALL) - low.ask(OptionType.CALL), "free call spread");
        none(low.bid(OptionType.PUT) - high.ask(OptionType.PUT), "free put spread");
        none(low.bid(OptionType.CALL) - high.ask(OptionType.CALL) - width, "dear call spread");
        none(high.bid(OptionType.PUT) - low.ask(OptionType.PUT) - width, "dear put spread");
      }
    }
  }

  private static void checkButterflies(List<Strike> strikes) {
    for (OptionType type : OptionType.values()) {
      for (int i = 0; i < strikes.size(); i++) {
        for (int j = i + 1; j < strikes.size(); j++) {
          for (int k = j + 1; k < strikes.size(); k++) {
            Strike low = strikes.get(i);
            Strike middle = strikes.get(j);
            Strike high = strikes.get(k);
            double share = (high.strike - middle.strike) / (high.strike - low.strike);
            double wings = share * low.ask(type) + (1 - share) * high.ask(type);
            none(middle.bid(type) - wings, "free butterfly");
          }
        }
      }
    }
  }

  private static void checkParity(List<Strike> strikes, double discount) {
    double highestBid = Double.NEGATIVE_INFINITY;
    double lowestAsk = Double.POSITIVE_INFINITY;
    for (Strike strike : strikes) {
      double bid = strike.bid(OptionType.CALL) - strike.ask(OptionType.PUT);
      double ask = strike.ask(OptionType.CALL) - strike.bid(OptionType.PUT);
      highestBid =
          Double.isNaN(bid) ? highestBid : Math.max(highestBid, bid / discount + strike.strike);
      lowestAsk =
          Double.isNaN(ask) ? lowestAsk : Math.min(lowestAsk, ask / discount + strike.strike);
    }
    none(highestBid - lowestAsk, "forward bought and sold at different strikes");
  }

  /** Buying and exercising at once; selling a call against the stock; buying both. */
  private static void checkExercise(List<Strike> strikes, Tables.Instant instant) {
    for (Strike strike : strikes) {
      none(instant.bid() - strike.strike - strike.ask(OptionType.CALL), "call below intrinsic");
      none(strike.strike - instant.ask() - strike.ask(OptionType.PUT), "put below intrinsic");
      none(strike.bid(OptionType.CALL) - instant.ask(), "call above the stock");
      none(strike.bid(OptionType.PUT) - strike.strike, "put above the strike");
      none(
          strike.bid(OptionType.CALL)
              - strike.ask(OptionType.PUT)
              - instant.ask()
              + strike.strike
              - carry(strike),
          "call against put and stock");
    }
  }

  /** Interest on the strike for the longest expiry here bounds C − P ≤ S − K·e^(−rT). */
  private static double carry(Strike strike) {
    return strike.strike * (1 - Math.exp(-RATE * 52.0 / 365));
  }

  private static void checkCalendars(OptionType type, List<Strike> earlier, List<Strike> later) {
    for (Strike near : earlier) {
      for (Strike far : later) {
        if (near.strike == far.strike) {
          none(near.bid(type) - far.ask(type), "free calendar of a " + type);
        }
      }
    }
  }

  private static void none(double profit, String what) {
    if (profit > ROUNDING) {
      throw new AssertionError(what + ": riskless profit of " + profit + " per share");
    }
  }
}
