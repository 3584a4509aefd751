/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prices, probabilities and local volatilities must tell the same story as the smiles. */
class VolatilitySurfaceTest {

  private static final double[] YEARS = {0.01, 0.1, 0.5, 1.5};
  private static final double[] FORWARDS = {100, 100.2, 101, 103};
  private static final double[] DISCOUNTS = {0.9997, 0.997, 0.985, 0.955};

  private static final FittedSurface LINEAR = surface(new Ssvi(-0.6, 0.9, 0.4));

  private static final Svi EARLY = new Essvi(0.0008, -0.2, 0.03).toSvi();
  private static final Svi LATE = new Essvi(0.008, -0.6, 0.11).toSvi();

  private static final FittedSurface MIXED =
      new FittedSurface(
          new double[] {0.02, 0.2},
          new Svi[] {EARLY, LATE},
          new double[] {100, 100},
          new double[] {1, 1},
          Double.NaN,
          true);

  private static FittedSurface surface(Ssvi shape) {
    Svi[] smiles = new Svi[YEARS.length];
    for (int i = 0; i < smiles.length; i++) {
      smiles[i] = shape.slice(0.04 * YEARS[i]).toSvi();
    }
    return new FittedSurface(YEARS, smiles, FORWARDS, DISCOUNTS, 99.9, false);
  }

  private static List<FittedSurface> both() {
    return List.of(LINEAR, MIXED);
  }

  @Test
  void theExamplesCoverBothKindsOfInterpolation() {
    assertThat(LINEAR.mixedIntervals()).isZero();
    assertThat(MIXED.mixedIntervals()).isEqualTo(1);
    assertThat(EARLY.check().isFree()).isTrue();
    assertThat(LATE.check().isFree()).isTrue();
    assertThat(CalendarCheck.of(EARLY, LATE).isFree()).isTrue();
  }

  @Test
  void densitiesIntegrateToOneAndToTheForward() {
    for (FittedSurface surface : both()) {
      for (double years : new double[] {0.005, 0.02, 0.05, 0.1, 0.3, 2}) {
        double forward = surface.forward(years);
        double unit = Math.sqrt(surface.totalVariance(0, years));
        double mass = 0;
        double mean = 0;
        double step = unit / 200;
        for (double k = -30 * unit; k <= 20 * unit; k += step) {
          double price = forward * Math.exp(k);
          double part = surface.density(price, years) * price * step;
          mass += part;
          mean += part * price;
        }

        assertThat(mass).as("%s years", years).isCloseTo(1, within(2e-4));
        assertThat(mean / forward).as("%s years", years).isCloseTo(1, within(2e-4));
      }
    }
  }

  @Test
  void densitiesRepriceOptions() {
    for (FittedSurface surface : both()) {
      for (double years : new double[] {0.02, 0.07, 0.3}) {
        double forward = surface.forward(years);
        double unit = Math.sqrt(surface.totalVariance(0, years));
        for (double z = -2; z <= 2; z += 1) {
          double strike = forward * Math.exp(z * unit);
          double expected = 0;
          double step = unit / 400;
          for (double k = z * unit + step / 2; k <= z * unit + 25 * unit; k += step) {
            double price = forward * Math.exp(k);
            expected += surface.density(price, years) * price * step * (price - strike);
          }

          double value = surface.value(OptionType.CALL, strike, years);

          assertThat(value / surface.discountFactor(years))
              .isCloseTo(expected, within(1e-4 * forward * unit));
        }
      }
    }
  }

  @Test
  void probabilitiesAreDerivativesOfPutPricesAndIntegralsOfTheDensity() {
    for (FittedSurface surface : both()) {
      for (double years : new double[] {0.004, 0.05, 0.15, 0.4, 1}) {
        double forward = surface.forward(years);
        double unit = Math.sqrt(surface.totalVariance(0, years));
        for (double z = -4; z <= 4; z += 0.5) {
          double strike = forward * Math.exp(z * unit);
          double h = 1e-4 * unit * strike;
          double slope =
              (put(surface, strike + h, years) - put(surface, strike - h, years)) / (2 * h);

          assertThat(surface.probabilityBelow(strike, years)).isCloseTo(slope, within(1e-6));
          double wide = 1e-3 * unit * strike;
          double density =
              (surface.probabilityBelow(strike + wide, years)
                      - surface.probabilityBelow(strike - wide, years))
                  / (2 * wide);
          assertThat(surface.density(strike, years))
              .isCloseTo(density, within(1e-4 / (unit * strike)));
        }
      }
    }
  }

