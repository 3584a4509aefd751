/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.optionskit.contract.StrikeUnit;
import io.optionskit.contract.SymbolForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the columns of a table of option quotes mean, as YAML or JSON says it.
 *
 * <pre>{@code
 * columns: {time: quote_datetime, underlying: underlying_symbol, root: root, expiration: expiration,
 *           strike: strike, right: option_type, bid: bid, ask: ask, volume: trade_volume}
 * zone: America/New_York
 * time_format: uuuu-MM-dd HH:mm:ss
 * missing: [NA, "-99.99"]
 * units: {iv: percent, vega: point, theta: day}
 * }</pre>
 */
public final class ColumnMapping {

  private static final Set<String> FIELDS =
      Set.of(
          "time",
          "date",
          "underlying",
          "root",
          "symbol",
          "expiration",
          "strike",
          "right",
          "bid",
          "ask",
          "bid_size",
          "ask_size",
          "last",
          "volume",
          "open_interest",
          "underlying_price",
          "iv",
          "delta",
          "gamma",
          "theta",
          "vega",
          "rho");
  private static final Set<String> KEYS =
      Set.of(
          "columns",
          "constants",
          "separator",
          "zone",
          "time_format",
          "date_format",
          "time_of_day",
          "bar_length",
          "strike_unit",
          "symbol_form",
          "missing",
          "zero_is_missing",
          "units");
  private static final Map<String, Double> UNITS =
      Map.of(
          "iv percent",
          0.01,
          "iv decimal",
          1.0,
          "vega point",
          100.0,
          "vega unit",
          1.0,
          "rho point",
          100.0,
          "rho unit",
          1.0,
          "theta day",
          365.0,
          "theta year",
          1.0);

  final Map<String, String> columns;
  final Map<String, String> constants;
  final char separator;
  final Optional<ZoneId> zone;
  final Optional<String> timeFormat;
  final Optional<DateTimeFormatter> dateFormat;
  final Optional<LocalTime> timeOfDay;
  final Duration barLength;
  final StrikeUnit strikeUnit;
  final SymbolForm symbolForm;
  final Set<String> missing;
  final Set<String> zeroIsMissing;
  final Map<String, Double> factors;

  private ColumnMapping(JsonNode root) {
    List<String> problems = new ArrayList<>();
    root.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                problems.add("unknown key " + key + "; known are " + sorted(KEYS));
              }
            });
    columns = texts(root, "columns", FIELDS, problems);
    constants = texts(root, "constants", Set.of("underlying", "root"), problems);
    String between = text(root, "separator").orElse(",");
    separator = between.equals("tab") ? '\t' : between.isEmpty() ? ',' : between.charAt(0);
    if (between.length() != 1 && !between.equals("tab")) {
      problems.add("separator must be one character or tab: '" + between + "'");
    }
    zone = read(root, "zone", "a zone such as America/New_York", ZoneId::of, problems);
    timeFormat = text(root, "time_format");
    timeFormat
        .filter(format -> !format.startsWith("epoch_"))
        .ifPresent(
            format ->
                read(
                    root,
                    "time_format",
                    "a pattern, epoch_s, epoch_ms, epoch_us or epoch_ns",
                    ColumnMapping::formatter,
                    problems));
    dateFormat =
        read(
            root,
            "date_format",
            "a pattern such as MM/dd/uuuu",
            ColumnMapping::formatter,
            problems);
    timeOfDay = read(root, "time_of_day", "a time such as 15:45", LocalTime::parse, problems);
    barLength =
        read(root, "bar_length", "a duration such as PT1M", Duration::parse, problems)
            .orElse(Duration.ZERO);
    strikeUnit =
        read(
                root,
                "strike_unit",
                "one of dollars, thousandths, ten_thousandths, billionths",
                text -> StrikeUnit.valueOf(text.toUpperCase(Locale.ROOT)),
                problems)
            .orElse(StrikeUnit.DOLLARS);
    symbolForm =
        read(
                root,
                "symbol_form",
                "one of occ, compact, prefixed, underscore, caret",
                text -> SymbolForm.valueOf(text.toUpperCase(Locale.ROOT)),
                problems)
            .orElse(SymbolForm.COMPACT);
    missing = list(root, "missing");
    zeroIsMissing =
        root.has("zero_is_missing")
            ? list(root, "zero_is_missing")
            : new LinkedHashSet<>(List.of("bid", "ask", "last", "iv", "underlying_price"));
    factors = new LinkedHashMap<>();
    texts(root, "units", Set.of("iv", "vega", "theta", "rho"), problems)
        .forEach(
            (field, unit) -> {
              Double factor = UNITS.get(field + " " + unit);
              if (factor == null) {
                problems.add("unit of " + field + " is not known: " + unit);
              } else {
                factors.put(field, factor);
              }
            });
    checkNeeded(problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("column mapping: " + String.join("; ", problems));
    }
  }

  /**
   * Reads a mapping.
   *
   * @param text YAML or JSON
   * @return the mapping
   * @throws IllegalArgumentException if it cannot be read or says too little; the message lists all
   *     that is wrong
   */
  public static ColumnMapping parse(String text) {
    try {
      JsonNode root = new YAMLMapper().readTree(text);
      if (root == null || !root.isObject()) {
        throw new IllegalArgumentException("column mapping must be a map with a key columns");
      }
      return new ColumnMapping(root);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("column mapping is no YAML: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads a mapping from a file.
   *
   * @param file YAML or JSON
   * @return the mapping
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static ColumnMapping read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void checkNeeded(List<String> problems) {
    if (!columns.containsKey("time") && !columns.containsKey("date")) {
      problems.add("columns must name time or date");
    }
    if (!columns.containsKey("time") && timeOfDay.isEmpty()) {
      problems.add("time_of_day must say when the rows of a date are known");
    }
    if (!columns.containsKey("time") && zone.isEmpty()) {
      problems.add("zone must say whose time_of_day it is");
    }
    if (!columns.containsKey("symbol")) {
      for (String field : List.of("root", "expiration", "strike", "right")) {
        if (!columns.containsKey(field) && !constants.containsKey(field)) {
          problems.add("columns must name " + field + ", or symbol");
        }
      }
    }
    if (!columns.containsKey("bid")
        && !columns.containsKey("ask")
        && !columns.containsKey("last")) {
      problems.add("columns must name bid and ask, or last");
    }
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private static <T> Optional<T> read(
      JsonNode root, String key, String right, Parser<T> parser, List<String> problems) {
    Optional<String> text = text(root, key);
    try {
      return text.map(parser::parse);
    } catch (IllegalArgumentException | DateTimeException e) {
      problems.add(key + " must be " + right + ": '" + text.orElse("") + "'");
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode root, String key) {
    JsonNode value = root.path(key);
    return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
  }

  private static Map<String, String> texts(
      JsonNode root, String key, Set<String> known, List<String> problems) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : root.path(key).properties()) {
      if (known.contains(each.getKey())) {
        texts.put(each.getKey(), each.getValue().asText());
      } else {
        problems.add(
            "unknown field " + each.getKey() + " in " + key + "; known are " + sorted(known));
      }
    }
    return Collections.unmodifiableMap(texts);
  }

  private static Set<String> list(JsonNode root, String key) {
    Set<String> list = new LinkedHashSet<>();
    root.path(key).forEach(each -> list.add(each.asText()));
    return Collections.unmodifiableSet(list);
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}
