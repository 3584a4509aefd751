/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

/**
 * One thing that is wrong with a file.
 *
 * @param line line it is on, from 1; 0 if it concerns the whole file
 * @param message what is wrong, with the value, and what would be right
 */
public record FileProblem(int line, String message) {

  @Override
  public String toString() {
    return line > 0 ? "line " + line + ": " + message : message;
  }
}
