/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * JUnit extension that resolves parameters with {@link SharedData}; registered by that annotation.
 */
public final class SharedDataExtension implements ParameterResolver {

  private static final String PROPERTY = "optionskit.shared";

  /** Creates the extension; called by JUnit. */
  public SharedDataExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(SharedData.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() != Path.class) {
      throw new ParameterResolutionException("a parameter with @SharedData must be a Path");
    }
    String path = parameter.findAnnotation(SharedData.class).map(SharedData::value).orElse("");
    return find(Optional.ofNullable(System.getProperty(PROPERTY)), path);
  }

  static Path find(Optional<String> folder, String path) {
    List<Path> places =
        folder
            .map(Stream::of)
            .orElse(Stream.of("../shared", "../../shared"))
            .map(place -> Path.of(place).resolve(path).toAbsolutePath().normalize())
            .toList();
    return places.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new TestAbortedException(
                    "real market data are not here, looked for "
                        + places
                        + "; name their folder with -D"
                        + PROPERTY
                        + "=FOLDER"));
  }
}
