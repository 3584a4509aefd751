/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import io.optionskit.examples.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import picocli.CommandLine.ParseResult;

/** What the documentation shows compiles and runs. CONTRIBUTING.md tells how blocks are marked. */
class DocumentationTest {

  private static final String PROGRAM = "java -jar examples/target/optionskit.jar";
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir(cleanup = CleanupMode.ALWAYS)
  Path folder;

  @TestFactory
  Stream<DynamicNode> everyBlockWorks() {
    return CodeBlock.pages(ROOT).stream()
        .map(page -> dynamicContainer(ROOT.relativize(page).toString(), blocks(page)));
  }

  @Test
  void theReadmeIsAmongThePages() {
    assertThat(CodeBlock.pages(ROOT)).contains(ROOT.resolve("README.md"));
  }

  private Stream<DynamicTest> blocks(Path page) {
    Path pageFolder = folder.resolve(ROOT.relativize(page).toString().replaceAll("\\W", "_"));
    return CodeBlock.of(page).stream().flatMap(block -> test(block, pageFolder));
  }

  private Stream<DynamicTest> test(CodeBlock block, Path pageFolder) {
    if (block.isJava()) {
      return Stream.of(named(block, () -> checkJava(block, pageFolder)));
    }
    if (block.isShell()) {
      return block.commands().stream()
          .filter(command -> command.startsWith(PROGRAM))
          .map(command -> named(block, () -> checkProgram(block, command, pageFolder)));
    }
    return Stream.empty();
  }

  private static DynamicTest named(CodeBlock block, Executable check) {
    return dynamicTest(block.name(ROOT), block.page().toUri(), check);
  }

  private static void checkJava(CodeBlock block, Path pageFolder) throws Exception {
    Path classes = pageFolder.resolve("classes");
    String className = new BlockCompiler(classes).compile(block);
    if (block.has("no-run")) {
      return;
    }
    URL[] urls = {classes.toUri().toURL()};
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      Class<?> type = loader.loadClass(className);
      if (block.typeName().isEmpty()) {
        runStatements(type);
      } else {
        runTests(type);
      }
      if (block.typeName().isPresent() && hasMain(type)) {
        runMain(className, classes, pageFolder);
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static void runStatements(Class<?> type) throws Exception {
    Method run = type.getDeclaredMethod("run");
    run.setAccessible(true);
    try {
      run.invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static void runTests(Class<?> type) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(type))
                .filters(includeEngines("junit-jupiter"))
                .build(),
            summary);
    summary.getSummary().getFailures().stream()
        .findFirst()
        .ifPresent(
            failure -> {
              throw new AssertionError(
                  failure.getTestIdentifier().getDisplayName() + " failed", failure.getException());
            });
  }

  private static boolean hasMain(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .anyMatch(
            method ->
                method.getName().equals("main")
                    && List.of(method.getParameterTypes()).equals(List.of(String[].class)));
  }

  private static void runMain(String className, Path classes, Path pageFolder)
      throws IOException, InterruptedException {
    Commands.run(
        List.of(
            Commands.java(),
            "-cp",
            classes + java.io.File.pathSeparator + BlockCompiler.classPath(),
            className),
        Files.createDirectories(pageFolder.resolve("run-" + className)),
        Map.of(),
        120);
  }

  private static void checkProgram(CodeBlock block, String command, Path pageFolder)
      throws IOException, InterruptedException {
    List<String> words = Commands.split(command.substring(PROGRAM.length()));
    assertThat(problems(words)).as(command).isEmpty();
    if (block.has("run")) {
      Commands.run(
          Stream.concat(
                  Stream.of(
                      Commands.java(), "-cp", BlockCompiler.classPath(), Main.class.getName()),
                  words.stream())
              .toList(),
          Files.createDirectories(pageFolder.resolve("run-" + block.line())),
          Map.of(),
          300);
    }
  }

  /** Returns what the program would say against these arguments without running anything. */
  private static Optional<String> problems(List<String> words) {
    var commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(new StringWriter()));
    try {
      ParseResult parsed = commandLine.parseArgs(words.toArray(String[]::new));
      while (parsed.hasSubcommand() && parsed.errors().isEmpty()) {
        parsed = parsed.subcommand();
      }
      return parsed.errors().stream().map(Exception::getMessage).findFirst();
    } catch (picocli.CommandLine.ParameterException e) {
      return Optional.of(e.getMessage());
    }
  }
}
