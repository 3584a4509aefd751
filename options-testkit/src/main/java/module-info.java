/* SPDX-License-Identifier: Apache-2.0 */
/** Fakes and compliance kits for tests. */
module io.optionskit.testkit {
  requires transitive io.optionskit.core;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports io.optionskit.testkit;
}
