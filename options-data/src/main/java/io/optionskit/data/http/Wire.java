/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.io.IOException;

/**
 * Carries one request to a server and its answer back: the network, or a recording in its place.
 * Called by several threads.
 */
@FunctionalInterface
public interface Wire {

  /**
   * Sends a request.
   *
   * @param request the request
   * @return the answer of any status, redirects not followed; the caller closes it
   * @throws IOException if the connection breaks or takes too long
   */
  WireAnswer send(WireRequest request) throws IOException;
}
