/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** The numbers of DBN: prices in billionths, times in nanoseconds, and what stands for none. */
final class FixedPoint {

  /** A price that is not there. */
  static final long NO_PRICE = Long.MAX_VALUE;

  /** A time that is not there: 2^64 - 1. */
  static final long NO_TIME = -1;

  /** An unsigned 32-bit number that is not there. */
  static final long NO_U32 = 0xFFFF_FFFFL;

  /** The last instant that a count of nanoseconds with a sign can tell, in 2262. */
  static final Instant LATEST = Instant.ofEpochSecond(0, Long.MAX_VALUE);

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private FixedPoint() {}

  static Optional<BigDecimal> price(long nanos) {
    return nanos == NO_PRICE ? Optional.empty() : Optional.of(exact(nanos));
  }

  /** Returns billionths as an exact decimal without needless zeros. */
  static BigDecimal exact(long nanos) {
    BigDecimal value = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  /** Returns the estimate of a price, {@code NaN} if there is none. */
  static double estimate(long nanos) {
    return nanos == NO_PRICE ? Double.NaN : nanos / 1e9;
  }

  static Optional<Instant> time(long ns) {
    return ns == NO_TIME ? Optional.empty() : Optional.of(instant(ns));
  }

  /** Returns the instant of an unsigned count of nanoseconds; each of the 2^64 has one. */
  static Instant instant(long ns) {
    return Instant.ofEpochSecond(
        Long.divideUnsigned(ns, NANOS_PER_SECOND), Long.remainderUnsigned(ns, NANOS_PER_SECOND));
  }

  static LocalDate utcDate(long ns) {
    return LocalDate.ofInstant(instant(ns), ZoneOffset.UTC);
  }

  /** Returns the nanoseconds of an instant between 1970 and 2262. */
  static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
  }
}
