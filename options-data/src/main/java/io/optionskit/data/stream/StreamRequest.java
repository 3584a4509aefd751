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
   * @throws IllegalArgumentException unless the address is ws or wss with a host
   */
  public StreamRequest {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!(scheme.equals("ws") || scheme.equals("wss")) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "address must be ws or wss with a host, but its scheme is "
              + scheme
              + " and its host "
              + uri.getHost());
    }
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = Collections.unmodifiableMap(byName);
  }

  /**
   * Returns a request without headers.
   *
   * @param uri full address, ws or wss
   * @return the request
   */
  public static StreamRequest to(URI uri) {
    return new StreamRequest(uri, Map.of());
  }

  @Override
  public String toString() {
    return uri.getHost() + uri.getRawPath();
  }
}