  private static double put(FittedSurface surface, double strike, double years) {
    return surface.value(OptionType.PUT, strike, years) / surface.discountFactor(years);
  }

  @Test
  void probabilitiesBetweenLevelsAddUp() {
    double below = LINEAR.probabilityBelow(95, 0.3);
    double between = LINEAR.probabilityBetween(95, 110, 0.3);

    assertThat(below + between).isCloseTo(LINEAR.probabilityBelow(110, 0.3), within(1e-15));
    assertThat(LINEAR.probabilityBetween(1e-9, 1e9, 0.3)).isCloseTo(1, within(1e-9));
  }

  @Test
  void localVolatilityIsDupiresOfPriceDifferences() {
    for (FittedSurface surface : both()) {
      for (double years : new double[] {0.004, 0.05, 0.15, 0.35, 2}) {
        double unit = Math.sqrt(surface.totalVariance(0, years));
        for (double k = -2 * unit; k <= 2 * unit; k += 0.5 * unit) {
          // Undiscounted prices at fixed forward moneyness: local variance = 2 C_T / (x² C_xx).
          double x = Math.exp(k);
          double t = 1e-5 * years;
          double h = 2e-3 * unit;
          double rise = (call(surface, x, years + t) - call(surface, x, years - t)) / (2 * t);
          double bend =
              (call(surface, x * (1 + h), years)
                      - 2 * call(surface, x, years)
                      + call(surface, x * (1 - h), years))
                  / (x * h * x * h);
          double expected = Math.sqrt(2 * rise / (x * x * bend));

          double local = surface.localVolatility(surface.forward(years) * x, years);

          assertThat(local)
              .as("k %s, %s years", k, years)
              .isCloseTo(expected, within(2e-3 * local));
        }
      }
    }
  }

  private static double call(FittedSurface surface, double x, double years) {
    double deviation = Math.sqrt(surface.totalVariance(Math.log(x), years));
    return Black76.value(OptionType.CALL, 1, x, 1, 1, deviation);
  }

  @Test
  void derivativesAreThoseOfDifferences() {
    for (FittedSurface surface : both()) {
      for (double years : new double[] {0.004, 0.05, 0.15, 2}) {
        double unit = Math.sqrt(surface.totalVariance(0, years));
        for (double k = -6 * unit; k <= 6 * unit; k += 0.7 * unit) {
          double h = 1e-3 * unit;
          double t = 1e-5 * years;
          double up = surface.totalVariance(k + h, years);
          double down = surface.totalVariance(k - h, years);
          double middle = surface.totalVariance(k, years);
          double rise =
              (surface.totalVariance(k, years + t) - surface.totalVariance(k, years - t)) / (2 * t);
          VariancePoint point = surface.at(k, years);

          assertThat(point.slope()).isCloseTo((up - down) / (2 * h), within(1e-4 * unit));
          assertThat(point.curvature())
              .isCloseTo(
                  (up - 2 * middle + down) / (h * h), within(1e-3 + 1e-3 * point.curvature()));
          assertThat(point.forwardVariance()).isCloseTo(rise, within(1e-4 * rise));
        }
      }
    }
  }

  @Test
  void thereIsNoArbitrageAtAnyTimeNorStrike() {
    for (FittedSurface surface : both()) {
      for (double k = -3; k <= 3; k += 0.05) {
        double before = 0;
        for (double years = 0.001; years < 3; years *= 1.1) {
          VariancePoint point = surface.at(k, years);
          assertThat(point.totalVariance()).isGreaterThanOrEqualTo(before);
          assertThat(point.durrleman(k)).as("k %s, %s years", k, years).isGreaterThan(-1e-7);
          before = point.totalVariance();
        }
      }
    }
  }

  @Test
  void farWingsOfMixedPricesStayBetweenTheSmilesWherePricesUnderflow() {
    for (double k = -60; k <= 60; k += 1.5) {
      double before = MIXED.totalVariance(k, 0.02);
      double middle = MIXED.totalVariance(k, 0.1);
      double after = MIXED.totalVariance(k, 0.2);

      assertThat(middle).as("k %s", k).isBetween(before * (1 - 1e-9), after * (1 + 1e-9));
    }
  }

