/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.market.QuoteTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QuotesTest {

  private static final LocalDate DATE = LocalDate.of(2026, 2, 4);
  private static final QuoteTable DEFAULTS = table(market());

  @Test
  void pricesLieOnTheTicksOfTheirClass() {
    checkTicks(table(market().underlyings("SPX").spot("SPX", 6000)), 5, 10);
    checkTicks(table(market().underlyings("ACME")), 1, 5);
    checkTicks(DEFAULTS, 1, 1);
  }

  @Test
  void spreadsAreNarrowAtTheMoneyAndWiderFarInTheMoney() {
    List<Double> atTheMoney = new ArrayList<>();
    List<Double> inTheMoney = new ArrayList<>();
    double spot = DEFAULTS.lasts()[0];
    for (int i = 0; i < DEFAULTS.rows(); i++) {
      if (asset(DEFAULTS, i) instanceof OptionContract contract) {
        double paid = contract.type().intrinsic(spot, contract.strike().doubleValue());
        double spread = DEFAULTS.asks()[i] - DEFAULTS.bids()[i];
        if (!Double.isNaN(spread) && contract.expiry().isAfter(DATE.plusDays(7))) {
          if (Math.abs(contract.strike().doubleValue() - spot) < 2) {
            atTheMoney.add(spread / DEFAULTS.asks()[i]);
          } else if (paid > 10) {
            inTheMoney.add(spread);
          }
        }
      }
    }

    assertThat(median(atTheMoney)).isBetween(0.003, 0.02);
    assertThat(median(inTheMoney)).isBetween(0.05, 0.60);
  }

  @Test
  void worthlessOptionsHaveNoBid() {
    int worthless = 0;
    for (int i = 0; i < DEFAULTS.rows(); i++) {
      if (isOption(DEFAULTS, i) && Double.isNaN(DEFAULTS.bids()[i])) {
        assertThat(DEFAULTS.asks()[i]).isPositive();
        assertThat(DEFAULTS.bidSizes()[i]).isEqualTo(-1);
        worthless += DEFAULTS.asks()[i] <= 0.02 ? 1 : 0;
      } else if (isOption(DEFAULTS, i)) {
        assertThat(DEFAULTS.bids()[i]).isPositive();
        assertThat(DEFAULTS.bidSizes()[i]).isPositive();
      }
    }
    assertThat(worthless).isGreaterThan(100);
  }

  @Test
  void quotesFreezeAndLoseSidesAsOftenAsAsked() {
    QuoteTable clean = table(market().staleQuotes(0).oneSidedQuotes(0));
    QuoteTable faulty = table(market().staleQuotes(0.01).oneSidedQuotes(0.05));

    // A freeze lasts 10.5 minutes on average: 0.01 × 10.5 to 1 for the time between freezes.
    double missing = 1 - (double) faulty.rows() / clean.rows();
    assertThat(missing).isEqualTo(0.105 / 1.105, within(0.02));
    assertThat(missingAsks(clean)).isZero();
    assertThat(missingAsks(faulty)).isEqualTo(0.025, within(0.006));
  }

  @Test
  void volumeGrowsAndOpenInterestStaysThroughTheDay() {
    Map<Integer, Long> volumes = new TreeMap<>();
    Map<Integer, Integer> interests = new TreeMap<>();
    for (int i = 0; i < DEFAULTS.rows(); i++) {
      int id = DEFAULTS.assetIds()[i];
      Long before = volumes.put(id, DEFAULTS.volumes()[i]);
      assertThat(before == null || before <= DEFAULTS.volumes()[i]).isTrue();
      Integer interest = interests.put(id, DEFAULTS.openInterests()[i]);
      assertThat(interest == null || interest == DEFAULTS.openInterests()[i]).isTrue();
    }
    assertThat(volumes.values().stream().mapToLong(Long::longValue).sum()).isGreaterThan(1_000_000);
  }

  @Test
  void lastPricesLieBetweenBidAndAsk() {
    int trades = 0;
    for (int i = 0; i < DEFAULTS.rows(); i++) {
      double last = DEFAULTS.lasts()[i];
      if (isOption(DEFAULTS, i) && !Double.isNaN(last)) {
        assertThat(last < DEFAULTS.bids()[i] || last > DEFAULTS.asks()[i]).isFalse();
        trades++;
      }
    }
    assertThat(trades).isGreaterThan(10_000);
  }

  @Test
  void rowsComeAtTheEndOfEachInterval() {
    long[] times = Arrays.stream(DEFAULTS.timeNs()).distinct().toArray();

    assertThat(times).hasSize(390);
    assertThat(times[0]).isEqualTo(1_770_215_460_000_000_000L); // 2026-02-04T14:31Z
    assertThat(times[389]).isEqualTo(1_770_238_800_000_000_000L); // 2026-02-04T21:00Z
  }

  private static void checkTicks(QuoteTable table, int below, int above) {
    for (int i = 0; i < table.rows(); i++) {
      if (isOption(table, i)) {
        for (double price : new double[] {table.bids()[i], table.asks()[i]}) {
          if (!Double.isNaN(price)) {
            long cents = Math.round(100 * price);
            assertThat(price).isEqualTo(cents / 100.0);
            assertThat(cents % (cents < 300 ? below : above)).isZero();
          }
        }
      }
    }
  }

  private static double missingAsks(QuoteTable table) {
    int missing = 0;
    for (double ask : table.asks()) {
      missing += Double.isNaN(ask) ? 1 : 0;
    }
    return (double) missing / table.rows();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static boolean isOption(QuoteTable table, int row) {
    return asset(table, row) instanceof OptionContract;
  }

  private static Asset asset(QuoteTable table, int row) {
    return table.assets().asset(table.assetIds()[row]);
  }

  private static SimulatedMarket.Builder market() {
    return SimulatedMarket.builder(21, DATE, DATE).underlyings("SPY").expiries(0, 9, 45).leadIn(0);
  }

  private static QuoteTable table(SimulatedMarket.Builder market) {
    return Tables.all(market.build()).get(0);
  }
}
