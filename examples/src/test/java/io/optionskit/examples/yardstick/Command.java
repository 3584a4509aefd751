/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.examples.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs a backtest through the command line, as somebody outside would. */
final class Command {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Command() {}

  static JsonNode backtest(Path data, String... options) {
    List<String> arguments = new ArrayList<>(List.of("backtest", "--data", data.toString()));
    arguments.addAll(List.of("--fill", "touch", "--fees", "ibkr-fixed", "--json"));
    arguments.addAll(List.of(options));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands = Main.commandLine();
    commands.setOut(new PrintWriter(out));
    commands.setErr(new PrintWriter(err));
    int exit = commands.execute(arguments.toArray(String[]::new));
    assertThat(exit).as(err.toString()).isZero();
    try {
      return JSON.readTree(out.toString());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder with real market data, which is kept outside the repository. */
  static Path sharedData(String file) {
    return Path.of(System.getProperty("optionskit.shared", "../../shared"), "data", file);
  }
}
