/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * When another provider is asked instead.
 *
 * @param actions what follows from each reason to fail; every reason is there
 * @param probeInterval how long a provider that rests is left alone before one call tries it again,
 *     unless it names a time itself, &gt; 0
 */
public record FailoverSettings(Map<Reason, FailureAction> actions, Duration probeInterval) {

  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if a reason has no action or the interval is not positive
   */
  public FailoverSettings {
    Map<Reason, FailureAction> copy = new EnumMap<>(Reason.class);
    copy.putAll(actions);
    for (Reason reason : Reason.values()) {
      if (!copy.containsKey(reason)) {
        throw new IllegalArgumentException("action missing for " + reason);
      }
    }
    if (probeInterval.isNegative() || probeInterval.isZero()) {
      throw new IllegalArgumentException("probeInterval must be positive: " + probeInterval);
    }
    actions = Collections.unmodifiableMap(copy);
  }

  /**
   * Returns the defaults: after {@code UNAVAILABLE} and {@code RATE_LIMITED} a provider rests for
   * 60 s; {@code BAD_REQUEST} is the caller's mistake and is told; every other reason asks the next
   * provider this time, for it may be entitled, know the symbol or offer what this one does not.
   *
   * @return default settings
   */
  public static FailoverSettings defaults() {
    Map<Reason, FailureAction> actions = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      actions.put(
          reason,
          switch (reason) {
            case UNAVAILABLE, RATE_LIMITED -> FailureAction.REST;
            case BAD_REQUEST -> FailureAction.FAIL;
            case NOT_ENTITLED,
                UNKNOWN_SYMBOL,
                BAD_DATA,
                SCHEMA_CHANGED,
                TOO_EXPENSIVE,
                UNSUPPORTED ->
                FailureAction.ASK_NEXT;
          });
    }
    return new FailoverSettings(actions, Duration.ofMinutes(1));
  }

  /**
   * Returns these settings with another action for one reason.
   *
   * @param reason which reason
   * @param action what follows from it
   * @return changed copy
   */
  public FailoverSettings with(Reason reason, FailureAction action) {
    Map<Reason, FailureAction> changed = new EnumMap<>(actions);
    changed.put(reason, action);
    return new FailoverSettings(changed, probeInterval);
  }

  /**
   * Returns these settings with another time of rest.
   *
   * @param interval how long a provider is left alone
   * @return changed copy
   */
  public FailoverSettings withProbeInterval(Duration interval) {
    return new FailoverSettings(actions, interval);
  }

  FailureAction after(Reason reason) {
    FailureAction action = actions.get(reason);
    if (action == null) {
      throw new IllegalStateException("no action for " + reason);
    }
    return action;
  }
}
