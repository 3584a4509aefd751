/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.examples.report.Json;
import io.optionskit.examples.report.Numbers;
import io.optionskit.examples.rows.RowCounts;
import io.optionskit.examples.rows.RowModel;
import io.optionskit.examples.rows.RowRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file that a row command reads and the one that it writes, as named on the command line. */
record RowFiles(String in, String out) {

  /** Name of standard input and of standard output. */
  static final String STANDARD = "-";

  /** Adds what is wrong with the names, also together with what was asked for beside them. */
  void check(Problems problems, boolean isJson) {
    input()
        .filter(path -> !Files.exists(path) || Files.isDirectory(path))
        .ifPresent(
            path ->
                problems.add(
                    "--in: '"
                        + in
                        + "' "
                        + (Files.exists(path) ? "is a folder" : "does not exist")
                        + "; it must be a CSV file, or - for standard input"));
    if (out.equals(STANDARD) && isJson) {
      problems.add("--out - and --json both need standard output; name a file");
    }
    output().ifPresent(path -> checkOutput(problems, path));
  }

  private void checkOutput(Problems problems, Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (Files.isDirectory(path)) {
      problems.add("--out: '" + out + "' is a folder; it must be a file");
    } else if (folder == null || !Files.isDirectory(folder)) {
      problems.add("--out: the folder of '" + out + "' does not exist");
    } else if (isInput(path)) {
      problems.add("--out: '" + out + "' is the file that is read; name another one");
    }
  }

  private boolean isInput(Path path) {
    try {
      return Files.isRegularFile(path)
          && input().isPresent()
          && Files.exists(input().get())
          && Files.isSameFile(path, input().get());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot compare '" + in + "' with '" + out + "'", e);
    }
  }

  private Optional<Path> input() {
    return path(in);
  }

  private Optional<Path> output() {
    return path(out);
  }

  private static Optional<Path> path(String name) {
    return name.equals(STANDARD) ? Optional.empty() : Optional.of(Path.of(name));
  }

  /**
   * Returns the run over the files; a header that does not suit the model is a problem.
   *
   * @param problems collects what is wrong; the header is looked at only if there is nothing yet
   */
  SubCommand.Job job(Problems problems, RowModel model) {
    RowRun run = RowRun.of(model, input(), output());
    if (!problems.any()) {
      run.problems().forEach(problems::add);
    }
    return console -> {
      RowCounts counts =
          run.run(
              wrong -> {
                throw new UsageException(wrong);
              },
              (rows, fraction) -> console.progress(state(rows, fraction)));
      counts
          .replaced()
          .forEach(name -> console.stage("the results replace the column " + name + " of " + in));
      if (out.equals(STANDARD)) {
        console.stage(text(counts));
        return Outcome.success(json(counts), "");
      }
      return Outcome.success(json(counts), text(counts));
    };
  }

  private static String state(long rows, double fraction) {
    String done = Numbers.count(rows) + " rows";
    return fraction == 0 ? done : Numbers.percent(fraction, 0) + ", " + done;
  }

  private ObjectNode json(RowCounts counts) {
    ObjectNode json = Json.object();
    json.put("in", in);
    json.put("out", out);
    json.put("rows", counts.rows());
    json.put("ok", counts.ok());
    ObjectNode statuses = json.putObject("statuses");
    counts.byStatus().forEach(statuses::put);
    counts.replaced().forEach(json.putArray("replacedColumns")::add);
    return json;
  }

  private static String text(RowCounts counts) {
    String others =
        counts.byStatus().entrySet().stream()
            .filter(entry -> !entry.getKey().equals(RowModel.OK))
            .map(entry -> Numbers.count(entry.getValue()) + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return Numbers.count(counts.rows())
        + " rows, "
        + Numbers.count(counts.ok())
        + " ok"
        + (others.isEmpty() ? "" : "; " + others);
  }
}
