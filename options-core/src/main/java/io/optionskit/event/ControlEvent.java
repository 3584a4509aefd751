/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.event;

import java.time.Instant;

/**
 * Somebody steers the engine.
 *
 * @param mode what may be traded from now on
 * @param reason who and why
 * @param at when
 */
public record ControlEvent(Mode mode, String reason, Instant at) implements Event {

  /** What may be traded. */
  public enum Mode {
    /** Everything that passes the gate. */
    ACTIVE,
    /** Only what reduces risk. */
    REDUCE_ONLY,
    /** Nothing; working orders that add risk are cancelled. */
    HALTED
  }
}
