/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of a Markdown page.
 *
 * @param page page it stands on
 * @param line line of its opening fence, from 1
 * @param language first word after the fence, empty if none
 * @param flags the other words after the fence
 * @param text what stands between the fences, each line ended
 */
record CodeBlock(Path page, int line, String language, List<String> flags, String text) {

  private static final Pattern FENCE = Pattern.compile("^( *)(```+)([^`]*)$");

  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:(?:public|abstract|final|sealed|non-sealed|strictfp)\\s+)*"
              + "(?:class|record|interface|enum|@interface)\\s+(\\w+)");

  private static final Pattern FILE = Pattern.compile("\\A(?://|#|<!--) *([\\w./-]+)(?: *-->)?\\n");

  /** Returns the blocks of a page, in order. */
  static List<CodeBlock> of(Path page) {
    List<CodeBlock> blocks = new ArrayList<>();
    List<String> lines = readLines(page);
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (fence.matches()) {
        int start = i;
        StringBuilder text = new StringBuilder();
        for (i++; i < lines.size() && !lines.get(i).strip().equals(fence.group(2)); i++) {
          text.append(withoutIndent(lines.get(i), fence.group(1).length())).append('\n');
        }
        if (i == lines.size()) {
          throw new IllegalStateException(page + ":" + (start + 1) + ": block is never closed");
        }
        List<String> words = List.of(fence.group(3).strip().split("\\s+"));
        blocks.add(
            new CodeBlock(
                page, start + 1, words.get(0), words.subList(1, words.size()), text.toString()));
      }
    }
    return blocks;
  }

  /** Returns every page whose blocks are checked, in order of their paths. */
  static List<Path> pages(Path root) {
    try (Stream<Path> docs = Files.walk(root.resolve("docs"));
        Stream<Path> top = Files.list(root)) {
      return Stream.concat(top, docs)
          .filter(path -> path.getFileName().toString().endsWith(".md"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isJava() {
    return language.equals("java") && !flags.contains("skip");
  }

  boolean isShell() {
    return language.equals("sh") || language.equals("bash");
  }

  boolean has(String flag) {
    return flags.contains(flag);
  }

  /** Returns the name of the type this block declares, if it is a whole class. */
  Optional<String> typeName() {
    Matcher type = TYPE.matcher(withoutPreamble());
    return type.find() ? Optional.of(type.group(1)) : Optional.empty();
  }

  /** Returns the package this block declares, empty for none. */
  String packageName() {
    Matcher name = Pattern.compile("(?m)^package ([\\w.]+);").matcher(text);
    return name.find() ? name.group(1) : "";
  }

  /** Returns the file named by the comment in the first line, if there is one. */
  Optional<String> fileName() {
    Matcher file = FILE.matcher(text);
    return file.find() ? Optional.of(file.group(1)) : Optional.empty();
  }

  /**
   * Returns the commands of a shell block, continued lines joined, prompts and comments left out.
   */
  List<String> commands() {
    return Stream.of(text.replace("\\\n", " ").split("\n"))
        .map(String::strip)
        .map(line -> line.startsWith("$ ") ? line.substring(2) : line)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** Returns page and line, such as {@code docs/getting-started.md:12}. */
  String name(Path root) {
    return root.relativize(page) + ":" + line;
  }

  /** Cuts leading comments, package, imports and annotations. */
  private String withoutPreamble() {
    return text.replaceFirst(
        "\\A(?:\\s+|//[^\\n]*\\n|/\\*(?s:.*?)\\*/|(?:package|import)\\s[^;]*;|@(?!interface)\\w+(?:\\([^)]*\\))?)*",
        "");
  }

  private static String withoutIndent(String line, int indent) {
    int blanks = 0;
    while (blanks < indent && blanks < line.length() && line.charAt(blanks) == ' ') {
      blanks++;
    }
    return line.substring(blanks);
  }

  private static List<String> readLines(Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
