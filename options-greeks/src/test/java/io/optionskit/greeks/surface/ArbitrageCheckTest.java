/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The proofs are compared with dense grids, which can refute but not prove. */
class ArbitrageCheckTest {

  /** Axel Vogt's example, as printed in Gatheral and Jacquier (2014), section 2.3. */
  static final Svi VOGT = new Svi(-0.0410, 0.1331, 0.3060, 0.3586, 0.4153);

  @Test
  void axelVogtsSmileHasButterflyArbitrage() {
    ButterflyCheck check = VOGT.check();

    assertThat(check.isFree()).isFalse();
    assertThat(check.minimum()).isNegative();
    assertThat(check.logMoneyness()).isBetween(0.6, 1.2);
    assertThat(VOGT.at(check.logMoneyness()).durrleman(check.logMoneyness()))
        .isCloseTo(check.minimum(), within(1e-12));
  }

  @Test
  void theRepairOfVogtsSmilePrintedInThePaperIsFree() {
    // Section 5.1: the same variance, skew and put wing; another call wing and minimum.
    Svi original = fromJumpWings(0.01742625, -0.1752111, 0.6997381, 1.316798, 0.0116249);
    Svi repaired = fromJumpWings(0.01742625, -0.1752111, 0.6997381, 0.3493158, 0.01548182);

    assertThat(original.totalVariance(0.5)).isCloseTo(VOGT.totalVariance(0.5), within(1e-5));
    assertThat(original.check().isFree()).isFalse();
    assertThat(repaired.check().isFree()).isTrue();
    assertThat(repaired.check().minimum()).isPositive();
  }