  @Test
  void expiriesReturnTheirOwnSmileAndTimesAreContinuous() {
    for (int i = 0; i < YEARS.length; i++) {
      assertThat(LINEAR.forward(YEARS[i])).isCloseTo(FORWARDS[i], within(1e-10));
      assertThat(LINEAR.discountFactor(YEARS[i])).isCloseTo(DISCOUNTS[i], within(1e-12));
      double at = LINEAR.totalVariance(-0.2, YEARS[i]);
      assertThat(LINEAR.totalVariance(-0.2, YEARS[i] * (1 - 1e-9)))
          .isCloseTo(at, within(1e-8 * at));
    }
    double late = MIXED.totalVariance(-0.1, 0.2);
    assertThat(MIXED.totalVariance(-0.1, 0.2 - 1e-9)).isCloseTo(late, within(1e-6 * late));
    double early = MIXED.totalVariance(-0.1, 0.02);
    assertThat(MIXED.totalVariance(-0.1, 0.02 + 1e-12)).isCloseTo(early, within(1e-6 * early));
  }

  @Test
  void beforeTheFirstExpiryVolatilityIsThatOfItsSmileDownToZeroTime() {
    double first = LINEAR.volatilityAtMoneyness(-0.05, 0.01);

    assertThat(LINEAR.volatilityAtMoneyness(-0.05, 0.001)).isCloseTo(first, within(1e-12));
    assertThat(LINEAR.volatilityAtMoneyness(-0.05, 0)).isCloseTo(first, within(1e-12));
    assertThat(LINEAR.totalVariance(-0.05, 0)).isZero();
    assertThat(LINEAR.forward(0)).isCloseTo(99.9, within(1e-10));
    assertThat(LINEAR.discountFactor(0)).isEqualTo(1);
  }

  @Test
  void afterTheLastExpiryTheVolatilityAtTheForwardStays() {
    assertThat(LINEAR.volatilityAtMoneyness(0, 5)).isCloseTo(0.2, within(1e-12));
    assertThat(LINEAR.volatilityAtMoneyness(-0.5, 5))
        .isBetween(0.2, LINEAR.volatilityAtMoneyness(-0.5, 1.5));
  }

  @Test
  void strikesOfADeltaHaveIt() {
    for (FittedSurface surface : both()) {
      for (double years : new double[] {0.001, 0.02, 0.1, 1}) {
        for (double delta : new double[] {0.001, 0.05, 0.25, 0.5, 0.75, 0.99}) {
          double call = surface.strikeAtDelta(OptionType.CALL, delta, years);
          double put = surface.strikeAtDelta(OptionType.PUT, -delta, years);

          assertThat(delta(surface, OptionType.CALL, call, years)).isCloseTo(delta, within(1e-9));
          assertThat(delta(surface, OptionType.PUT, put, years)).isCloseTo(-delta, within(1e-9));
        }
      }
    }
  }

  private static double delta(FittedSurface surface, OptionType type, double strike, double years) {
    return Black76.delta(
        type, surface.forward(years), strike, years, 1, surface.volatilityAtStrike(strike, years));
  }

  @Test
  void measuresOfASmileAreThoseOfItsVolatilities() {
    SmileMeasures measures = SmileMeasures.of(LINEAR, 0.3);
    double h = 1e-4;
    double up = LINEAR.volatilityAtMoneyness(h, 0.3);
    double down = LINEAR.volatilityAtMoneyness(-h, 0.3);

    assertThat(measures.atTheMoney()).isCloseTo(0.2, within(1e-12));
    assertThat(measures.skew()).isCloseTo((up - down) / (2 * h), within(1e-6));
    assertThat(measures.curvature()).isCloseTo((up - 0.4 + down) / (h * h), within(1e-4));
    assertThat(measures.put()).isGreaterThan(measures.call());
    assertThat(measures.riskReversal()).isNegative();
    assertThat(measures.butterfly())
        .isCloseTo(0.5 * (measures.put() + measures.call()) - 0.2, within(1e-12));
    assertThat(SmileMeasures.termStructure(LINEAR, 0.1, 0.2, 0.4))
        .extracting(SmileMeasures::years)
        .containsExactly(0.1, 0.2, 0.4);
  }

