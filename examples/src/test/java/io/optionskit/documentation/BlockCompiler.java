/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.documentation;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the Java blocks of one page into one folder, against the class path of the tests. */
final class BlockCompiler {

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** Shared, because opening the jars of the class path takes longer than compiling a block. */
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

  private static final String IMPORTS =
      Stream.concat(
              Stream.of("java.math", "java.nio.file", "java.time", "java.util"),
              exportedPackages().stream())
          .map(name -> "import " + name + ".*;\n")
          .collect(joining());

  private final Path classes;

  BlockCompiler(Path classes) {
    this.classes = classes;
  }

  /**
   * Compiles a block.
   *
   * @return the name of the class: its own, or that of the wrapper of its statements, whose static
   *     method {@code run} executes them
   * @throws AssertionError if it does not compile, with the compiler's messages
   */
  String compile(CodeBlock block) throws IOException {
    Optional<String> type = block.typeName();
    String simpleName = type.orElse("Block" + block.line());
    String source = type.isPresent() ? block.text() : wrap(simpleName, block.text());
    String prefix = block.packageName().isEmpty() ? "" : block.packageName() + ".";

    StringWriter messages = new StringWriter();
    boolean compiled =
        COMPILER
            .getTask(
                messages,
                FILES,
                null,
                List.of(
                    "-proc:none",
                    "-parameters",
                    "-Xlint:deprecation,removal,unchecked,rawtypes",
                    "-Werror",
                    "-d",
                    Files.createDirectories(classes).toString(),
                    "-classpath",
                    classes + File.pathSeparator + CLASS_PATH),
                null,
                List.of(new Source(prefix + simpleName, source)))
            .call();
    if (!compiled) {
      throw new AssertionError("does not compile:\n" + messages + "\n" + source);
    }
    return prefix + simpleName;
  }

  static String classPath() {
    return CLASS_PATH;
  }

  /** Imports at the top of the block stay imports; the rest becomes the body of a method. */
  private static String wrap(String name, String text) {
    StringBuilder imports = new StringBuilder(IMPORTS);
    StringBuilder body = new StringBuilder();
    text.lines()
        .forEach(
            line ->
                (line.startsWith("import ") ? imports : body.append("    "))
                    .append(line)
                    .append('\n'));
    return imports
        + "\nfinal class "
        + name
        + " {\n  static void run() throws Exception {\n"
        + body
        + "  }\n}\n";
  }

  /** The packages that the library's modules export, read from their descriptors. */
  private static TreeSet<String> exportedPackages() {
    TreeSet<String> packages = new TreeSet<>();
    for (String entry : CLASS_PATH.split(File.pathSeparator)) {
      descriptor(Path.of(entry))
          .filter(module -> module.name().startsWith("io.optionskit."))
          .ifPresent(
              module ->
                  module.exports().stream()
                      .filter(export -> !export.isQualified())
                      .forEach(export -> packages.add(export.source())));
    }
    return packages;
  }

  private static Optional<ModuleDescriptor> descriptor(Path entry) {
    try {
      if (Files.isDirectory(entry)) {
        return read(entry.resolve("module-info.class"));
      }
      if (!entry.toString().endsWith(".jar") || !Files.exists(entry)) {
        return Optional.empty();
      }
      try (FileSystem jar = FileSystems.newFileSystem(entry)) {
        return read(jar.getPath("module-info.class"));
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + entry, e);
    }
  }

  private static Optional<ModuleDescriptor> read(Path moduleInfo) throws IOException {
    if (!Files.exists(moduleInfo)) {
      return Optional.empty();
    }
    try (InputStream bytes = Files.newInputStream(moduleInfo)) {
      return Optional.of(ModuleDescriptor.read(bytes));
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(
          URI.create(
              "string:///" + className.replace('.', '/') + JavaFileObject.Kind.SOURCE.extension),
          JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
