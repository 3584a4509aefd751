/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.data.simulator.PlantedEdge.Feature;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Realised against expected variance, day by day, where the edge is planted and elsewhere. */
class PlantedEdgeTest {

  private static final double STRENGTH = 0.3;
  private static final int RANK_DAYS = 252;

  /** Ratio of realised to expected variance with its standard error. */
  private record Ratio(double value, double error, int days) {}

  @Test
  void withoutAnEdgeVarianceIsRealisedAsExpectedEverywhere() {
    Ratio[] ratios = measure(Optional.empty(), Feature.TERM_SLOPE, 1.05);

    assertThat(ratios[0].value()).isEqualTo(1, within(4 * ratios[0].error()));
    assertThat(ratios[1].value()).isEqualTo(1, within(4 * ratios[1].error()));
  }

  @Test
  void edgeByTermSlopeLowersRealisedVarianceAboveItsThreshold() {
    check(Feature.TERM_SLOPE, 1.05);
  }

  @Test
  void edgeByRankLowersRealisedVarianceAboveItsThreshold() {
    check(Feature.IV_RANK, 0.5);
  }

  @Test
  void edgeDoesNotChangeWhatOptionsExpect() {
    MarketPaths without = new MarketPaths(settings(1, Optional.empty()));
    MarketPaths with = new MarketPaths(settings(1, Optional.of(edge(Feature.TERM_SLOPE, 1.0))));

    for (int day = 0; day < 50; day++) {
      without.next();
      with.next();
      assertThat(with.level(VolatilityIndex.VIX, 390))
          .isEqualTo(without.level(VolatilityIndex.VIX, 390));
    }
    assertThat(with.path("SPY").spots()).isNotEqualTo(without.path("SPY").spots());
  }

  @Test
  void premiumMakesOptionsOverstateVariance() {
    SimulatedMarket.Builder market =
        SimulatedMarket.builder(1, LocalDate.of(2024, 1, 2), LocalDate.of(2024, 1, 3));
    MarketPaths fair = new MarketPaths(market.settings());
    MarketPaths dear = new MarketPaths(market.varianceRiskPremium(0.21).settings());
    fair.next();
    dear.next();

    assertThat(dear.level(VolatilityIndex.VIX, 0) / fair.level(VolatilityIndex.VIX, 0))
        .isEqualTo(1.1, within(1e-12));
    assertThat(dear.path("SPY").spots()).isEqualTo(fair.path("SPY").spots());
  }

  @Test
  void refusesStrengthsThatLeaveNoVariance() {
    assertThatThrownBy(() -> new PlantedEdge(Feature.IV_RANK, 0.5, 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("strength must lie between 0 and 0.9: 0.95");
  }

  private static void check(Feature feature, double threshold) {
    Ratio[] ratios = measure(Optional.of(edge(feature, threshold)), feature, threshold);
    // Jumps, a tenth of the variance on average and up to a third in calm, are not touched.
    assertThat(ratios[1].value()).isBetween(1 - STRENGTH, 1 - 0.65 * STRENGTH);
    assertThat(1 - ratios[1].value()).isGreaterThan(5 * ratios[1].error());
    assertThat(ratios[0].value()).isEqualTo(1, within(4 * ratios[0].error()));
  }

  private static PlantedEdge edge(Feature feature, double threshold) {
    return new PlantedEdge(feature, threshold, STRENGTH);
  }

  /** Returns the ratios of the days on which the feature was below and above the threshold. */
  private static Ratio[] measure(Optional<PlantedEdge> edge, Feature feature, double threshold) {
    double[][] sums = new double[2][4];
    for (long seed = 1; seed <= 4; seed++) {
      MarketPaths paths = new MarketPaths(settings(seed, edge));
      double[] closes = new double[paths.clock().dayOf(LocalDate.of(2025, 6, 30)) + 1];
      double slope = Double.NaN;
      double expected = Double.NaN;
      double before = Double.NaN;
      for (int day = 0; day < closes.length; day++) {
        paths.next();
        double[] spots = paths.path("SPX").spots();
        double value = feature == Feature.IV_RANK ? rank(closes, day) : slope;
        if (!Double.isNaN(value) && !Double.isNaN(expected)) {
          add(sums[value > threshold ? 1 : 0], realised(before, spots) / expected);
        }
        int close = spots.length - 1;
        closes[day] = paths.level(VolatilityIndex.VIX, close);
        slope = paths.level(VolatilityIndex.VIX3M, close) / closes[day];
        expected = expected(paths);
        before = spots[close];
      }
    }
    return Arrays.stream(sums).map(PlantedEdgeTest::ratio).toArray(Ratio[]::new);
  }

  private static double rank(double[] closes, int day) {
    if (day < RANK_DAYS) {
      return Double.NaN;
    }
    double low = Arrays.stream(closes, day - RANK_DAYS, day).min().orElseThrow();
    double high = Arrays.stream(closes, day - RANK_DAYS, day).max().orElseThrow();
    return (closes[day - 1] - low) / (high - low);
  }

  private static double realised(double before, double[] spots) {
    double sum = Math.pow(Math.log(spots[0] / before), 2);
    for (int minute = 1; minute < spots.length; minute++) {
      sum += Math.pow(Math.log(spots[minute] / spots[minute - 1]), 2);
    }
    return sum;
  }

  private static double expected(MarketPaths paths) {
    int close = paths.market().minutes();
    double time = paths.clock().atClose(paths.day() + 1) - paths.clock().atClose(paths.day());
    TerminalLaw law = new TerminalLaw();
    paths.law(law, paths.path("SPX"), close, time);
    return law.totalVariance();
  }

  private static void add(double[] sums, double ratio) {
    sums[0] += 1;
    sums[1] += ratio;
    sums[2] += ratio * ratio;
  }

  private static Ratio ratio(double[] sums) {
    double mean = sums[1] / sums[0];
    double variance = sums[2] / sums[0] - mean * mean;
    return new Ratio(mean, Math.sqrt(variance / sums[0]), (int) sums[0]);
  }

  private static Settings settings(long seed, Optional<PlantedEdge> edge) {
    SimulatedMarket.Builder market =
        SimulatedMarket.builder(seed, LocalDate.of(2012, 1, 3), LocalDate.of(2025, 12, 31))
            .underlyings("SPX", "SPY")
            .leadIn(0);
    edge.ifPresent(market::edge);
    return market.settings();
  }
}
