/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tradingeconomics;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.internal.PlainText;
import io.optionskit.data.json.JsonFields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads entries as the calendar gives them, whose names begin with a capital, or the stream. */
final class CalendarReader {

  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");
  private static final Set<String> REQUIRED =
      Set.of("calendarid", "date", "country", "category", "event", "actual", "previous");
  private static final Set<String> OPTIONAL =
      Set.of(
          "reference",
          "referencedate",
          "source",
          "sourceurl",
          "forecast",
          "teforecast",
          "url",
          "datespan",
          "importance",
          "lastupdate",
          "revised",
          "currency",
          "unit",
          "ticker",
          "symbol",
          "topic");

  private final Instant receivedAt;
  private final FieldCensus census = new FieldCensus(REQUIRED, OPTIONAL);
  private final Map<String, String> names = new HashMap<>();
  private final List<EconomicRelease> releases = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  CalendarReader(Instant receivedAt) {
    this.receivedAt = receivedAt;
  }

  void add(JsonNode entry) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    entry.properties().forEach(field -> fields.put(lower(field.getKey()), field.getValue()));
    fields.keySet().forEach(census::see);
    try {
      releases.add(release(fields));
    } catch (IllegalArgumentException | DateTimeException e) {
      refused.add(JsonFields.shown(entry) + ": " + e.getMessage());
    }
  }

  private String lower(String name) {
    return names.computeIfAbsent(name, sent -> sent.toLowerCase(Locale.ROOT));
  }

  CalendarAnswer answer() {
    releases.sort(Comparator.comparing(EconomicRelease::time).thenComparing(EconomicRelease::id));
    return new CalendarAnswer(
        List.copyOf(releases), List.copyOf(refused), census.unknown(), census.vanished());
  }

  private EconomicRelease release(Map<String, JsonNode> fields) {
    String id = text(fields, "calendarid");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("calendarId must not be empty");
    }
    if (text(fields, "country").isEmpty() || text(fields, "category").isEmpty()) {
      throw new IllegalArgumentException("country and category must not be empty");
    }
    return new EconomicRelease(
        id,
        time(text(fields, "date")),
        text(fields, "country"),
        text(fields, "category"),
        text(fields, "event"),
        text(fields, "reference"),
        optional(fields, "referencedate").map(CalendarReader::date),
        text(fields, "source"),
        Figure.parse(text(fields, "actual")),
        Figure.parse(text(fields, "previous")),
        Figure.parse(text(fields, "revised")),
        Figure.parse(text(fields, "forecast")),
        Figure.parse(text(fields, "teforecast")),
        importance(text(fields, "importance")),
        text(fields, "ticker"),
        optional(fields, "lastupdate").map(CalendarReader::time).orElse(receivedAt));
  }

  private static OptionalInt importance(String text) {
    return switch (text) {
      case "1", "2", "3" -> OptionalInt.of(Integer.parseInt(text));
      case "", "0" -> OptionalInt.empty();
      default -> throw new IllegalArgumentException("importance must be 1, 2 or 3: '" + text + "'");
    };
  }

  /** Returns a time that is in UTC without saying so. */
  private static Instant time(String text) {
    Instant time =
        PlainText.utcTime(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
    if (time.isBefore(FIRST) || !time.isBefore(END)) {
      throw new DateTimeException("year must lie between 1900 and 2199: " + text);
    }
    return time;
  }

  private static LocalDate date(String text) {
    return time(text).atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Optional<String> optional(Map<String, JsonNode> fields, String name) {
    return Optional.of(text(fields, name)).filter(text -> !text.isEmpty());
  }

  private static String text(Map<String, JsonNode> fields, String name) {
    JsonNode node = fields.get(name);
    if (node == null || node.isNull()) {
      return "";
    }
    if (!node.isValueNode()) {
      throw new IllegalArgumentException(name + " must be a text or a number");
    }
    return node.asText().strip();
  }
}
