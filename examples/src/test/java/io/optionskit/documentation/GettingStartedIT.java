/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A reader who copies docs/getting-started.md into an empty folder gets a project that builds,
 * passes its test and runs.
 *
 * <p>The artifacts of this build are put where {@code mvn install} would put them, in a repository
 * that otherwise consists of links to the one this build uses, so that nothing is downloaded twice
 * and nothing of the user's is touched.
 */
class GettingStartedIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path PAGE = ROOT.resolve("docs/getting-started.md");
  private static final Path WORK = Path.of("target", "getting-started").toAbsolutePath();
  private static final String VERSION = System.getProperty("optionskit.version");
  private static final List<String> MODULES =
      List.of(
          "options-core",
          "options-greeks",
          "options-data",
          "options-ml",
          "options-risk",
          "options-broker-ibkr",
          "options-testkit");

  private final Path project = WORK.resolve("project");
  private final Path repository = WORK.resolve("repository");

  @BeforeEach
  void startEmpty() throws IOException {
    if (Files.exists(WORK)) {
      try (Stream<Path> old = Files.walk(WORK)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    // Keeps Maven from looking for the settings of the project around this folder.
    Files.createDirectories(project.resolve(".mvn"));
  }

  @Test
  void theProjectOfThePageBuildsPassesItsTestAndRuns() throws Exception {
    linkRepository(Path.of(System.getProperty("maven.repository")));
    install();
    List<CodeBlock> blocks = CodeBlock.of(PAGE);

    List<String> files = write(blocks);
    List<List<String>> commands = commands(blocks);
    for (List<String> command : commands) {
      Commands.run(command, project, Map.of("JAVA_HOME", System.getProperty("java.home")), 300);
    }

    assertThat(files).contains("pom.xml");
    assertThat(files).anyMatch(file -> file.startsWith("src/main/java/"));
    assertThat(files).anyMatch(file -> file.startsWith("src/test/java/"));
    assertThat(commands).isNotEmpty();
    assertThat(project.resolve("target/surefire-reports")).isNotEmptyDirectory();
  }

  private List<String> write(List<CodeBlock> blocks) throws IOException {
    List<String> files = new ArrayList<>();
    for (CodeBlock block : blocks) {
      if (block.fileName().isPresent()) {
        Path file = project.resolve(block.fileName().get()).normalize();
        assertThat(file).startsWithRaw(project);
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.text());
        files.add(block.fileName().get());
      }
    }
    return files;
  }

  /** The Maven commands of the blocks marked {@code project}, kept to this machine's repository. */
  private List<List<String>> commands(List<CodeBlock> blocks) {
    return blocks.stream()
        .filter(block -> block.isShell() && block.has("project"))
        .flatMap(block -> block.commands().stream())
        .map(this::mavenCommand)
        .toList();
  }

  private List<String> mavenCommand(String command) {
    List<String> words = Commands.split(command);
    assertThat(words.get(0)).as(command).isEqualTo("mvn");
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> full = new ArrayList<>();
    full.add(
        Path.of(System.getProperty("maven.home"), "bin", windows ? "mvn.cmd" : "mvn").toString());
    full.add("-B");
    full.add("-Dmaven.repo.local=" + repository);
    if (System.getProperty("maven.connection").equals("offline=true")) {
      full.add("-o");
    }
    full.addAll(words.subList(1, words.size()));
    return full;
  }

  private void linkRepository(Path cached) throws IOException {
    link(cached, repository, "io");
    link(cached.resolve("io"), repository.resolve("io"), "optionskit");
  }

  /** Fills a folder with links to what another contains, except for one name. */
  private static void link(Path from, Path to, String except) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.filter(Files::isDirectory).toList()) {
        String name = entry.getFileName().toString();
        if (!name.equals(except)) {
          Files.createSymbolicLink(to.resolve(name), entry);
        }
      }
    } catch (UnsupportedOperationException e) {
      abort("this file system has no symbolic links");
    }
  }

  private void install() throws IOException {
    install("optionskit-parent", ROOT.resolve("pom.xml"), "pom");
    install("options-bom", ROOT.resolve("options-bom/pom.xml"), "pom");
    for (String module : MODULES) {
      install(module, ROOT.resolve(module).resolve("pom.xml"), "pom");
      install(
          module,
          ROOT.resolve(module).resolve("target").resolve(module + "-" + VERSION + ".jar"),
          "jar");
    }
  }

  private void install(String artifact, Path file, String extension) throws IOException {
    Path folder = repository.resolve("io/optionskit").resolve(artifact).resolve(VERSION);
    Files.createDirectories(folder);
    Files.copy(file, folder.resolve(artifact + "-" + VERSION + "." + extension));
  }
}
