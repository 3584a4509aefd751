/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import java.util.List;

/**
 * One line of the table.
 *
 * @param name what is timed
 * @param suite JMH suite of this module, or empty for a peer that is a program of its own
 * @param id method of the suite, or the peer's id
 * @param goal nanoseconds per option aimed at; {@code NaN} where there is no goal
 * @param flags flags of the JVM that it needs
 */
record Contestant(String name, String suite, String id, double goal, List<String> flags) {

  static Contestant ours(String name, Class<?> suite, String method, double goal) {
    return new Contestant(name, suite.getSimpleName(), method, goal, List.of());
  }

  static Contestant peer(String name, Class<?> suite, String method) {
    return new Contestant(name, suite.getSimpleName(), method, Double.NaN, List.of());
  }

  static Contestant program(String name, String id) {
    return new Contestant(name, "", id, Double.NaN, List.of());
  }

  Contestant with(String... needed) {
    return new Contestant(name, suite, id, goal, List.of(needed));
  }

  boolean isProgram() {
    return suite.isEmpty();
  }
}
