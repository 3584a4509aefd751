/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.data.csv.CsvBody;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.json.JsonBody;
import io.optionskit.data.json.JsonFields;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of an answer of the Terminal. Its shape depends on the version, the format asked for and
 * the age of the account: CSV; one JSON object per line; JSON grouped by contract, of flat rows, or
 * of columns; and version 2's header of names over rows, for one contract or for many. What the
 * body is, not what was asked for, decides how it is read.
 *
 * @param rows the rows, some of which may be broken
 * @param nextPage address of the next page, as the Terminal tells it
 */
record ThetaTable(List<ThetaRow> rows, Optional<String> nextPage) {

  private static final String PROVIDER = "thetadata";

  static ThetaTable read(HttpAnswer answer) {
    return switch (firstByte(answer.body())) {
      case '{', '[' -> new Json().read(JsonBody.readAll(PROVIDER, answer));
      default -> csv(CsvBody.read(PROVIDER, answer));
    };
  }

  private static byte firstByte(byte[] body) {
    for (byte b : body) {
      if (b > ' ') {
        return b;
      }
    }
    return 0;
  }

  private static ThetaTable csv(CsvBody body) {
    if (!body.header().stream().allMatch(name -> name.matches("[A-Za-z][A-Za-z0-9_]{0,63}"))) {
      throw new ProviderException(
          Reason.BAD_DATA,
          "thetadata's table has "
              + body.header().size()
              + " columns whose names are none; names have letters, digits and underscores");
    }
    List<ThetaRow> rows = new ArrayList<>(body.rows().size());
    for (List<String> cells : body.rows()) {
      rows.add(row(body.header(), cells));
    }
    return new ThetaTable(rows, Optional.empty());
  }

  private static ThetaRow row(List<String> columns, List<String> cells) {
    if (columns.size() != cells.size()) {
      return ThetaRow.broken(
          "row has " + cells.size() + " cells under " + columns.size() + " columns: " + cells);
    }
    Map<String, String> byColumn = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      byColumn.put(columns.get(i), cells.get(i));
    }
    return ThetaRow.of(byColumn);
  }

  /** Collects the rows of a JSON body. */
  private static final class Json {

    private final List<ThetaRow> rows = new ArrayList<>();
    private Optional<String> nextPage = Optional.empty();

    ThetaTable read(List<JsonNode> documents) {
      for (JsonNode document : documents) {
        if (document.isArray()) {
          document.forEach(element -> element(element, List.of()));
        } else if (document.has("response") || document.has("header")) {
          envelope(document);
        } else {
          flat(document, Map.of());
        }
      }
      return new ThetaTable(rows, nextPage);
    }

    private void envelope(JsonNode document) {
      JsonNode header = document.path("header");
      String error = header.path("error_type").asText("null");
      if (!error.equals("null") && !error.equals("NO_DATA")) {
        throw new ProviderException(
            Reason.BAD_DATA,
            "thetadata answered " + error + ": " + JsonFields.shown(header.path("error_msg")));
      }
      nextPage =
          Optional.ofNullable(header.path("next_page").textValue())
              .filter(next -> !next.isBlank() && !next.equals("null"));
      List<String> format = new ArrayList<>();
      header.path("format").forEach(name -> format.add(name.asText()));
      JsonNode response = document.path("response");
      if (response.isObject()) {
        flat(response, Map.of());
      } else if (response.isArray()) {
        response.forEach(element -> element(element, format));
      } else if (!error.equals("NO_DATA")) {
        throw new ProviderException(
            Reason.SCHEMA_CHANGED,
            "thetadata's response must be a list: " + JsonFields.shown(response));
      }
    }

    private void element(JsonNode element, List<String> format) {
      JsonNode contract = element.path("contract");
      JsonNode inner = element.has("ticks") ? element.path("ticks") : element.path("data");
      if (element.isObject() && contract.isObject() && inner.isArray()) {
        Map<String, String> identity = cells(contract);
        for (JsonNode row : inner) {
          values(row, format, identity);
        }
      } else {
        values(element, format, Map.of());
      }
    }

    private void values(JsonNode row, List<String> format, Map<String, String> identity) {
      if (row.isObject()) {
        flat(row, identity);
        return;
      }
      List<String> cells = new ArrayList<>();
      if (row.isArray()) {
        row.forEach(cell -> cells.add(text(cell)));
      } else {
        cells.add(text(row));
      }
      if (cells.size() != format.size()) {
        rows.add(
            ThetaRow.broken(
                "row has "
                    + cells.size()
                    + " cells under "
                    + format.size()
                    + " columns: "
                    + JsonFields.shown(row)));
        return;
      }
      Map<String, String> byColumn = new LinkedHashMap<>(identity);
      for (int i = 0; i < format.size(); i++) {
        byColumn.put(format.get(i), cells.get(i));
      }
      rows.add(ThetaRow.of(byColumn));
    }

    /** Adds an object as a row, or as columns if all of its values are lists. */
    private void flat(JsonNode object, Map<String, String> identity) {
      if (!object.isObject()) {
        rows.add(ThetaRow.broken("row must be an object: " + JsonFields.shown(object)));
        return;
      }
      boolean isColumns = !object.isEmpty();
      int longest = 0;
      for (JsonNode value : object) {
        isColumns &= value.isArray();
        longest = Math.max(longest, value.size());
      }
      if (isColumns && !sameLengths(object, longest)) {
        throw new ProviderException(
            Reason.BAD_DATA, "thetadata's columns differ in length; the longest has " + longest);
      }
      if (!isColumns) {
        Map<String, String> row = new LinkedHashMap<>(identity);
        row.putAll(cells(object));
        rows.add(ThetaRow.of(row));
        return;
      }
      for (int i = 0; i < longest; i++) {
        Map<String, String> row = new LinkedHashMap<>(identity);
        int index = i;
        object
            .properties()
            .forEach(column -> row.put(column.getKey(), text(column.getValue().path(index))));
        rows.add(ThetaRow.of(row));
      }
    }

    private static boolean sameLengths(JsonNode object, int length) {
      for (JsonNode value : object) {
        if (value.size() != length) {
          return false;
        }
      }
      return true;
    }

    private static Map<String, String> cells(JsonNode object) {
      Map<String, String> cells = new LinkedHashMap<>();
      object.properties().forEach(field -> cells.put(field.getKey(), text(field.getValue())));
      return cells;
    }

    private static String text(JsonNode node) {
      if (node.isNull() || node.isMissingNode()) {
        return "";
      }
      return node.isValueNode() ? node.asText() : node.toString();
    }
  }
}
