/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.provider;

import io.optionskit.data.http.BudgetLimits;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.ProviderBudget;
import io.optionskit.data.http.Sleeper;
import io.optionskit.data.http.Wire;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.Secret;
import io.optionskit.spi.SecretSource;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How one provider is reached.
 *
 * @param baseUrl address of its server, or of one that speaks as it does, such as a replay; a path
 *     in it goes before the paths of the provider
 * @param secrets where its keys come from
 * @param http rate, retries and limits
 * @param clock source of receive times
 * @param wire what stands between caller and network, such as a recorder; identity for nothing
 * @param sleeper how waits for the rate limit and before retries are done
 * @param budget what all who use this access, or a changed copy of it, may use together
 */
public record ProviderAccess(
    URI baseUrl,
    SecretSource secrets,
    HttpSettings http,
    InstantSource clock,
    UnaryOperator<Wire> wire,
    Sleeper sleeper,
    ProviderBudget budget) {

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
        UnaryOperator.identity(),
        Sleeper.system(),
        ProviderBudget.of(BudgetLimits.none()));
  }

  /**
   * Returns this access with other keys.
   *
   * @param newSecrets where keys come from
   * @return changed copy
   */
  public ProviderAccess withSecrets(SecretSource newSecrets) {
    return new ProviderAccess(baseUrl, newSecrets, http, clock, wire, sleeper, budget);
  }

  /**
   * Returns this access with another rate, other retries or limits.
   *
   * @param newHttp settings of calls
   * @return changed copy
   */
  public ProviderAccess withHttp(HttpSettings newHttp) {
    return new ProviderAccess(baseUrl, secrets, newHttp, clock, wire, sleeper, budget);
  }

  /**
   * Returns this access with another clock.
   *
   * @param newClock source of receive times
   * @return changed copy
   */
  public ProviderAccess withClock(InstantSource newClock) {
    return new ProviderAccess(baseUrl, secrets, http, newClock, wire, sleeper, budget);
  }

  /**
   * Returns this access with something between caller and network.
   *
   * @param newWire makes it of the network
   * @return changed copy
   */
  public ProviderAccess withWire(UnaryOperator<Wire> newWire) {
    return new ProviderAccess(baseUrl, secrets, http, clock, newWire, sleeper, budget);
  }

  /**
   * Returns this access with another way to wait, such as one that only moves a clock.
   *
   * @param newSleeper called for every wait
   * @return changed copy
   */
  public ProviderAccess withSleeper(Sleeper newSleeper) {
    return new ProviderAccess(baseUrl, secrets, http, clock, wire, newSleeper, budget);
  }

  /**
   * Returns this access with another budget, such as one with limits of the day, or one shared with
   * others who call the same provider.
   *
   * @param newBudget what may be used
   * @return changed copy
   */
  public ProviderAccess withBudget(ProviderBudget newBudget) {
    return new ProviderAccess(baseUrl, secrets, http, clock, wire, sleeper, newBudget);
  }

  /**
   * Returns the beginning of a caller for this access, which follows nobody to another server.
   *
   * @param provider name of the provider in messages
   * @return builder to which an adapter adds its keys
   */
  public HttpCaller.Builder caller(String provider) {
    return HttpCaller.builder(provider, http, clock)
        .ownHosts(this::isOwn)
        .wire(wire)
        .sleeper(sleeper)
        .budget(budget);
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

  /**
   * Returns an address on the server of this access.
   *
   * @param pathAndQuery path as the provider documents it, beginning with a slash, encoded, with
   *     its query; it is put behind the path of {@link #baseUrl}
   * @return full address
   * @throws IllegalArgumentException if it does not begin with one slash or is not encoded
   */
  public URI resolve(String pathAndQuery) {
    if (!pathAndQuery.startsWith("/") || pathAndQuery.startsWith("//")) {
      throw new IllegalArgumentException("path must begin with one slash: " + pathAndQuery);
    }
    return URI.create(
        baseUrl.getScheme() + "://" + baseUrl.getRawAuthority() + prefix() + pathAndQuery);
  }

  /**
   * Returns the address of a link that an answer gave, such as that of the next page: its path and
   * query on the server of this access, whatever host it names.
   *
   * @param link address or path with query
   * @return full address
   * @throws IllegalArgumentException if the link is no address or has no path
   */
  public URI follow(String link) {
    URI uri = URI.create(link);
    String path = String.valueOf(uri.getRawPath());
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    boolean hasPrefix = path.startsWith(prefix() + "/");
    return resolve((hasPrefix ? path.substring(prefix().length()) : path) + query);
  }

  /**
   * Returns a key that the provider asks for. Another server than the provider's own, such as a
   * replay, is asked without one if there is none.
   *
   * @param name name of the secret
   * @param home address of the provider's own server
   * @return the key
   * @throws ProviderException {@code NOT_ENTITLED} if the provider's own server is asked and there
   *     is no key
   */
  public Optional<Secret> key(String name, URI home) {
    Optional<Secret> key = secrets.find(name);
    if (key.isEmpty() && isOwn(home)) {
      throw new ProviderException(
          Reason.NOT_ENTITLED, home.getHost() + " needs a key: set the secret " + name);
    }
    return key;
  }

  private String prefix() {
    String path = baseUrl.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }
}
