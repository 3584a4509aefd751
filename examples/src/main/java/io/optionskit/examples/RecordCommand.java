/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.catalog.OpenProvider;
import io.optionskit.data.catalog.ProviderEntry;
import io.optionskit.data.recording.Recorder;
import io.optionskit.examples.report.Json;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.SecretSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes down what a provider answers. */
@Command(
    name = "record",
    description =
        "Asks a provider for chains, bars, a series or its calendar and writes all of its answers"
            + " down, without keys.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit record --provider cboe --symbol SPY --out today.zip",
      "  optionskit record --provider yahoo --symbol SPY --symbol QQQ --every PT1M --times 390"
          + " --out recording",
      "  optionskit record --provider fred --data rates --symbol DGS3MO --from 2024-01-01 --to"
          + " 2024-06-30 --out rates.zip",
      "  optionskit backtest --data recording --strategy iron-condor"
    })
final class RecordCommand implements SubCommand {

  @Mixin private ProviderChoice provider = new ProviderChoice();

  @Option(
      names = "--data",
      paramLabel = "chains|bars|rates|events",
      description = "What to ask for; default chains.")
  private String data = "chains";

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      description =
          "Underlying, for bars also an option by its OCC symbol, or series; may be repeated. Events"
              + " need none.")
  private List<String> symbols = new ArrayList<>();

  @Option(
      names = "--expiration",
      paramLabel = "DATE",
      description =
          "Expiry date; may be repeated; default what the provider gives at once: all dates, or the"
              + " nearest.")
  private List<String> expirations = new ArrayList<>();

  @Option(
      names = "--length",
      paramLabel = "1m|5m|15m|30m|1h|1d",
      description = "Length of a bar; default 1d.")
  private String length = "1d";

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "First day of bars, series or events, in New York; default 30 days before.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Last day of bars, series or events, in New York; default --as-of.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "Series and events as they were public at the end of this day; default today.")
  private Optional<String> asOf = Optional.empty();

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description = "Time between rounds, such as PT1M; default PT1M.")
  private Optional<String> every = Optional.empty();

  @Option(names = "--times", paramLabel = "N", description = "Number of rounds; default 1.")
  private Optional<String> times = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR|FILE.zip",
      description = "Where to record; a folder with a recording of the provider is added to.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Job prepare(Problems problems) {
    RecordedKind kind = RecordedKind.read(problems, data);
    Optional<ProviderChoice.Chosen> chosen =
        provider.read(problems, kind.provider(), kind.needed());
    List<Optional<LocalDate>> dates = new ArrayList<>();
    for (String text : expirations) {
      problems
          .read("--expiration", Optional.of(text), LocalDate::parse)
          .ifPresent(date -> dates.add(Optional.of(date)));
    }
    LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), MarketSource.NEW_YORK);
    LocalDate known = problems.read("--as-of", asOf, LocalDate::parse).orElse(today);
    LocalDate last = problems.read("--to", to, LocalDate::parse).orElse(known);
    LocalDate first = problems.read("--from", from, LocalDate::parse).orElse(last.minusDays(30));
    Duration pause = problems.read("--every", every, Duration::parse).orElse(Duration.ofMinutes(1));
    check(problems, kind, pause, first, last);
    long rounds = problems.read("--times", times, Options::wholeNumber).orElse(1L);
    if (rounds < 1) {
      problems.add("--times must be at least 1: " + rounds);
    }
    List<RecordedKind.Question> questions =
        kind.questions(
            problems,
            new RecordedKind.Wanted(
                symbols,
                dates.isEmpty() ? List.of(Optional.empty()) : dates,
                BarsCommand.length(problems, length),
                first,
                last,
                known));
    problems.throwIfAny();
    return console -> run(console, chosen.orElseThrow(), kind, questions, pause, rounds);
  }

  private void check(
      Problems problems, RecordedKind kind, Duration pause, LocalDate first, LocalDate last) {
    if (pause.isNegative()) {
      problems.add("--every must not be negative: " + pause);
    }
    if (first.isAfter(last)) {
      problems.add("--from must not be after --to: " + first + ", " + last);
    }
    if (symbols.isEmpty() && kind != RecordedKind.EVENTS) {
      problems.add("--symbol is required: what to record " + kind + " of");
    }
  }

  private Outcome run(
      Console console,
      ProviderChoice.Chosen chosen,
      RecordedKind kind,
      List<RecordedKind.Question> questions,
      Duration pause,
      long rounds) {
    Path target = out.orElseThrow();
    ProviderEntry entry = chosen.entry();
    Counts counts = new Counts();
    try (Recorder recorder = Recorder.into(target, entry.name(), InstantSource.system());
        OpenProvider open =
            entry.open(
                chosen
                    .access()
                    .withSecrets(recorder.secrets(SecretSource.of(System.getenv())))
                    .withWire(recorder::wire))) {
      for (long round = 1; round <= rounds; round++) {
        console.progress("round " + round + " of " + rounds + " with " + entry.title());
        for (RecordedKind.Question question : questions) {
          counts.add(ask(open, recorder, question));
        }
        if (round < rounds) {
          Thread.sleep(pause.toMillis());
        }
      }
      counts.calls = recorder.calls();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException("interrupted; what was recorded is in " + target, e);
    }
    counts.problems.forEach(console::stage);
    return counts.outcome(entry, kind, target);
  }

  private static Answered ask(
      OpenProvider open, Recorder recorder, RecordedKind.Question question) {
    try {
      int rows = question.rows().applyAsInt(open);
      question
          .chain()
          .ifPresent(each -> recorder.note(each.symbol(), each.expiry(), Optional.empty()));
      return new Answered(rows, Optional.empty());
    } catch (ProviderException e) {
      question
          .chain()
          .ifPresent(
              each ->
                  recorder.note(each.symbol(), each.expiry(), Optional.of(e.reason().toString())));
      return new Answered(0, Optional.of(question.name() + ": " + e.getMessage()));
    }
  }

  private record Answered(int rows, Optional<String> problem) {}

  /** What was recorded so far. */
  private static final class Counts {

    private final List<String> problems = new ArrayList<>();
    private int questions;
    private int answered;
    private long rows;
    private int calls;

    void add(Answered answer) {
      questions++;
      rows += answer.rows;
      answer.problem.ifPresentOrElse(problems::add, () -> answered++);
    }

    /** A recording of nothing but failures is one too, but the run has failed. */
    Outcome outcome(ProviderEntry entry, RecordedKind kind, Path out) {
      ObjectNode json = Json.object();
      json.put("provider", entry.name());
      json.put("out", out.toString());
      json.put("calls", calls);
      json.put("questions", questions);
      json.put("answered", answered);
      json.put("data", kind.toString());
      json.put(kind.rows(), rows);
      problems.forEach(json.putArray("problems")::add);
      String text =
          "recorded %d calls for %d answers (%s) of %s with %d %s in %s"
              .formatted(calls, answered, kind, entry.title(), rows, kind.rows(), out);
      return new Outcome(answered == 0 ? 1 : 0, json, text);
    }
  }
}
