/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** CSV files that lie beside the checkout; tests that want one that is not there are skipped. */
final class SharedFiles {

  private static final Path ROOT =
      Path.of(System.getProperty("optionskit.shared", "../../shared"), "data");

  private SharedFiles() {}

  /** Returns the rows below the header line, split at the commas. */
  static List<String[]> csvRows(String path) {
    Path file = ROOT.resolve(path);
    assumeTrue(
        Files.isRegularFile(file),
        () -> "skipped: no " + file + "; -Doptionskit.shared names the folder above data/");
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = path.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        BufferedReader lines = new BufferedReader(new InputStreamReader(plain, UTF_8))) {
      return lines.lines().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
