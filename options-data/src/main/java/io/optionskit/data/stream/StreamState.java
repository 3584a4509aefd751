/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

/** How a stream stands. */
public enum StreamState {
  /** A line is being opened, the key shown, the subscriptions made. */
  CONNECTING,
  /** Events come. */
  LIVE,
  /** The line stands but nothing has come for a while: what is known may be stale. */
  QUIET,
  /** The line is down; another is tried later. */
  WAITING,
  /** The server does not let the stream in; no further line is tried. */
  FAILED,
  /** Closed by its user. */
  CLOSED
}
