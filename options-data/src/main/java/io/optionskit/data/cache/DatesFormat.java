/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** {@code {"format":"dates-1","dates":["2026-03-20",…]}}. */
final class DatesFormat implements ValueFormat<List<LocalDate>> {

  private static final String FORMAT = "dates-1";

  @Override
  public byte[] write(List<LocalDate> value) {
    ObjectNode root = Json.object().put("format", FORMAT);
    ArrayNode dates = root.putArray("dates");
    value.forEach(date -> dates.add(date.toString()));
    return Json.bytes(root);
  }

  @Override
  public List<LocalDate> read(byte[] json) {
    List<LocalDate> dates = new ArrayList<>();
    try {
      for (JsonNode date : Json.read(json, FORMAT).path("dates")) {
        dates.add(LocalDate.parse(date.asText()));
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return List.copyOf(dates);
  }
}
