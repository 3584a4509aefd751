/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of recordings beside the repository, which not every checkout has. */
public final class SharedFolder {

  private SharedFolder() {}

  /** Returns a folder of it, or skips the test that asks. */
  public static Path require(String path) {
    Path shared = Path.of(System.getProperty("optionskit.shared", "../../shared"));
    Path folder = shared.resolve(path);
    assumeTrue(
        Files.exists(folder),
        () ->
            "skipped: needs "
                + folder.toAbsolutePath().normalize()
                + "; set -Doptionskit.shared to where it is");
    return folder;
  }
}
