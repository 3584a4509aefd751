/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.util.Locale;
import java.util.Optional;

/** What Databento's error answers mean. They come in three shapes of JSON, and as text. */
final class DatabentoErrors {

  private static final int LONGEST = 400;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What an error body says: a name of the case, which may be empty, and words for people. */
  private record Said(String name, String words) {}

  private DatabentoErrors() {}

  static ProviderException of(String request, HttpAnswer answer, Optional<DatabentoKey> key) {
    int status = answer.status();
    Said said = read(redacted(answer.text(), key)); // before anything is cut off

    StringBuilder message = new StringBuilder("databento answered ").append(status);
    message.append(" to ").append(request);
    if (!said.name.isEmpty()) {
      message.append(", ").append(said.name);
    }
    if (!said.words.isEmpty()) {
      message.append(": ").append(said.words);
    }
    answer
        .header("request-id")
        .ifPresent(id -> message.append(" (request ").append(shortened(id)).append(')'));
    String shown = redacted(message.toString(), key);
    return answer.retryAfter().isZero()
        ? new ProviderException(reason(status, said), shown)
        : new ProviderException(
            reason(status, said), shown, answer.receivedAt().plus(answer.retryAfter()));
  }

  private static String redacted(String text, Optional<DatabentoKey> key) {
    return key.map(own -> own.redact(text)).orElse(text);
  }

  /**
   * Returns a text of the server as it may be shown: in one line, not too long, without the key.
   */
  static String shown(String text, DatabentoKey key) {
    return shortened(key.redact(text));
  }

  private static Reason reason(int status, Said said) {
    String name = said.name.toLowerCase(Locale.ROOT);
    if (status == 429) {
      return Reason.RATE_LIMITED;
    }
    if (status == 408 || status >= 500) {
      return Reason.UNAVAILABLE;
    }
    if (status == 401
        || status == 402
        || status == 403
        || name.contains("license")
        || name.contains("unauthorized")
        || name.contains("entitle")
        || name.contains("subscription")) {
      return Reason.NOT_ENTITLED;
    }
    return name.contains("symbol") ? Reason.UNKNOWN_SYMBOL : Reason.BAD_REQUEST;
  }

  private static Said read(String body) {
    JsonNode detail;
    try {
      detail = JSON.readTree(body).path("detail");
    } catch (JsonProcessingException e) {
      return new Said("", body.stripLeading().startsWith("<") ? "a page" : shortened(body));
    }
    if (detail.isTextual()) {
      return new Said("", shortened(detail.textValue()));
    }
    if (detail.isObject()) {
      return new Said(
          shortened(detail.path("case").asText()), shortened(detail.path("message").asText()));
    }
    if (detail.isArray()) {
      return new Said("", shortened(fields(detail)));
    }
    return new Said("", shortened(body));
  }

  /** Turns a list of wrong fields into one line. */
  private static String fields(JsonNode list) {
    StringBuilder text = new StringBuilder();
    for (JsonNode each : list) {
      text.append(text.isEmpty() ? "" : "; ");
      StringBuilder place = new StringBuilder();
      for (JsonNode part : each.path("loc")) {
        place.append(place.isEmpty() ? "" : ".").append(part.asText());
      }
      text.append(place).append(": ").append(each.path("msg").asText());
    }
    return text.toString();
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
