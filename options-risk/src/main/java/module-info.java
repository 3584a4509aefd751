/* SPDX-License-Identifier: Apache-2.0 */
/** Pre-trade gate, sizing, limits and scenarios. */
module io.optionskit.risk {
  requires transitive io.optionskit.core;
  requires static org.jspecify;

  exports io.optionskit.risk;
}
