/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks.parsing;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link ParsingBenchmark} and prints the table of {@code docs/concepts/performance.md}: rows
 * per second of each port and of the plain walk beside it, their ratio, and bytes allocated per
 * row.
 */
public final class ParsingTable {

  private static final double MILLION = 1e6;

  private ParsingTable() {}

  /** What one reading of a body costs. */
  private record Cost(double rowsPerSecond, double bytesPerRow) {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the beginnings of names of forms, none for all
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments) throws RunnerException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    print("made, 5,000 rows", run("made", chosen(Form.values(), arguments)), out);
    Form[] recorded = chosen(RecordedBody.forms(), arguments);
    if (RecordedBody.areThere() && recorded.length > 0) {
      print("recorded", run("recorded", recorded), out);
    }
  }

  private static Form[] chosen(Form[] forms, String[] beginnings) {
    if (beginnings.length == 0) {
      return forms;
    }
    return Arrays.stream(forms)
        .filter(
            form ->
                Arrays.stream(beginnings)
                    .anyMatch(
                        beginning -> form.name().startsWith(beginning.toUpperCase(Locale.ROOT))))
        .toArray(Form[]::new);
  }

  private static Collection<RunResult> run(String source, Form[] forms) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(ParsingBenchmark.class.getName())
            .param("source", source)
            .param("form", Arrays.stream(forms).map(Form::name).toArray(String[]::new))
            .addProfiler("gc")
            .shouldFailOnError(true);
    if (RecordedBody.areThere()) {
      options.jvmArgsAppend("-Doptionskit.shared=" + RecordedBody.shared());
    }
    return new Runner(options.build()).run();
  }

  private static void print(String source, Collection<RunResult> results, PrintStream out) {
    Map<Form, Cost> ports = new EnumMap<>(Form.class);
    Map<Form, Cost> walks = new EnumMap<>(Form.class);
    for (RunResult result : results) {
      Form form = Form.valueOf(result.getParams().getParam("form"));
      boolean isPort = result.getParams().getBenchmark().endsWith(".port");
      (isPort ? ports : walks).put(form, cost(result));
    }
    out.println();
    out.println(
        "| body, "
            + source
            + " | port, M rows/s | plain walk | time ÷ walk | port, B/row | walk |");
    out.println("|---|---|---|---|---|---|");
    ports.forEach((form, port) -> out.println(line(form, port, walks.get(form))));
  }

  private static String line(Form form, Cost port, @Nullable Cost walk) {
    if (walk == null) {
      throw new IllegalStateException(form + " has no walk beside it");
    }
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.1f | %.0f | %.0f |",
        form.title(),
        port.rowsPerSecond / MILLION,
        walk.rowsPerSecond / MILLION,
        walk.rowsPerSecond / port.rowsPerSecond,
        port.bytesPerRow,
        walk.bytesPerRow);
  }

  private static Cost cost(RunResult result) {
    double rowsPerSecond = secondary(result, "read");
    double rowsPerCall = rowsPerSecond / result.getPrimaryResult().getScore();
    return new Cost(rowsPerSecond, secondary(result, "gc.alloc.rate.norm") / rowsPerCall);
  }

  private static double secondary(RunResult result, String end) {
    for (String name : result.getSecondaryResults().keySet()) {
      if (name.endsWith(end)) {
        return Objects.requireNonNull(result.getSecondaryResults().get(name)).getScore();
      }
    }
    throw new IllegalStateException("JMH gave no result " + end);
  }
}
