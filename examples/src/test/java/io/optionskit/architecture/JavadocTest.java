/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every public and protected element of the library has its Javadoc, with all tags.
 *
 * <p>The compiler of JDK 17 asks for {@code @param} on compact constructors and not on the records
 * where components are described; so the check is made here, where that can be put right, and not
 * by an argument of the build.
 */
class JavadocTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern COMPACT_CONSTRUCTOR =
      Pattern.compile("^\\s*(?:public|protected)\\s+\\w+\\s*\\{");

  @TempDir Path folder;

  @Test
  void everyPromiseOfTheLibraryIsDescribed() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path module : modules()) {
      sources.addAll(sources(module.resolve("src/main/java")));
    }

    assertThat(sources).isNotEmpty();
    // what a module does not export promises nothing
    assertThat(complaints(sources))
        .filteredOn(complaint -> !complaint.contains("/internal/"))
        .as("missing Javadoc")
        .isEmpty();
  }

  @Test
  void findsWhatIsMissingExceptOnCompactConstructors() throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Point.java"),
            """
            /** A point. */
            public record Point(int x) {
              /** Checks. */
              public Point {
                assert x > 0;
              }

              /** Returns the sum. */
              public int plus(int y) {
                return x + y;
              }

              public int bare() {
                return x;
              }
            }
            """);

    assertThat(complaints(List.of(source)))
        .extracting(complaint -> complaint.replaceFirst(".*Point.java:", ""))
        .containsExactlyInAnyOrder(
            "2: no @param for x", "9: no @param for y", "9: no @return", "13: no comment");
  }

  private Set<String> complaints(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    Set<String> complaints = new TreeSet<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  new StringWriter(),
                  files,
                  diagnostics,
                  List.of(
                      "-proc:none",
                      "-Xdoclint:missing/protected",
                      "-Xmaxwarns",
                      "10000",
                      "-d",
                      folder.toString(),
                      "--add-modules",
                      "jdk.incubator.vector",
                      "-classpath",
                      System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      RecordComponents components = new RecordComponents(DocTrees.instance(task), complaints);
      for (CompilationUnitTree unit : task.parse()) {
        components.scan(unit, null);
      }
      task.analyze();
    }
    for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
      String message = diagnostic.getMessage(Locale.ROOT);
      assertThat(diagnostic.getKind()).as(message).isNotEqualTo(Diagnostic.Kind.ERROR);
      if (message.startsWith("no ") && !isOnCompactConstructor(diagnostic)) {
        complaints.add(complaint(diagnostic.getSource(), diagnostic.getLineNumber(), message));
      }
    }
    return complaints;
  }

  private static String complaint(JavaFileObject source, long line, String message) {
    Path file = Path.of(source.toUri());
    return (file.startsWith(ROOT) ? ROOT.relativize(file) : file) + ":" + line + ": " + message;
  }

  private static boolean isOnCompactConstructor(Diagnostic<? extends JavaFileObject> diagnostic)
      throws IOException {
    List<String> lines = Files.readAllLines(Path.of(diagnostic.getSource().toUri()));
    return COMPACT_CONSTRUCTOR.matcher(lines.get((int) diagnostic.getLineNumber() - 1)).find();
  }

  /** Finds components of public records that the record's Javadoc does not describe. */
  private static final class RecordComponents extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final Set<String> complaints;

    RecordComponents(DocTrees docs, Set<String> complaints) {
      this.docs = docs;
      this.complaints = complaints;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      if (!isPromise(type)) {
        return null;
      }
      DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
      if (type.getKind() == Tree.Kind.RECORD && comment != null) {
        Set<String> described =
            comment.getBlockTags().stream()
                .filter(ParamTree.class::isInstance)
                .map(tag -> ((ParamTree) tag).getName().toString())
                .collect(toSet());
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        long start = docs.getSourcePositions().getStartPosition(unit, type);
        components(type)
            .filter(name -> !described.contains(name))
            .forEach(
                name ->
                    complaints.add(
                        complaint(
                            unit.getSourceFile(),
                            unit.getLineMap().getLineNumber(start),
                            "no @param for " + name)));
      }
      return super.visitClass(type, unused);
    }

    private boolean isPromise(ClassTree type) {
      Set<Modifier> modifiers = type.getModifiers().getFlags();
      Tree parent = getCurrentPath().getParentPath().getLeaf();
      return modifiers.contains(Modifier.PUBLIC)
          || modifiers.contains(Modifier.PROTECTED)
          || parent.getKind() == Tree.Kind.INTERFACE;
    }

    /** The components of a record are its only fields that are not static. */
    private static Stream<String> components(ClassTree type) {
      return type.getMembers().stream()
          .filter(VariableTree.class::isInstance)
          .map(VariableTree.class::cast)
          .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
          .map(field -> field.getName().toString());
    }
  }

  /** The modules somebody can embed, but for the one that needs jars this build may not have. */
  private static List<Path> modules() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .filter(path -> path.getFileName().toString().startsWith("options-"))
          .filter(path -> !path.endsWith("options-spark"))
          .filter(path -> Files.isDirectory(path.resolve("src/main/java")))
          .sorted()
          .toList();
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> !path.endsWith("module-info.java"))
          .sorted()
          .toList();
    }
  }
}
