/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.market.CalendarEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Gives the events of a calendar as they were known at a time. May be called from any thread. */
@FunctionalInterface
public interface EventSource {

  /**
   * Gets the events of some days.
   *
   * @param from first day
   * @param to last day
   * @param asOf instant at which the events were known
   * @return events ascending by date, without those that were not known then
   * @throws ProviderException if the source fails
   */
  List<CalendarEvent> events(LocalDate from, LocalDate to, Instant asOf);
}
