/* SPDX-License-Identifier: Apache-2.0 */
/** Market data providers, recordings, caches and stores. */
module io.optionskit.data {
  requires transitive io.optionskit.core;
  requires io.optionskit.greeks;
  requires org.slf4j;
  requires static org.jspecify;
}
