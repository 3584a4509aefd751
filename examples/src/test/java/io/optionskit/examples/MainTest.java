/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MainTest {

  @Nested
  class Help {

    @Test
    void isThereForEveryCommand() {
      for (String command : Main.commandLine().getSubcommands().keySet()) {
        CommandRun run = CommandRun.of(command, "--help");

        assertThat(run.exitCode()).as(command).isZero();
        assertThat(run.out()).contains("Usage: optionskit " + command).contains("--json");
        assertThat(run.err()).isEmpty();
      }
    }

    @Test
    void ofTheProgramListsTheCommands() {
      CommandRun run = CommandRun.of("--help");

      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .contains(Main.commandLine().getSubcommands().keySet())
          .contains("the run failed");
    }

    @Test
    void ofTheVersionIsOneLine() {
      CommandRun run = CommandRun.of("--version");

      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines()).singleElement().asString().startsWith("optionskit ");
    }
  }

  @Nested
  class WrongUsage {

    @Test
    void withoutACommandSaysWhichThereAre() {
      CommandRun run = CommandRun.of();

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("a command is required").contains("backtest");
    }

    @Test
    void ofACommandSuggestsTheRightOne() {
      CommandRun run = CommandRun.of("backtset");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("unknown: backtset; did you mean backtest?");
    }

    @Test
    void tellsAllProblemsAtOnce() {
      CommandRun run =
          CommandRun.of(
              "backtest",
              "--strategy=martingale",
              "--cash=lots",
              "--fill=best",
              "--fees=no-such-file",
              "--from=yesterday",
              "--seed=x",
              "--surprise");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .contains("--data")
          .contains("there is no 'martingale'")
          .contains("--cash: must be dollars above 0, such as 100000: lots")
          .contains("--fill: fill model must be touch, mid, fraction:X or next-bar: best")
          .contains("--fees: ")
          .contains("--from: ")
          .contains("--seed: must be a whole number, such as 7: x")
          .contains("unknown: --surprise")
          .doesNotContain("\tat ");
    }

    @Test
    void isAJsonDocumentWhereOneIsAskedFor() {
      CommandRun run = CommandRun.of("backtest", "--json", "--data", "/nowhere");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.json().at("/error/code").asText()).isEqualTo("CONFIG_INVALID");
      assertThat(run.json().at("/error/problems").get(0).asText())
          .startsWith("--data: '/nowhere' does not exist");
    }

    @Test
    void ofAProfileListsEveryWrongKey() {
      CommandRun run =
          CommandRun.of(
              "backtest",
              "--data=sim:1",
              "--profile=weekly-ivrank",
              "--set=risk.per-trade=5",
              "--set=risk.per-trad=5");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains("risk.per-trade must be a fraction")
          .contains("unknown key risk.per-trad ");
    }
  }
}
