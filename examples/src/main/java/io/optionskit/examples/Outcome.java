/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a command says at its end.
 *
 * @param exitCode 0 for success, 1 for a failed run
 * @param json the result for programs; empty if the command has printed it itself
 * @param text the same for people, lines separated by {@code \n}; empty if the command has printed
 *     its result itself
 */
record Outcome(int exitCode, ObjectNode json, String text) {

  static Outcome success(ObjectNode json, String text) {
    return new Outcome(0, json, text);
  }
}
