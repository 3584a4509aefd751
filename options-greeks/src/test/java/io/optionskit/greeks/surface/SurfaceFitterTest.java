/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SurfaceFitterTest {

  private static final double[] YEARS = {0.02, 0.08, 0.25, 0.6, 1.2};

  private static final SurfaceFitter SVI = SurfaceFitter.of(SurfaceModel.SVI);

  @Nested
  class KnownSmiles {

    @Test
    void sviParametersComeBackFromExactQuotes() {
      Svi truth = new Svi(0.01, 0.12, -0.45, 0.03, 0.15);

      SurfaceFit fit = SVI.fit(List.of(SyntheticQuotes.exact(truth, 0.25, 100)));

      Svi found = fit.expiries().get(0).smile().orElseThrow();
      assertThat(found.a()).isCloseTo(truth.a(), within(1e-5));
      assertThat(found.b()).isCloseTo(truth.b(), within(1e-4));
      assertThat(found.rho()).isCloseTo(truth.rho(), within(1e-3));
      assertThat(found.m()).isCloseTo(truth.m(), within(1e-4));
      assertThat(found.sigma()).isCloseTo(truth.sigma(), within(1e-3));
      assertThat(fit.rmsError()).isLessThan(1e-6);
      assertThat(fit.before()).isEmpty();
      assertThat(fit.expiries().get(0).repair()).isEqualTo(Repair.NONE);
    }

    @Test
    void randomFreeSmilesComeBackFromExactQuotesToAHundredthOfAPoint() {
      SplittableRandom random = new SplittableRandom(20260401);
      int tried = 0;
      while (tried < 60) {
        double level = Math.exp(-8 + 6 * random.nextDouble());
        double unit = Math.sqrt(level);
        double b = unit * (0.1 + 0.5 * random.nextDouble());
        double rho = 1.4 * random.nextDouble() - 0.9;
        double sigma = unit * (0.4 + 2 * random.nextDouble());
        double lowest = level * (0.3 + 0.5 * random.nextDouble());
        Svi truth =
            new Svi(
                lowest - b * sigma * Math.sqrt(1 - rho * rho),
                b,
                rho,
                unit * (random.nextDouble() - 0.5),
                sigma);
        if (truth.check().minimum() > 0.01) {
          tried++;
          SurfaceFit fit = SVI.fit(List.of(SyntheticQuotes.exact(truth, 0.1, 50)));
          assertThat(fit.rmsError()).as(truth.toString()).isLessThan(1e-4);
          assertThat(fit.isFree()).isTrue();
        }
      }
    }

    @Test
    void ssviShapesComeBackFromExactQuotes() {
      SplittableRandom random = new SplittableRandom(20260402);
      for (int i = 0; i < 10; i++) {
        Ssvi truth = SyntheticQuotes.shape(random);
        SurfaceFit fit = SurfaceFitter.of(SurfaceModel.SSVI).fit(surface(truth, 0, random));

        assertThat(fit.rmsError()).as(truth.toString()).isLessThan(2e-4);
        assertThat(fit.shareWithin()).isEqualTo(1);
        assertThat(fit.isFree()).isTrue();
        assertThat(fit.expiries().get(2).smile().orElseThrow().rho())
            .isCloseTo(truth.rho(), within(0.01));
      }
    }

    @Test
    void essviSmilesWithTheirOwnCorrelationsComeBackFromExactQuotes() {
      List<SliceQuotes> quotes = new ArrayList<>();
      double psi = 0.12;
      double theta = 0.01;
      for (int i = 0; i < YEARS.length; i++) {
        Essvi smile = new Essvi(theta, -0.3 - 0.05 * i, psi);
        assertThat(smile.isSurelyFree()).isTrue();
        quotes.add(SyntheticQuotes.exact(smile.toSvi(), YEARS[i], 100));
        psi *= 1.3;
        theta *= 1.8;
      }

      SurfaceFit fit = SurfaceFitter.of(SurfaceModel.ESSVI).fit(quotes);

      assertThat(fit.isFree()).isTrue();
      assertThat(fit.rmsError()).isLessThan(5e-4);
      assertThat(fit.expiries().get(3).smile().orElseThrow().rho()).isCloseTo(-0.45, within(0.02));
    }

    @Test
    void noisyQuotesAreFittedWithinTheirBands() {
      SplittableRandom random = new SplittableRandom(20260403);
      for (int i = 0; i < 5; i++) {
        Ssvi truth = SyntheticQuotes.shape(random);
        SurfaceFit fit = SVI.fit(surface(truth, 0.9, random));

        assertThat(fit.isFree()).isTrue();
        assertThat(fit.shareWithin()).as(truth.toString()).isGreaterThan(0.9);
        assertThat(fit.rmsError()).isLessThan(0.003);
      }
    }

    @Test
    void aWrongQuoteAmongManyHardlyMovesTheSmile() {
      Svi truth = new Svi(0.01, 0.12, -0.45, 0.03, 0.15);
      SliceQuotes good = SyntheticQuotes.exact(truth, 0.25, 100);
      double[][] columns = columns(good);
      columns[1][10] *= 1.8;
      columns[2][10] *= 1.8;

      SurfaceFit fit = SVI.fit(List.of(quotes(good, columns)));

      assertThat(fit.expiries().get(0).count(QuoteUse.OUTLIER)).isEqualTo(1);
      assertThat(fit.getSurface().volatilityAtStrike(columns[0][10], 0.25))
          .isCloseTo(good.bidVolatility(10) + 0.001, within(2e-4));
    }
  }

  @Nested
  class Arbitrage {

    @Test
    void axelVogtsSmileIsReportedAndRepaired() {
      SliceQuotes quotes = vogt();

      SurfaceFit fit = SVI.fit(List.of(quotes));

      ExpiryReport report = fit.expiries().get(0);
      assertThat(fit.before()).extracting(Violation::kind).contains(Violation.Kind.BUTTERFLY);
      assertThat(report.minimumGBefore().orElseThrow()).isNegative();
      assertThat(report.minimumG().orElseThrow()).isNotNegative();
      assertThat(report.repair()).isIn(Repair.REFITTED, Repair.PROJECTED);
      assertThat(fit.isFree()).isTrue();
      assertThat(fit.after()).isEmpty();
      assertThat(fit.rmsError()).isLessThan(0.01);
    }

    @Test
    void crossingExpiriesAreReportedAndRepaired() {
      Svi earlier = new Svi(0.02, 0.1, -0.4, 0, 0.2);
      Svi later = new Svi(0.019, 0.1, -0.2, 0, 0.2);
      assertThat(CalendarCheck.of(earlier, later).isFree()).isFalse();

      SurfaceFit fit =
          SVI.fit(
              List.of(
                  SyntheticQuotes.exact(earlier, 0.25, 100),
                  SyntheticQuotes.exact(later, 0.3, 100)));

      assertThat(fit.before()).extracting(Violation::kind).contains(Violation.Kind.CALENDAR);
      assertThat(fit.before().get(0).expiry()).isEqualTo("T0.3");
      assertThat(fit.isFree()).isTrue();
      assertThat(fit.rmsError()).isLessThan(0.02);
    }

    @Test
    void everyFitOfAnyQuotesIsFree() {
      SplittableRandom random = new SplittableRandom(20260404);
      for (int i = 0; i < 50; i++) {
        List<SliceQuotes> quotes = new ArrayList<>();
        int expiries = 1 + random.nextInt(6);
        for (int j = 0; j < expiries; j++) {
          quotes.add(anything(random));
        }
        for (SurfaceModel model : SurfaceModel.values()) {
          SurfaceFit fit = SurfaceFitter.of(model).fit(quotes);

          assertThat(fit.after()).as("case %d, %s", i, model).isEmpty();
          assertThat(fit.expiries()).hasSize(expiries);
          fit.findSurface().ifPresent(surface -> assertFreeOnAGrid(surface, random));
        }
      }
    }

    private static void assertFreeOnAGrid(VolatilitySurface surface, SplittableRandom random) {
      double before = 0.001 * random.nextDouble();
      double after = before + random.nextDouble();
      double leastG = Double.POSITIVE_INFINITY;
      double leastRise = Double.POSITIVE_INFINITY;
      for (double k = -2; k <= 2; k += 0.02) {
        VariancePoint early = surface.at(k, before);
        VariancePoint late = surface.at(k, after);
        leastG = Math.min(leastG, Math.min(early.durrleman(k), late.durrleman(k)));
        leastRise =
            Math.min(
                leastRise,
                Math.min(
                    late.forwardVariance(),
                    (late.totalVariance() - early.totalVariance()) / late.totalVariance()));
      }

      assertThat(leastG).isGreaterThan(-1e-6);
      assertThat(leastRise).isGreaterThan(-1e-9);
    }
  }

  @Nested
  class PoorQuotes {

    @Test
    void withoutAnyUsableQuoteThereIsNoSurfaceAndTheReportSaysWhy() {
      SliceQuotes none =
          SliceQuotes.ofVolatilities(
              "none",
              0.1,
              100,
              1,
              new double[] {90, 100, 110},
              new double[] {Double.NaN, 0.3, Double.NaN},
              new double[] {Double.NaN, 0.2, 0.4});

      SurfaceFit fit = SVI.fit(List.of(none));

      assertThat(fit.findSurface()).isEmpty();
      assertThat(fit.isFree()).isFalse();
      assertThat(fit.expiries().get(0).repair()).isEqualTo(Repair.LEFT_OUT);
      assertThat(fit.expiries().get(0).quotes())
          .extracting(ExpiryReport.QuoteFit::use)
          .containsExactly(QuoteUse.NO_QUOTE, QuoteUse.CROSSED, QuoteUse.UPPER_BOUND);
      assertThatThrownBy(fit::getSurface)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no surface");
      assertThat(SVI.fit(List.of()).findSurface()).isEmpty();
    }

    @Test
    void oneStrikeGivesALevelAndSaysThatItIsThin() {
      for (SurfaceModel model : SurfaceModel.values()) {
        SurfaceFit fit =
            SurfaceFitter.of(model)
                .fit(
                    List.of(
                        SliceQuotes.ofVolatilities(
                            "one",
                            0.1,
                            100,
                            1,
                            new double[] {100},
                            new double[] {0.19},
                            new double[] {0.21})));

        assertThat(fit.expiries().get(0).isThin()).isTrue();
        assertThat(fit.getSurface().volatilityAtStrike(100, 0.1)).isCloseTo(0.2, within(1e-3));
        assertThat(fit.isFree()).isTrue();
      }
    }

    @Test
    void aThinExpiryTakesTheShapeOfTheOthers() {
      SplittableRandom random = new SplittableRandom(20260405);
      Ssvi shape = new Ssvi(-0.6, 0.9, 0.4);
      List<SliceQuotes> quotes = new ArrayList<>(surface(shape, 0, random));
      Svi thin = shape.slice(0.04 * 0.4).toSvi();
      quotes.add(SyntheticQuotes.of(thin, 0.4, 100, 3, 0.3, 0.001, 0, random));

      SurfaceFit fit = SVI.fit(quotes);

      ExpiryReport report =
          fit.expiries().stream().filter(e -> e.years() == 0.4).findFirst().orElseThrow();
      assertThat(report.repair()).isEqualTo(Repair.SHAPE_OF_SURFACE);
      assertThat(report.smile().orElseThrow().totalVariance(-0.3))
          .isCloseTo(thin.totalVariance(-0.3), within(0.05 * thin.totalVariance(-0.3)));
    }

    @Test
    void boundsKeepTheSmileBelowTheAskWithoutPullingItDown() {
      Svi truth = Svi.flat(0.01);
      SliceQuotes good = SyntheticQuotes.exact(truth, 0.25, 100);
      double[][] columns = columns(good);
      for (int i = 0; i < 8; i++) {
        columns[1][i] = Double.NaN;
        columns[2][i] = 0.9;
      }

      SurfaceFit fit = SVI.fit(List.of(quotes(good, columns)));

      assertThat(fit.expiries().get(0).count(QuoteUse.UPPER_BOUND)).isEqualTo(8);
      assertThat(fit.getSurface().volatilityAtStrike(100, 0.25)).isCloseTo(0.2, within(1e-4));
    }

    @Test
    void sameDayExpiriesOfMinutesAreFitted() {
      double years = 10 / 525_600.0;
      double level = 0.15 * 0.15 * years;
      double unit = Math.sqrt(level);
      Svi truth = new Svi(0.5 * level, 0.3 * unit, -0.3, 0.1 * unit, 1.2 * unit);

      SurfaceFit fit = SVI.fit(List.of(SyntheticQuotes.exact(truth, years, 5000)));

      assertThat(fit.isFree()).isTrue();
      assertThat(fit.rmsError()).isLessThan(1e-4);
    }

    @Test
    void ofTwoExpiriesAtTheSameTimeTheOneWithMoreStrikesCounts() {
      Svi smile = new Svi(0.01, 0.12, -0.45, 0.03, 0.15);
      SplittableRandom random = new SplittableRandom(1);

      SurfaceFit fit =
          SVI.fit(
              List.of(
                  SyntheticQuotes.of(smile, 0.25, 100, 9, 2, 0.001, 0, random),
                  SyntheticQuotes.of(smile, 0.25, 100, 21, 2, 0.001, 0, random)));

      assertThat(fit.expiries()).extracting(ExpiryReport::repair).contains(Repair.LEFT_OUT);
      assertThat(fit.isFree()).isTrue();
    }

    @Test
    void priceQuotesGiveTheVolatilitiesOfTheOptionsOutOfTheMoney() {
      double[] strikes = {90, 100, 110};
      double[] callBids = new double[3];
      double[] callAsks = new double[3];
      double[] putBids = new double[3];
      double[] putAsks = new double[3];
      for (int i = 0; i < 3; i++) {
        callBids[i] = Black76.value(OptionType.CALL, 101, strikes[i], 0.5, 0.98, 0.24);
        callAsks[i] = Black76.value(OptionType.CALL, 101, strikes[i], 0.5, 0.98, 0.26);
        putBids[i] = Black76.value(OptionType.PUT, 101, strikes[i], 0.5, 0.98, 0.19);
        putAsks[i] = Black76.value(OptionType.PUT, 101, strikes[i], 0.5, 0.98, 0.21);
      }
      putBids[1] = 9;
      putAsks[1] = 8;

      SliceQuotes quotes =
          SliceQuotes.ofPrices("p", 0.5, 101, 0.98, strikes, callBids, callAsks, putBids, putAsks);

      assertThat(quotes.bidVolatility(0)).isCloseTo(0.19, within(1e-12));
      assertThat(quotes.askVolatility(0)).isCloseTo(0.21, within(1e-12));
      assertThat(quotes.use(1)).isEqualTo(QuoteUse.CROSSED);
      assertThat(quotes.bidVolatility(2)).isCloseTo(0.24, within(1e-12));
    }

    @Test
    void heavierQuotesPullHarder() {
      double[] strikes = {80, 90, 95, 100, 105, 110, 120};
      double[] low = {0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2};
      double[] high = {0.22, 0.22, 0.22, 0.22, 0.22, 0.22, 0.22};
      low[3] = 0.23;
      high[3] = 0.25;
      SliceQuotes even = SliceQuotes.ofVolatilities("w", 0.2, 100, 1, strikes, low, high);
      SliceQuotes heavy = even.withWeights(new double[] {1, 1, 1, 100, 1, 1, 1});

      double before = SVI.fit(List.of(even)).getSurface().volatilityAtStrike(100, 0.2);
      double after = SVI.fit(List.of(heavy)).getSurface().volatilityAtStrike(100, 0.2);

      assertThat(after).isGreaterThan(before + 0.002);
    }

    @Test
    void refusesWhatIsNotAnExpiry() {
      double[] one = {100};
      assertThatThrownBy(() -> SliceQuotes.ofVolatilities("x", 0, 100, 1, one, one, one))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("years");
      assertThatThrownBy(() -> SliceQuotes.ofVolatilities("x", 1, Double.NaN, 1, one, one, one))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> SliceQuotes.ofVolatilities("x", 1, 100, 0, one, one, one))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> SliceQuotes.ofVolatilities("x", 1, 100, 1, one, new double[2], one))
          .hasMessageContaining("bids must have 1 elements: 2");
      assertThatThrownBy(() -> SVI.withSpot(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyNumbersGiveASurfaceWithoutArbitrageOrNone() {
      SplittableRandom random = new SplittableRandom(20260406);
      double[] odd = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0,
        -0.0,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -1,
        1e-300,
        1e300
      };
      for (int i = 0; i < 120; i++) {
        int n = random.nextInt(12);
        double[][] columns = new double[5][n];
        for (double[] column : columns) {
          for (int j = 0; j < n; j++) {
            column[j] =
                random.nextInt(4) == 0
                    ? odd[random.nextInt(odd.length)]
                    : 100 * Math.exp(2 * random.nextDouble() - 1);
          }
        }
        double years = Math.exp(-20 * random.nextDouble() + 2);
        SliceQuotes prices =
            SliceQuotes.ofPrices(
                "p", years, 100, 0.9, columns[0], columns[1], columns[2], columns[3], columns[4]);
        for (double[] column : Arrays.asList(columns).subList(1, 5)) {
          for (int j = 0; j < n; j++) {
            column[j] /= 300;
          }
        }
        SliceQuotes volatilities =
            SliceQuotes.ofVolatilities(
                "v",
                2 * years,
                1e-3 + 200 * random.nextDouble(),
                0.9,
                columns[0],
                columns[1],
                columns[2]);
        for (SurfaceModel model : SurfaceModel.values()) {
          SurfaceFit fit = SurfaceFitter.of(model).fit(List.of(prices, volatilities));

          assertThat(fit.after()).as("case %d, %s", i, model).isEmpty();
          fit.findSurface()
              .ifPresent(
                  surface ->
                      assertThat(surface.volatilityAtStrike(100, years)).isBetween(0.0, 100.0));
        }
      }
    }
  }

  @Test
  void theSameQuotesGiveTheSameBits() {
    SplittableRandom random = new SplittableRandom(20260407);
    List<SliceQuotes> quotes = surface(new Ssvi(-0.7, 1.0, 0.4), 1.5, random);
    long hash = 17;
    for (SurfaceModel model : SurfaceModel.values()) {
      VolatilitySurface surface = SurfaceFitter.of(model).fit(quotes).getSurface();
      for (double k = -1; k < 1; k += 0.1) {
        hash = 31 * hash + Double.doubleToLongBits(surface.totalVariance(k, 0.3));
      }
    }

    assertThat(hash).isEqualTo(HASH);
  }

  private static final long HASH = -7597435560345380458L;

  private static List<SliceQuotes> surface(Ssvi shape, double noise, SplittableRandom random) {
    List<SliceQuotes> quotes = new ArrayList<>();
    for (double years : YEARS) {
      Svi smile = shape.slice(0.04 * years).toSvi();
      quotes.add(SyntheticQuotes.of(smile, years, 100, 31, 3, 0.003, noise, random));
    }
    return quotes;
  }

  private static SliceQuotes vogt() {
    int n = 61;
    double[] strikes = new double[n];
    double[] bids = new double[n];
    double[] asks = new double[n];
    for (int i = 0; i < n; i++) {
      double k = -1.5 + 3.0 * i / (n - 1);
      strikes[i] = 100 * Math.exp(k);
      double volatility = Math.sqrt(ArbitrageCheckTest.VOGT.totalVariance(k));
      bids[i] = volatility - 0.002;
      asks[i] = volatility + 0.002;
    }
    return SliceQuotes.ofVolatilities("Vogt", 1, 100, 1, strikes, bids, asks);
  }

  /** Returns quotes that may be anything a bad day brings. */
  private static SliceQuotes anything(SplittableRandom random) {
    int n = 1 + random.nextInt(30);
    double years = Math.exp(-9 + 9 * random.nextDouble());
    double base = 0.05 + random.nextDouble();
    double tilt = random.nextDouble() - 0.5;
    double noise = random.nextInt(3) * 0.1;
    double[] strikes = new double[n];
    double[] bids = new double[n];
    double[] asks = new double[n];
    for (int i = 0; i < n; i++) {
      double z = 5 * (random.nextDouble() - 0.5);
      double middle =
          base
              * Math.max(0.2, 1 + tilt * z + 0.1 * random.nextDouble() * z * z)
              * (1 + noise * (random.nextDouble() - 0.5));
      double half = middle * 0.1 * random.nextDouble();
      strikes[i] = 100 * Math.exp(z * base * Math.sqrt(years));
      bids[i] = random.nextInt(8) == 0 ? Double.NaN : middle - half;
      asks[i] = random.nextInt(20) == 0 ? Double.NaN : middle + half;
    }
    return SliceQuotes.ofVolatilities("T" + years, years, 100, 1, strikes, bids, asks);
  }

  private static double[][] columns(SliceQuotes quotes) {
    double[][] columns = new double[3][quotes.size()];
    for (int i = 0; i < quotes.size(); i++) {
      columns[0][i] = quotes.strike(i);
      columns[1][i] = quotes.bidVolatility(i);
      columns[2][i] = quotes.askVolatility(i);
    }
    return columns;
  }

  private static SliceQuotes quotes(SliceQuotes like, double[][] columns) {
    return SliceQuotes.ofVolatilities(
        like.name(),
        like.years(),
        like.forward(),
        like.discountFactor(),
        columns[0],
        columns[1],
        columns[2]);
  }
}
