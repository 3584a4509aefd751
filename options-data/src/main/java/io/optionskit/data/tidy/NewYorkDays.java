/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import io.optionskit.market.EpochNanos;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** New York dates of instants, quick for instants of the same date one after another. */
final class NewYorkDays {

  static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private long startNs = 0;
  private long endNs = 0;
  private int epochDay;

  /** Returns the date in New York as days since 1970-01-01. */
  int of(long timeNs) {
    if (timeNs < startNs || timeNs >= endNs) {
      LocalDate date = LocalDate.ofInstant(EpochNanos.toInstant(timeNs), NEW_YORK);
      startNs = EpochNanos.of(startOf(date));
      endNs = EpochNanos.of(startOf(date.plusDays(1)));
      epochDay = (int) date.toEpochDay();
    }
    return epochDay;
  }

  private static Instant startOf(LocalDate date) {
    return date.atStartOfDay(NEW_YORK).toInstant();
  }
}
