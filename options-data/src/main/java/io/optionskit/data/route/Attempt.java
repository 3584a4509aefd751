/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of one provider in a call.
 *
 * @param provider its name
 * @param outcome whether it answered, failed or was passed over
 * @param reason why it failed, or why it rests; empty if it answered
 * @param detail message of that failure, without secrets; blank if it answered
 * @param took how long it took, zero if it was passed over
 */
public record Attempt(
    String provider, Outcome outcome, Optional<Reason> reason, String detail, Duration took) {

  /** How an attempt ended. */
  public enum Outcome {
    /** It gave the answer. */
    ANSWERED,
    /** It was asked and failed. */
    FAILED,
    /** It was not asked, because it rests after an earlier failure. */
    RESTING
  }

  @Override
  public String toString() {
    return switch (outcome) {
      case ANSWERED -> provider + " answered in " + took.toMillis() + " ms";
      case FAILED ->
          provider
              + " failed after "
              + took.toMillis()
              + " ms ("
              + reason.map(Reason::name).orElse("")
              + ": "
              + detail
              + ")";
      case RESTING ->
          provider + " rests (" + reason.map(Reason::name).orElse("") + ": " + detail + ")";
    };
  }
}
