/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.data.internal.BoundedDecimal;
import io.optionskit.data.internal.PlainText;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Reads fields of a JSON object in which any may be missing or null, and numbers may be sent as
 * text.
 */
public final class JsonFields {

  private static final int LONGEST_SHOWN = 60;

  private JsonFields() {}

  /**
   * Returns a number.
   *
   * @param parent the object
   * @param field name of the field
   * @return its value, {@code NaN} if it is missing, null or an empty text
   * @throws ProviderException {@code BAD_DATA} if it is anything else than a finite number
   */
  public static double number(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    boolean isNumber = node.isNumber();
    if (!isNumber && isAbsent(node)) {
      return Double.NaN;
    }
    double value = isNumber ? node.doubleValue() : parsed(node, field);
    if (!Double.isFinite(value)) {
      throw new ProviderException(
          Reason.BAD_DATA, field + " must be a finite number: " + shown(node));
    }
    return value;
  }

  /**
   * Returns a number of which 0 stands for none, such as a price.
   *
   * @param parent the object
   * @param field name of the field
   * @return its value, {@code NaN} if it is missing, null, an empty text or 0
   * @throws ProviderException {@code BAD_DATA} if it is anything else than a finite number
   */
  public static double numberOrNone(JsonNode parent, String field) {
    double value = number(parent, field);
    return value == 0 ? Double.NaN : value;
  }

  /**
   * Returns an exact number.
   *
   * @param parent the object
   * @param field name of the field
   * @return its value, empty if it is missing, null or an empty text
   * @throws ProviderException {@code BAD_DATA} if it is anything else than a number of at most 40
   *     digits before and behind the point
   */
  public static Optional<BigDecimal> decimal(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    if (isAbsent(node)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          node.isNumber()
              ? BoundedDecimal.checked(node.decimalValue())
              : BoundedDecimal.parse(node.textValue().strip()));
    } catch (NumberFormatException | NullPointerException e) {
      throw new ProviderException(Reason.BAD_DATA, field + " must be a number: " + shown(node), e);
    }
  }

  /**
   * Returns a text.
   *
   * @param parent the object
   * @param field name of the field
   * @return its value, empty if it is missing, null or blank
   * @throws ProviderException {@code BAD_DATA} if it is anything else than a text
   */
  public static Optional<String> text(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    if (isAbsent(node)) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw new ProviderException(Reason.BAD_DATA, field + " must be a text: " + shown(node));
    }
    return Optional.of(node.textValue());
  }

  /**
   * Returns a piece of a document for messages.
   *
   * @param node any value
   * @return its text, cut to 60 characters
   */
  public static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode()
        || node.isNull()
        || (node.isTextual() && node.textValue().isBlank());
  }

  private static double parsed(JsonNode node, String field) {
    try {
      return PlainText.number(node.textValue().strip());
    } catch (NumberFormatException | NullPointerException e) {
      throw new ProviderException(Reason.BAD_DATA, field + " must be a number: " + shown(node), e);
    }
  }
}
