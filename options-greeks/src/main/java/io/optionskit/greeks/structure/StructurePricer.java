/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.structure;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import io.optionskit.greeks.batch.EuropeanBatch;
import io.optionskit.greeks.batch.MeasureColumns;
import io.optionskit.greeks.internal.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a structure of any legs is worth before expiry: calls, puts and shares, several expiries,
 * European and American.
 *
 * <p>Each option keeps its own volatility, plus a shift that is the same for all. Time passes up to
 * the nearest settlement, not beyond: what an expired leg turned into depends on the path. Profits
 * leave out dividends received, financing and costs. Amounts are currency per share of one unit.
 *
 * <p>Immutable; may be used from any thread. The bits of the results do not depend on machine or
 * Java version.
 */
public final class StructurePricer {

  static final List<Measure> MEASURES =
      List.of(
          Measure.VALUE, Measure.DELTA, Measure.GAMMA, Measure.VEGA, Measure.THETA, Measure.RHO);

  /** Grids from this size on are worth the columns of a batch. */
  private static final int SMALLEST_BATCH = 64;

  private static final int LARGEST_BATCH = 4096;

  /** Number of prices at which a profit is looked at, and how far beyond the strikes. */
  private static final int SCAN = 600;

  private static final double SCAN_FACTOR = 5;

  /** Halvings that take a step of the scan to the last digits of a price. */
  private static final int HALVINGS = 60;

  /** Profits smaller than this part of the largest strike are rounding, and count as 0. */
  private static final double NOTHING = 1e-11;

  /** A time this part beyond the nearest settlement is that settlement. */
  private static final double ROUNDING = 1e-12;

  /** A slope smaller than this is rounding. */
  private static final double FLAT = 1e-12;

  private final List<StructureLeg> legs;
  private final double rate;
  private final double dividendYield;
  private final double netPremium;
  private final double nearest;

  private StructurePricer(List<StructureLeg> legs, double rate, double dividendYield) {
    this.legs = List.copyOf(legs);
    this.rate = rate;
    this.dividendYield = dividendYield;
    double premium = 0;
    double years = Double.POSITIVE_INFINITY;
    for (StructureLeg leg : legs) {
      premium += leg.ratio() * leg.entryPrice();
      if (leg instanceof StructureLeg.Option option) {
        Arguments.accruing("rate", rate, option.years());
        Arguments.accruing("dividendYield", dividendYield, option.years());
        years = Math.min(years, option.years());
      }
    }
    this.netPremium = premium;
    this.nearest = years;
  }

  /**
   * Returns the pricer of a structure.
   *
   * @param legs its legs
   * @param rate risk-free rate, continuously compounded, per year; |rate · years| ≤ 500
   * @param dividendYield dividend yield, continuously compounded, per year
   * @return the pricer
   * @throws IllegalArgumentException if there is no leg, or rate or yield are out of range
   */
  public static StructurePricer of(List<StructureLeg> legs, double rate, double dividendYield) {
    if (legs.isEmpty()) {
      throw new IllegalArgumentException("structure must have at least one leg: 0");
    }
    if (!Double.isFinite(rate) || !Double.isFinite(dividendYield)) {
      throw new IllegalArgumentException(
          "rate and dividendYield must be finite: " + rate + ", " + dividendYield);
    }
    return new StructurePricer(legs, rate, dividendYield);
  }

  /**
   * Returns what one unit cost to enter.
   *
   * @return Σ ratio · entry price: positive = paid (debit), negative = received (credit)
   */
  public double netPremium() {
    return netPremium;
  }

  /**
   * Returns the time to the nearest settlement, up to which the structure can be valued.
   *
   * @return calendar years, ≥ 0; infinite if there are only shares
   */
  public double nearestSettlement() {
    return nearest;
  }

  /**
   * Returns the value of the structure.
   *
   * @param spot price of the underlying, 1e-100 to 1e100
   * @param volatilityShift added to the volatility of every option, finite; 0.01 is one point up
   * @param yearsPassed calendar years from now, between 0 and {@link #nearestSettlement}
   * @return Σ ratio · value, per share
   * @throws IllegalArgumentException if an argument is out of range, or a volatility would be below
   *     0
   */
  public double value(double spot, double volatilityShift, double yearsPassed) {
    return measure(Measure.VALUE, spot, volatilityShift, yearsPassed);
  }

