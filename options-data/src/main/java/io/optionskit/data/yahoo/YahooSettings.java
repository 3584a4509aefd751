/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import io.optionskit.data.http.HttpSettings;
import java.net.URI;
import java.util.Locale;

/**
 * Where and how Yahoo is asked.
 *
 * @param baseUrl server of the data, such as {@code https://query2.finance.yahoo.com}
 * @param cookieUrl address whose answer sets the cookie that a crumb belongs to
 * @param consentUrl address at which consent to cookies is asked for in some countries
 * @param acceptsConsent whether that consent is given in your name; read it first
 * @param userAgent how the library introduces itself; Yahoo turns many away
 * @param http rate, retries and limits
 */
public record YahooSettings(
    URI baseUrl,
    URI cookieUrl,
    URI consentUrl,
    boolean acceptsConsent,
    String userAgent,
    HttpSettings http) {

  private static final String USER_AGENT = "Mozilla/5.0 (compatible; OptionsKit)";

  /**
   * Checks the addresses.
   *
   * @throws IllegalArgumentException unless each is http or https with a host
   */
  public YahooSettings {
    checkAddress("baseUrl", baseUrl);
    checkAddress("cookieUrl", cookieUrl);
    checkAddress("consentUrl", consentUrl);
  }

  /**
   * Returns the settings for Yahoo itself, at 33 calls per minute, without consent.
   *
   * @return default settings
   */
  public static YahooSettings defaults() {
    return new YahooSettings(
        URI.create("https://query2.finance.yahoo.com"),
        URI.create("https://fc.yahoo.com/"),
        URI.create("https://guce.yahoo.com/consent"),
        false,
        USER_AGENT,
        HttpSettings.defaults());
  }

  /**
   * Returns the settings for another server that speaks the same way, such as a replay of recorded
   * answers. Cookies and consent are asked of it too; no other host is called.
   *
   * @param baseUrl its address
   * @return settings with every address on that server
   */
  public static YahooSettings at(URI baseUrl) {
    if (isYahoo(baseUrl)) {
      YahooSettings defaults = defaults();
      return new YahooSettings(
          baseUrl, defaults.cookieUrl, defaults.consentUrl, false, USER_AGENT, defaults.http);
    }
    return new YahooSettings(
        baseUrl,
        baseUrl.resolve("/"),
        baseUrl.resolve("/consent"),
        false,
        USER_AGENT,
        HttpSettings.defaults());
  }

  /**
   * Returns these settings with another rate, other retries or limits.
   *
   * @param newHttp settings of calls
   * @return changed copy
   */
  public YahooSettings withHttp(HttpSettings newHttp) {
    return new YahooSettings(baseUrl, cookieUrl, consentUrl, acceptsConsent, userAgent, newHttp);
  }

  /**
   * Returns these settings with consent to Yahoo's cookies given in your name where it is asked
   * for.
   *
   * @return changed copy
   */
  public YahooSettings withConsent() {
    return new YahooSettings(baseUrl, cookieUrl, consentUrl, true, userAgent, http);
  }

  /**
   * Returns these settings with another introduction.
   *
   * @param newUserAgent value of the {@code User-Agent} header
   * @return changed copy
   */
  public YahooSettings withUserAgent(String newUserAgent) {
    return new YahooSettings(baseUrl, cookieUrl, consentUrl, acceptsConsent, newUserAgent, http);
  }

  /** Returns whether cookies and redirects may go to an address. */
  boolean isOwn(URI uri) {
    return (isYahoo(uri) && isYahoo(baseUrl))
        || sameServer(uri, baseUrl)
        || sameServer(uri, cookieUrl)
        || sameServer(uri, consentUrl);
  }

  private static boolean isYahoo(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    return "https".equalsIgnoreCase(uri.getScheme()) && host.endsWith(".yahoo.com");
  }

  private static boolean sameServer(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  private static void checkAddress(String name, URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          name + " must be an http or https address with a host: " + uri);
    }
  }
}
