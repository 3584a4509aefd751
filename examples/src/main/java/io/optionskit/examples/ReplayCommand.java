/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.databento.DatabentoQuestions;
import io.optionskit.data.recording.Archive;
import io.optionskit.data.recording.ArchiveException;
import io.optionskit.data.recording.ReplayServer;
import io.optionskit.data.recording.ReplaySettings;
import io.optionskit.data.recording.ReplaySettings.Matching;
import io.optionskit.examples.report.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves recorded answers of a provider on this machine. */
@Command(
    name = "replay",
    description = {
      "Serves recorded answers of a provider over HTTP, to this machine only, until interrupted.",
      "Prints its address first; with --json that is the one document."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit replay --in recording.zip --port 8080",
      "  optionskit chain --provider cboe --base-url http://127.0.0.1:8080 --symbol SPY"
    })
final class ReplayCommand implements SubCommand {

  @Option(
      names = "--in",
      required = true,
      paramLabel = "DIR|FILE.zip",
      description = "Recording, or a folder of bodies with an index.json.")
  private Optional<Path> in = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port on the loopback address; default any free one.")
  private Optional<String> port = Optional.empty();

  @Option(
      names = "--match",
      paramLabel = "exact|closest",
      description =
          "How alike a request and a recorded one must be; default exact for a recording, closest"
              + " for another folder.")
  private Optional<String> match = Optional.empty();

  @Option(
      names = "--ignore",
      paramLabel = "NAME",
      description = "Parameter that does not matter, such as a date of today; may be repeated.")
  private List<String> ignored = new ArrayList<>();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long to serve, such as PT10M; default until interrupted.")
  private Optional<String> time = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Job prepare(Problems problems) {
    int number = problems.read("--port", port, ReplayCommand::port).orElse(0);
    Optional<Duration> limit = problems.read("--for", time, Duration::parse);
    Optional<Matching> matching = problems.read("--match", match, ReplayCommand::matching);
    Optional<Archive> archive =
        in.flatMap(
            path -> problems.read("--in", Optional.of(path.toString()), ReplayCommand::open));
    if (problems.any()) {
      archive.ifPresent(Archive::close);
      throw problems.exception();
    }
    Archive opened = archive.orElseThrow();
    ReplaySettings plain = settings(opened).ignoring(Set.copyOf(ignored));
    ReplaySettings settings = matching.map(plain::matching).orElse(plain);
    return console -> {
      try (opened;
          ReplayServer server = ReplayServer.start(opened, settings, number)) {
        print(opened, server);
        waitFor(limit);
        console.stage(server.answered() + " requests answered, " + server.unmatched() + " not");
        return Outcome.success(Json.object(), "");
      }
    };
  }

  /** Returns how an archive is served if nothing else is wanted. */
  static ReplaySettings settings(Archive archive) {
    return ReplaySettings.of(archive).repeatingLast().readingQuestions(new DatabentoQuestions());
  }

  private void print(Archive archive, ReplayServer server) {
    ObjectNode json = Json.object();
    json.put("url", server.url().toString());
    json.put("port", server.url().getPort());
    json.put("in", archive.path().toString());
    json.put("calls", archive.calls().size());
    json.put("recording", archive.isRecording());
    archive.provider().ifPresent(name -> json.put("provider", name));
    boolean wantsJson = spec.root().userObject() instanceof Main main && main.isJson();
    spec.commandLine()
        .getOut()
        .println(
            wantsJson
                ? Json.text(json)
                : "serving " + archive.calls().size() + " calls at " + server.url());
    spec.commandLine().getOut().flush();
  }

  private static void waitFor(Optional<Duration> limit) {
    CountDownLatch never = new CountDownLatch(1);
    try {
      if (limit.isPresent()) {
        never.await(limit.get().toMillis(), TimeUnit.MILLISECONDS);
      } else {
        never.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // ends the service, which is no failure
    }
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new IllegalArgumentException("must be a port from 0 to 65535: " + text);
    }
    return Integer.parseInt(text);
  }

  private static Matching matching(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "exact" -> Matching.EXACT;
      case "closest" -> Matching.CLOSEST;
      default -> throw new IllegalArgumentException("must be exact or closest: " + text);
    };
  }

  /** Opens an archive named on the command line. */
  private static Archive open(String path) {
    try {
      return Archive.open(Path.of(path));
    } catch (ArchiveException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
