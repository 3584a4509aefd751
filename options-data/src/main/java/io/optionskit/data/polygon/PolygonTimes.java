/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.data.json.JsonFields;
import io.optionskit.market.EpochNanos;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads Polygon's times: nanoseconds or milliseconds since 1970, by field. Their magnitudes cannot
 * be confused, so that a field that changes its unit is still read right.
 */
final class PolygonTimes {

  private static final long FIRST_NANOS = 100_000_000_000_000_000L; // 1973
  private static final long FIRST_MILLIS = 100_000_000_000L; // 1973
  private static final double MOST = 9e18;
  private static final long LAST_MILLIS = 4_102_444_800_000L; // 2100

  private PolygonTimes() {}

  static Optional<Instant> find(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    boolean isLong = node.isLong() && Math.abs((double) node.longValue()) < MOST;
    if (!isLong && Double.isNaN(JsonFields.number(parent, field))) {
      return Optional.empty();
    }
    long time = isLong ? node.longValue() : whole(parent, field);
    if (time >= FIRST_NANOS && time < LAST_MILLIS * 1_000_000) {
      return Optional.of(EpochNanos.toInstant(time));
    }
    if (time >= FIRST_MILLIS && time < LAST_MILLIS) {
      return Optional.of(Instant.ofEpochMilli(time));
    }
    throw new ProviderException(
        Reason.BAD_DATA,
        field + " must be nanoseconds or milliseconds of the years 1973 to 2099: " + time);
  }

  static Instant get(JsonNode parent, String field) {
    return find(parent, field)
        .orElseThrow(() -> new ProviderException(Reason.BAD_DATA, field + " is missing"));
  }

  private static long whole(JsonNode parent, String field) {
    double estimate = JsonFields.number(parent, field);
    if (!(Math.abs(estimate) < MOST)) {
      throw new ProviderException(Reason.BAD_DATA, field + " is no time: " + estimate);
    }
    return JsonFields.decimal(parent, field).map(BigDecimal::longValue).orElseThrow();
  }
}
