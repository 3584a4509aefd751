/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.data.http.HttpSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;

/**
 * Where and how historical data are asked for.
 *
 * @param baseUrl address of the service, such as {@code https://hist.databento.com}; plain http
 *     only on this machine, since the key goes with every request
 * @param http rate, time-outs, retries and limits; for a download the time-out is that between
 *     bytes
 */
public record DatabentoSettings(URI baseUrl, HttpSettings http) {

  private static final int CALLS_PER_MINUTE = 30;

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException unless it is https with a host, or http on this machine
   */
  public DatabentoSettings {
    String scheme = String.valueOf(baseUrl.getScheme()).toLowerCase(Locale.ROOT);
    boolean isSafe =
        baseUrl.getHost() != null
            && baseUrl.getUserInfo() == null
            && (scheme.equals("https")
                || (scheme.equals("http") && isThisMachine(baseUrl.getHost())));
    if (!isSafe) {
      throw new IllegalArgumentException(
          "baseUrl must be https with a host and no user, or http on this machine: "
              + scheme
              + "://"
              + baseUrl.getHost());
    }
  }

  /**
   * Returns the settings for Databento itself: 30 calls per minute, 30 s per call, 3 retries.
   *
   * @return default settings
   */
  public static DatabentoSettings defaults() {
    return at(URI.create("https://hist.databento.com"));
  }

  /**
   * Returns the default settings for another server that speaks the same way.
   *
   * @param baseUrl its address
   * @return settings
   */
  public static DatabentoSettings at(URI baseUrl) {
    return new DatabentoSettings(
        baseUrl, HttpSettings.defaults().withRate(CALLS_PER_MINUTE, Duration.ofMinutes(1)));
  }

  /**
   * Returns these settings with another rate, other retries or limits.
   *
   * @param newHttp settings of calls
   * @return changed copy
   */
  public DatabentoSettings withHttp(HttpSettings newHttp) {
    return new DatabentoSettings(baseUrl, newHttp);
  }

  private static boolean isThisMachine(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      // Only written addresses, so that no name is looked up.
      return host.matches("[0-9.]+|\\[[0-9A-Fa-f:]+]")
          && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
