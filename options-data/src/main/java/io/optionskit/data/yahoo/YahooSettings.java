/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import io.optionskit.data.provider.ProviderAccess;
import java.net.URI;
import java.util.Locale;

/**
 * What Yahoo wants beside an address: where its cookie comes from, and what it is told.
 *
 * @param cookieUrl address whose answer sets the cookie that a crumb belongs to
 * @param consentUrl address at which consent to cookies is asked for in some countries
 * @param acceptsConsent whether that consent is given in your name; read it first
 * @param userAgent how the library introduces itself; Yahoo turns many away
 */
public record YahooSettings(
    URI cookieUrl, URI consentUrl, boolean acceptsConsent, String userAgent) {

  private static final String USER_AGENT = "Mozilla/5.0 (compatible; OptionsKit)";

  /**
   * Checks the addresses.
   *
   * @throws IllegalArgumentException unless each is http or https with a host
   */
  public YahooSettings {
    checkAddress("cookieUrl", cookieUrl);
    checkAddress("consentUrl", consentUrl);
  }

  /**
   * Returns the settings for a server, without consent. Yahoo itself has other hosts for cookies
   * and consent; of any other server, such as a replay of recorded answers, they are asked too, and
   * no other host is called.
   *
   * @param baseUrl address of the server
   * @return default settings
   */
  public static YahooSettings of(URI baseUrl) {
    if (isYahoo(baseUrl)) {
      return new YahooSettings(
          URI.create("https://fc.yahoo.com/"),
          URI.create("https://guce.yahoo.com/consent"),
          false,
          USER_AGENT);
    }
    ProviderAccess access = ProviderAccess.at(baseUrl);
    return new YahooSettings(access.resolve("/"), access.resolve("/consent"), false, USER_AGENT);
  }

  /**
   * Returns these settings with consent to Yahoo's cookies given in your name where it is asked
   * for.
   *
   * @return changed copy
   */
  public YahooSettings withConsent() {
    return new YahooSettings(cookieUrl, consentUrl, true, userAgent);
  }

  /**
   * Returns these settings with another introduction.
   *
   * @param newUserAgent value of the {@code User-Agent} header
   * @return changed copy
   */
  public YahooSettings withUserAgent(String newUserAgent) {
    return new YahooSettings(cookieUrl, consentUrl, acceptsConsent, newUserAgent);
  }

  /** Returns whether cookies and redirects may go from a server to an address. */
  boolean isOwn(URI baseUrl, URI uri) {
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
