/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.event.BrokerEvent;
import java.util.function.Consumer;

/** Where orders go. */
public interface Broker {

  /**
   * Opens a session.
   *
   * @param sink receives everything that the broker reports, in order; called from the broker's own
   *     thread or, for a broker inside the engine, from the engine's
   * @return the open session
   * @throws BrokerException if no session can be had
   */
  BrokerSession connect(Consumer<BrokerEvent> sink);
}
