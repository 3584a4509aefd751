/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a line is opened to. Address and headers may carry secrets; {@link #toString()} shows none
 * of them.
 *
 * @param uri full address
 * @param headers values by name, whose case does not matter
 */
public record StreamRequest(URI uri, Map<String, String> headers) {

  /**
   * Checks the address and makes the names of headers comparable.
   *
   * @throws IllegalArgumentException unless the address is ws or wss with a host, or tcp with a
   *     host and a port
   */
  public StreamRequest {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean isAddress =
        switch (scheme) {
          case "ws", "wss" -> uri.getHost() != null;
          case "tcp" -> uri.getHost() != null && uri.getPort() > 0 && uri.getPort() <= 0xFFFF;
          default -> false;
        };
    if (!isAddress) {
      throw new IllegalArgumentException(
          "address must be ws or wss with a host, or tcp with a host and a port, but its scheme is "
              + scheme
              + ", its host "
              + uri.getHost()
              + " and its port "
              + uri.getPort());
    }
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = Collections.unmodifiableMap(byName);
  }

  /**
   * Returns a request without headers.
   *
   * @param uri full address: ws, wss or tcp
   * @return the request
   */
  public static StreamRequest to(URI uri) {
    return new StreamRequest(uri, Map.of());
  }

  /** Returns whether this is a plain connection, without the WebSocket protocol. */
  boolean isTcp() {
    return "tcp".equalsIgnoreCase(uri.getScheme());
  }

  @Override
  public String toString() {
    return uri.getHost() + uri.getRawPath();
  }
}