  @Test
  void forwardVolatilityAddsUpToTotalVariance() {
    double forward = LINEAR.forwardVolatility(-0.1, 0.1, 0.5);

    assertThat(LINEAR.totalVariance(-0.1, 0.1) + 0.4 * forward * forward)
        .isCloseTo(LINEAR.totalVariance(-0.1, 0.5), within(1e-15));
  }

  @Test
  void extremeArgumentsGiveNumbersInTheirRange() {
    double[] strikes = {1e-140, 1e-9, 1, 99, 100, 101, 1e5, 1e12, 1e140};
    double[] times = {1e-12, 1e-9, 1e-6, 0.01, 0.05, 0.2, 1.5, 999};
    for (FittedSurface surface : both()) {
      for (double years : times) {
        for (double strike : strikes) {
          assertThat(surface.volatilityAtStrike(strike, years)).isBetween(0.01, 100.0);
          assertThat(surface.probabilityBelow(strike, years)).isBetween(0.0, 1.0);
          assertThat(surface.density(strike, years)).isGreaterThanOrEqualTo(0);
          assertThat(surface.value(OptionType.PUT, strike, years)).isBetween(0.0, strike);
          assertThat(surface.localVolatility(strike, years)).isGreaterThan(0);
        }
        double put = surface.strikeAtDelta(OptionType.PUT, -1e-6, years);
        double call = surface.strikeAtDelta(OptionType.CALL, 1e-6, years);
        assertThat(put).isPositive().isLessThanOrEqualTo(call);
      }
    }
  }

  @Test
  void refusesArgumentsOutsideTheirRange() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
      assertThatThrownBy(() -> LINEAR.forward(bad)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> LINEAR.at(0, bad)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> LINEAR.volatilityAtStrike(bad, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> LINEAR.density(bad, 1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> LINEAR.strikeAtDelta(OptionType.CALL, bad, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> LINEAR.localVolatility(100, bad))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> LINEAR.forwardVolatility(0, 0.5, bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> LINEAR.at(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LINEAR.probabilityBetween(2, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SmileMeasures.of(LINEAR, 1, 0.6))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void growthIsNotExtrapolatedBeyondAllBounds() {
    double[] strikes = {90, 95, 100, 105, 110};
    double[] volatilities = {0.24, 0.22, 0.2, 0.19, 0.19};
    List<SliceQuotes> quotes = new ArrayList<>();
    for (double part : new double[] {1, 2}) {
      quotes.add(
          SliceQuotes.ofVolatilities(
              "x", part * 1e-4, 99 + part, 1, strikes, volatilities, volatilities));
    }
    VolatilitySurface surface =
        SurfaceFitter.of(SurfaceModel.SVI).withSpot(99).fit(quotes).getSurface();

    assertThat(surface.forward(1e-3)).isGreaterThan(101);
    assertThatThrownBy(() -> surface.forward(100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("years must not be so many");
    assertThatThrownBy(() -> surface.strikeAtDelta(OptionType.CALL, 0.25, 100))
        .hasMessageContaining("years must not be so many");
  }

  @Test
  void timesTooShortForVarianceAreRefused() {
    VolatilitySurface surface =
        new FittedSurface(
            new double[] {0.5},
            new Svi[] {Svi.flat(0.02)},
            new double[] {100},
            new double[] {0.99},
            Double.NaN,
            false);

    assertThat(surface.at(0, 0).totalVariance()).isZero();
    assertThat(surface.at(0, 1e-12).totalVariance()).isPositive();
    assertThatThrownBy(() -> surface.at(0, 4.9e-324)).hasMessageContaining("4.9E-324");
    assertThatThrownBy(() -> surface.probabilityBelow(90, 1e-200)).hasMessageContaining("1.0E-200");
  }

  @Test
  void aStrikeBeyondDoublesIsRefusedAndItsVolatilityKnown() {
    VolatilitySurface surface =
        new FittedSurface(
            new double[] {1},
            new Svi[] {Svi.flat(4)},
            new double[] {100},
            new double[] {0.99},
            Double.NaN,
            false);

    assertThatThrownBy(() -> surface.strikeAtDelta(OptionType.CALL, 0.001, 900))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.001");
    assertThat(surface.volatilityAtDelta(OptionType.CALL, 0.001, 900)).isEqualTo(2, within(1e-9));
  }
}
