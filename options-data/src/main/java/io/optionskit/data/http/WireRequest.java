/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A request as it goes over the wire. Address, headers and body may carry secrets; {@link
 * #toString()} shows none of them.
 *
 * @param method such as {@code GET}
 * @param uri full address
 * @param headers values by name, whose case does not matter
 * @param body bytes sent, empty for none; do not write to them
 * @param redaction takes the secrets that the caller knows by now out of a text, for who keeps
 *     something of the request or its answer; any thread
 */
@SuppressWarnings("ArrayRecordComponent") // the raw bytes are handed on, not compared
public record WireRequest(
    String method,
    URI uri,
    Map<String, String> headers,
    byte[] body,
    UnaryOperator<String> redaction) {

  /** Makes the names of headers comparable. */
  public WireRequest {
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = Collections.unmodifiableMap(byName);
  }

  /**
   * Creates a request without known secrets.
   *
   * @param method such as {@code GET}
   * @param uri full address
   * @param headers values by name
   * @param body bytes sent, empty for none
   */
  public WireRequest(String method, URI uri, Map<String, String> headers, byte[] body) {
    this(method, uri, headers, body, UnaryOperator.identity());
  }

  WireRequest to(URI target) {
    return new WireRequest(method, target, headers, body, redaction);
  }

  WireRequest asGet(URI target) {
    Map<String, String> kept = new TreeMap<>(headers);
    kept.keySet().removeIf("Content-Type"::equalsIgnoreCase);
    return new WireRequest("GET", target, kept, new byte[0], redaction);
  }

  WireRequest without(Iterable<String> names) {
    Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    kept.putAll(headers);
    names.forEach(kept::remove);
    return new WireRequest(method, uri, kept, body, redaction);
  }

  @Override
  public String toString() {
    return method + " " + uri.getHost() + uri.getRawPath();
  }
}
