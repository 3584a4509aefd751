/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import java.util.List;
import java.util.Optional;

/**
 * A surface and how it came about. Immutable.
 *
 * @param model form of the smiles
 * @param findSurface the surface; empty if no expiry has a usable two-sided quote
 * @param expiries one per expiry, by time, also those left out
 * @param before violations of the best fits without regard to arbitrage
 * @param after violations of the surface; empty unless rounding leaves a proof open
 * @param mixedIntervals between how many neighbouring expiries prices are interpolated, because
 *     total variances would have left an arbitrage there
 */
public record SurfaceFit(
    SurfaceModel model,
    Optional<VolatilitySurface> findSurface,
    List<ExpiryReport> expiries,
    List<Violation> before,
    List<Violation> after,
    int mixedIntervals) {

  /** Copies the lists. */
  public SurfaceFit {
    expiries = List.copyOf(expiries);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * Returns the surface.
   *
   * @return the surface
   * @throws IllegalStateException if no expiry has a usable two-sided quote
   */
  public VolatilitySurface getSurface() {
    return findSurface.orElseThrow(
        () ->
            new IllegalStateException(
                "no surface: none of "
                    + expiries.size()
                    + " expiries has a two-sided quote that can be used"));
  }

  /**
   * Returns whether the surface is proved to be free of butterfly and calendar arbitrage.
   *
   * @return true if there is a surface and {@code after} is empty
   */
  public boolean isFree() {
    return findSurface.isPresent() && after.isEmpty();
  }

  /**
   * Returns the root mean square error over the two-sided quotes of all expiries.
   *
   * @return in volatility, 0.01 is one point; {@code NaN} without quotes
   */
  public double rmsError() {
    return Math.sqrt(
        expiries.stream()
            .flatMap(expiry -> expiry.quotes().stream())
            .filter(quote -> quote.use() == QuoteUse.USED && !Double.isNaN(quote.volatility()))
            .mapToDouble(quote -> quote.error() * quote.error())
            .average()
            .orElse(Double.NaN));
  }

  /**
   * Returns the share of the two-sided quotes of all expiries between whose bid and ask the surface
   * lies.
   *
   * @return 0 to 1; {@code NaN} without quotes
   */
  public double shareWithin() {
    return expiries.stream()
        .flatMap(expiry -> expiry.quotes().stream())
        .filter(quote -> quote.use() == QuoteUse.USED)
        .mapToDouble(quote -> quote.isWithin() ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }
}
