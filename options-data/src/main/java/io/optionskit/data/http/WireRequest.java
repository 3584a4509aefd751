/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it goes over the wire. Address, headers and body may carry secrets; {@link
 * #toString()} shows none of them.
 *
 * @param method such as {@code GET}
 * @param uri full address
 * @param headers values by name, whose case does not matter
 * @param body bytes sent, empty for none; do not write to them
 */
@SuppressWarnings("ArrayRecordComponent") // the raw bytes are handed on, not compared
public record WireRequest(String method, URI uri, Map<String, String> headers, byte[] body) {

  /** Makes the names of headers comparable. */
  public WireRequest {
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = Collections.unmodifiableMap(byName);
  }

  WireRequest to(URI target) {
    return new WireRequest(method, target, headers, body);
  }

  WireRequest asGet(URI target) {
    Map<String, String> kept = new TreeMap<>(headers);
    kept.keySet().removeIf("Content-Type"::equalsIgnoreCase);
    return new WireRequest("GET", target, kept, new byte[0]);
  }

  WireRequest without(Iterable<String> names) {
    Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    kept.putAll(headers);
    names.forEach(kept::remove);
    return new WireRequest(method, uri, kept, body);
  }

  @Override
  public String toString() {
    return method + " " + uri.getHost() + uri.getRawPath();
  }
}
