/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.structure;

import static io.optionskit.greeks.Measure.VALUE;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.internal.Arguments;
import java.util.ArrayList;
import java.util.List;

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
      List.of(VALUE, Measure.DELTA, Measure.GAMMA, Measure.VEGA, Measure.THETA, Measure.RHO);

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
   * @return Σ ratio · value, per share; {@code NaN} if an American leg has no value
   * @throws IllegalArgumentException if an argument is out of range, or a volatility would be below
   *     0
   */
  public double value(double spot, double volatilityShift, double yearsPassed) {
    return measure(VALUE, spot, volatilityShift, yearsPassed);
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
   * <p>Legs are priced in columns; from 64 points on the last digits of European ones may differ
   * from those of single points. American legs are accurate as {@link
   * io.optionskit.greeks.american.AmericanAccuracy#ACCURATE}, and {@code NaN} where they have no
   * value.
   *
   * @param spots prices of the underlying, each 1e-100 to 1e100
   * @param volatilityShifts each added to the volatility of every option, finite
   * @param yearsPassed calendar years from now, each between 0 and {@link #nearestSettlement}
   * @return the grid, of spots · shifts · times points
   * @throws IllegalArgumentException if an array is empty or an element out of range, a volatility
   *     would be below 0, or there are more than 10,000,000 points
   */
  public StructureGrid grid(double[] spots, double[] volatilityShifts, double[] yearsPassed) {
    GridPoints points = checked(spots.clone(), volatilityShifts.clone(), yearsPassed.clone());
    double[][] columns = LegColumns.sum(legs, rate, dividendYield, points, MEASURES);
    return new StructureGrid(points, columns, netPremium);
  }

  private GridPoints checked(double[] spots, double[] volatilityShifts, double[] yearsPassed) {
    for (double spot : spots) {
      Prices.positive("spot", spot);
    }
    for (double shift : volatilityShifts) {
      checkShift(shift);
    }
    for (double passed : yearsPassed) {
      checkPassed(passed);
    }
    return new GridPoints(spots, volatilityShifts, yearsPassed);
  }

  private void checkShift(double shift) {
    if (!Double.isFinite(shift)) {
      throw new IllegalArgumentException("shift must be finite: " + shift);
    }
    for (StructureLeg leg : legs) {
      if (leg instanceof StructureLeg.Option option) {
        Arguments.notNegative("volatility with its shift", option.volatility() + shift);
      }
    }
  }

  private void checkPassed(double passed) {
    boolean isBefore =
        passed >= 0 && passed <= nearest * (1 + ROUNDING) && passed < Double.POSITIVE_INFINITY;
    if (!isBefore) {
      throw new IllegalArgumentException(
          "yearsPassed must be between 0 and the nearest settlement in "
              + nearest
              + " years: "
              + passed);
    }
  }

  /**
   * Returns largest profit and loss and the break-even prices at a time.
   *
   * <p>The profit is looked at at 600 prices from a fifth of the lowest strike to five times the
   * highest, at every strike and at both ends, and followed to the last digits where it changes its
   * sign or turns. What turns and turns back between two of these prices, about half a per cent
   * apart, may be missed. At expiry of all legs {@link StructureAnalytics} is exact.
   *
   * @param volatilityShift added to the volatility of every option
   * @param yearsPassed calendar years from now, between 0 and {@link #nearestSettlement}
   * @return the profile; unbounded if the profit goes on to change as the underlying rises
   * @throws IllegalArgumentException if an argument is out of range, or an American leg has no
   *     value, see {@link io.optionskit.greeks.american.American}
   */
  public StructureProfile profile(double volatilityShift, double yearsPassed) {
    checkShift(volatilityShift);
    checkPassed(yearsPassed);
    double[] shifts = {volatilityShift};
    double[] passed = {yearsPassed};
    return new ProfitScan(prices(), spots -> profits(new GridPoints(spots, shifts, passed)))
        .profile(netPremium, slopeAtInfinity(yearsPassed));
  }

  private double[] profits(GridPoints points) {
    double[] profits = LegColumns.sum(legs, rate, dividendYield, points, List.of(VALUE))[0];
    for (int i = 0; i < profits.length; i++) {
      profits[i] -= netPremium;
      if (Double.isNaN(profits[i])) {
        throw new IllegalArgumentException(
            "volatility must not be so small that an American leg has no value: spot "
                + points.spot(i));
      }
    }
    return profits;
  }

  /** Returns the strikes, and what was paid for shares. */
  private List<Double> prices() {
    List<Double> prices = new ArrayList<>();
    for (StructureLeg leg : legs) {
      prices.add(
          leg instanceof StructureLeg.Option option
              ? option.strike()
              : Math.max(Math.abs(leg.entryPrice()), 1e-6));
    }
    return prices;
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
}
