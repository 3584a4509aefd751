/* SPDX-License-Identifier: Apache-2.0 */
/** Contracts, market data, orders, time, events, strategies, ports and the engine. */
module io.optionskit.core {
  requires org.slf4j;
  requires static org.jspecify;

  exports io.optionskit.account;
  exports io.optionskit.backtest;
  exports io.optionskit.broker;
  exports io.optionskit.contract;
  exports io.optionskit.decision;
  exports io.optionskit.engine;
  exports io.optionskit.event;
  exports io.optionskit.inbox;
  exports io.optionskit.journal;
  exports io.optionskit.market;
  exports io.optionskit.order;
  exports io.optionskit.portfolio;
  exports io.optionskit.spi;
  exports io.optionskit.strategy;
  exports io.optionskit.time;
}
