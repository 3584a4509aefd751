/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;

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
    String what = provider + " answered " + answer.status();
    if (answer.isHtml()) {
      throw new ProviderException(
          Reason.BAD_DATA, what + " with HTML instead of JSON: '" + excerpt(answer) + "'");
    }
    try {
      JsonNode root = MAPPER.readTree(answer.body());
      if (root.isMissingNode()) {
        throw new ProviderException(Reason.BAD_DATA, what + " with an empty body");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new ProviderException(
          Reason.BAD_DATA,
          what
              + " with broken JSON of "
              + answer.body().length
              + " bytes at "
              + e.getLocation().offsetDescription());
    } catch (IOException e) {
      throw new ProviderException(Reason.BAD_DATA, what + " with unreadable JSON", e);
    }
  }

  private static String excerpt(HttpAnswer answer) {
    String text = answer.text().strip().replaceAll("\\s+", " ");
    return text.length() > LONGEST_EXCERPT ? text.substring(0, LONGEST_EXCERPT) + "…" : text;
  }
}
