/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Recorded files of Databento beside the repository; tests that need them are skipped without. */
final class Fixtures {

  static final String EXPECTED = ".expect.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Fixtures() {}

  static Path folder() {
    return Path.of(System.getProperty("optionskit.shared", "../../shared"), "fixtures/databento");
  }

  static boolean exist() {
    return Files.isDirectory(folder());
  }

  static void assumePresent() {
    assumeTrue(exist(), "recorded Databento files are not at " + folder());
  }

  /** Returns the names of all files that say what must be read from them. */
  static List<String> withExpectation() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(EXPECTED))
          .map(name -> name.substring(0, name.length() - EXPECTED.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(folder().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode expected(String name) {
    try {
      return JSON.readTree(folder().resolve(name + EXPECTED).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DbnReader open(String name) {
    return open(name, bytes(name));
  }

  static DbnReader open(String name, byte[] bytes) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    return name.contains(".frag") ? DbnReader.openFragment(in) : DbnReader.open(in);
  }
}