  /**
   * Returns the profit of the structure.
   *
   * @param spot price of the underlying, 1e-100 to 1e100
   * @param volatilityShift added to the volatility of every option
   * @param yearsPassed calendar years from now, between 0 and {@link #nearestSettlement}
   * @return value − net premium, per share; negative = loss
   * @throws IllegalArgumentException if an argument is out of range
   */
  public double profit(double spot, double volatilityShift, double yearsPassed) {
    return value(spot, volatilityShift, yearsPassed) - netPremium;
  }

  /**
   * Returns the value or a Greek of the structure.
   *
   * @param measure value, delta, gamma, vega, theta or rho
   * @param spot price of the underlying, 1e-100 to 1e100
   * @param volatilityShift added to the volatility of every option
   * @param yearsPassed calendar years from now, between 0 and {@link #nearestSettlement}
   * @return Σ ratio · measure, per share, raw units
   * @throws IllegalArgumentException if an argument is out of range, or the measure another one
   */
  public double measure(Measure measure, double spot, double volatilityShift, double yearsPassed) {
    return grid(new double[] {spot}, new double[] {volatilityShift}, new double[] {yearsPassed})
        .measure(measure, 0, 0, 0);
  }

  /**
   * Returns value, delta, gamma, vega, theta and rho of the structure over a grid.
   *
   * <p>From 64 points on European legs are priced in columns, whose last digits may differ from
   * those of single points.
   *
   * @param spots prices of the underlying, each 1e-100 to 1e100
   * @param volatilityShifts each added to the volatility of every option, finite
   * @param yearsPassed calendar years from now, each between 0 and {@link #nearestSettlement}
   * @return the grid, of spots · shifts · times points
   * @throws IllegalArgumentException if an array is empty or an element out of range, or a
   *     volatility would be below 0
   */
  public StructureGrid grid(double[] spots, double[] volatilityShifts, double[] yearsPassed) {
    check(spots, volatilityShifts, yearsPassed);
    int points =
        Math.multiplyExact(
            Math.multiplyExact(spots.length, volatilityShifts.length), yearsPassed.length);
    double[][] columns = new double[MEASURES.size()][points];
    GridPoints grid = new GridPoints(spots, volatilityShifts, yearsPassed);
    Optional<EuropeanBatch> batch =
        points >= SMALLEST_BATCH ? Optional.of(EuropeanBatch.create()) : Optional.empty();
    for (StructureLeg leg : legs) {
      if (batch.isPresent() && isEuropean(leg)) {
        addInBatches((StructureLeg.Option) leg, grid, batch.get(), columns);
      } else {
        addOneByOne(leg, grid, columns);
      }
    }
    return new StructureGrid(
        spots.clone(), volatilityShifts.clone(), yearsPassed.clone(), columns, netPremium);
  }

  private static boolean isEuropean(StructureLeg leg) {
    return leg instanceof StructureLeg.Option option && option.style() == ExerciseStyle.EUROPEAN;
  }

  private void addOneByOne(StructureLeg leg, GridPoints grid, double[][] columns) {
    double[] out = new double[Measure.COUNT];
    for (int point = 0; point < grid.size(); point++) {
      evaluate(leg, grid.spot(point), grid.shift(point), grid.passed(point), out);
      for (int column = 0; column < columns.length; column++) {
        columns[column][point] += leg.ratio() * out[MEASURES.get(column).index()];
      }
    }
  }

