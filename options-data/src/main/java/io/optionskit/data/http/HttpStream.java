/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that is read while it comes. To be closed by who asked; it holds its place among the
 * calls under way until then.
 *
 * @param status HTTP status
 * @param headers values by name, whose case does not matter; may carry secrets
 * @param body bytes, decompressed; read once. Reading waits no longer than the time limit of a call
 *     for the next bytes
 */
public record HttpStream(int status, Map<String, String> headers, InputStream body)
    implements Closeable {

  /**
   * Returns a header.
   *
   * @param name its name, in any case
   * @return its value, empty if the answer has none
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  @Override
  public void close() throws IOException {
    body.close();
  }

  @Override
  public String toString() {
    return "status " + status + ", stream";
  }
}
