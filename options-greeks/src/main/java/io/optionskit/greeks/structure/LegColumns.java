/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.structure;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanBatch;
import io.optionskit.greeks.american.AmericanColumns;
import io.optionskit.greeks.batch.EuropeanBatch;
import io.optionskit.greeks.batch.MeasureColumns;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** Sums the measures of legs over the points of a grid, each leg in columns. Used once. */
final class LegColumns {

  /** Grids from this size on are worth the columns of a European batch. */
  private static final int SMALLEST_BATCH = 64;

  private static final int LARGEST_BATCH = 4096;

  private final GridPoints grid;
  private final double rate;
  private final double dividendYield;
  private final List<Measure> measures;

  /** One column per measure, one row per point. */
  private final double[][] sums;

  private LegColumns(GridPoints grid, double rate, double dividendYield, List<Measure> measures) {
    this.grid = grid;
    this.rate = rate;
    this.dividendYield = dividendYield;
    this.measures = measures;
    this.sums = new double[measures.size()][grid.size()];
  }

  /** Returns a column per measure: Σ ratio · measure at every point. */
  static double[][] sum(
      List<StructureLeg> legs,
      double rate,
      double dividendYield,
      GridPoints grid,
      List<Measure> measures) {
    LegColumns columns = new LegColumns(grid, rate, dividendYield, measures);
    for (StructureLeg leg : legs) {
      columns.add(leg);
    }
    return columns.sums;
  }

  private void add(StructureLeg leg) {
    if (!(leg instanceof StructureLeg.Option option)) {
      addShares(leg.ratio());
    } else if (option.style() == ExerciseStyle.AMERICAN) {
      addAmerican(option);
    } else if (grid.size() < SMALLEST_BATCH) {
      addOneByOne(option);
    } else {
      addEuropean(option);
    }
  }

  private void addShares(int ratio) {
    for (int column = 0; column < sums.length; column++) {
      for (int point = 0; point < grid.size(); point++) {
        sums[column][point] +=
            switch (measures.get(column)) {
              case VALUE -> ratio * grid.spot(point);
              case DELTA -> ratio;
              default -> 0;
            };
      }
    }
  }

  private void addOneByOne(StructureLeg.Option leg) {
    double[] all = new double[Measure.COUNT];
    for (int point = 0; point < grid.size(); point++) {
      BlackScholes.all(
          leg.type(),
          grid.spot(point),
          leg.strike(),
          years(leg, point),
          rate,
          dividendYield,
          volatility(leg, point),
          all);
      for (int column = 0; column < sums.length; column++) {
        sums[column][point] += leg.ratio() * all[measures.get(column).index()];
      }
    }
  }

  private void addEuropean(StructureLeg.Option leg) {
    EuropeanBatch batch = EuropeanBatch.create();
    MeasureColumns out =
        MeasureColumns.of(Math.min(grid.size(), LARGEST_BATCH), EnumSet.copyOf(measures));
    for (int from = 0; from < grid.size(); from += LARGEST_BATCH) {
      Rows in = new Rows(leg, from, Math.min(grid.size() - from, LARGEST_BATCH));
      batch.price(
          in.types, in.spots, in.strikes, in.years, in.rates, in.yields, in.volatilities, out);
      for (int column = 0; column < sums.length; column++) {
        addTimes(leg.ratio(), out.column(measures.get(column)), in.count, sums[column], from);
      }
    }
  }

  /** Points that differ in the spot alone are next to each other and share their boundary. */
  private void addAmerican(StructureLeg.Option leg) {
    AmericanBatch batch = AmericanBatch.of(AmericanAccuracy.ACCURATE);
    AmericanColumns out = AmericanColumns.of(Math.min(grid.size(), LARGEST_BATCH));
    for (int from = 0; from < grid.size(); from += LARGEST_BATCH) {
      Rows in = new Rows(leg, from, Math.min(grid.size() - from, LARGEST_BATCH));
      if (measures.equals(List.of(Measure.VALUE))) {
        double[] values = new double[in.count];
        batch.values(
            in.types, in.spots, in.strikes, in.years, in.rates, in.yields, in.volatilities, values);
        addTimes(leg.ratio(), values, in.count, sums[0], from);
      } else {
        batch.evaluate(
            in.types, in.spots, in.strikes, in.years, in.rates, in.yields, in.volatilities, out);
        for (int column = 0; column < sums.length; column++) {
          addTimes(leg.ratio(), column(out, measures.get(column)), in.count, sums[column], from);
        }
      }
    }
  }

  private static double[] column(AmericanColumns columns, Measure measure) {
    return switch (measure) {
      case VALUE -> columns.value();
      case DELTA -> columns.delta();
      case GAMMA -> columns.gamma();
      case VEGA -> columns.vega();
      case THETA -> columns.theta();
      case RHO -> columns.rho();
      default -> throw new IllegalArgumentException("no column for " + measure);
    };
  }

  private static void addTimes(int ratio, double[] from, int count, double[] to, int at) {
    for (int i = 0; i < count; i++) {
      to[at + i] += ratio * from[i];
    }
  }

  private double years(StructureLeg.Option leg, int point) {
    return Math.max(0, leg.years() - grid.passed(point));
  }

  private double volatility(StructureLeg.Option leg, int point) {
    return leg.volatility() + grid.shift(point);
  }

  /** One leg at some points in a row, as the batches take it. */
  private final class Rows {

    final int count;
    final OptionType[] types;
    final double[] spots;
    final double[] strikes;
    final double[] years;
    final double[] rates;
    final double[] yields;
    final double[] volatilities;

    Rows(StructureLeg.Option leg, int from, int count) {
      this.count = count;
      types = new OptionType[count];
      Arrays.fill(types, leg.type());
      strikes = filled(leg.strike());
      rates = filled(rate);
      yields = filled(dividendYield);
      spots = new double[count];
      years = new double[count];
      volatilities = new double[count];
      for (int i = 0; i < count; i++) {
        spots[i] = grid.spot(from + i);
        years[i] = years(leg, from + i);
        volatilities[i] = volatility(leg, from + i);
      }
    }

    private double[] filled(double value) {
      double[] column = new double[count];
      Arrays.fill(column, value);
      return column;
    }
  }
}
