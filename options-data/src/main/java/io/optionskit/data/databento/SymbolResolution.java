/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.data.databento.DbnMetadata.Interval;
import io.optionskit.data.databento.DbnMetadata.Mapping;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What symbols stand for, day by day, as Databento answers.
 *
 * @param mappings one entry per symbol that was found
 * @param partial symbols that are known on some of the days only
 * @param notFound symbols that are known on none of the days
 */
public record SymbolResolution(
    List<Mapping> mappings, List<String> partial, List<String> notFound) {

  /** Copies the lists. */
  public SymbolResolution {
    mappings = List.copyOf(mappings);
    partial = List.copyOf(partial);
    notFound = List.copyOf(notFound);
  }

  static SymbolResolution parse(JsonNode root) {
    JsonNode result = root.path("result");
    if (!result.isObject()) {
      throw changed("has no object 'result'");
    }
    List<Mapping> mappings = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : result.properties()) {
      List<Interval> intervals = new ArrayList<>();
      for (JsonNode each : entry.getValue()) {
        intervals.add(
            new Interval(date(each, "d0"), date(each, "d1"), text(each.path("s"), "symbol 's'")));
      }
      mappings.add(new Mapping(entry.getKey(), intervals));
    }
    return new SymbolResolution(mappings, texts(root, "partial"), texts(root, "not_found"));
  }

  private static List<String> texts(JsonNode root, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : root.path(name)) {
      texts.add(text(each, name));
    }
    return texts;
  }

  private static String text(JsonNode node, String name) {
    if (!node.isTextual()) {
      throw changed("has a " + name + " that is no text");
    }
    return node.textValue();
  }

  private static LocalDate date(JsonNode interval, String name) {
    String text = text(interval.path(name), "date '" + name + "'");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new ProviderException(
          Reason.BAD_DATA, "databento's symbol dates must be yyyy-MM-dd: '" + text + "'", e);
    }
  }

  private static ProviderException changed(String what) {
    return new ProviderException(Reason.SCHEMA_CHANGED, "databento's answer about symbols " + what);
  }
}
