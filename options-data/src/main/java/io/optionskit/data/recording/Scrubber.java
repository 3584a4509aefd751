/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what is written to disk: those that the caller knows, wherever they stand,
 * and everything that goes by the name of a secret.
 */
final class Scrubber {

  /** Stands in place of a secret. */
  static final String HIDDEN = "***";

  /** Names of parameters, fields and headers, without marks between words. */
  private static final Set<String> SECRET_NAMES =
      Set.of(
          "accesskey",
          "accesstoken",
          "apcaapikeyid",
          "apcaapisecretkey",
          "apikey",
          "apikeyid",
          "apisecret",
          "auth",
          "authorization",
          "authtoken",
          "bearer",
          "clientsecret",
          "crumb",
          "csrftoken",
          "gcrumb",
          "idtoken",
          "key",
          "passwd",
          "password",
          "refreshtoken",
          "secret",
          "secretkey",
          "sessionid",
          "sig",
          "signature",
          "token",
          "userkey",
          "xapikey");

  /** What people write into a recording in place of a secret. */
  private static final Set<String> PLACEHOLDERS =
      Set.of(HIDDEN, "KEY", "CRUMB", "SCRUBBED", "REDACTED", "YOUR_API_KEY", "TOKEN");

  /** Headers of an answer that say something of the data, and to the caller how to go on. */
  private static final Set<String> KEPT_HEADERS =
      Set.of("content-type", "last-modified", "location", "retry-after", "x-warning");

  private static final String NAMES =
      "(?:x[_-])?(?:access[_-]?key|access[_-]?token|api[_-]?key(?:[_-]?id)?|api[_-]?secret"
          + "|auth[_-]?token|authorization|bearer|client[_-]?secret|g?crumb|csrf[_-]?token"
          + "|id[_-]?token|passwd|password|refresh[_-]?token|secret(?:[_-]?key)?|session[_-]?id"
          + "|token|user[_-]?key|apca-api-key-id|apca-api-secret-key|set-cookie|cookie)";

  private static final Pattern IN_JSON =
      Pattern.compile(
          "(\"" + NAMES + "\"\\s*:\\s*\")([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)(?=\")",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_ADDRESS =
      Pattern.compile(
          "((?:[?&]|&amp;|\\\\u0026)" + NAMES + "=)([^&\"'\\s<>\\\\#]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_INPUT =
      Pattern.compile("<input\\b[^>]*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern INPUT_NAME =
      Pattern.compile("\\bname\\s*=\\s*[\"']?" + NAMES + "\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern INPUT_VALUE =
      Pattern.compile("(\\bvalue\\s*=\\s*\")([^\"]*)(?=\")", Pattern.CASE_INSENSITIVE);
  private static final Pattern PARAMETER = Pattern.compile("([^&=?]+)=([^&]*)");
  private static final Pattern SECRET_PAGE =
      Pattern.compile(".*/(?:getcrumb|token|oauth2?/[a-z]+)/?", Pattern.CASE_INSENSITIVE);

  private final UnaryOperator<String> known;

  /**
   * Creates a scrubber.
   *
   * @param known takes the secrets that are known out of a text
   */
  Scrubber(UnaryOperator<String> known) {
    this.known = known;
  }

  /** Returns whether a parameter of that name carries a secret, however it is written. */
  static boolean isSecretName(String name) {
    return SECRET_NAMES.contains(name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", ""));
  }

  /** Returns whether a value only stands for a secret. */
  static boolean isPlaceholder(String value) {
    return PLACEHOLDERS.contains(value);
  }

  /** Returns an address without user, fragment and secrets. */
  String address(URI uri) {
    String query = uri.getRawQuery() == null ? "" : "?" + parameters(uri.getRawQuery());
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return known.apply(uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath() + query);
  }

  /** Returns encoded parameters of a query or a form without secrets. */
  String parameters(String encoded) {
    return known.apply(replaced(PARAMETER, encoded, pair -> isSecretName(pair.group(1)) ? 2 : 0));
  }

  /** Returns the headers of an answer that are kept. */
  Map<String, String> headers(Map<String, String> headers) {
    Map<String, String> kept = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          if (KEPT_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            kept.put(name.toLowerCase(Locale.ROOT), text(value));
          }
        });
    return kept;
  }

  /** Returns a text without secrets. */
  String text(String text) {
    return known.apply(replaced(IN_ADDRESS, replaced(IN_JSON, text, all -> 2), all -> 2));
  }

  /**
   * Returns the body of an answer without secrets; the same array if it has none. Every byte that
   * is no secret stays as it is.
   */
  byte[] body(URI uri, byte[] body) {
    if (SECRET_PAGE.matcher(String.valueOf(uri.getRawPath())).matches() && isWord(body)) {
      byte[] hidden = new byte[body.length];
      Arrays.fill(hidden, (byte) 'x');
      return hidden;
    }
    String bytes = new String(body, StandardCharsets.ISO_8859_1); // one character for each byte
    String scrubbed = known.apply(bytes);
    if (looksLikeText(body)) {
      scrubbed = inputs(text(scrubbed));
    }
    return scrubbed.equals(bytes) ? body : scrubbed.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns bytes without the secrets that are known. */
  byte[] bytes(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return known.apply(text).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Hidden fields of a page carry tokens that nobody knows before the page is read. */
  private static String inputs(String page) {
    return page.indexOf('<') < 0
        ? page
        : IN_INPUT
            .matcher(page)
            .replaceAll(
                input ->
                    Matcher.quoteReplacement(
                        INPUT_NAME.matcher(input.group()).find()
                            ? replaced(INPUT_VALUE, input.group(), all -> 2)
                            : input.group()));
  }

  private interface Choice {
    /** Returns the number of the group to hide, 0 for none. */
    int of(MatchResult match);
  }

  private static String replaced(Pattern pattern, String text, Choice choice) {
    return pattern
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    choice.of(match) == 0 ? match.group() : match.group(1) + hidden(match)));
  }

  private static String hidden(MatchResult match) {
    String before = match.group().substring(match.group(1).length());
    String between = before.substring(0, before.length() - match.group(2).length());
    return between + (match.group(2).isEmpty() ? "" : HIDDEN);
  }

  private static boolean looksLikeText(byte[] body) {
    int most = Math.min(body.length, 512);
    for (int i = 0; i < most; i++) {
      if (body[i] >= 0 && body[i] < ' ' && body[i] != '\n' && body[i] != '\r' && body[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a body is one word, not an object, a page or a sentence. */
  private static boolean isWord(byte[] body) {
    if (body.length == 0 || body.length > 512) {
      return false;
    }
    String text = new String(body, StandardCharsets.ISO_8859_1).strip();
    return text.chars().noneMatch(c -> c <= ' ' || c == '{' || c == '<');
  }
}
