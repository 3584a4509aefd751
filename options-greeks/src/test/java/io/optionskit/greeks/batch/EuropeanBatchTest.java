/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.batch;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.ReferenceRow;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EuropeanBatchTest {

  private static final EnumSet<Measure> ALL = EnumSet.allOf(Measure.class);

  /** Columns of random but plausible options. */
  private static final class Inputs {
    final OptionType[] types;
    final double[] spots;
    final double[] strikes;
    final double[] years;
    final double[] rates;
    final double[] yields;
    final double[] volatilities;

    Inputs(int rows) {
      types = new OptionType[rows];
      spots = new double[rows];
      strikes = new double[rows];
      years = new double[rows];
      rates = new double[rows];
      yields = new double[rows];
      volatilities = new double[rows];
    }

    static Inputs random(int rows, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      Inputs in = new Inputs(rows);
      for (int i = 0; i < rows; i++) {
        in.types[i] = random.nextBoolean() ? CALL : PUT;
        in.spots[i] = random.nextDouble(1, 1000);
        in.strikes[i] = in.spots[i] * random.nextDouble(0.2, 5);
        in.years[i] = random.nextDouble(1e-6, 3);
        in.rates[i] = random.nextDouble(-0.03, 0.2);
        in.yields[i] = random.nextDouble(-0.03, 0.2);
        in.volatilities[i] = random.nextDouble(0.01, 1.5);
      }
      return in;
    }

    static Inputs of(List<ReferenceRow> rows) {
      Inputs in = new Inputs(rows.size());
      for (int i = 0; i < rows.size(); i++) {
        ReferenceRow row = rows.get(i);
        in.types[i] = row.type();
        in.spots[i] = row.spot();
        in.strikes[i] = row.strike();
        in.years[i] = row.years();
        in.rates[i] = row.rate();
        in.yields[i] = row.dividendYield();
        in.volatilities[i] = row.volatility();
      }
      return in;
    }

    MeasureColumns price(EuropeanBatch batch, EnumSet<Measure> measures) {
      MeasureColumns out = MeasureColumns.of(types.length, measures);
      batch.price(types, spots, strikes, years, rates, yields, volatilities, out);
      return out;
    }
  }

  @Nested
  class AgainstTheHighPrecisionReference {

    private final List<ReferenceRow> rows = ReferenceRow.all();

    @Test
    void rowsOfTheirOwnAreAccurate() {
      MeasureColumns out = Inputs.of(rows).price(EuropeanBatch.create(), ALL);

      for (int i = 0; i < rows.size(); i++) {
        assertThat(out.status(i)).isEqualTo(RowStatus.OK);
        for (Measure measure : Measure.values()) {
          assertAccurate(rows.get(i), measure, out.column(measure)[i]);
        }
      }
    }

    @Test
    void rowsOfAChainAreAccurate() {
      EuropeanBatch batch = EuropeanBatch.create();
      MeasureColumns out = MeasureColumns.of(1, ALL);
      for (ReferenceRow row : rows) {
        batch.priceChain(
            new OptionType[] {row.type()},
            row.spot(),
            new double[] {row.strike()},
            row.years(),
            row.rate(),
            row.dividendYield(),
            new double[] {row.volatility()},
            out);

        for (Measure measure : Measure.values()) {
          assertAccurate(row, measure, out.column(measure)[0]);
        }
      }
    }

    private static void assertAccurate(ReferenceRow row, Measure measure, double computed) {
      double allowed = row.isUsual() ? 3e-14 : 1e-12;
      if (measure == Measure.VALUE) {
        assertThat(row.error(measure, computed))
            .as("%s", row)
            .isLessThan(4 * Math.ulp(row.largerPresentValue()));
        if (row.isUsual()) {
          assertThat(row.relativeError(measure, computed)).as("%s", row).isLessThan(allowed);
        }
      } else if (row.exact(Measure.VALUE) > 1e-290 * row.spot()) {
        assertThat(row.error(measure, computed))
            .as("%s %s", measure, row)
            .isLessThanOrEqualTo(2 * allowed * row.scale(measure));
      }
    }
  }

  @Test
  void withoutTheAcceleratorsModuleThereIsNone() {
    assertThat(EuropeanBatch.findAccelerated()).isEmpty();
  }

  @Nested
  class Agreement {

    @Test
    void aBatchAgreesWithTheScalarFunctions() {
      Inputs in = Inputs.random(5_000, 1);
      double[] scalar = new double[Measure.COUNT];

      MeasureColumns out = in.price(EuropeanBatch.create(), ALL);

      for (int i = 0; i < 5_000; i++) {
        BlackScholes.all(
            in.types[i],
            in.spots[i],
            in.strikes[i],
            in.years[i],
            in.rates[i],
            in.yields[i],
            in.volatilities[i],
            scalar);
        for (Measure measure : List.of(Measure.VALUE, Measure.DELTA, Measure.GAMMA, Measure.VEGA)) {
          double expected = scalar[measure.index()];
          assertThat(out.column(measure)[i])
              .isEqualTo(expected, within(1e-12 * Math.abs(expected) + 1e-14));
        }
      }
    }

    @Test
    void forwardsAgreeWithBlack76() {
      Inputs in = Inputs.random(3_000, 2);
      double[] discountFactors = new double[3_000];
      for (int i = 0; i < 3_000; i++) {
        discountFactors[i] = 1.02 - 0.0001 * i;
      }
      MeasureColumns out = MeasureColumns.of(3_000, ALL);
      double[] scalar = new double[Measure.COUNT];

      EuropeanBatch.create()
          .priceForwards(
              in.types, in.spots, in.strikes, in.years, discountFactors, in.volatilities, out);

      for (int i = 0; i < 3_000; i++) {
        Black76.all(
            in.types[i],
            in.spots[i],
            in.strikes[i],
            in.years[i],
            discountFactors[i],
            in.volatilities[i],
            scalar);
        assertClose(out, i, scalar);
      }
    }

    @Test
    void aForwardChainAgreesWithBlack76() {
      Inputs in = Inputs.random(700, 3);
      MeasureColumns out = MeasureColumns.of(1_000, ALL);
      double[] scalar = new double[Measure.COUNT];

      EuropeanBatch.create()
          .priceForwardChain(in.types, 400, in.strikes, 0.4, 0.97, in.volatilities, out);

      assertThat(out.rows()).isEqualTo(700);
      for (int i = 0; i < 700; i++) {
        Black76.all(in.types[i], 400, in.strikes[i], 0.4, 0.97, in.volatilities[i], scalar);
        assertClose(out, i, scalar);
      }
    }

    private static void assertClose(MeasureColumns out, int row, double[] expected) {
      for (Measure measure : Measure.values()) {
        double exact = expected[measure.index()];
        double terms = measure == Measure.THETA ? Math.abs(expected[3]) * 10 : 0;
        assertThat(out.column(measure)[row])
            .as("%s of row %s", measure, row)
            .isEqualTo(exact, within(1e-12 * (Math.abs(exact) + terms) + 1e-12));
      }
    }

    @Test
    void rhoAloneOfForwardsNeedsNoOtherColumn() {
      MeasureColumns out = MeasureColumns.of(1, Measure.RHO);

      EuropeanBatch.create()
          .priceForwardChain(
              new OptionType[] {CALL}, 100, new double[] {100}, 1, 0.95, new double[] {0.2}, out);

      assertThat(out.column(Measure.RHO)[0])
          .isEqualTo(Black76.rho(CALL, 100, 100, 1, 0.95, 0.2), within(1e-14));
    }

    @Test
    void aRowDependsNeitherOnTheRowsBesideItNorOnTheMeasuresBesideIt() {
      Inputs in = Inputs.random(777, 4);
      MeasureColumns together = in.price(EuropeanBatch.create(), ALL);
      EuropeanBatch batch = EuropeanBatch.create();
      MeasureColumns alone = MeasureColumns.of(1, Measure.GAMMA);
      for (int i = 0; i < 777; i++) {
        batch.price(
            new OptionType[] {in.types[i]},
            new double[] {in.spots[i]},
            new double[] {in.strikes[i]},
            new double[] {in.years[i]},
            new double[] {in.rates[i]},
            new double[] {in.yields[i]},
            new double[] {in.volatilities[i]},
            alone);

        assertThat(alone.column(Measure.GAMMA)[0]).isEqualTo(together.column(Measure.GAMMA)[i]);
      }
    }

    @Test
    void theBitsAreTheSameOnEveryMachineAndJavaVersion() {
      Inputs in = Inputs.random(20_000, 5);
      long hash = 17;

      MeasureColumns out = in.price(EuropeanBatch.create(), ALL);

      for (Measure measure : Measure.values()) {
        for (double value : out.column(measure)) {
          hash = 31 * hash + Double.doubleToLongBits(value);
        }
      }
      assertThat(hash).isEqualTo(8356097536834903931L);
    }

    @Test
    void theBitsStayWhenTheLoopsAreCompiled() {
      Inputs in = Inputs.random(1_000, 6);
      EuropeanBatch batch = EuropeanBatch.create();
      double[] first = in.price(batch, ALL).column(Measure.ZOMMA).clone();

      MeasureColumns out = MeasureColumns.of(1_000, ALL);
      for (int i = 0; i < 3_000; i++) {
        batch.price(
            in.types, in.spots, in.strikes, in.years, in.rates, in.yields, in.volatilities, out);
      }

      assertThat(out.column(Measure.ZOMMA)).isEqualTo(first);
    }
  }

  @Nested
  class Robustness {

    @Test
    void everyRowIsANumberOrSaysWhyNot() {
      double[] odd = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        -1,
        1e-320,
        1e-300,
        1e-100,
        1e-8,
        0.3,
        1,
        100,
        1e8,
        1e100,
        1e300,
        Double.MAX_VALUE,
        Double.MIN_VALUE
      };
      SplittableRandom random = new SplittableRandom(7);
      int rows = 30_000;
      Inputs in = new Inputs(rows);
      for (int i = 0; i < rows; i++) {
        in.types[i] = random.nextBoolean() ? CALL : PUT;
        in.spots[i] = pick(odd, 100, random);
        in.strikes[i] = pick(odd, 110, random);
        in.years[i] = pick(odd, 0.5, random);
        in.rates[i] = pick(odd, 0.03, random);
        in.yields[i] = pick(odd, 0.01, random);
        in.volatilities[i] = pick(odd, 0.2, random);
      }

      MeasureColumns out = in.price(EuropeanBatch.create(), ALL);

      double[] scalar = new double[Measure.COUNT];
      for (int i = 0; i < rows; i++) {
        RowStatus status = scalarStatus(in, i, scalar);
        assertThat(out.status(i)).as("row %s", i).isEqualTo(status);
        double value = out.column(Measure.VALUE)[i];
        if (status == RowStatus.OK) {
          double size = in.spots[i] + in.strikes[i];
          assertThat(value)
              .as("row %s", i)
              .isEqualTo(scalar[0], within(1e-12 * scalar[0] + 1e-14 * size));
        } else {
          assertThat(value).isNaN();
        }
      }
    }

    private static double pick(double[] odd, double usual, SplittableRandom random) {
      return random.nextInt(3) == 0 ? odd[random.nextInt(odd.length)] : usual;
    }

    private static RowStatus scalarStatus(Inputs in, int i, double[] out) {
      try {
        BlackScholes.all(
            in.types[i],
            in.spots[i],
            in.strikes[i],
            in.years[i],
            in.rates[i],
            in.yields[i],
            in.volatilities[i],
            out);
        boolean isKnown =
            !Double.isNaN(
                in.spots[i] * 0
                    + in.strikes[i] * 0
                    + in.years[i] * 0
                    + in.rates[i] * 0
                    + in.yields[i] * 0
                    + in.volatilities[i] * 0);
        return isKnown ? RowStatus.OK : RowStatus.UNKNOWN;
      } catch (IllegalArgumentException e) {
        return RowStatus.INVALID;
      }
    }

    @Test
    void aChainWithoutTimeIsWorthItsPayoff() {
      MeasureColumns out = MeasureColumns.of(3, Measure.VALUE, Measure.DELTA);

      EuropeanBatch.create()
          .priceChain(
              new OptionType[] {CALL, PUT, PUT},
              105,
              new double[] {100, 100, 110},
              0,
              0.05,
              0.01,
              new double[] {0.2, 0.2, 0.2},
              out);

      assertThat(out.column(Measure.VALUE)).containsExactly(5, 0, 5);
      assertThat(out.column(Measure.DELTA)).containsExactly(1, 0, -1);
    }

    @Test
    void aBadDiscountFactorIsABadRow() {
      MeasureColumns out = MeasureColumns.of(4, Measure.VALUE);
      double[] hundreds = {100, 100, 100, 100};

      EuropeanBatch.create()
          .priceForwards(
              new OptionType[] {CALL, CALL, CALL, CALL},
              hundreds,
              hundreds,
              new double[] {1, 1, 1, 1},
              new double[] {0.95, Double.NaN, 0, 1e90},
              new double[] {0.2, 0.2, 0.2, 0.2},
              out);

      assertThat(out.status(0)).isEqualTo(RowStatus.OK);
      assertThat(out.status(1)).isEqualTo(RowStatus.UNKNOWN);
      assertThat(out.status(2)).isEqualTo(RowStatus.INVALID);
      assertThat(out.status(3)).isEqualTo(RowStatus.OK);
      assertThat(out.column(Measure.VALUE)[2]).isNaN();
      assertThat(out.column(Measure.VALUE)[3])
          .isEqualTo(Black76.value(CALL, 100, 100, 1, 1e90, 0.2));
    }

    @Test
    void columnsOfDifferentLengthsAreRejected() {
      MeasureColumns out = MeasureColumns.of(2, Measure.VALUE);
      OptionType[] types = {CALL, PUT};
      double[] two = {100, 100};
      double[] three = {100, 100, 100};
      EuropeanBatch batch = EuropeanBatch.create();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> batch.price(types, two, three, two, two, two, two, out))
          .withMessage("strikes must have 2 elements: 3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> batch.priceChain(types, 100, two, 1, 0, 0, three, out))
          .withMessage("volatilities must have 2 elements: 3");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  batch.priceChain(
                      new OptionType[] {CALL, CALL, PUT}, 100, three, 1, 0, 0, three, out))
          .withMessage("rows must be at most the capacity 2: 3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> out.column(Measure.DELTA))
          .withMessage("measure must be one of [VALUE]: DELTA");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MeasureColumns.of(2, EnumSet.noneOf(Measure.class)));
      assertThatIllegalArgumentException().isThrownBy(() -> MeasureColumns.of(-1, Measure.VALUE));
    }

    @Test
    void anEmptyBatchHasNoRows() {
      MeasureColumns out = Inputs.random(0, 8).price(EuropeanBatch.create(), ALL);

      assertThat(out.rows()).isZero();
      assertThat(out.capacity()).isZero();
      assertThat(out.measures()).isEqualTo(ALL);
    }

    @Test
    void aBatchAllocatesNothing() {
      Inputs in = Inputs.random(2_000, 9);
      EuropeanBatch batch = EuropeanBatch.create();
      MeasureColumns out = MeasureColumns.of(2_000, ALL);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      priceOften(in, batch, out);

      long before = threads.getCurrentThreadAllocatedBytes();
      priceOften(in, batch, out);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;

      // the measurement itself may cost a little; one byte per row would be 100,000
      assertThat(allocated).isLessThan(10_000);
    }

    private static void priceOften(Inputs in, EuropeanBatch batch, MeasureColumns out) {
      for (int i = 0; i < 50; i++) {
        batch.price(
            in.types, in.spots, in.strikes, in.years, in.rates, in.yields, in.volatilities, out);
        batch.priceChain(in.types, 100, in.strikes, 0.5, 0.02, 0.01, in.volatilities, out);
      }
    }
  }
}
