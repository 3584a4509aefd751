/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifySetupTest {

  @TempDir Path folder;

  @Test
  void findsEverythingThatABuildHas() {
    CommandRun run =
        CommandRun.of("verify-setup", "--json", "--out", folder.resolve("a").toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("ok").asBoolean()).isTrue();
    assertThat(run.json().at("/checks").findValuesAsText("name"))
        .contains(
            "Java", "memory", "disk", "output folder", "journal", "SQLite", "DuckDB, Parquet");
    assertThat(folder).as("what was written is removed").isEmptyDirectory();
  }

  @Test
  void saysWhatToDoAboutAProviderThatIsNotThere() {
    CommandRun run =
        CommandRun.of(
            "verify-setup",
            "--json",
            "--out",
            folder.toString(),
            "--base-url",
            "http://localhost:1");

    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode provider = run.json().at("/checks").get(run.json().at("/checks").size() - 1);
    assertThat(provider.get("ok").asBoolean()).isFalse();
    assertThat(provider.get("found").asText()).contains("unavailable");
    assertThat(provider.get("advice").asText()).contains("check the address");
  }
}
