/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alphavantage;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.data.intake.FieldCensus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One row of an answer, whichever form it came in. */
interface Row {

  /** Returns a value as it came, empty if there is none. */
  String text(String field);

  /** Counts the fields that the row has. */
  void see(FieldCensus census);

  /** Returns the row in a JSON object, whose nulls are empty. */
  static Row of(JsonNode object) {
    return new Row() {
      @Override
      public String text(String field) {
        JsonNode value = object.path(field);
        return value.isNull() ? "" : value.asText();
      }

      @Override
      public void see(FieldCensus census) {
        object.fieldNames().forEachRemaining(census::see);
      }
    };
  }

  /** Returns a row without any value. */
  static Row empty() {
    return of(Map.of(), List.of());
  }

  /** Returns which column has which name; of columns with the same name it is the last. */
  static Map<String, Integer> columns(List<String> header) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      columns.put(header.get(i), i);
    }
    return columns;
  }

  /** Returns the row of some cells below columns. */
  static Row of(Map<String, Integer> columns, List<String> cells) {
    return new Row() {
      @Override
      public String text(String field) {
        Integer column = columns.get(field);
        return column == null ? "" : cells.get(column);
      }

      @Override
      public void see(FieldCensus census) {
        columns.keySet().forEach(census::see);
      }
    };
  }
}
