/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.util.List;

/** Reads the body of an answer as one JSON document. */
public final class JsonBody {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final int LONGEST_EXCERPT = 60;

  private JsonBody() {}

  /**
   * Returns the document.
   *
   * @param provider name of the provider in messages
   * @param answer its answer
   * @return the outermost value
   * @throws ProviderException {@code BAD_DATA} if the body is a page for people, broken or empty
   */
  public static JsonNode read(String provider, HttpAnswer answer) {
    return read(
        provider,
        answer,
        () -> {
          JsonNode root = MAPPER.readTree(answer.body());
          if (root.isMissingNode()) {
            throw new ProviderException(
                Reason.BAD_DATA, what(provider, answer) + " with an empty body");
          }
          return root;
        });
  }

  /**
   * Returns the documents of a body that holds several, one after the other.
   *
   * @param provider name of the provider in messages
   * @param answer its answer
   * @return the outermost values in their order, none if the body is empty
   * @throws ProviderException {@code BAD_DATA} if the body is a page for people or broken
   */
  public static List<JsonNode> readAll(String provider, HttpAnswer answer) {
    return read(
        provider,
        answer,
        () -> {
          try (MappingIterator<JsonNode> documents =
              MAPPER
                  .readerFor(JsonNode.class)
                  .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                  .readValues(answer.body())) {
            return documents.readAll();
          }
        });
  }

  /**
   * Returns the document in one message of a stream.
   *
   * @param provider name of the provider in messages
   * @param message text of the message
   * @return the outermost value
   * @throws ProviderException {@code BAD_DATA} if it is broken or empty
   */
  public static JsonNode read(String provider, String message) {
    try {
      JsonNode root = MAPPER.readTree(message);
      if (root.isMissingNode()) {
        throw new ProviderException(Reason.BAD_DATA, provider + " sent an empty message");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new ProviderException(
          Reason.BAD_DATA,
          provider
              + " sent broken JSON of "
              + message.length()
              + " characters at "
              + e.getLocation().offsetDescription());
    }
  }

  private static <T> T read(String provider, HttpAnswer answer, Parse<T> parse) {
    if (answer.isHtml()) {
      throw new ProviderException(
          Reason.BAD_DATA,
          what(provider, answer) + " with HTML instead of JSON: '" + excerpt(answer) + "'");
    }
    try {
      return parse.run();
    } catch (JsonProcessingException e) {
      throw new ProviderException(
          Reason.BAD_DATA,
          what(provider, answer)
              + " with broken JSON of "
              + answer.body().length
              + " bytes at "
              + e.getLocation().offsetDescription());
    } catch (IOException e) {
      throw new ProviderException(
          Reason.BAD_DATA, what(provider, answer) + " with unreadable JSON", e);
    }
  }

  private static String what(String provider, HttpAnswer answer) {
    return provider + " answered " + answer.status();
  }

  private static String excerpt(HttpAnswer answer) {
    String text = answer.text().strip().replaceAll("\\s+", " ");
    return text.length() > LONGEST_EXCERPT ? text.substring(0, LONGEST_EXCERPT) + "…" : text;
  }

  /** Reading that may fail. */
  private interface Parse<T> {
    T run() throws IOException;
  }
}
