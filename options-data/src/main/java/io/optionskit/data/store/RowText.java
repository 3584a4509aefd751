/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.optionskit.data.store.Dialect.Json;
import io.optionskit.data.store.Dialect.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values of columns as text: to keep them in a file, and to compare them between databases. */
final class RowText {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private RowText() {}

  /** Returns a value as text that says all of it. */
  static @Nullable String of(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Price price) {
      return price.rounded().toPlainString();
    }
    if (value instanceof BigDecimal amount) {
      return amount.toPlainString();
    }
    if (value instanceof Instant instant) {
      return StoreText.of(instant);
    }
    return value instanceof Json json ? json.text() : value.toString();
  }

  /** Returns the value that a text stands for. */
  static @Nullable Object parse(Table.Kind kind, @Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (kind) {
      case TEXT -> text;
      case WHOLE -> Long.valueOf(text);
      case REAL -> Double.valueOf(text);
      case PRICE -> new Price(Double.parseDouble(text));
      case MONEY, EXACT -> new BigDecimal(text);
      case TIME -> StoreText.instant(text);
      case DATE -> LocalDate.parse(text);
      case JSON -> new Json(text);
      case FLAG -> Boolean.valueOf(text);
    };
  }

  /** Returns a value as the text that is the same from every database. */
  static @Nullable String comparable(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return StoreText.of(instant.truncatedTo(ChronoUnit.MICROS));
    }
    if (value instanceof Price price) {
      return plain(price.rounded());
    }
    if (value instanceof BigDecimal amount) {
      return plain(amount);
    }
    if (value instanceof Double number) {
      return Double.toString(number + 0.0); // no negative zero
    }
    return value instanceof Json json ? sorted(json.text()) : of(value);
  }

  /** Returns a value of a column as it is after any database kept it. */
  static @Nullable Object kept(Table.Kind kind, @Nullable Object value) {
    return kind == Table.Kind.MONEY && value instanceof BigDecimal amount
        ? amount.setScale(Dialect.DECIMALS, RoundingMode.HALF_EVEN)
        : value;
  }

  private static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  private static String sorted(String json) {
    try {
      StringBuilder text = new StringBuilder();
      append(text, MAPPER.readTree(json));
      return text.toString();
    } catch (JsonProcessingException e) {
      throw new StoreException("a column of JSON holds no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void append(StringBuilder text, JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
      text.append('{');
      fields.forEach(
          (name, value) -> {
            text.append(MAPPER.getNodeFactory().textNode(name)).append(':');
            append(text, value);
            text.append(',');
          });
      text.append('}');
    } else if (node.isArray()) {
      text.append('[');
      node.forEach(
          value -> {
            append(text, value);
            text.append(',');
          });
      text.append(']');
    } else {
      text.append(node.isNumber() ? plain(node.decimalValue()) : node.toString());
    }
  }
}
