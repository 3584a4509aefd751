/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import io.optionskit.spi.ProviderException.Reason;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How one provider has done.
 *
 * @param provider its name
 * @param answers calls that it answered
 * @param failures calls that it failed, by reason
 * @param passedOver calls for which it was not asked because it rested
 * @param restsUntil when it will be tried again, empty if it does not rest
 * @param problem the last failure since its last answer, empty if there was none
 */
public record ProviderHealth(
    String provider,
    long answers,
    Map<Reason, Long> failures,
    long passedOver,
    Optional<Instant> restsUntil,
    Optional<String> problem) {

  /** Copies the map. */
  public ProviderHealth {
    Map<Reason, Long> copy = new EnumMap<>(Reason.class);
    copy.putAll(failures);
    failures = Collections.unmodifiableMap(copy);
  }

  /**
   * Returns whether it is asked in its turn.
   *
   * @return true unless it rests
   */
  public boolean isUp() {
    return restsUntil.isEmpty();
  }
}
