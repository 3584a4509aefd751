/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeBlockTest {

  @TempDir Path folder;

  @Test
  void findsLanguageFlagsLineAndText() throws IOException {
    List<CodeBlock> blocks = blocks("text\n\n```java no-run\nint a = 1;\n\nint b;\n```\n");

    assertThat(blocks).hasSize(1);
    assertThat(blocks.get(0).language()).isEqualTo("java");
    assertThat(blocks.get(0).has("no-run")).isTrue();
    assertThat(blocks.get(0).line()).isEqualTo(3);
    assertThat(blocks.get(0).text()).isEqualTo("int a = 1;\n\nint b;\n");
  }

  @Test
  void takesTheIndentOfAListItemAway() throws IOException {
    assertThat(blocks("- item\n  ```java\n  if (x) {\n    y();\n  }\n  ```\n").get(0).text())
        .isEqualTo("if (x) {\n  y();\n}\n");
  }

  @Test
  void refusesABlockWithoutEnd() {
    assertThatThrownBy(() -> blocks("a\n```java\nint a;\n")).hasMessageContaining("page.md:2");
  }

  @Test
  void tellsWholeClassesFromStatements() throws IOException {
    assertThat(
            typeIn(
                "package a.b;\n\nimport c.D;\n\n/** Doc. */\n@Deprecated\npublic final class E {}"))
        .isEqualTo("E");
    assertThat(typeIn("// src/main/java/F.java\nrecord F(int a) {}")).isEqualTo("F");
    assertThat(typeIn("import a.B;\n\nvar x = 1;\nrecord G() {}")).isEqualTo("none");
    assertThat(typeIn("classify(1);")).isEqualTo("none");
  }

  @Test
  void readsTheFileNameOfTheFirstLine() throws IOException {
    assertThat(blocks("```xml\n<!-- pom.xml -->\n<project/>\n```\n").get(0).fileName())
        .contains("pom.xml");
    assertThat(blocks("```java\n// src/main/java/a/B.java\nclass B {}\n```\n").get(0).fileName())
        .contains("src/main/java/a/B.java");
    assertThat(blocks("```java\n// just a remark\nint a;\n```\n").get(0).fileName()).isEmpty();
  }

  @Test
  void joinsContinuedCommands() throws IOException {
    assertThat(blocks("```sh\n# remark\n$ a \\\n  --b\nc\n```\n").get(0).commands())
        .containsExactly("a    --b", "c");
  }

  @Test
  void splitsCommandsAsAShellDoes() {
    assertThat(Commands.split("chain --symbol 'A B' --x \"y z\" --json | jq . > f"))
        .containsExactly("chain", "--symbol", "A B", "--x", "y z", "--json");
  }

  @Test
  void reportsWhatDoesNotCompile() throws IOException {
    CodeBlock block = blocks("```java\nint a = \"b\";\n```\n").get(0);

    assertThatThrownBy(() -> new BlockCompiler(folder.resolve("classes")).compile(block))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("incompatible types");
  }

  private String typeIn(String text) throws IOException {
    return blocks("```java\n" + text + "\n```\n").get(0).typeName().orElse("none");
  }

  private List<CodeBlock> blocks(String page) throws IOException {
    return CodeBlock.of(Files.writeString(folder.resolve("page.md"), page));
  }
}
