/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import java.util.List;

/** The command line or the configuration is wrong; nothing was run. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  UsageException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  List<String> problems() {
    return problems;
  }
}
