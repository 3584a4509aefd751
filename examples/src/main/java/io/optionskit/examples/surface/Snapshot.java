/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.surface;

import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.surface.ExpiryReport;
import io.optionskit.greeks.surface.QuoteUse;
import io.optionskit.greeks.surface.Repair;
import io.optionskit.greeks.surface.SurfaceFit;
import io.optionskit.greeks.surface.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The surface of an underlying at one instant.
 *
 * @param underlying ticker
 * @param time instant of the quotes
 * @param spot price of the underlying; empty if unknown
 * @param forwards forward and discount factor per root and expiry
 * @param fit the surface and how it came about
 */
public record Snapshot(
    String underlying,
    Instant time,
    OptionalDouble spot,
    List<ExpiryForward> forwards,
    SurfaceFit fit) {

  /** Copies the list. */
  public Snapshot {
    forwards = List.copyOf(forwards);
  }

  /** Returns the forward of an expiry with where it comes from. */
  Optional<ExpiryForward> forward(ExpiryReport expiry) {
    return forwards.stream()
        .filter(each -> (each.root() + " " + each.expiry()).equals(expiry.name()))
        .findFirst();
  }

  /**
   * Returns the expiries that are in the surface.
   *
   * @return expiries, by time
   */
  public List<ExpiryReport> fitted() {
    return fit.expiries().stream().filter(each -> each.repair() != Repair.LEFT_OUT).toList();
  }

  int quotes() {
    return fit.expiries().stream().mapToInt(each -> each.quotes().size()).sum();
  }

  /**
   * Returns how many quotes the surface is drawn to.
   *
   * @return strikes with bid and ask
   */
  public int used() {
    return fit.expiries().stream().mapToInt(each -> each.count(QuoteUse.USED)).sum();
  }

  int forwardsFromParity() {
    return (int) forwards.stream().filter(ExpiryForward::isFromParity).count();
  }

  int repaired() {
    return (int)
        fit.expiries().stream()
            .filter(each -> each.repair() == Repair.REFITTED || each.repair() == Repair.PROJECTED)
            .count();
  }

  /**
   * Returns what a table of many snapshots says.
   *
   * @return a few numbers, without the quotes
   */
  public Summary summary() {
    return new Summary(
        time,
        underlying,
        spot,
        fitted().size(),
        used(),
        fit.shareWithin(),
        fit.rmsError(),
        count(fit.before(), Violation.Kind.BUTTERFLY),
        count(fit.before(), Violation.Kind.CALENDAR),
        fit.after().size(),
        fit.isFree());
  }

  /**
   * A surface in a few numbers.
   *
   * @param time instant of the quotes
   * @param underlying ticker
   * @param spot price of the underlying; empty if unknown
   * @param expiries expiries in the surface
   * @param used two-sided quotes it is drawn to
   * @param shareWithin share of them between whose bid and ask it lies
   * @param rmsError root mean square error in volatility
   * @param butterflies violations of the best fits before the repair
   * @param calendars the same between expiries
   * @param left violations after it
   * @param isFree whether there are proved to be none
   */
  public record Summary(
      Instant time,
      String underlying,
      OptionalDouble spot,
      int expiries,
      int used,
      double shareWithin,
      double rmsError,
      int butterflies,
      int calendars,
      int left,
      boolean isFree) {}

  static int count(List<Violation> violations, Violation.Kind kind) {
    return (int) violations.stream().filter(each -> each.kind() == kind).count();
  }
}