  private void addInBatches(
      StructureLeg.Option leg, GridPoints grid, EuropeanBatch batch, double[][] columns) {
    MeasureColumns out =
        MeasureColumns.of(Math.min(grid.size(), LARGEST_BATCH), EnumSet.copyOf(MEASURES));
    for (int from = 0; from < grid.size(); from += LARGEST_BATCH) {
      int rows = Math.min(grid.size() - from, LARGEST_BATCH);
      double[][] inputs = new double[6][rows];
      for (int row = 0; row < rows; row++) {
        inputs[0][row] = grid.spot(from + row);
        inputs[1][row] = leg.strike();
        inputs[2][row] = Math.max(0, leg.years() - grid.passed(from + row));
        inputs[3][row] = rate;
        inputs[4][row] = dividendYield;
        inputs[5][row] = leg.volatility() + grid.shift(from + row);
      }
      OptionType[] types = new OptionType[rows];
      Arrays.fill(types, leg.type());
      batch.price(types, inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], inputs[5], out);
      for (int column = 0; column < columns.length; column++) {
        double[] measure = out.column(MEASURES.get(column));
        for (int row = 0; row < rows; row++) {
          columns[column][from + row] += leg.ratio() * measure[row];
        }
      }
    }
  }

  /** Points of a grid in order: spots fastest, times slowest. */
  @SuppressWarnings("ArrayRecordComponent") // columns that stay inside
  private record GridPoints(double[] spots, double[] volatilityShifts, double[] yearsPassed) {

    int size() {
      return spots.length * volatilityShifts.length * yearsPassed.length;
    }

    double spot(int point) {
      return spots[point % spots.length];
    }

    double shift(int point) {
      return volatilityShifts[point / spots.length % volatilityShifts.length];
    }

    double passed(int point) {
      return yearsPassed[point / spots.length / volatilityShifts.length];
    }
  }

  private void check(double[] spots, double[] volatilityShifts, double[] yearsPassed) {
    if (spots.length == 0 || volatilityShifts.length == 0 || yearsPassed.length == 0) {
      throw new IllegalArgumentException(
          "grid must have a spot, a shift and a time: "
              + spots.length
              + ", "
              + volatilityShifts.length
              + ", "
              + yearsPassed.length);
    }
    for (double spot : spots) {
      Prices.positive("spot", spot);
    }
    for (double shift : volatilityShifts) {
      for (StructureLeg leg : legs) {
        if (leg instanceof StructureLeg.Option option) {
          Arguments.notNegative("volatility with its shift", option.volatility() + shift);
        }
      }
      if (!Double.isFinite(shift)) {
        throw new IllegalArgumentException("shift must be finite: " + shift);
      }
    }
    for (double passed : yearsPassed) {
      if (!(passed >= 0
          && passed <= nearest * (1 + ROUNDING)
          && passed < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "yearsPassed must be between 0 and the nearest settlement in "
                + nearest
                + " years: "
                + passed);
      }
    }
  }

  /** Writes the measures of one leg, per unit. */
  private void evaluate(StructureLeg leg, double spot, double shift, double passed, double[] out) {
    if (!(leg instanceof StructureLeg.Option option)) {
      for (Measure measure : MEASURES) {
        out[measure.index()] = 0;
      }
      out[Measure.VALUE.index()] = spot;
      out[Measure.DELTA.index()] = 1;
      return;
    }
    double years = Math.max(0, option.years() - passed);
    double volatility = option.volatility() + shift;
    if (option.style() == ExerciseStyle.EUROPEAN) {
      BlackScholes.all(
          option.type(), spot, option.strike(), years, rate, dividendYield, volatility, out);
      return;
    }
    AmericanValue value =
        American.evaluate(
            AmericanAccuracy.ACCURATE,
            option.type(),
            spot,
            option.strike(),
            years,
            rate,
            dividendYield,
            volatility);
    out[Measure.VALUE.index()] = value.value();
    out[Measure.DELTA.index()] = value.delta();
    out[Measure.GAMMA.index()] = value.gamma();
    out[Measure.VEGA.index()] = value.vega();
    out[Measure.THETA.index()] = value.theta();
    out[Measure.RHO.index()] = value.rho();
  }

  /**
   * Returns largest profit and loss and the break-even prices at a time.
   *
   * <p>The profit is looked at at 600 prices from a fifth of the lowest strike to five times the
   * highest, at every strike and at both ends, and followed to the last digits where it changes its
   * sign or turns. Two break-evens within a quarter of a per cent of each other may be missed. At
   * expiry of all legs {@link StructureAnalytics} is exact.
   *
   * @param volatilityShift added to the volatility of every option
   * @param yearsPassed calendar years from now, between 0 and {@link #nearestSettlement}
   * @return the profile; unbounded if the profit goes on to change as the underlying rises
   * @throws IllegalArgumentException if an argument is out of range
   */
  public StructureProfile profile(double volatilityShift, double yearsPassed) {
    double[] spots = scan();
    StructureGrid grid = grid(spots, new double[] {volatilityShift}, new double[] {yearsPassed});
    double[] profits = new double[spots.length];
    for (int i = 0; i < spots.length; i++) {
      double profit = grid.profit(i, 0, 0);
      profits[i] = Math.abs(profit) <= NOTHING * highestPrice() ? 0 : profit;
    }
    double most = 0;
    double least = 0;
    List<Double> breakEvens = new ArrayList<>();
    for (int i = 0; i < spots.length; i++) {
      double before = profits[Math.max(i - 1, 0)];
      double profit = profits[i];
      double after = profits[Math.min(i + 1, spots.length - 1)];
      most = Math.max(most, profit);
      least = Math.min(least, profit);
      if (Math.signum(before) * Math.signum(profit) < 0) {
        breakEvens.add(root(spots[i - 1], spots[i], volatilityShift, yearsPassed));
      } else if (profit == 0 && (before != 0 || after != 0)) {
        breakEvens.add(spots[i]);
      }
      if (i > 0 && i + 1 < spots.length) {
        if (profit >= before && profit >= after && profit > 0) {
          most = Math.max(most, turn(spots[i - 1], spots[i + 1], volatilityShift, yearsPassed, 1));
        }
        if (profit <= before && profit <= after && profit < 0) {
          least =
              Math.min(least, -turn(spots[i - 1], spots[i + 1], volatilityShift, yearsPassed, -1));
        }
      }
    }
    double slope = slopeAtInfinity(yearsPassed);
    double last = profits[profits.length - 1];
    if (Math.signum(slope) * Math.signum(last) < 0) {
      double far = spots[spots.length - 1] + 2 * Math.abs(last / slope);
      if (far <= Prices.LARGEST) {
        breakEvens.add(root(spots[spots.length - 1], far, volatilityShift, yearsPassed));
      }
    }
    Collections.sort(breakEvens);
    return new StructureProfile(
        netPremium,
        slope > 0 ? OptionalDouble.empty() : OptionalDouble.of(most),
        slope < 0 ? OptionalDouble.empty() : OptionalDouble.of(0 - least),
        breakEvens);
  }

  private double highestPrice() {
    double highest = 0;
    for (StructureLeg leg : legs) {
      highest =
          Math.max(
              highest,
              leg instanceof StructureLeg.Option option
                  ? option.strike()
                  : Math.abs(leg.entryPrice()));
    }
    return highest;
  }

  /** Returns the prices at which the profit is looked at, ascending. */
  private double[] scan() {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = 0;
    List<Double> spots = new ArrayList<>();
    for (StructureLeg leg : legs) {
      double price =
          leg instanceof StructureLeg.Option option
              ? option.strike()
              : Math.max(Math.abs(leg.entryPrice()), 1e-6);
      lowest = Math.min(lowest, price);
      highest = Math.max(highest, price);
      spots.add(price);
    }
    double from = StrictMath.log(lowest) - StrictMath.log(SCAN_FACTOR);
    double to = StrictMath.log(highest) + StrictMath.log(SCAN_FACTOR);
    for (int i = 0; i < SCAN; i++) {
      spots.add(StrictMath.exp(from + (to - from) * i / (SCAN - 1)));
    }
    spots.add(lowest * 1e-6);
    spots.add(highest * 1e4);
    return spots.stream()
        .filter(spot -> spot >= Prices.SMALLEST && spot <= Prices.LARGEST)
        .mapToDouble(Double::doubleValue)
        .sorted()
        .distinct()
        .toArray();
  }

  /** Returns what the profit gains per 1.00 of the underlying far above the strikes. */
  private double slopeAtInfinity(double yearsPassed) {
    double slope = 0;
    for (StructureLeg leg : legs) {
      if (leg instanceof StructureLeg.Option option) {
        double years = Math.max(0, option.years() - yearsPassed);
        double carry = StrictMath.exp(-dividendYield * years);
        boolean isEuropean = option.style() == ExerciseStyle.EUROPEAN;
        double delta = isEuropean ? carry : Math.max(1, carry);
        slope += option.type() == OptionType.CALL ? option.ratio() * delta : 0;
      } else {
        slope += leg.ratio();
      }
    }
    return Math.abs(slope) < FLAT ? 0 : slope;
  }

  private double root(double from, double to, double volatilityShift, double yearsPassed) {
    boolean isPositive = profit(from, volatilityShift, yearsPassed) > 0;
    double low = from;
    double high = to;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = 0.5 * (low + high);
      if (profit(middle, volatilityShift, yearsPassed) > 0 == isPositive) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  /** Returns the largest sign · profit between two prices with one turn between them. */
  private double turn(double from, double to, double shift, double passed, int sign) {
    double low = from;
    double high = to;
    for (int i = 0; i < HALVINGS; i++) {
      double third = (high - low) / 3;
      double left = sign * profit(low + third, shift, passed);
      double right = sign * profit(high - third, shift, passed);
      if (left < right) {
        low += third;
      } else {
        high -= third;
      }
    }
    return sign * profit(0.5 * (low + high), shift, passed);
  }
}
