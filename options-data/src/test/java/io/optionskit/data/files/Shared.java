/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files beside the repository; tests that need them are skipped without. */
final class Shared {

  private Shared() {}

  static Path path(String name) {
    Path path = Path.of(System.getProperty("optionskit.shared", "../../shared"), name);
    assumeTrue(Files.exists(path), "there is no " + path);
    return path;
  }
}
