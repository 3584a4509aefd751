/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Optional;

/**
 * Reads fields of Yahoo's JSON, in which a number may be missing, null or wrapped as {@code {"raw":
 * 1, "fmt": "1"}}.
 */
final class YahooJson {

  private static final long FIRST_SECOND = -2_208_988_800L; // 1900
  private static final long LAST_SECOND = 4_102_444_799L; // 2099

  private YahooJson() {}

  /** Returns a number, {@code NaN} if it is missing. */
  static double number(JsonNode parent, String field) {
    JsonNode node = unwrapped(parent.path(field));
    if (node.isMissingNode() || node.isNull()) {
      return Double.NaN;
    }
    double value = node.asDouble();
    if (!node.isNumber() || Double.isInfinite(value)) {
      throw new ProviderException(Reason.BAD_DATA, field + " must be a number: " + shown(node));
    }
    return value;
  }

  /** Returns an instant given in seconds since 1970, empty if it is missing. */
  static Optional<Instant> instant(JsonNode parent, String field) {
    JsonNode node = unwrapped(parent.path(field));
    return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(instant(node));
  }

  static Instant instant(JsonNode wrapped) {
    JsonNode node = unwrapped(wrapped);
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < FIRST_SECOND
        || node.longValue() > LAST_SECOND) {
      throw new ProviderException(
          Reason.BAD_DATA,
          "time must be in seconds since 1970 and between 1900 and 2099: " + shown(node));
    }
    return Instant.ofEpochSecond(node.longValue());
  }

  /** Returns an expiry date, which Yahoo gives as its midnight in UTC. */
  static LocalDate date(JsonNode node) {
    return date(instant(node));
  }

  /** Returns the date of a midnight in UTC. */
  static LocalDate date(Instant midnight) {
    return LocalDate.ofInstant(midnight, ZoneOffset.UTC);
  }

  /**
   * Returns the one result of an answer such as {@code {"chart": {"result": […], "error": null}}}.
   */
  static JsonNode onlyResult(JsonNode root, String envelope, String symbol) {
    JsonNode results = root.path(envelope).path("result");
    if (!results.isArray()) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED,
          "yahoo answered for "
              + symbol
              + " without "
              + envelope
              + ".result but with "
              + fields(root));
    }
    if (results.isEmpty()) {
      throw new ProviderException(
          Reason.UNKNOWN_SYMBOL, "yahoo does not know the symbol " + symbol);
    }
    return results.get(0);
  }

  private static JsonNode unwrapped(JsonNode node) {
    return node.isObject() ? node.path("raw") : node;
  }

  private static String fields(JsonNode node) {
    StringBuilder names = new StringBuilder("[");
    Iterator<String> each = node.fieldNames();
    while (each.hasNext() && names.length() < 100) {
      names.append(names.length() > 1 ? ", " : "").append(each.next());
    }
    return names.append(']').toString();
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
