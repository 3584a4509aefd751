/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reads the files that the manual shows. */
class DocumentedFilesTest {

  private static List<String> yamlBlocks(String page) throws IOException {
    String text = Files.readString(Path.of("../docs/how-to", page));
    return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
        .matcher(text)
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  @Test
  void theFeeFileIsRead() throws IOException {
    List<String> blocks = yamlBlocks("fees-file.md");

    assertThat(blocks).hasSize(1);
    assertThat(FeeFile.parse("fees.yaml", blocks.get(0))).isNotNull();
  }

  @Test
  void theOrderScriptIsRead() throws IOException {
    List<String> blocks = yamlBlocks("order-script.md");

    assertThat(blocks).hasSize(1);
    assertThat(OrderScript.parse("orders.yaml", blocks.get(0)).entries()).hasSize(3);
  }
}
