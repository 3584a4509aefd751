/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

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
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Calls Polygon: with the key in a header, from page to page on the configured server only, with
 * its ways of saying no told apart. May be used by several threads.
 */
final class PolygonCalls implements AutoCloseable {

  static final String KEY = "POLYGON_API_KEY";

  private static final int MOST_PAGES = 1000;
  private static final int LONGEST_WORDS = 200;

  private final ProviderAccess access;
  private final HttpCaller caller;

  PolygonCalls(ProviderAccess access) {
    this.access = access;
    HttpCaller.Builder builder =
        access.caller("polygon").secretParameters(Set.of("apiKey")).failures(PolygonCalls::mayPass);
    access
        .secrets()
        .find(KEY)
        .ifPresent(key -> builder.secretHeader("Authorization", "Bearer " + key.reveal()));
    caller = builder.build();
  }

  /** Returns whether a status is one that the provider's own client tries again. */
  private static boolean mayPass(int status) {
    return status == 408 || status == 413 || status == 429 || status == 499 || status >= 500;
  }

  /** One answer that is a JSON object. */
  record Page(JsonNode root, Instant receivedAt) {

    boolean isDelayed() {
      return root.path("status").asText().equals("DELAYED");
    }

    /** Returns the rows; an answer without them has none. */
    JsonNode rows() {
      JsonNode rows = root.path("results");
      if (!(rows.isMissingNode() || rows.isNull() || rows.isArray())) {
        throw new ProviderException(
            Reason.SCHEMA_CHANGED, "polygon's results are no list any more but " + kind(rows));
      }
      return rows;
    }

    /** Returns the only row. */
    JsonNode row() {
      JsonNode row = root.path("results");
      if (!row.isObject()) {
        throw new ProviderException(
            Reason.SCHEMA_CHANGED, "polygon's results are no object any more but " + kind(row));
      }
      return row;
    }

    private static String kind(JsonNode node) {
      return String.valueOf(node.getNodeType());
    }
  }

  Page get(String path, Map<String, String> query) {
    return get(uri(path, query(query)));
  }

  /** Reads page after page until there is none or the reader has enough. */
  void pages(String path, Map<String, String> query, Predicate<Page> wantsMore) {
    if (!tryPages(path, query, wantsMore)) {
      throw new ProviderException(
          Reason.BAD_DATA, "polygon pages in a circle: it sent the same page again for its next");
    }
  }

  /**
   * Reads pages as {@link #pages(String, Map, Predicate)} does, or up to the one that came again in
   * place of the next, as from a server that knows one page only. Returns whether all were read.
   */
  boolean tryPages(String path, Map<String, String> query, Predicate<Page> wantsMore) {
    PageTrail trail = new PageTrail("polygon", MOST_PAGES);
    JsonNode last = MissingNode.getInstance();
    Optional<URI> next = Optional.of(uri(path, query(query)));
    while (next.isPresent()) {
      trail.follow(String.valueOf(next.get().getRawSchemeSpecificPart()));
      Page page = get(next.get());
      if (page.root().equals(last)) {
        return false;
      }
      last = page.root();
      next = wantsMore.test(page) ? next(page) : Optional.empty();
    }
    return true;
  }

  /** Returns whether there is a ticker, if Polygon says so. */
  boolean knows(String path, Map<String, String> query) {
    try {
      get(path, query);
      return true;
    } catch (ProviderException e) {
      if (e.reason() == Reason.UNKNOWN_SYMBOL) {
        return false;
      }
      if (e.reason() == Reason.NOT_ENTITLED) {
        return true; // not told
      }
      throw e;
    }
  }

  HttpUsage usage() {
    return caller.usage();
  }

  @Override
  public void close() {
    caller.close();
  }

  static boolean hasNext(Page page) {
    return JsonFields.text(page.root(), "next_url").isPresent();
  }

  private Page get(URI uri) {
    HttpAnswer answer = caller.get(uri);
    if (answer.status() != 200) {
      throw refused(answer);
    }
    JsonNode root = JsonBody.read("polygon", answer);
    if (!root.isObject()) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED, "polygon's answer is no object any more but " + Page.kind(root));
    }
    Optional<Reason> failed =
        switch (root.path("status").asText()) {
          case "ERROR" -> Optional.of(Reason.BAD_REQUEST);
          case "NOT_AUTHORIZED", "NOT_ENTITLED" -> Optional.of(Reason.NOT_ENTITLED);
          case "NOT_FOUND" -> Optional.of(Reason.UNKNOWN_SYMBOL);
          default -> Optional.empty();
        };
    if (failed.isPresent()) {
      throw new ProviderException(failed.get(), "polygon says no" + words(root));
    }
    return new Page(root, answer.receivedAt());
  }

  private ProviderException refused(HttpAnswer answer) {
    Reason reason =
        switch (answer.status()) {
          case 401, 402, 403 -> Reason.NOT_ENTITLED;
          case 404 -> Reason.UNKNOWN_SYMBOL;
          default -> Reason.BAD_REQUEST;
        };
    String said = "";
    try {
      said = words(JsonBody.read("polygon", answer));
    } catch (ProviderException e) {
      said = ""; // a refusal need not be JSON
    }
    return new ProviderException(reason, "polygon answered " + answer.status() + said);
  }

  private String words(JsonNode root) {
    JsonNode message = root.path(root.has("message") ? "message" : "error");
    String text = caller.redact(message.asText());
    String shown = text.length() > LONGEST_WORDS ? text.substring(0, LONGEST_WORDS) + "…" : text;
    return shown.isEmpty() ? "" : ": " + shown;
  }

  /** Returns the next page's address: a link's path and query, on the configured server. */
  private Optional<URI> next(Page page) {
    Optional<String> link = JsonFields.text(page.root(), "next_url");
    if (link.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(access.follow(link.get()));
    } catch (IllegalArgumentException e) {
      throw badLink(link.get(), e);
    }
  }

  private ProviderException badLink(String link, IllegalArgumentException cause) {
    String shown = link.length() > LONGEST_WORDS ? link.substring(0, LONGEST_WORDS) + "…" : link;
    return new ProviderException(
        Reason.BAD_DATA, "next_url must be an address with a path: " + caller.redact(shown), cause);
  }

  private URI uri(String path, String rawQuery) {
    return access.resolve(path + (rawQuery.isEmpty() ? "" : "?" + rawQuery));
  }

  private static String query(Map<String, String> query) {
    return query.entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
