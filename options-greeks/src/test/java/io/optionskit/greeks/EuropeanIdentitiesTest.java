/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.batch.EuropeanBatch;
import io.optionskit.greeks.batch.MeasureColumns;
import io.optionskit.greeks.batch.RowStatus;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What must hold between European options whatever their formula, one by one and in columns of
 * every form: homogeneity, parity, the equation of Black and Scholes, and the shape in the strike.
 */
class EuropeanIdentitiesTest {

  private static final int ROWS = 600;
  private static final long SEED = 20_261_121;

  /** How often the price of an underlying divides a measure. */
  private static int order(Measure measure) {
    return switch (measure) {
      case VALUE, VEGA, THETA, RHO, VOLGA, DIVIDEND_RHO -> 0;
      case DELTA, VANNA, CHARM -> 1;
      case GAMMA, COLOR, ZOMMA -> 2;
      case SPEED -> 3;
    };
  }

  private enum Form {
    SINGLE,
    ROWS,
    CHAIN,
    FORWARDS,
    FORWARD_CHAIN;

    boolean isForward() {
      return this == FORWARDS || this == FORWARD_CHAIN;
    }

    boolean isShared() {
      return this == CHAIN || this == FORWARD_CHAIN;
    }
  }

  /** Options of one form; with forwards rate and yield are zero and the factor is 0.96. */
  private static final class Options {
    static final double FACTOR = 0.96;

    final Form form;
    final double[] spots = new double[ROWS];
    final double[] strikes = new double[ROWS];
    final double[] years = new double[ROWS];
    final double[] rates = new double[ROWS];
    final double[] yields = new double[ROWS];
    final double[] volatilities = new double[ROWS];

    /** Half of the strikes near the forward, the others up to a factor of 100 away. */
    Options(Form form) {
      this.form = form;
      SplittableRandom random = new SplittableRandom(SEED);
      for (int i = 0; i < ROWS; i++) {
        boolean isFirst = i == 0 || !form.isShared();
        spots[i] = isFirst ? random.nextDouble(5, 500) : spots[0];
        years[i] = isFirst ? random.nextDouble(0.02, 2) : years[0];
        rates[i] = form.isForward() ? 0 : isFirst ? random.nextDouble(-0.02, 0.1) : rates[0];
        yields[i] = form.isForward() ? 0 : isFirst ? random.nextDouble(-0.01, 0.06) : yields[0];
        volatilities[i] = random.nextDouble(0.1, 1.2);
        boolean isNear = random.nextBoolean();
        double distance = isNear ? random.nextDouble(-0.4, 0.4) : random.nextDouble(-4.6, 4.6);
        strikes[i] = spots[i] * StrictMath.exp(distance);
      }
    }

    Options scaled(double by) {
      Options scaled = new Options(form);
      for (int i = 0; i < ROWS; i++) {
        scaled.spots[i] = spots[i] * by;
        scaled.strikes[i] = strikes[i] * by;
      }
      return scaled;
    }

    Options withStrikes(double by) {
      Options other = new Options(form);
      for (int i = 0; i < ROWS; i++) {
        other.strikes[i] = strikes[i] * by;
      }
      return other;
    }

    double[][] price(OptionType type) {
      OptionType[] types = new OptionType[ROWS];
      Arrays.fill(types, type);
      if (form == Form.SINGLE) {
        return single(type);
      }
      MeasureColumns out = MeasureColumns.of(ROWS, EnumSet.allOf(Measure.class));
      EuropeanBatch batch = EuropeanBatch.create();
      double[] factors = new double[ROWS];
      Arrays.fill(factors, FACTOR);
      switch (form) {
        case ROWS -> batch.price(types, spots, strikes, years, rates, yields, volatilities, out);
        case CHAIN ->
            batch.priceChain(
                types, spots[0], strikes, years[0], rates[0], yields[0], volatilities, out);
        case FORWARDS ->
            batch.priceForwards(types, spots, strikes, years, factors, volatilities, out);
        default ->
            batch.priceForwardChain(types, spots[0], strikes, years[0], FACTOR, volatilities, out);
      }
      double[][] columns = new double[Measure.COUNT][];
      for (Measure measure : Measure.values()) {
        columns[measure.index()] = out.column(measure);
      }
      for (int i = 0; i < ROWS; i++) {
        assertThat(out.status(i)).isEqualTo(RowStatus.OK);
      }
      return columns;
    }

    private double[][] single(OptionType type) {
      double[][] columns = new double[Measure.COUNT][ROWS];
      double[] row = new double[Measure.COUNT];
      for (int i = 0; i < ROWS; i++) {
        BlackScholes.all(
            type, spots[i], strikes[i], years[i], rates[i], yields[i], volatilities[i], row);
        for (int k = 0; k < Measure.COUNT; k++) {
          columns[k][i] = row[k];
        }
      }
      return columns;
    }

