/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.optionskit.data.csv.CsvBody;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.json.JsonBody;
import io.optionskit.data.json.JsonFields;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.util.ArrayList;
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
  private static final JsonNode NONE = JsonNodeFactory.instance.objectNode();

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
    ThetaColumns columns = ThetaColumns.of(body.header());
    List<ThetaRow> rows = new ArrayList<>(body.rows().size());
    for (List<String> cells : body.rows()) {
      rows.add(
          cells.size() == body.header().size()
              ? columns.row(cells.toArray())
              : misfit(cells.size(), body.header().size(), cells.toString()));
    }
    return new ThetaTable(rows, Optional.empty());
  }

  private static ThetaRow misfit(int cells, int columns, String shown) {
    return ThetaRow.broken("row has " + cells + " cells under " + columns + " columns: " + shown);
  }

  /** Collects the rows of a JSON body. */
  private static final class Json {

    private final List<ThetaRow> rows = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Object> cells = new ArrayList<>();
    private Optional<String> nextPage = Optional.empty();
    private ThetaColumns columns = ThetaColumns.of(List.of());

    ThetaTable read(List<JsonNode> documents) {
      for (JsonNode document : documents) {
        if (document.isArray()) {
          document.forEach(element -> element(element, List.of()));
        } else if (document.has("response") || document.has("header")) {
          envelope(document);
        } else {
          flat(document, NONE);
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
        flat(response, NONE);
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
        for (JsonNode row : inner) {
          values(row, format, contract);
        }
      } else {
        values(element, format, NONE);
      }
    }

    /** Adds a row about a contract, which may be an object without fields. */
    private void values(JsonNode row, List<String> format, JsonNode contract) {
      if (row.isObject()) {
        flat(row, contract);
        return;
      }
      int count = row.isArray() ? row.size() : 1;
      if (count != format.size()) {
        rows.add(misfit(count, format.size(), JsonFields.shown(row)));
        return;
      }
      begin(contract);
      for (int i = 0; i < count; i++) {
        add(format.get(i), row.isArray() ? row.path(i) : row);
      }
      end();
    }

    /** Adds an object as a row, or as columns if all of its values are lists. */
    private void flat(JsonNode object, JsonNode contract) {
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
      for (int i = 0; i < (isColumns ? longest : 1); i++) {
        begin(contract);
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          add(field.getKey(), isColumns ? field.getValue().path(i) : field.getValue());
        }
        end();
      }
    }

    private void begin(JsonNode contract) {
      names.clear();
      cells.clear();
      for (Map.Entry<String, JsonNode> field : contract.properties()) {
        add(field.getKey(), field.getValue());
      }
    }

    private void add(String name, JsonNode value) {
      names.add(name);
      cells.add(cell(value));
    }

    /** Most rows have the columns of the row before. */
    private void end() {
      if (!names.equals(columns.sent())) {
        columns = ThetaColumns.of(names);
      }
      rows.add(columns.row(cells.toArray()));
    }

    private static boolean sameLengths(JsonNode object, int length) {
      for (JsonNode value : object) {
        if (value.size() != length) {
          return false;
        }
      }
      return true;
    }

    private static Object cell(JsonNode node) {
      if (node.isNumber()) {
        return node;
      }
      if (node.isNull() || node.isMissingNode()) {
        return "";
      }
      return node.isValueNode() ? node.asText() : node.toString();
    }
  }
}
