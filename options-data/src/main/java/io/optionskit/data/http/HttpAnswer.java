/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a server answered, after redirects.
 *
 * @param uri address that gave the answer; may carry secrets, so do not print it
 * @param status HTTP status
 * @param body raw bytes, decompressed; do not write to them
 * @param receivedAt when the last byte was there
 * @param retryAfter how long the server asks to be left alone, zero if it does not say
 * @param headers values by name, whose case does not matter; may carry secrets
 */
@SuppressWarnings("ArrayRecordComponent") // the raw bytes are handed on, not compared
public record HttpAnswer(
    URI uri,
    int status,
    byte[] body,
    Instant receivedAt,
    Duration retryAfter,
    Map<String, String> headers) {

  /** Makes the names of headers comparable. */
  public HttpAnswer {
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = Collections.unmodifiableMap(byName);
  }

  /**
   * Creates an answer without headers, such as that of a message.
   *
   * @param uri address that gave the answer
   * @param status HTTP status
   * @param body raw bytes
   * @param receivedAt when the last byte was there
   * @param retryAfter how long the server asks to be left alone, zero if it does not say
   */
  public HttpAnswer(URI uri, int status, byte[] body, Instant receivedAt, Duration retryAfter) {
    this(uri, status, body, receivedAt, retryAfter, Map.of());
  }

  /**
   * Returns a header.
   *
   * @param name its name, in any case
   * @return its value, empty if the answer has none
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /**
   * Returns the body as text.
   *
   * @return the bytes read as UTF-8
   */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Returns whether the body looks like a page for people.
   *
   * @return true if the first character that is not blank opens a tag
   */
  public boolean isHtml() {
    return firstByte() == '<';
  }

  /**
   * Returns the first byte of the body that is not blank.
   *
   * @return the byte, 0 if there is none; a letter if the text begins with one of US-ASCII
   */
  public byte firstByte() {
    for (byte b : body) {
      if (b > ' ') {
        return b;
      }
    }
    return 0;
  }

  @Override
  public String toString() {
    return "status " + status + ", " + body.length + " bytes from " + uri.getHost();
  }
}