  @Test
  void flatSmilesAreFree() {
    assertThat(Svi.flat(0.04).check().isFree()).isTrue();
    assertThat(Svi.flat(0.04).check().minimum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void wingsSteeperThanLeesBoundAreAnArbitrage() {
    ButterflyCheck left = new Svi(0.04, 1.3, -0.6, 0, 2).check();
    ButterflyCheck right = new Svi(0.04, 1.3, 0.6, 0, 2).check();

    assertThat(left.isFree()).isFalse();
    assertThat(left.logMoneyness()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(right.isFree()).isFalse();
    assertThat(right.logMoneyness()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(left.minimum()).isNegative();
  }

  @Test
  void provesOrRefutesLikeAGridOverTheWholeLine() {
    SplittableRandom random = new SplittableRandom(20260301);
    int free = 0;
    int decided = 0;
    for (int i = 0; i < 1500; i++) {
      Svi smile = random(random);
      double least = Double.POSITIVE_INFINITY;
      for (int j = -1000; j <= 1000; j++) {
        double k = smile.m() + smile.sigma() * Math.sinh(j / 80.0);
        least = Math.min(least, smile.at(k).durrleman(k));
      }
      boolean isFree = smile.check().isFree();
      free += isFree ? 1 : 0;
      if (least < -1e-9) {
        decided++;
        assertThat(isFree).as("%s has g = %s", smile, least).isFalse();
      } else if (least > 1e-9) {
        decided++;
        assertThat(isFree).as("%s has g >= %s", smile, least).isTrue();
      }
      assertThat(smile.check().minimum()).isLessThanOrEqualTo(least + 1e-9);
    }

    assertThat(decided).isGreaterThan(1450);
    assertThat(free).isBetween(150, 1350);
  }

  @Test
  void raisingASmileProvedToStayFreeKeepsItFree() {
    SplittableRandom random = new SplittableRandom(20260302);
    int proved = 0;
    for (int i = 0; i < 2000; i++) {
      Svi smile = random(random);
      if (smile.check().isFree() && ButterflyCheck.isFreeWhenRaised(smile)) {
        proved++;
        for (double amount = 1e-4; amount < 10; amount *= 3) {
          assertThat(smile.raised(amount).check().minimum()).isGreaterThan(-1e-9);
        }
      }
    }

    assertThat(proved).isGreaterThan(200);
  }

  @Test
  void ordersSmilesLikeAGrid() {
    SplittableRandom random = new SplittableRandom(20260303);
    int free = 0;
    for (int i = 0; i < 1500; i++) {
      Svi earlier = random(random);
      Svi later =
          i % 2 == 0
              ? random(random)
              : new Svi(
                  earlier.a() + 0.05 * random.nextDouble(),
                  earlier.b() * (0.98 + 0.3 * random.nextDouble()),
                  earlier.rho() + 0.05 * (random.nextDouble() - 0.5),
                  earlier.m() + 0.05 * (random.nextDouble() - 0.5),
                  earlier.sigma());
      double least = Double.POSITIVE_INFINITY;
      for (int j = -1500; j <= 1500; j++) {
        double k = earlier.m() + 0.2 * Math.sinh(j / 100.0);
        double above = later.totalVariance(k);
        least = Math.min(least, (above - earlier.totalVariance(k)) / above);
      }
      boolean isFree = CalendarCheck.of(earlier, later).isFree();
      free += isFree ? 1 : 0;
      if (least < -1e-9) {
        assertThat(isFree).as("%s then %s: %s", earlier, later, least).isFalse();
        assertThat(CalendarCheck.of(earlier, later).smallestGap()).isNegative();
      } else if (least > 1e-6) {
        assertThat(isFree).as("%s then %s: %s", earlier, later, least).isTrue();
      }
    }

    assertThat(free).isGreaterThan(100);
  }

  @Test
  void aSmileIsNotBelowItselfAndTouchingSmilesAreFree() {
    Svi smile = new Svi(0.04, 0.4, -0.4, 0.05, 0.1);

    assertThat(CalendarCheck.of(smile, smile).isFree()).isTrue();
    assertThat(CalendarCheck.of(smile, smile.raised(1e-12)).isFree()).isTrue();
    assertThat(CalendarCheck.of(smile.raised(1e-12), smile).isFree()).isFalse();
  }

  @Test
  void flatterLaterWingsCrossAtInfinity() {
    Svi earlier = new Svi(0.04, 0.4, -0.4, 0, 0.1);
    Svi later = new Svi(900, 0.39, -0.4, 0, 0.1);

    assertThat(CalendarCheck.of(earlier, later).isFree()).isFalse();
    assertThat(CalendarCheck.of(earlier, later).logMoneyness()).isInfinite();
  }

  @Test
  void surelyFreeShapesAreProvedFree() {
    SplittableRandom random = new SplittableRandom(20260304);
    for (int i = 0; i < 2000; i++) {
      double rho = 1.98 * random.nextDouble() - 0.99;
      double theta = Math.exp(10 * random.nextDouble() - 9);
      double psi = Essvi.largestPsi(theta, rho) * random.nextDouble();
      Essvi smile = new Essvi(theta, rho, psi);

      assertThat(smile.isSurelyFree()).isTrue();
      assertThat(smile.toSvi().check().isFree()).as(smile.toString()).isTrue();
    }
  }

  @Test
  void surelyOrderedShapesAreProvedOrdered() {
    SplittableRandom random = new SplittableRandom(20260305);
    int ordered = 0;
    for (int i = 0; i < 5000; i++) {
      Essvi earlier = new Essvi(0.01 + 0.1 * random.nextDouble(), random.nextDouble() - 0.7, 0.3);
      Essvi later =
          new Essvi(
              earlier.theta() * (1 + random.nextDouble()),
              earlier.rho() + 0.2 * (random.nextDouble() - 0.5),
              earlier.psi() * (1 + random.nextDouble()));
      if (earlier.isSurelyBelow(later)) {
        ordered++;
        assertThat(CalendarCheck.of(earlier.toSvi(), later.toSvi()).isFree())
            .as("%s then %s", earlier, later)
            .isTrue();
      }
    }

    assertThat(ordered).isGreaterThan(200);
  }

  @Test
  void ssviIsItsFormulaAndSurelyFreeBelowTheBound() {
    Ssvi shape = new Ssvi(-0.6, 1.2, 0.4);
    double theta = 0.05;
    double phi = 1.2 / (Math.pow(theta, 0.4) * Math.pow(1 + theta, 0.6));
    double k = -0.3;
    double expected =
        0.5 * theta * (1 - 0.6 * phi * k + Math.sqrt((phi * k - 0.6) * (phi * k - 0.6) + 1 - 0.36));

    assertThat(shape.phi(theta)).isCloseTo(phi, within(1e-14));
    assertThat(shape.slice(theta).toSvi().totalVariance(k)).isCloseTo(expected, within(1e-15));
    assertThat(shape.isSurelyFree()).isTrue();
    assertThat(new Ssvi(-0.6, 1.3, 0.4).isSurelyFree()).isFalse();
  }

  @Test
  void derivativesOfSmilesAreThoseOfDifferences() {
    Svi smile = new Svi(0.04, 0.4, -0.4, 0.05, 0.1);
    for (double k = -1; k <= 1; k += 0.1) {
      double h = 1e-4;
      double up = smile.totalVariance(k + h);
      double down = smile.totalVariance(k - h);
      double middle = smile.totalVariance(k);

      assertThat(smile.at(k).slope()).isCloseTo((up - down) / (2 * h), within(1e-6));
      assertThat(smile.at(k).curvature())
          .isCloseTo((up - 2 * middle + down) / (h * h), within(1e-4));
    }
  }

  @Test
  void refusesParametersOutsideTheirRange() {
    assertThatThrownBy(() -> new Svi(0.04, -0.1, 0, 0, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Svi(0.04, 0.1, 1, 0, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Svi(0.04, 0.1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Svi(-0.04, 0.1, 0, 0, 0.1))
        .hasMessageContaining("above 0 everywhere");
    assertThatThrownBy(() -> new Svi(Double.NaN, 0.1, 0, 0, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Essvi(0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ssvi(0, 0, 0.5)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Svi random(SplittableRandom random) {
    double b = Math.exp(5 * random.nextDouble() - 5);
    double rho = 1.9 * random.nextDouble() - 0.95;
    double sigma = Math.exp(4 * random.nextDouble() - 4);
    double lowest = Math.exp(5 * random.nextDouble() - 6);
    double m = random.nextDouble() - 0.5;
    return new Svi(lowest - b * sigma * Math.sqrt(1 - rho * rho), b, rho, m, sigma);
  }

  /** Jump-wings parameters at one year, Gatheral and Jacquier (2014), lemma 3.2. */
  private static Svi fromJumpWings(double v, double psi, double p, double c, double lowest) {
    double root = Math.sqrt(v);
    double b = 0.5 * root * (c + p);
    double rho = 1 - p * root / b;
    double beta = rho - 2 * psi * root / b;
    double alpha = Math.signum(beta) * Math.sqrt(1 / (beta * beta) - 1);
    double m =
        (v - lowest)
            / (b
                * (-rho
                    + Math.signum(alpha) * Math.sqrt(1 + alpha * alpha)
                    - alpha * Math.sqrt(1 - rho * rho)));
    double sigma = alpha * m;
    double a = lowest - b * sigma * Math.sqrt(1 - rho * rho);
    return new Svi(a, b, rho, m, sigma);
  }
}
