/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One call of an archive: what was asked and what came back, but for the body. Immutable.
 *
 * @param name name of the body within the archive; steps of a chain of calls in one file have a
 *     {@code #} and their number behind it
 * @param method such as {@code GET}; {@code WS} and {@code TCP} for connections
 * @param url address as recorded, without secrets; may be a remark where nobody noted one
 * @param status HTTP status, 0 if there was no answer
 * @param headers headers of the answer that matter to who reads it; their names' case does not
 * @param receivedAt when the last byte was there, empty if nobody noted it
 * @param form fields sent in a form, without secrets, encoded; empty for none
 * @param requestSha256 SHA-256 of another body that was sent, without secrets; empty for none
 * @param failure how the connection broke, empty if it did not
 */
public record RecordedCall(
    String name,
    String method,
    String url,
    int status,
    Map<String, String> headers,
    Optional<Instant> receivedAt,
    String form,
    Optional<String> requestSha256,
    Optional<String> failure) {

  /** Makes the names of headers comparable. */
  public RecordedCall {
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = Collections.unmodifiableMap(byName);
  }

  /**
   * Returns whether this can be asked for over HTTP.
   *
   * @return true if the address is an http or https one
   */
  public boolean isHttp() {
    return url.startsWith("http://") || url.startsWith("https://");
  }

  /**
   * Returns whether this holds the messages of a connection.
   *
   * @return true for {@code WS} and {@code TCP}
   */
  public boolean isStream() {
    return method.equals("WS") || method.equals("TCP");
  }

  /** Returns method and address. */
  @Override
  public String toString() {
    return method + " " + url + (form.isEmpty() ? "" : " " + form);
  }
}
