/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import java.util.Optional;

/**
 * One thing that was checked.
 *
 * @param name what
 * @param passed whether it is as it should be
 * @param found what was found
 * @param advice what to do about it, empty if nothing
 */
record SetupCheck(String name, boolean passed, String found, Optional<String> advice) {

  static SetupCheck ok(String name, String found) {
    return new SetupCheck(name, true, found, Optional.empty());
  }

  static SetupCheck failed(String name, String found, String advice) {
    return new SetupCheck(name, false, found, Optional.of(advice));
  }
}
