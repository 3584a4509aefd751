/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * JUnit extension that resolves parameters with {@link SharedData}, and skips the tests whose data
 * are not here; registered by that annotation.
 */
public final class SharedDataExtension implements ExecutionCondition, ParameterResolver {

  private static final String PROPERTY = "optionskit.shared";

  /** Creates the extension; called by JUnit. */
  public SharedDataExtension() {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    // JUnit takes it for a failure if a parameter is resolved to a test that is given up.
    List<Method> methods = new ArrayList<>();
    context.getTestMethod().ifPresent(methods::add);
    Optional<? extends Class<?>> type = context.getTestClass();
    while (type.isPresent()) {
      Stream.of(type.get().getDeclaredMethods())
          .filter(SharedDataExtension::isAroundTests)
          .forEach(methods::add);
      type = Optional.ofNullable(type.get().getSuperclass());
    }
    try {
      for (Method method : methods) {
        for (Parameter parameter : method.getParameters()) {
          Optional.ofNullable(parameter.getAnnotation(SharedData.class))
              .ifPresent(SharedDataExtension::find);
        }
      }
      return ConditionEvaluationResult.enabled("the data of the test are here");
    } catch (TestAbortedException e) {
      return ConditionEvaluationResult.disabled(e.getMessage());
    }
  }

  private static boolean isAroundTests(Method method) {
    return method.isAnnotationPresent(BeforeAll.class)
        || method.isAnnotationPresent(BeforeEach.class)
        || method.isAnnotationPresent(AfterEach.class)
        || method.isAnnotationPresent(AfterAll.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(SharedData.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() != Path.class) {
      throw new ParameterResolutionException("a parameter with @SharedData must be a Path");
    }
    return find(parameter.findAnnotation(SharedData.class).orElseThrow());
  }

  private static Path find(SharedData data) {
    return find(Optional.ofNullable(System.getProperty(PROPERTY)), data.value());
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
