/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as the formats of this package use it. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads an object that says to be of a format and version. */
  static JsonNode read(byte[] json, String format) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON, but should be " + format, e);
    }
    if (!format.equals(root.path("format").asText())) {
      throw new IllegalArgumentException(
          "format must be " + format + ": " + root.path("format").asText());
    }
    return root;
  }

  /** Returns numbers; {@code null} for {@code NaN}, a word for infinities. */
  static ArrayNode numbers(double[] values) {
    ArrayNode array = array();
    for (double value : values) {
      if (Double.isNaN(value)) {
        array.addNull();
      } else if (Double.isInfinite(value)) {
        array.add(Double.toString(value));
      } else {
        array.add(value);
      }
    }
    return array;
  }

  static double[] numbers(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(array.get(i));
    }
    return values;
  }

  static double number(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return Double.NaN;
    }
    return node.isTextual() ? Double.parseDouble(node.textValue()) : node.doubleValue();
  }

  static ArrayNode whole(long[] values) {
    ArrayNode array = array();
    for (long value : values) {
      array.add(value);
    }
    return array;
  }

  static long[] whole(JsonNode array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).longValue();
    }
    return values;
  }
}
