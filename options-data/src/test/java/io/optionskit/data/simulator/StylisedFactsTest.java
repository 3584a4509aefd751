/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Underlying;
import io.optionskit.market.Bar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What is known of the returns of stock indices, looked for in sixteen simulated years.
 *
 * @see <a href="https://doi.org/10.1080/713665670">R. Cont, "Empirical properties of asset returns:
 *     stylized facts and statistical issues", Quantitative Finance 1(2), 2001, 223–236</a>
 */
class StylisedFactsTest {

  private static final SimulatedMarket MARKET =
      SimulatedMarket.builder(3, LocalDate.of(2008, 1, 2), LocalDate.of(2023, 12, 29))
          .underlyings("SPY", "QQQ", "IWM", "VIX", "VIX3M")
          .leadIn(0)
          .build();

  private static final double[] SPY = returns(bars("SPY", Duration.ofDays(1)));
  private static final double[] QQQ = returns(bars("QQQ", Duration.ofDays(1)));
  private static final double[] IWM = returns(bars("IWM", Duration.ofDays(1)));
  private static final double[] VIX = closes("VIX");
  private static final double[] VIX3M = closes("VIX3M");

  /** Five standard errors of a correlation of independent series of this length. */
  private static final double NOISE = 5 / Math.sqrt(SPY.length);

  @Test
  void dailyReturnsHaveFatTails() {
    assertThat(Sample.excessKurtosis(SPY)).isBetween(1.5, 15.0);
    assertThat(Sample.skewness(SPY)).isBetween(-1.5, -0.1);
  }

  @Test
  void dailyReturnsAreNotCorrelatedInTime() {
    for (int lag = 1; lag <= 10; lag++) {
      assertThat(Math.abs(Sample.correlation(SPY, SPY, lag))).isLessThan(NOISE);
    }
  }

  @Test
  void largeReturnsComeInClusters() {
    double[] sizes = Sample.absolute(SPY);

    assertThat(Sample.correlation(sizes, sizes, 1)).isGreaterThan(0.15);
    assertThat(Sample.correlation(sizes, sizes, 5)).isGreaterThan(0.12);
    assertThat(Sample.correlation(sizes, sizes, 20)).isGreaterThan(NOISE);
  }

  @Test
  void volatilityRisesWhenPricesFall() {
    double[] changes = changes(VIX);

    assertThat(Sample.correlation(SPY, changes)).isBetween(-0.9, -0.6);
    assertThat(Sample.correlation(SPY, Sample.absolute(SPY), 1)).isLessThan(-0.03);
  }

  @Test
  void volatilityIndexStaysInItsUsualRange() {
    double[] sorted = VIX.clone();
    Arrays.sort(sorted);

    assertThat(sorted[sorted.length / 2]).isBetween(13.0, 20.0);
    assertThat(sorted[sorted.length / 20]).isBetween(8.0, 14.0);
    assertThat(sorted[sorted.length * 19 / 20]).isBetween(22.0, 40.0);
    assertThat(Sample.deviation(changes(VIX))).isBetween(0.04, 0.08);
  }

  @Test
  void termStructureRisesInCalmAndIsInvertedUnderStress() {
    double[] slopes =
        IntStream.range(0, VIX.length).mapToDouble(day -> VIX3M[day] / VIX[day]).toArray();

    assertThat(Sample.correlation(slopes, VIX)).isLessThan(-0.6);
    assertThat(meanSlope(slopes, 0, 14)).isGreaterThan(1.05);
    assertThat(meanSlope(slopes, 30, 1000)).isLessThan(0.96);
  }

  @Test
  void fundsMoveTogether() {
    assertThat(Sample.correlation(SPY, QQQ)).isBetween(0.87, 0.95);
    assertThat(Sample.correlation(SPY, IWM)).isBetween(0.80, 0.91);
    assertThat(Sample.correlation(QQQ, IWM)).isBetween(0.70, 0.87);
    assertThat(Sample.deviation(QQQ)).isGreaterThan(1.15 * Sample.deviation(SPY));
  }

  @Test
  void dayIsShapedLikeAnU() {
    List<Bar> bars =
        SimulatedMarket.builder(5, LocalDate.of(2022, 3, 1), LocalDate.of(2022, 11, 22))
            .underlyings("SPY")
            .leadIn(0)
            .build()
            .bars(Instant.parse("2023-01-01T00:00:00Z"))
            .bars(
                new Underlying("SPY"),
                Duration.ofMinutes(30),
                Instant.EPOCH,
                Instant.parse("2023-01-01T00:00:00Z"));
    double[] variance = new double[13];
    double[] volume = new double[13];
    for (int i = 0; i < bars.size(); i++) {
      double move = Math.log(bars.get(i).close() / bars.get(i).open());
      variance[i % 13] += move * move;
      volume[i % 13] += bars.get(i).volume();
    }

    assertThat(bars.size() % 13).isZero();
    assertThat(variance[0]).isGreaterThan(1.6 * noon(variance));
    assertThat(variance[12]).isGreaterThan(1.1 * noon(variance));
    assertThat(volume[0]).isGreaterThan(1.8 * noon(volume));
    assertThat(volume[12]).isGreaterThan(1.8 * noon(volume));
  }

  private static double noon(double[] halfHours) {
    return Arrays.stream(halfHours, 4, 9).average().orElseThrow();
  }

  private static double meanSlope(double[] slopes, double fromVix, double toVix) {
    return IntStream.range(0, slopes.length)
        .filter(day -> VIX[day] > fromVix && VIX[day] < toVix)
        .mapToDouble(day -> slopes[day])
        .average()
        .orElseThrow();
  }

  private static List<Bar> bars(String symbol, Duration length) {
    Instant end = Instant.parse("2024-01-01T00:00:00Z");
    return MARKET.bars(end).bars(new Underlying(symbol), length, Instant.EPOCH, end);
  }

  private static double[] closes(String symbol) {
    return bars(symbol, Duration.ofDays(1)).stream().mapToDouble(Bar::close).toArray();
  }

  private static double[] returns(List<Bar> bars) {
    return changes(bars.stream().mapToDouble(Bar::close).toArray());
  }

  private static double[] changes(double[] levels) {
    return IntStream.range(1, levels.length)
        .mapToDouble(day -> Math.log(levels[day] / levels[day - 1]))
        .toArray();
  }
}
