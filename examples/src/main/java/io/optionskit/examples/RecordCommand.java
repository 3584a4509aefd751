/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.catalog.OpenProvider;
import io.optionskit.data.catalog.ProviderEntry;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ChainProvider;
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
    description = "Asks a provider for chains and writes all of its answers down, without keys.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit record --provider cboe --symbol SPY --out today.zip",
      "  optionskit record --provider yahoo --symbol SPY --symbol QQQ --every PT1M --times 390"
          + " --out recording",
      "  optionskit backtest --data recording --strategy iron-condor"
    })
final class RecordCommand implements SubCommand {

  @Mixin private ProviderChoice provider = new ProviderChoice();

  @Option(
      names = "--symbol",
      required = true,
      paramLabel = "TICKER",
      description = "Underlying; may be repeated.")
  private List<String> symbols = new ArrayList<>();

  @Option(
      names = "--expiration",
      paramLabel = "DATE",
      description =
          "Expiry date; may be repeated; default what the provider gives at once: all dates, or the"
              + " nearest.")
  private List<String> expirations = new ArrayList<>();

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

  /** What is asked, in every round. */
  private record Question(String symbol, Optional<LocalDate> expiry) {}

  @Override
  public Job prepare(Problems problems) {
    Optional<ProviderChoice.Chosen> chosen = provider.read(problems, "yahoo", Capability.CHAINS);
    List<Optional<LocalDate>> dates = new ArrayList<>();
    for (String text : expirations) {
      problems
          .read("--expiration", Optional.of(text), LocalDate::parse)
          .ifPresent(date -> dates.add(Optional.of(date)));
    }
    Duration pause = problems.read("--every", every, Duration::parse).orElse(Duration.ofMinutes(1));
    if (pause.isNegative()) {
      problems.add("--every must not be negative: " + pause);
    }
    long rounds = problems.read("--times", times, Options::wholeNumber).orElse(1L);
    if (rounds < 1) {
      problems.add("--times must be at least 1: " + rounds);
    }
    problems.throwIfAny();
    List<Optional<LocalDate>> wanted = dates.isEmpty() ? List.of(Optional.empty()) : dates;
    List<Question> questions =
        symbols.stream()
            .flatMap(symbol -> wanted.stream().map(date -> new Question(symbol, date)))
            .toList();
    return console -> run(console, chosen.orElseThrow(), questions, pause, rounds);
  }

  private Outcome run(
      Console console,
      ProviderChoice.Chosen chosen,
      List<Question> questions,
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
      ChainProvider chains = open.chains().orElseThrow();
      for (long round = 1; round <= rounds; round++) {
        console.progress("round " + round + " of " + rounds + " with " + entry.title());
        for (Question question : questions) {
          counts.add(ask(chains, recorder, question));
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
    return counts.outcome(entry, target);
  }

  private static Answered ask(ChainProvider chains, Recorder recorder, Question question) {
    try {
      ChainAnswer answer =
          question
              .expiry()
              .map(date -> chains.answer(question.symbol(), date))
              .orElseGet(() -> chains.answer(question.symbol()));
      recorder.note(question.symbol(), question.expiry(), Optional.empty());
      return new Answered(answer.chain().size(), Optional.empty());
    } catch (ProviderException e) {
      recorder.note(question.symbol(), question.expiry(), Optional.of(e.reason().toString()));
      return new Answered(0, Optional.of(question.symbol() + ": " + e.getMessage()));
    }
  }

  private record Answered(int quotes, Optional<String> problem) {}

  /** What was recorded so far. */
  private static final class Counts {

    private final List<String> problems = new ArrayList<>();
    private int questions;
    private int answered;
    private long quotes;
    private int calls;

    void add(Answered answer) {
      questions++;
      quotes += answer.quotes;
      answer.problem.ifPresentOrElse(problems::add, () -> answered++);
    }

    /** A recording of nothing but failures is one too, but the run has failed. */
    Outcome outcome(ProviderEntry entry, Path out) {
      ObjectNode json = Json.object();
      json.put("provider", entry.name());
      json.put("out", out.toString());
      json.put("calls", calls);
      json.put("questions", questions);
      json.put("answered", answered);
      json.put("quotes", quotes);
      problems.forEach(json.putArray("problems")::add);
      String text =
          "recorded %d calls for %d chains of %s with %d quotes in %s"
              .formatted(calls, answered, entry.title(), quotes, out);
      return new Outcome(answered == 0 ? 1 : 0, json, text);
    }
  }
}
