/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.profile;

import java.util.List;

/** A profile cannot be used. Carries everything that is wrong with it. */
public final class InvalidProfileException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidProfileException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * Returns what is wrong.
   *
   * @return one message per problem, with the key, its value and what would be right
   */
  public List<String> problems() {
    return problems;
  }
}
