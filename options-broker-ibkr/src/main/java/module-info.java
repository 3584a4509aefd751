/* SPDX-License-Identifier: Apache-2.0 */
/** Client for Interactive Brokers' TWS and Gateway. */
module io.optionskit.ibkr {
  requires transitive io.optionskit.core;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.optionskit.ibkr;
}
