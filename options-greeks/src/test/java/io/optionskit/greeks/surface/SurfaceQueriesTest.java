/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Surfaces of random quotes, asked at any strike, delta and time: refused or free of arbitrage. */
class SurfaceQueriesTest {

  private static final long SEED = 20_261_126;
  private static final int SURFACES = 20;
  private static final int QUERIES = 200;

  private static final double[] ODD_TIMES = {
    Double.NaN, -1, -0.0, Double.MIN_VALUE, 1e-13, 1e-12, 1000, 1001, Double.POSITIVE_INFINITY
  };

  private static final double[] ODD_PRICES = {
    Double.NaN, -1, 0, -0.0, Double.MIN_VALUE, 1e-200, 1e200, Double.MAX_VALUE
  };

  /** Returns slices of smiles that are skewed, curved, noisy, and may contradict each other. */
  private static List<SliceQuotes> quotes(Random random) {
    List<SliceQuotes> quotes = new ArrayList<>();
    double years = StrictMath.exp(2 * random.nextGaussian() - 3);
    double noise = random.nextBoolean() ? 0 : 0.03 * random.nextDouble();
    int slices = 1 + random.nextInt(4);
    for (int i = 0; i < slices; i++) {
      int strikes = 5 + random.nextInt(20);
      double level = 0.2 * StrictMath.exp(0.6 * random.nextGaussian());
      double width = Math.min(2, 4 * level * Math.sqrt(years));
      double skew = 0.2 * random.nextGaussian();
      double[] at = new double[strikes];
      double[] bids = new double[strikes];
      double[] asks = new double[strikes];
      for (int k = 0; k < strikes; k++) {
        double z = 2 * (k + 0.5) / strikes - 1;
        at[k] = 100 * StrictMath.exp(width * z);
        bids[k] =
            Math.max(0.01, level * (1 - skew * z + 0.2 * z * z) + noise * random.nextGaussian());
        asks[k] = random.nextInt(20) == 0 ? Double.NaN : bids[k] + 0.01 * random.nextDouble();
      }
      quotes.add(SliceQuotes.ofVolatilities("slice " + i, years, 100, 0.99, at, bids, asks));
      years *= 1.2 + 3 * random.nextDouble();
    }
    return quotes;
  }

  @ParameterizedTest
  @EnumSource(SurfaceModel.class)
  void answersAreRefusedOrFreeOfArbitrageWhereverAsked(SurfaceModel model) {
    int answered = 0;
    for (int i = 0; i < SURFACES; i++) {
      Random random = new Random(SEED + i);
      VolatilitySurface surface = SurfaceFitter.of(model).fit(quotes(random)).getSurface();
      for (int query = 0; query < QUERIES; query++) {
        double years =
            random.nextInt(5) == 0
                ? ODD_TIMES[random.nextInt(ODD_TIMES.length)]
                : StrictMath.exp(3 * random.nextGaussian() - 2);
        double price =
            random.nextInt(8) == 0
                ? ODD_PRICES[random.nextInt(ODD_PRICES.length)]
                : 100 * StrictMath.exp(random.nextGaussian());
        String what = model + " seed " + (SEED + i) + " price " + price + " years " + years;
        answered += check(what, surface, price, years, random) ? 1 : 0;
      }
    }
    assertThat(answered).isGreaterThan(SURFACES * QUERIES / 2);
  }

  private static boolean check(
      String what, VolatilitySurface surface, double price, double years, Random random) {
    double logMoneyness;
    VariancePoint point;
    try {
      logMoneyness = surface.logMoneyness(price, years);
      point = surface.at(logMoneyness, years);
    } catch (IllegalArgumentException e) {
      boolean isUsual = price >= 1e-6 && price <= 1e9 && years >= 1e-12 && years <= 1000;
      assertThat(isUsual).as("%s: %s", what, e.getMessage()).isFalse();
      return false;
    }
    assertThat(point.totalVariance() + 0.0).as(what).isBetween(0.0, 1e12);
    assertThat(point.slope()).as(what).isBetween(-2 - 1e-9, 2 + 1e-9);
    assertThat(point.forwardVariance()).as(what).isGreaterThanOrEqualTo(-1e-9);
    if (years == 0) {
      assertThat(point.totalVariance() + 0.0).as(what).isZero();
      return true;
    }
    assertThat(point.durrleman(logMoneyness)).as(what).isGreaterThanOrEqualTo(-1e-6);
    assertThat(surface.probabilityBelow(price, years)).as(what).isBetween(0.0, 1.0);
    assertThat(surface.density(price, years) * price).as(what).isGreaterThanOrEqualTo(-1e-9);
    if (years <= 500) {
      assertThat(surface.totalVariance(logMoneyness, 2 * years))
          .as(what)
          .isGreaterThanOrEqualTo(point.totalVariance() * (1 - 1e-9) - 1e-12);
    }
    double value = surface.value(OptionType.CALL, price, years);
    double most = surface.forward(years) * surface.discountFactor(years);
    assertThat(value).as(what).isBetween(0.0, most * (1 + 1e-12));
    checkDelta(what, surface, years, random);
    return true;
  }

  private static void checkDelta(
      String what, VolatilitySurface surface, double years, Random random) {
    OptionType type = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
    double delta = type.sign() * (0.001 + 0.998 * random.nextDouble());
    double strike = strikeOrNone(surface, type, delta, years);
    if (!(strike > 1e-100 && strike < 1e100)) {
      return; // no option formula is for it
    }
    double volatility = surface.volatilityAtStrike(strike, years);
    assertThat(Black76.delta(type, surface.forward(years), strike, years, 1, volatility))
        .as("%s delta %s strike %s", what, delta, strike)
        .isEqualTo(delta, within(1e-7 + 2e-16 / (volatility * Math.sqrt(years))));
  }

  /** Returns {@code NaN} where after centuries no double holds the strike of a delta. */
  private static double strikeOrNone(
      VolatilitySurface surface, OptionType type, double delta, double years) {
    try {
      double strike = surface.strikeAtDelta(type, delta, years);
      boolean isHeld = strike >= Double.MIN_NORMAL && strike < Double.POSITIVE_INFINITY;
      assertThat(isHeld || years > 10).isTrue();
      return isHeld ? strike : Double.NaN;
    } catch (IllegalArgumentException e) {
      assertThat(years).as(e.getMessage()).isGreaterThan(10);
      return Double.NaN;
    }
  }
}
