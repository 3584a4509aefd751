/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import java.util.List;

/**
 * An answer with how it was got.
 *
 * @param <T> type of the answer
 * @param value the answer, all of it from the provider named
 * @param provider who gave it
 * @param attempts what became of each provider, in the order of asking; the last one answered
 */
public record Routed<T>(T value, String provider, List<Attempt> attempts) {

  /** Copies the list. */
  public Routed {
    attempts = List.copyOf(attempts);
  }

  /**
   * Returns whether somebody else than the first provider answered.
   *
   * @return true after a failure or a rest
   */
  public boolean failedOver() {
    return attempts.size() > 1;
  }
}
