/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.order.OrderRequest;

/**
 * An open session with a broker. Requests come from the engine's thread; answers arrive at the
 * session's sink.
 */
public interface BrokerSession extends AutoCloseable {

  /**
   * Sends a request. At most once: a request whose fate is unknown is found out by reconciling,
   * never sent again.
   *
   * @param request what to do
   * @throws BrokerException if it certainly was not sent
   */
  void send(OrderRequest request);

  /**
   * Returns what the broker holds, to reconcile with.
   *
   * @return positions, working orders and cash
   * @throws BrokerException if the broker does not answer
   */
  BrokerSnapshot snapshot();

  @Override
  void close();
}
