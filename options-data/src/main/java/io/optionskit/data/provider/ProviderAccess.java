/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.provider;

import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.Wire;
import io.optionskit.spi.SecretSource;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * How one provider is reached.
 *
 * @param baseUrl address of its server, or of one that speaks as it does, such as a replay
 * @param secrets where its keys come from
 * @param http rate, retries and limits
 * @param clock source of receive times
 * @param wire what stands between caller and network, such as a recorder; identity for nothing
 */
public record ProviderAccess(
    URI baseUrl,
    SecretSource secrets,
    HttpSettings http,
    InstantSource clock,
    UnaryOperator<Wire> wire) {

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException unless it is http or https with a host
   */
  public ProviderAccess {
    String scheme = String.valueOf(baseUrl.getScheme()).toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || baseUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "baseUrl must be an http or https address with a host: " + baseUrl);
    }
  }

  /**
   * Returns access to a server with default settings, without keys, on the system's clock. The
   * library reads no environment: give keys with {@code
   * withSecrets(SecretSource.of(System.getenv()))}.
   *
   * @param baseUrl its address
   * @return access
   */
  public static ProviderAccess at(URI baseUrl) {
    return new ProviderAccess(
        baseUrl,
        SecretSource.none(),
        HttpSettings.defaults(),
        InstantSource.system(),
        UnaryOperator.identity());
  }

  /**
   * Returns this access with other keys.
   *
   * @param newSecrets where keys come from
   * @return changed copy
   */
  public ProviderAccess withSecrets(SecretSource newSecrets) {
    return new ProviderAccess(baseUrl, newSecrets, http, clock, wire);
  }

  /**
   * Returns this access with another rate, other retries or limits.
   *
   * @param newHttp settings of calls
   * @return changed copy
   */
  public ProviderAccess withHttp(HttpSettings newHttp) {
    return new ProviderAccess(baseUrl, secrets, newHttp, clock, wire);
  }

  /**
   * Returns this access with another clock.
   *
   * @param newClock source of receive times
   * @return changed copy
   */
  public ProviderAccess withClock(InstantSource newClock) {
    return new ProviderAccess(baseUrl, secrets, http, newClock, wire);
  }

  /**
   * Returns this access with something between caller and network.
   *
   * @param newWire makes it of the network
   * @return changed copy
   */
  public ProviderAccess withWire(UnaryOperator<Wire> newWire) {
    return new ProviderAccess(baseUrl, secrets, http, clock, newWire);
  }

  /**
   * Returns whether an address is on the server of this access.
   *
   * @param uri any address
   * @return true if scheme, host and port are the same
   */
  public boolean isOwn(URI uri) {
    return baseUrl.getScheme().equalsIgnoreCase(uri.getScheme())
        && baseUrl.getHost().equalsIgnoreCase(uri.getHost())
        && port(baseUrl) == port(uri);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }
}
