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

  static int count(List<Violation> violations, Violation.Kind kind) {
    return (int) violations.stream().filter(each -> each.kind() == kind).count();
  }
}
