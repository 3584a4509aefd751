/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * What a server answered, after redirects.
 *
 * @param uri address that gave the answer; may carry secrets, so do not print it
 * @param status HTTP status
 * @param body raw bytes, decompressed; do not write to them
 * @param receivedAt when the last byte was there
 * @param retryAfter how long the server asks to be left alone, zero if it does not say
 */
@SuppressWarnings("ArrayRecordComponent") // the raw bytes are handed on, not compared
public record HttpAnswer(
    URI uri, int status, byte[] body, Instant receivedAt, Duration retryAfter) {

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
    for (byte b : body) {
      if (b > ' ') {
        return b == '<';
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "status " + status + ", " + body.length + " bytes from " + uri.getHost();
  }
}
