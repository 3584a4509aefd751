/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

  @TempDir Path folder;

  @Test
  void runsTheWholeSystemTheSameWayEveryTime() {
    CommandRun one = demo("one", "--json");
    CommandRun two = demo("two");

    JsonNode json = one.json();
    assertThat(one.exitCode()).isZero();
    assertThat(json.get("simulated").asBoolean()).isTrue();
    assertThat(json.get("models")).hasSize(2);
    assertThat(json.at("/models/0/verdict").asText()).isNotBlank();
    assertThat(json.get("runs")).hasSize(2);
    assertThat(json.at("/runs/0/orderCount").asInt()).isPositive();
    assertThat(json.at("/runs/0/data/from").asText().substring(0, 10))
        .as("backtests start on the first day the models have not seen")
        .isEqualTo(json.get("firstUnseenDay").asText());
    assertThat(folder.resolve("one"))
        .isDirectoryContaining("glob:**/store")
        .isDirectoryContaining("glob:**/journal")
        .isDirectoryContaining("glob:**/models")
        .isDirectoryContaining("glob:**/optionskit.db");
    assertThat(two.out()).contains("SIMULATED MARKET, SIMULATED TRADING").contains("Report");
    for (String name : new String[] {"report.html", "result.json"}) {
      assertThat(folder.resolve("two").resolve(name))
          .as(name)
          .hasSameBinaryContentAs(folder.resolve("one").resolve(name));
    }
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    CommandRun run = CommandRun.of("demo", "--days=3", "--seed=x", "--out", "/dev/null");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--days: must be a number from 24 to 500: 3")
        .contains("--seed: must be a whole number, such as 7: x")
        .contains("--out: '/dev/null' is a file; it must be a folder");
  }

  private CommandRun demo(String name, String... more) {
    String[] args = {
      "demo", "--days", "24", "--seed", "3", "--out", folder.resolve(name).toString()
    };
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return CommandRun.of(all);
  }
}
