/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.market.EpochNanos;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Without a planted edge or a premium, options held to expiry earn nothing on average: values
 * before spreads against what came of them over 160 simulated years.
 */
class FairPricesTest {

  private static final int SEEDS = 8;
  private static final int[] HORIZONS = {0, 1, 5};

  /** Strikes in standard deviations from the forward: put, straddle, call. */
  private static final double[] STRIKES = {-1, 0, 1};

  private final double[][] paid = new double[HORIZONS.length][STRIKES.length];
  private final double[][] cost = new double[HORIZONS.length][STRIKES.length];
  private final double[][] square = new double[HORIZONS.length][STRIKES.length];

  @Test
  void optionsHeldToExpiryPayWhatTheyCost() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      simulate(new MarketPaths(settings(seed)));
    }

    for (int h = 0; h < HORIZONS.length; h++) {
      for (int s = 0; s < STRIKES.length; s++) {
        double error = paid[h][s] / cost[h][s] - 1;
        // Overlapping horizons are correlated: at most as if each counted once per horizon.
        double deviation = Math.sqrt(square[h][s] * Math.max(1, HORIZONS[h])) / cost[h][s];
        String what =
            String.format(
                Locale.ROOT,
                "seeds 1 to %d, %d days, strike %+.0f: paid %+.2f %% more than cost, deviation %.2f"
                    + " %%",
                SEEDS,
                HORIZONS[h],
                STRIKES[s],
                100 * error,
                100 * deviation);
        assertThat(Math.abs(error)).as(what).isLessThan(0.02 + 4 * deviation);
        assertThat(deviation).as(what).isLessThan(s == 1 ? 0.015 : 0.06);
      }
    }
  }

  private void simulate(MarketPaths paths) {
    int days = paths.clock().dayOf(LocalDate.of(2025, 12, 31));
    double[][][] strikes = new double[days + 1][][];
    double[][][] values = new double[days + 1][][];
    for (int day = 0; day <= days; day++) {
      paths.next();
      strikes[day] = new double[HORIZONS.length][];
      values[day] = new double[HORIZONS.length][];
      double[] spots = paths.path("SPX").spots();
      for (int h = 0; h < HORIZONS.length; h++) {
        price(paths, h, strikes[day], values[day]);
        if (day >= HORIZONS[h]) {
          settle(
              h,
              spots[spots.length - 1],
              strikes[day - HORIZONS[h]][h],
              values[day - HORIZONS[h]][h]);
        }
      }
    }
  }

  /** Values at the close of the day; those of horizon 0 at its opening. */
  private static void price(MarketPaths paths, int h, double[][] strikes, double[][] values) {
    UnderlyingPath path = paths.path("SPX");
    int minute = HORIZONS[h] == 0 ? 0 : paths.market().minutes();
    int settlementDay = paths.day() + HORIZONS[h];
    TerminalLaw law = new TerminalLaw();
    double now = paths.market().clock()[minute];
    paths.law(law, path, minute, paths.clock().atClose(settlementDay) - now);
    long timeNs =
        EpochNanos.of(paths.clock().session(paths.day()).opensAt().plusSeconds(60L * minute));
    double forward = path.forward(minute, timeNs, settlementDay);
    strikes[h] = new double[STRIKES.length];
    values[h] = new double[STRIKES.length];
    for (int s = 0; s < STRIKES.length; s++) {
      double log = STRIKES[s] * Math.sqrt(law.totalVariance());
      double strike = Math.exp(log);
      double call = law.call(-log, strike);
      double put = call - 1 + strike;
      strikes[h][s] = forward * strike;
      values[h][s] = forward * (STRIKES[s] < 0 ? put : STRIKES[s] > 0 ? call : put + call);
    }
  }

  private void settle(int h, double spot, double[] strikes, double[] values) {
    for (int s = 0; s < STRIKES.length; s++) {
      double up = Math.max(0, spot - strikes[s]);
      double down = Math.max(0, strikes[s] - spot);
      double payoff = STRIKES[s] < 0 ? down : STRIKES[s] > 0 ? up : up + down;
      // In units of the strike, so that every day counts the same.
      paid[h][s] += payoff / strikes[s];
      cost[h][s] += values[s] / strikes[s];
      square[h][s] += Math.pow((payoff - values[s]) / strikes[s], 2);
    }
  }

  private static Settings settings(long seed) {
    return SimulatedMarket.builder(seed, LocalDate.of(2006, 1, 3), LocalDate.of(2026, 6, 30))
        .underlyings("SPX")
        .leadIn(0)
        .settings();
  }
}
