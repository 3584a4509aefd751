/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.http.PageTrail;
import io.optionskit.data.json.JsonBody;
import io.optionskit.data.json.JsonFields;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Calls Alpaca with the keys in headers, page after page. May be used by several threads. */
final class AlpacaCalls implements AutoCloseable {

  static final String KEY = "ALPACA_API_KEY";
  static final String SECRET = "ALPACA_API_SECRET";

  private static final int MOST_PAGES = 1000;
  private static final int LONGEST_WORDS = 200;

  private final ProviderAccess access;
  private final HttpCaller caller;

  AlpacaCalls(ProviderAccess access) {
    this.access = access;
    HttpCaller.Builder builder = access.caller("alpaca");
    access
        .secrets()
        .find(KEY)
        .ifPresent(key -> builder.secretHeader("APCA-API-KEY-ID", key.reveal()));
    access
        .secrets()
        .find(SECRET)
        .ifPresent(key -> builder.secretHeader("APCA-API-SECRET-KEY", key.reveal()));
    caller = builder.build();
  }

  /** One answer that is a JSON object. */
  record Page(JsonNode root, Instant receivedAt) {

    /** Returns a part that every such answer has; null in place of it means that it is empty. */
    JsonNode part(String name) {
      JsonNode part = root.path(name);
      if (part.isMissingNode() || (part.isValueNode() && !part.isNull())) {
        throw new ProviderException(
            Reason.SCHEMA_CHANGED, "alpaca's answer has no " + name + " any more");
      }
      String currency = root.path("currency").asText("USD");
      if (!currency.equals("USD")) {
        throw new ProviderException(
            Reason.BAD_DATA, "alpaca's prices must be in USD and not in " + currency);
      }
      return part;
    }

    boolean hasNext() {
      return JsonFields.text(root, "next_page_token").isPresent();
    }
  }

  Page get(String path, Map<String, String> query) {
    URI uri = uri(path, query);
    HttpAnswer answer = caller.get(uri);
    if (answer.status() != 200) {
      throw refused(answer);
    }
    JsonNode root = JsonBody.read("alpaca", answer);
    if (!root.isObject()) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED, "alpaca's answer is no object any more but " + root.getNodeType());
    }
    return new Page(root, answer.receivedAt());
  }

  /**
   * Reads page after page until there is no token or the reader has enough; a page can be empty and
   * still have one.
   */
  void pages(String path, Map<String, String> query, Predicate<Page> wantsMore) {
    if (!tryPages(path, query, wantsMore)) {
      throw new ProviderException(
          Reason.BAD_DATA, "alpaca pages in a circle: it sent the same page again for its next");
    }
  }

  /**
   * Reads pages as {@link #pages} does, or up to the one that came again in place of the next, as
   * from a server that knows one page only. Returns whether all were read.
   */
  boolean tryPages(String path, Map<String, String> query, Predicate<Page> wantsMore) {
    PageTrail trail = new PageTrail("alpaca", MOST_PAGES);
    Map<String, String> asked = new TreeMap<>(query);
    Optional<String> token = Optional.of("");
    JsonNode last = MissingNode.getInstance();
    while (token.isPresent()) {
      trail.follow(token.get());
      Page page = get(path, asked);
      if (page.root().equals(last)) {
        return false;
      }
      last = page.root();
      token =
          wantsMore.test(page) ? JsonFields.text(page.root(), "next_page_token") : Optional.empty();
      token.ifPresent(text -> asked.put("page_token", text));
    }
    return true;
  }

  HttpUsage usage() {
    return caller.usage();
  }

  @Override
  public void close() {
    caller.close();
  }

  private ProviderException refused(HttpAnswer answer) {
    String said = "";
    try {
      said = caller.redact(JsonBody.read("alpaca", answer).path("message").asText());
    } catch (ProviderException e) {
      said = ""; // a refusal need not be JSON
    }
    Reason reason =
        switch (answer.status()) {
          case 401, 402, 403 -> Reason.NOT_ENTITLED;
          case 404 -> Reason.UNKNOWN_SYMBOL;
          case 408 -> Reason.UNAVAILABLE;
          default -> said.contains("invalid symbol") ? Reason.UNKNOWN_SYMBOL : Reason.BAD_REQUEST;
        };
    String shown = said.length() > LONGEST_WORDS ? said.substring(0, LONGEST_WORDS) + "…" : said;
    return new ProviderException(
        reason, "alpaca answered " + answer.status() + (shown.isEmpty() ? "" : ": " + shown));
  }

  private URI uri(String path, Map<String, String> query) {
    String encoded =
        query.entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    return access.resolve(path + (encoded.isEmpty() ? "" : "?" + encoded));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
