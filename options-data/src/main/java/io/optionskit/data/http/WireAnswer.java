/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer as it comes over the wire. To be closed by who asked.
 *
 * @param status HTTP status
 * @param headers values by name, whose case does not matter; of repeated ones the last
 * @param body bytes, decompressed; read once
 */
public record WireAnswer(int status, Map<String, String> headers, InputStream body)
    implements Closeable {

  /** Makes the names of headers comparable. */
  public WireAnswer {
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = Collections.unmodifiableMap(byName);
  }

  /**
   * Returns a header.
   *
   * @param name its name
   * @return its value, empty if the answer has none
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
