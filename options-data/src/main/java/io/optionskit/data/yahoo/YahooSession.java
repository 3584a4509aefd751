/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Asks Yahoo and reads what it says about failures. May be used by several threads. */
final class YahooSession implements AutoCloseable {

  /**
   * A JSON answer.
   *
   * @param root its outermost object
   * @param receivedAt when it was there
   */
  record Answer(JsonNode root, Instant receivedAt) {}

  private static final int LONGEST_EXCERPT = 60;

  private final HttpCaller caller;
  private final YahooCrumb crumb;
  private final JsonMapper json =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  YahooSession(HttpCaller caller, YahooSettings settings, ProviderAccess access) {
    this.caller = caller;
    crumb = new YahooCrumb(caller, settings, access);
  }

  /**
   * Returns the answer to an address that needs a crumb, with a fresh crumb if the first is
   * refused.
   */
  Answer getWithCrumb(HttpUrl url) {
    Optional<String> used = crumb.get();
    HttpAnswer answer = caller.get(with(url, used).uri());
    if (answer.status() == 401) {
      answer = caller.get(with(url, crumb.refreshed(used)).uri());
    }
    return read(answer, url);
  }

  /** Returns the answer to an address that needs none, unless it turns out that it does. */
  Answer get(HttpUrl url) {
    HttpAnswer answer = caller.get(url.uri());
    return answer.status() == 401 ? getWithCrumb(url) : read(answer, url);
  }

  /**
   * Returns whether an answer is Yahoo's complaint that nothing traded in a span, or that it has no
   * such facts of a company: an empty result, not a failure.
   */
  static boolean saysNoData(JsonNode root) {
    return description(root, "chart").startsWith("Data doesn't exist")
        || description(root, "quoteSummary").startsWith("No fundamentals data found");
  }

  private static String description(JsonNode root, String envelope) {
    return root.path(envelope).path("error").path("description").asText();
  }

  @Override
  public void close() {
    caller.close();
  }

  private static HttpUrl with(HttpUrl url, Optional<String> crumb) {
    return crumb
        .map(value -> url.newBuilder().addQueryParameter("crumb", value).build())
        .orElse(url);
  }

  private Answer read(HttpAnswer answer, HttpUrl url) {
    String what = "yahoo answered " + answer.status() + " to " + url;
    if (answer.isHtml()) {
      throw new ProviderException(
          answer.status() < 400 ? Reason.BAD_DATA : reasonOf(answer.status()),
          what + " with HTML instead of JSON: '" + excerpt(answer) + "'");
    }
    if (!isObject(answer) && YahooCrumb.isTooManyRequests(answer.text())) {
      throw new ProviderException(Reason.RATE_LIMITED, what + " with 'Too Many Requests'");
    }
    if (answer.status() >= 400 && !looksLikeJson(answer.body())) {
      throw new ProviderException(reasonOf(answer.status()), what + ": '" + excerpt(answer) + "'");
    }
    JsonNode root;
    try {
      root = json.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new ProviderException(
          answer.status() < 400 ? Reason.BAD_DATA : reasonOf(answer.status()),
          what
              + " with broken JSON of "
              + answer.body().length
              + " bytes: "
              + caller.redact(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new ProviderException(Reason.BAD_DATA, what + " with unreadable JSON", e);
    }
    checkError(root, answer.status(), what);
    return new Answer(root, answer.receivedAt());
  }

  /** Returns whether an answer begins as data do, which needs no look at its words. */
  private static boolean isObject(HttpAnswer answer) {
    return answer.body().length > 0 && answer.body()[0] == '{';
  }

  private void checkError(JsonNode root, int status, String what) {
    if (saysNoData(root)) {
      return;
    }
    for (JsonNode envelope : root) {
      JsonNode error = envelope.path("error");
      if (error.isObject()) {
        String code = error.path("code").asText();
        String description = error.path("description").asText();
        throw new ProviderException(
            reasonOf(code, description, status),
            what + ": " + caller.redact(shortened(code + ": " + description, 200)));
      }
    }
    if (status >= 300) {
      throw new ProviderException(reasonOf(status), what + " without saying why");
    }
    if (!root.isObject()) {
      throw new ProviderException(
          Reason.BAD_DATA, what + " with something else than a JSON object: " + root.getNodeType());
    }
  }

  private static Reason reasonOf(String code, String description, int status) {
    String said = (code + " " + description).toLowerCase(Locale.ROOT);
    if (said.contains("not found") || said.contains("no data found") || said.contains("delisted")) {
      return Reason.UNKNOWN_SYMBOL;
    }
    if (said.contains("unauthorized")
        || said.contains("invalid crumb")
        || said.contains("invalid cookie")) {
      return Reason.NOT_ENTITLED;
    }
    if (said.contains("too many requests")) {
      return Reason.RATE_LIMITED;
    }
    if (said.contains("internal")) {
      return Reason.UNAVAILABLE;
    }
    return status < 300 ? Reason.BAD_DATA : reasonOf(status);
  }

  private static Reason reasonOf(int status) {
    return status == 401 || status == 403 || status == 451
        ? Reason.NOT_ENTITLED
        : Reason.BAD_REQUEST;
  }

  private static boolean looksLikeJson(byte[] body) {
    for (byte each : body) {
      if (each > ' ') {
        return each == '{' || each == '[';
      }
    }
    return false;
  }

  private String excerpt(HttpAnswer answer) {
    return caller.redact(shortened(answer.text().strip().replaceAll("\\s+", " "), LONGEST_EXCERPT));
  }

  private static String shortened(String text, int length) {
    return text.length() > length ? text.substring(0, length) + "…" : text;
  }
}
