/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.OptionalDouble;

/**
 * JSON as the commands print it: exact decimals in plain notation, doubles in their shortest form,
 * the same bytes on every Java version and machine.
 */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // The JDK's own text of a double changed with Java 19.
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                  .build())
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private Json() {}

  /**
   * Returns an empty object.
   *
   * @return object to fill
   */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * Returns an object as text.
   *
   * @param object what to print
   * @return indented JSON without a line end behind it
   */
  public static String text(ObjectNode object) {
    try {
      return WRITER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be printed", e);
    }
  }

  /**
   * Returns the shortest decimal that reads back as a double.
   *
   * @param value finite number
   * @return decimal without trailing zeros, the same on every Java version
   */
  public static BigDecimal decimal(double value) {
    return new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
  }

  /** Puts an estimate, or null where there is none. */
  static void put(ObjectNode object, String name, OptionalDouble value) {
    if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
      object.put(name, value.getAsDouble());
    } else {
      object.putNull(name);
    }
  }
}
