/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.fred;

import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.SeriesSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The risk-free rate of a day, from the three-month Treasury bill.
 *
 * @param rate continuously compounded, per year, 0.045 = 4.5 %
 * @param observed the value it comes from, percent a year, bond-equivalent; empty if the constant
 *     stands in for it
 * @param problem why the constant stands in, empty if it does not
 */
public record RiskFreeRate(double rate, Optional<SeriesPoint> observed, Optional<String> problem) {

  /** Series of the three-month Treasury bill at constant maturity. */
  public static final String SERIES = "DGS3MO";

  /** Rate that stands in when none is known, continuously compounded. */
  public static final double STAND_IN = 0.045;

  private static final int OLDEST_DAYS = 30;

  /**
   * Returns the rate by the latest value that was public at the end of a day.
   *
   * @param source gives {@value #SERIES}
   * @param asOf the day
   * @return the rate; {@value #STAND_IN}, with the problem, if the source fails or has no value of
   *     the last 30 days
   */
  public static RiskFreeRate of(SeriesSource source, LocalDate asOf) {
    List<SeriesPoint> points;
    try {
      points = source.observations(SERIES, asOf.minusDays(OLDEST_DAYS), asOf, asOf);
    } catch (ProviderException e) {
      return standIn(String.valueOf(e.getMessage()));
    }
    if (points.isEmpty()) {
      return standIn(SERIES + " has no value of the " + OLDEST_DAYS + " days to " + asOf);
    }
    SeriesPoint latest = points.get(points.size() - 1);
    return new RiskFreeRate(
        continuous(latest.value().doubleValue()), Optional.of(latest), Optional.empty());
  }

  /**
   * Turns a bond-equivalent yield into a continuously compounded rate.
   *
   * @param percent yield with two payments a year, percent; above −200
   * @return 2·ln(1 + y/2) with y = percent / 100, per year
   */
  public static double continuous(double percent) {
    return 2 * StrictMath.log1p(percent / 200);
  }

  /**
   * Returns whether the constant stands in for a rate that is not known.
   *
   * @return true if nothing was observed
   */
  public boolean isStandIn() {
    return observed.isEmpty();
  }

  private static RiskFreeRate standIn(String problem) {
    return new RiskFreeRate(STAND_IN, Optional.empty(), Optional.of(problem));
  }
}
