/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.event;

import java.time.Instant;

/** Something that happened at an instant. */
public sealed interface Event permits MarketEvent, BrokerEvent, ControlEvent {

  /**
   * Returns when it became known to the engine.
   *
   * @return instant; events are applied in an order in which it never decreases
   */
  Instant at();
}