    String row(int i) {
      return "seed %s %s row %s: %s %s %s %s %s %s"
          .formatted(
              SEED, form, i, spots[i], strikes[i], years[i], rates[i], yields[i], volatilities[i]);
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void pricesTimesAPowerOfTwoScaleEveryMeasureExactly(Form form) {
    Options options = new Options(form);
    for (OptionType type : OptionType.values()) {
      double[][] base = options.price(type);
      for (int exponent : new int[] {-30, -3, 1, 17}) {
        double[][] scaled = options.scaled(Math.scalb(1.0, exponent)).price(type);

        for (Measure measure : Measure.values()) {
          int k = measure.index();
          for (int i = 0; i < ROWS; i++) {
            double expected = Math.scalb(base[k][i], exponent * (1 - order(measure)));
            if (Math.abs(base[k][i]) > 1e-250 || base[k][i] == 0) {
              assertThat(scaled[k][i])
                  .as("%s %s times 2^%s, %s", type, measure, exponent, options.row(i))
                  .isEqualTo(expected);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void pricesTimesAnyNumberScaleEveryMeasureButForRounding(Form form) {
    Options options = new Options(form);
    double by = 0.37;
    for (OptionType type : OptionType.values()) {
      double[][] base = options.price(type);
      double[][] scaled = options.scaled(by).price(type);

      for (Measure measure : new Measure[] {Measure.VALUE, Measure.GAMMA, Measure.VEGA}) {
        int k = measure.index();
        for (int i = 0; i < ROWS; i++) {
          double expected = base[k][i] * StrictMath.pow(by, 1 - order(measure));
          // rounding spot and strike moves ln(spot / strike) by 2e-16, and the density by the
          // distance in deviations times that in deviations
          double deviation = options.volatilities[i] * Math.sqrt(options.years[i]);
          double far = Math.abs(StrictMath.log(options.strikes[i] / options.spots[i])) + 1;
          double room = 1e-15 * (10 + far / deviation / deviation);
          if (expected > 1e-250) {
            assertThat(scaled[k][i])
                .as("%s %s, %s", type, measure, options.row(i))
                .isEqualTo(expected, within(room * expected));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void callLessPutIsTheForwardInEveryMeasure(Form form) {
    Options options = new Options(form);
    double[][] calls = options.price(CALL);
    double[][] puts = options.price(PUT);

    for (int i = 0; i < ROWS; i++) {
      double years = options.years[i];
      double outer = form.isForward() ? Options.FACTOR : 1;
      double perSpot = outer * StrictMath.exp(-options.yields[i] * years);
      double strike = outer * options.strikes[i] * StrictMath.exp(-options.rates[i] * years);
      double spot = options.spots[i] * perSpot;
      double rho = form.isForward() ? -years * (spot - strike) : years * strike;
      double[] forward = new double[Measure.COUNT];
      forward[Measure.VALUE.index()] = spot - strike;
      forward[Measure.DELTA.index()] = perSpot;
      forward[Measure.THETA.index()] = options.yields[i] * spot - options.rates[i] * strike;
      forward[Measure.RHO.index()] = rho;
      forward[Measure.CHARM.index()] = options.yields[i] * perSpot;
      forward[Measure.DIVIDEND_RHO.index()] = -years * spot;
      for (Measure measure : Measure.values()) {
        int k = measure.index();
        double size = Math.abs(calls[k][i]) + Math.abs(puts[k][i]) + Math.abs(forward[k]);
        double terms =
            switch (measure) {
              case VALUE -> spot + strike;
              case RHO -> form.isForward() ? years * (spot + strike) : 0;
              case THETA ->
                  Math.abs(options.yields[i]) * spot + Math.abs(options.rates[i]) * strike;
              default -> 0;
            };
        assertThat(calls[k][i] - puts[k][i])
            .as("%s, %s", measure, options.row(i))
            .isEqualTo(forward[k], within(2e-15 * Math.max(size, terms)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void valueDeltaGammaAndThetaSolveTheEquationOfBlackAndScholes(Form form) {
    Options options = new Options(form);
    for (OptionType type : OptionType.values()) {
      double[][] m = options.price(type);
      for (int i = 0; i < ROWS; i++) {
        double spot = options.spots[i];
        double variance = options.volatilities[i] * options.volatilities[i];
        double bent = 0.5 * variance * spot * spot * m[Measure.GAMMA.index()][i];
        double moved = (options.rates[i] - options.yields[i]) * spot * m[Measure.DELTA.index()][i];
        double earned = options.rates[i] * m[Measure.VALUE.index()][i];
        double theta = m[Measure.THETA.index()][i];
        double size = bent + Math.abs(moved) + Math.abs(earned) + Math.abs(theta);
        double rates = Math.abs(options.rates[i]) + Math.abs(options.yields[i]);

        assertThat(theta + bent + moved - earned)
            .as("%s, %s", type, options.row(i))
            .isEqualTo(0, within(3e-15 * (size + rates * (spot + options.strikes[i])) + 1e-300));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void valuesAreMonotoneAndConvexInTheStrike(Form form) {
    Options options = new Options(form);
    Options below = options.withStrikes(0.96);
    Options above = options.withStrikes(1.04);
    for (OptionType type : OptionType.values()) {
      double[] low = below.price(type)[Measure.VALUE.index()];
      double[] middle = options.price(type)[Measure.VALUE.index()];
      double[] high = above.price(type)[Measure.VALUE.index()];

      for (int i = 0; i < ROWS; i++) {
        double room = 3e-15 * (options.spots[i] + options.strikes[i]);
        double slope = type.sign() * (low[i] - high[i]);
        double width = above.strikes[i] - below.strikes[i];
        double discount = StrictMath.exp(-options.rates[i] * options.years[i]);
        assertThat(slope)
            .as("%s, %s", type, options.row(i))
            .isBetween(-room, width * discount + room);
        assertThat(low[i] - 2 * middle[i] + high[i])
            .as("%s, %s", type, options.row(i))
            .isGreaterThanOrEqualTo(-2 * room);
      }
    }
  }
}
