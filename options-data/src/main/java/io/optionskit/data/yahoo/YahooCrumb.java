/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The word that Yahoo wants to hear with each request, and the cookie it belongs to.
 *
 * <p>A server that has no address for crumbs (status 404) is asked without one. One that gives none
 * because it has had too many calls is left alone for a while, longer each time it says so again;
 * what needs no crumb can still be asked meanwhile.
 */
final class YahooCrumb {

  private static final Pattern CRUMB = Pattern.compile("[!-~]{1,64}");
  private static final Duration SHORTEST_REST = Duration.ofMinutes(1);
  private static final Duration LONGEST_REST = Duration.ofHours(1);
  private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\b(name|value)\\s*=\\s*\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

  private final HttpCaller caller;
  private final YahooSettings settings;
  private final ProviderAccess access;
  private boolean asked;
  private Optional<String> crumb = Optional.empty();
  private Duration rest = SHORTEST_REST;
  private Instant notBefore = Instant.MIN;
  private String said = "";

  YahooCrumb(HttpCaller caller, YahooSettings settings, ProviderAccess access) {
    this.caller = caller;
    this.settings = settings;
    this.access = access;
  }

  /** Returns the crumb, asking for it if that was not done yet; empty if the server has none. */
  synchronized Optional<String> get() {
    if (!asked) {
      if (access.clock().instant().isBefore(notBefore)) {
        throw limited();
      }
      crumb = askOrRest();
      asked = true;
      rest = SHORTEST_REST;
    }
    return crumb;
  }

  /**
   * Returns another crumb than one that was refused; a thread that comes second gets what the first
   * has asked for.
   */
  synchronized Optional<String> refreshed(Optional<String> refused) {
    if (crumb.equals(refused)) {
      asked = false;
      caller.clearCookies();
    }
    return get();
  }

  static boolean isTooManyRequests(String body) {
    return body.strip().toLowerCase(Locale.ROOT).startsWith("too many requests");
  }

  private Optional<String> askOrRest() {
    try {
      return ask();
    } catch (ProviderException e) {
      if (e.reason() != Reason.RATE_LIMITED) {
        throw e;
      }
      notBefore = e.retryAt().orElseGet(() -> access.clock().instant().plus(rest));
      rest = rest.compareTo(LONGEST_REST) < 0 ? rest.multipliedBy(2) : rest;
      said = String.valueOf(e.getMessage());
      ProviderException limited = limited();
      limited.initCause(e);
      throw limited;
    }
  }

  private ProviderException limited() {
    return new ProviderException(
        Reason.RATE_LIMITED,
        "yahoo gives no crumb and is not asked for one again before " + notBefore + ": " + said,
        notBefore);
  }

  private Optional<String> ask() {
    HttpAnswer cookie = caller.tryGet(settings.cookieUrl()); // Yahoo sets it with status 404 or 502
    if (asksForConsent(cookie)) {
      checkConsentIsAllowed();
      consent(cookie);
      return read(askCrumb());
    }
    HttpAnswer answer = askCrumb();
    if ((answer.status() == 200 && answer.body().length == 0) || asksForConsent(answer)) {
      checkConsentIsAllowed();
      consent(caller.get(settings.consentUrl()));
      answer = askCrumb();
    }
    return read(answer);
  }

  private HttpAnswer askCrumb() {
    return caller.get(access.resolve("/v1/test/getcrumb"));
  }

  private Optional<String> read(HttpAnswer answer) {
    String text = answer.text().strip();
    if (answer.status() == 404) {
      return Optional.empty();
    }
    if (isTooManyRequests(text)) {
      throw new ProviderException(
          Reason.RATE_LIMITED, "yahoo says 'Too Many Requests' in place of a crumb");
    }
    if (answer.status() == 401 || answer.status() == 403) {
      throw new ProviderException(
          Reason.NOT_ENTITLED,
          "yahoo gives no crumb: status "
              + answer.status()
              + ", it does not take the cookie of "
              + settings.cookieUrl());
    }
    if (answer.isHtml()) {
      throw new ProviderException(
          Reason.BAD_DATA, "yahoo gives no crumb: it sent an HTML page instead");
    }
    if (answer.status() != 200 || !CRUMB.matcher(text).matches()) {
      throw new ProviderException(
          Reason.BAD_DATA,
          "yahoo gives no crumb: status "
              + answer.status()
              + " and "
              + answer.body().length
              + " bytes that are no crumb");
    }
    return Optional.of(text);
  }

  private static boolean asksForConsent(HttpAnswer answer) {
    String path = String.valueOf(answer.uri().getPath()).toLowerCase(Locale.ROOT);
    return path.endsWith("consent") || (answer.isHtml() && answer.text().contains("csrfToken"));
  }

  private void checkConsentIsAllowed() {
    if (!settings.acceptsConsent()) {
      throw new ProviderException(
          Reason.NOT_ENTITLED,
          "yahoo asks for consent to its cookies: read "
              + settings.consentUrl()
              + " and, if you agree, allow it with YahooSettings.withConsent()");
    }
  }

  private void consent(HttpAnswer page) {
    Map<String, String> form = hiddenFields(page.text());
    if (!form.containsKey("csrfToken") || !form.containsKey("sessionId")) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED,
          "yahoo's consent page has no csrfToken and sessionId any more; it has " + form.keySet());
    }
    form.put("agree", "agree");
    HttpAnswer answer = caller.post(page.uri(), form);
    if (answer.status() >= 400) {
      throw new ProviderException(
          Reason.NOT_ENTITLED, "yahoo did not take the consent: status " + answer.status());
    }
  }

  private static Map<String, String> hiddenFields(String html) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher input = INPUT.matcher(html);
    while (input.find()) {
      Map<String, String> attributes = new LinkedHashMap<>();
      Matcher attribute = ATTRIBUTE.matcher(input.group());
      while (attribute.find()) {
        attributes.put(attribute.group(1).toLowerCase(Locale.ROOT), attribute.group(2));
      }
      String name = attributes.getOrDefault("name", "");
      if (!name.isEmpty()) {
        fields.put(name, attributes.getOrDefault("value", "").replace("&amp;", "&"));
      }
    }
    return fields;
  }
}
