/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.batch;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import io.optionskit.greeks.ImpliedRow;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.IvStatus;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ImpliedVolatilityBatchTest {

  private static final List<ImpliedRow> REFERENCE = ImpliedRow.all();

  private final ImpliedVolatilityBatch batch = ImpliedVolatilityBatch.create();

  /** Columns of inputs and results. */
  private static final class Columns {
    final OptionType[] types;
    final double[] forwards;
    final double[] strikes;
    final double[] years;
    final double[] discountFactors;
    final double[] prices;
    final double[] volatilities;
    final IvStatus[] statuses;

    Columns(int rows) {
      types = new OptionType[rows];
      forwards = new double[rows];
      strikes = new double[rows];
      years = new double[rows];
      discountFactors = new double[rows];
      prices = new double[rows];
      volatilities = new double[rows];
      statuses = new IvStatus[rows];
    }

    static Columns reference() {
      Columns columns = new Columns(REFERENCE.size());
      for (int i = 0; i < columns.types.length; i++) {
        ImpliedRow row = REFERENCE.get(i);
        columns.set(
            i,
            row.type(),
            row.forward(),
            row.strike(),
            row.years(),
            row.discountFactor(),
            row.price());
      }
      return columns;
    }

    void set(
        int i,
        OptionType type,
        double forward,
        double strike,
        double time,
        double discountFactor,
        double price) {
      types[i] = type;
      forwards[i] = forward;
      strikes[i] = strike;
      years[i] = time;
      discountFactors[i] = discountFactor;
      prices[i] = price;
    }

    void solve(ImpliedVolatilityBatch batch) {
      batch.solve(types, forwards, strikes, years, discountFactors, prices, volatilities, statuses);
    }

    void restart(ImpliedVolatilityBatch batch, double[] previous) {
      batch.restart(
          types,
          forwards,
          strikes,
          years,
          discountFactors,
          prices,
          previous,
          volatilities,
          statuses);
    }

    double alone(int i) {
      return ImpliedVolatility.solve(
          types[i], forwards[i], strikes[i], years[i], discountFactors[i], prices[i]);
    }

    IvStatus status(int i) {
      return ImpliedVolatility.status(
          types[i], forwards[i], strikes[i], years[i], discountFactors[i], prices[i]);
    }

    /** Returns whether forward, strike, time and discount factor are such as can be priced. */
    boolean isOrdinary(int i) {
      return DoubleStream.of(forwards[i], strikes[i], years[i], discountFactors[i])
          .allMatch(x -> x > 1e-100 && x < 1e100);
    }

    double condition(int i, double volatility) {
      double vega =
          Black76.vega(types[i], forwards[i], strikes[i], years[i], discountFactors[i], volatility);
      return Math.abs(prices[i] / (vega * volatility));
    }

    String inputs(int i) {
      return types[i]
          + " "
          + forwards[i]
          + " "
          + strikes[i]
          + " "
          + years[i]
          + " "
          + discountFactors[i]
          + " "
          + prices[i];
    }
  }

  private static void assertExact(ImpliedRow row, double volatility, IvStatus status) {
    boolean isExact = row.isAnswer(volatility) && status == row.status();
    if (!isExact) {
      fail("%s: %s %s".formatted(row, status, volatility)); // cheaper than an assertion per row
    }
  }

  @Test
  void everyReferenceRowHasItsStatusAndIsSolvedAsWellAsTheRoundingOfItsPriceAllows() {
    Columns columns = Columns.reference();

    columns.solve(batch);

    for (int i = 0; i < REFERENCE.size(); i++) {
      assertExact(REFERENCE.get(i), columns.volatilities[i], columns.statuses[i]);
    }
  }

  @Test
  void aChainIsSolvedAsRowsAre() {
    OptionType[] types = new OptionType[3];
    double[] strikes = new double[3];
    double[] prices = new double[3];
    double[] volatilities = new double[3];
    IvStatus[] statuses = new IvStatus[3];
    Columns columns = Columns.reference();
    columns.solve(batch);
    for (int i = 0; i < REFERENCE.size(); i++) {
      ImpliedRow row = REFERENCE.get(i);
      for (int k = 0; k < 3; k++) {
        types[k] = row.type();
        strikes[k] = row.strike();
        prices[k] = row.price() * (k == 1 ? 1 : 0.9);
      }

      batch.solveChain(
          types,
          row.forward(),
          strikes,
          row.years(),
          row.discountFactor(),
          prices,
          volatilities,
          statuses);

      assertThat(statuses[1]).isEqualTo(columns.statuses[i]);
      assertThat(volatilities[1]).isEqualTo(Double.valueOf(columns.volatilities[i]));
    }
  }

  @Test
  void wrongPreviousVolatilitiesNeverGiveAWrongAnswer() {
    double[] factors = {
      1,
      1 + 5e-4,
      1 - 7.9e-4,
      1.001,
      0.98,
      1.3,
      0.5,
      3,
      1e-3,
      1e3,
      1e-200,
      1e200,
      0,
      -1,
      Double.NaN,
      Double.POSITIVE_INFINITY
    };
    Columns columns = Columns.reference();
    double[] previous = new double[REFERENCE.size()];
    for (double factor : factors) {
      for (int i = 0; i < previous.length; i++) {
        ImpliedRow row = REFERENCE.get(i);
        previous[i] = factor * (row.isSolvable() ? row.volatility().doubleValue() : 0.2);
      }

      columns.restart(batch, previous);

      for (int i = 0; i < previous.length; i++) {
        assertExact(REFERENCE.get(i), columns.volatilities[i], columns.statuses[i]);
      }
    }
  }

  @Test
  void previousVolatilitiesOfOtherRowsAreNoGoodAndDoNoHarm() {
    SplittableRandom random = new SplittableRandom(33);
    Columns columns = Columns.reference();
    double[] previous = new double[REFERENCE.size()];
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < previous.length; i++) {
        previous[i] = REFERENCE.get(random.nextInt(previous.length)).volatility().doubleValue();
      }

      columns.restart(batch, previous);

      for (int i = 0; i < previous.length; i++) {
        assertExact(REFERENCE.get(i), columns.volatilities[i], columns.statuses[i]);
      }
    }
  }

  @Test
  void previousVolatilitiesMayBeOverwrittenAndDoNotChangeABit() {
    Columns columns = Columns.reference();
    columns.solve(batch);
    double[] expected = columns.volatilities.clone();
    IvStatus[] statuses = columns.statuses.clone();

    columns.restart(batch, columns.volatilities);

    assertThat(columns.volatilities).isEqualTo(expected);
    assertThat(columns.statuses).isEqualTo(statuses);
  }

  @Test
  void ninetyThousandWideRowsSurviveTheRoundTripThroughThePrice() {
    int rows = 90_000;
    SplittableRandom random = new SplittableRandom(90_031);
    Columns columns = new Columns(rows);
    double[] exact = new double[rows];
    for (int i = 0; i < rows; i++) {
      double forward = Math.exp(random.nextDouble(-3, 9));
      double years = Math.exp(random.nextDouble(-13, 3));
      exact[i] = Math.exp(random.nextDouble(i % 5 == 0 ? -13 : -4, 1.8));
      double width =
          i % 3 == 0 ? 0.01 : i % 3 == 1 ? Math.min(300, 34 * exact[i] * Math.sqrt(years)) : 8;
      double strike = i % 17 == 0 ? forward : forward * Math.exp(width * random.nextDouble(-1, 1));
      OptionType type = random.nextBoolean() ? CALL : PUT;
      double discountFactor = random.nextDouble(0.3, 1.1);
      double price = Black76.value(type, forward, strike, years, discountFactor, exact[i]);
      columns.set(i, type, forward, strike, years, discountFactor, price);
    }

    columns.solve(batch);

    int solved = 0;
    for (int i = 0; i < rows; i++) {
      boolean isRight = columns.statuses[i] == columns.status(i);
      if (columns.statuses[i] == IvStatus.OK && columns.prices[i] > 1e-300) {
        solved++;
        double error = Math.abs(columns.volatilities[i] / exact[i] - 1);
        isRight &= error < 2e-15 * (1 + columns.condition(i, exact[i]));
      } else if (columns.statuses[i] != IvStatus.OK) {
        // rounding has left nothing of the time value, or nothing of its distance from the maximum
        isRight &=
            columns.statuses[i] == IvStatus.ZERO_VOLATILITY
                || columns.statuses[i] == IvStatus.ABOVE_MAXIMUM;
      }
      if (!isRight) {
        fail("%s: %s".formatted(columns.inputs(i), columns.statuses[i]));
      }
    }
    assertThat(solved).isGreaterThan(40_000);
  }

  @Test
  void anyNumbersGetTheStatusOfTheScalarFunction() {
    int rows = 100_000;
    SplittableRandom random = new SplittableRandom(8);
    Columns columns = new Columns(rows);
    double[] previous = new double[rows];
    for (int i = 0; i < rows; i++) {
      columns.set(
          i,
          random.nextBoolean() ? CALL : PUT,
          anyNumber(random),
          anyNumber(random),
          anyNumber(random),
          anyNumber(random),
          anyNumber(random));
      previous[i] = anyNumber(random);
    }

    columns.solve(batch);
    assertLikeAlone(columns);
    columns.restart(batch, previous);
    assertLikeAlone(columns);
  }

  private static void assertLikeAlone(Columns columns) {
    for (int i = 0; i < columns.types.length; i++) {
      double volatility = columns.volatilities[i];
      double alone = columns.alone(i);
      boolean isRight = columns.statuses[i] == columns.status(i);
      if (columns.statuses[i] != IvStatus.OK) {
        isRight &= Double.compare(volatility, alone) == 0;
      } else {
        // both are as exact as the price allows, which in the money is not much
        boolean isOrdinary = alone > 1e-20 && alone < 1e20 && columns.isOrdinary(i);
        double condition = isOrdinary ? columns.condition(i, alone) : 1e30;
        isRight &= volatility > 0 && volatility < Double.POSITIVE_INFINITY;
        isRight &=
            !(condition < 1e12) || Math.abs(volatility / alone - 1) < 2e-15 * (1 + condition);
      }
      if (!isRight) {
        fail("%s: %s, alone %s".formatted(columns.inputs(i), volatility, alone));
      }
    }
  }

  /** Any bit pattern, a special number, or with better odds a size that comes up in markets. */
  private static double anyNumber(SplittableRandom random) {
    double[] special = {
      0, -0.0, 1, -1, Double.NaN, 1 / 0.0, -1 / 0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e-310
    };
    return switch (random.nextInt(6)) {
      case 0 -> Double.longBitsToDouble(random.nextLong());
      case 1 -> special[random.nextInt(special.length)];
      default -> Math.rint(Math.exp(random.nextDouble(-4, 6)) * 100) / 100;
    };
  }

  @Test
  void aRowDoesNotDependOnTheRowsBesideIt() {
    Columns columns = Columns.reference();
    columns.solve(batch);

    for (int i = 0; i < REFERENCE.size(); i += 7) {
      ImpliedRow row = REFERENCE.get(i);
      Columns one = new Columns(1);
      one.set(
          0,
          row.type(),
          row.forward(),
          row.strike(),
          row.years(),
          row.discountFactor(),
          row.price());
      one.solve(batch);
      assertThat(one.volatilities[0]).isEqualTo(Double.valueOf(columns.volatilities[i]));
    }
  }

  @Test
  void intervalsAreThoseOfTheScalarFunction() {
    SplittableRandom random = new SplittableRandom(9);
    Columns columns = Columns.reference();
    int rows = columns.types.length;
    double[] asks = new double[rows];
    for (int i = 0; i < rows; i++) {
      asks[i] = columns.prices[i] * random.nextDouble(1, 1.3);
      if (random.nextInt(10) == 0) {
        asks[i] = anyNumber(random);
      }
      if (random.nextInt(10) == 0) {
        columns.prices[i] = random.nextBoolean() ? Double.NaN : 0;
      }
    }
    IntervalColumns out = IntervalColumns.of(rows);

    batch.interval(
        columns.types,
        columns.forwards,
        columns.strikes,
        columns.years,
        columns.discountFactors,
        columns.prices,
        asks,
        out);

    assertThat(out.rows()).isEqualTo(rows);
    for (int i = 0; i < rows; i++) {
      var expected =
          ImpliedVolatility.interval(
              columns.types[i],
              columns.forwards[i],
              columns.strikes[i],
              columns.years[i],
              columns.discountFactors[i],
              columns.prices[i],
              asks[i]);
      var found = out.interval(i);
      assertThat(found.bidStatus()).isEqualTo(expected.bidStatus());
      assertThat(found.askStatus()).isEqualTo(expected.askStatus());
      assertThat(found.isEmpty()).isEqualTo(expected.isEmpty());
      assertNear(found.lower(), expected.lower());
      assertNear(found.upper(), expected.upper());
    }
  }

  private static void assertNear(double found, double expected) {
    if (!(Double.compare(found, expected) == 0)) {
      assertThat(Math.abs(found / expected - 1)).isLessThan(1e-10);
    }
  }

  @Test
  void intervalsOfAChainAreThoseOfItsRows() {
    int rows = 600;
    Columns columns = new Columns(rows);
    double[] asks = new double[rows];
    for (int i = 0; i < rows; i++) {
      OptionType type = i % 2 == 0 ? CALL : PUT;
      double strike = 70 + 0.1 * i;
      double value = Black76.value(type, 100, strike, 0.1, 0.99, 0.3);
      columns.set(i, type, 100, strike, 0.1, 0.99, Math.floor(20 * value) / 20);
      asks[i] = i % 50 == 0 ? Double.NaN : Math.ceil(20 * value) / 20;
    }
    IntervalColumns byRow = IntervalColumns.of(rows);
    IntervalColumns byChain = IntervalColumns.of(rows + 5);
    batch.interval(
        columns.types,
        columns.forwards,
        columns.strikes,
        columns.years,
        columns.discountFactors,
        columns.prices,
        asks,
        byRow);

    batch.intervalChain(
        columns.types, 100, columns.strikes, 0.1, 0.99, columns.prices, asks, byChain);

    for (int i = 0; i < rows; i++) {
      assertThat(byChain.interval(i)).isEqualTo(byRow.interval(i));
      assertThat(byChain.upper(i)).isGreaterThanOrEqualTo(0.3 - 1e-9);
      assertThat(byChain.lower(i)).isLessThanOrEqualTo(0.3 + 1e-9);
    }
    assertThatThrownBy(() -> byChain.lower(rows)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void columnsOfDifferentLengthsAreRefusedAndNothingIsWritten() {
    double[] two = {1, 1};
    double[] three = {1, 1, 1};
    double[] out = {7, 7};
    IvStatus[] statuses = new IvStatus[2];
    OptionType[] types = {CALL, PUT};

    assertThatThrownBy(() -> batch.solve(types, two, three, two, two, two, out, statuses))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("strikes must have 2 elements: 3");
    assertThatThrownBy(() -> batch.solve(types, two, two, two, two, two, out, new IvStatus[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("statuses must have 2 elements: 3");
    assertThatThrownBy(() -> batch.restart(types, two, two, two, two, two, three, out, statuses))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("previous must have 2 elements: 3");
    assertThatThrownBy(() -> batch.solveChain(types, 1, two, 1, 1, three, out, statuses))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prices must have 2 elements: 3");
    assertThatThrownBy(
            () -> batch.interval(types, two, two, two, two, two, two, IntervalColumns.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows must be at most the capacity 1: 2");
    assertThatThrownBy(() -> IntervalColumns.of(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("capacity must be at least 0: -1");
    assertThat(out).containsExactly(7, 7);
  }

  @Test
  void emptyColumnsAreFine() {
    Columns none = new Columns(0);

    none.solve(batch);
    none.restart(batch, new double[0]);

    assertThat(none.volatilities).isEmpty();
  }

  @Test
  void volatilitiesHaveTheSameBitsOnEveryMachineAndJavaVersion() {
    Columns columns = Columns.reference();
    long hash = 17;

    for (int round = 0; round < 60; round++) { // long enough to run as vector code
      columns.solve(batch);
      long again = 17;
      for (double volatility : columns.volatilities) {
        again = 31 * again + Double.doubleToLongBits(volatility);
      }
      assertThat(round == 0 || again == hash).isTrue();
      hash = again;
    }

    assertThat(hash).isEqualTo(-1855068636952064699L);
  }

  @Test
  void solvingAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Columns columns = Columns.reference();
    columns.restart(batch, columns.prices);
    columns.solve(batch);

    long before = threads.getCurrentThreadAllocatedBytes();
    columns.solve(batch);
    columns.restart(batch, columns.prices);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(columns.types.length);
  }
}
