/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.examples.report.Json;
import io.optionskit.examples.report.Numbers;
import io.optionskit.examples.surface.Snapshot;
import io.optionskit.examples.surface.Snapshots;
import io.optionskit.examples.surface.SurfaceCsv;
import io.optionskit.examples.surface.SurfaceJson;
import io.optionskit.examples.surface.SurfacePage;
import io.optionskit.greeks.surface.SurfaceModel;
import io.optionskit.time.YearClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fits volatility surfaces to a file of quotes. */
@Command(
    name = "surface",
    description = {
      "Fits forwards and an arbitrage-free volatility surface to the quotes of a file.",
      "",
      "One surface per underlying and New York date, from the quotes known at the last instant of"
          + " that date; one at an instant with --at. The page draws the last one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit surface --in chain.csv.gz --out surface",
      "  optionskit surface --in quotes --symbol SPX --at 2011-01-04T21:00:00Z --out surface --json"
    })
final class SurfaceCommand implements SubCommand {

  private static final String PAGE = "surface.html";
  private static final String QUOTES = "quotes.csv";
  private static final String DOCUMENT = "surface.json";
  private static final double HIGHEST_RATE = 1;

  @Option(
      names = {"--in", "--data"},
      required = true,
      paramLabel = "PATH|sim:SEED",
      description = "Tidy CSV or Parquet: a file or a folder; a store; or the simulated market.")
  private Optional<String> in = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for " + PAGE + ", " + DOCUMENT + " and " + QUOTES + ".")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--symbol",
      paramLabel = "TICKER",
      description = "Underlying wanted; default all.")
  private Optional<String> symbol = Optional.empty();

  @Option(
      names = "--root",
      paramLabel = "ROOT",
      description = "Option root wanted, such as SPXW; default all.")
  private Optional<String> root = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "Take the quotes known at this instant, such as 2026-08-14T15:30:00Z.")
  private Optional<String> at = Optional.empty();

  @Option(
      names = "--every-instant",
      description = "One surface per instant of the data, not per date.")
  private boolean everyInstant;

  @Option(
      names = "--model",
      paramLabel = "FORM",
      description = "svi (default, fits best), essvi or ssvi (most robust).")
  private String model = "svi";

  @Option(
      names = "--clock",
      paramLabel = "CLOCK",
      description = "Clock of the variance: calendar (default) or trading.")
  private String clock = "calendar";

  @Option(
      names = "--rate",
      paramLabel = "FRACTION",
      description =
          "Continuously compounded rate where quotes do not tell it, as of American options; default"
              + " 0.045.")
  private String rate = "0.045";

  @Override
  public Job prepare(Problems problems) {
    Optional<Instant> instant = problems.read("--at", at, Instant::parse);
    if (instant.isPresent() && everyInstant) {
      problems.add("--at and --every-instant exclude each other");
    }
    TimeRange range =
        instant
            .map(time -> Options.range(problems, Optional.of(dayBefore(time)), at))
            .orElse(TimeRange.ALL);
    Optional<MarketSource> source =
        problems.read("--in", in, text -> MarketSource.parse(text, range));
    Optional<SurfaceModel> form =
        problems.read("--model", Optional.of(model), text -> constant(SurfaceModel.class, text));
    Optional<YearClock> variance =
        problems.read("--clock", Optional.of(clock), text -> constant(YearClock.class, text));
    Optional<Double> fraction = problems.read("--rate", Optional.of(rate), SurfaceCommand::rate);
    Optional<OutFolder> folder = out.map(path -> OutFolder.at(path, PAGE, DOCUMENT, QUOTES));
    folder.flatMap(OutFolder::problem).ifPresent(text -> problems.add("--out: " + text));
    problems.throwIfAny();
    Snapshots.Settings settings =
        new Snapshots.Settings(
            symbol,
            root,
            instant,
            everyInstant,
            form.orElseThrow(),
            variance.orElseThrow(),
            fraction.orElseThrow());
    return console -> run(console, source.orElseThrow(), settings, folder.orElseThrow());
  }

  private static String dayBefore(Instant time) {
    return time.minus(Duration.ofDays(1)).toString();
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(each -> each.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                        + ": "
                        + text));
  }

  private static double rate(String text) {
    try {
      double value = new BigDecimal(text).doubleValue();
      if (Math.abs(value) <= HIGHEST_RATE) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException("must be a fraction from -1 to 1, such as 0.045: " + text);
  }

  private Outcome run(
      Console console, MarketSource source, Snapshots.Settings settings, OutFolder folder) {
    console.stage("reading quotes");
    try (MarketSource.Opened opened = source.open();
        Files files = new Files(folder)) {
      console.stage("fitting surfaces");
      Snapshots.play(
          opened.history(),
          settings,
          each -> {
            files.add(each);
            console.progress(
                files.summaries.size() + " surfaces, " + each.underlying() + " " + each.time());
          });
      if (files.last.isEmpty()) {
        throw new IllegalArgumentException(
            "there is no chain to fit in '"
                + in.orElseThrow()
                + "'"
                + wanted()
                + ": an expiry needs time left and a forward, from call and put pairs or from the"
                + " price of the underlying");
      }
      ObjectNode json = json(files, opened.problems(), folder);
      folder.write(
          PAGE,
          SurfacePage.of(
              files.last.get(),
              files.summaries,
              opened.origin().description(),
              opened.origin().isSimulated(),
              opened.problems()));
      folder.write(DOCUMENT, Json.text(json) + "\n");
      return Outcome.success(json, text(files.summaries, folder));
    }
  }

  /**
   * What is written while surfaces are fitted. Quotes go to their file at once, so that only the
   * last snapshot, and what is told of each, is kept in memory.
   */
  private static final class Files implements AutoCloseable {

    private final OutFolder folder;
    private final ArrayNode documents = Json.object().putArray("snapshots");
    private final List<Snapshot.Summary> summaries = new ArrayList<>();
    private Optional<Snapshot> last = Optional.empty();
    private Optional<Writer> quotes = Optional.empty();

    Files(OutFolder folder) {
      this.folder = folder;
    }

    void add(Snapshot snapshot) {
      if (quotes.isEmpty()) {
        folder.prepare();
        quotes = Optional.of(folder.open(QUOTES));
        SurfaceCsv.header(quotes.get());
      }
      SurfaceCsv.write(snapshot, quotes.get());
      documents.add(SurfaceJson.of(snapshot));
      summaries.add(snapshot.summary());
      last = Optional.of(snapshot);
    }

    @Override
    public void close() {
      try {
        if (quotes.isPresent()) {
          quotes.get().close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + folder.resolve(QUOTES), e);
      }
    }
  }

  private String wanted() {
    return symbol.map(ticker -> " of " + ticker).orElse("")
        + root.map(each -> " with root " + each).orElse("")
        + at.map(time -> " at " + time).orElse("");
  }

  private ObjectNode json(Files files, List<String> problems, OutFolder folder) {
    ObjectNode json = Json.object();
    json.put("in", in.orElseThrow());
    json.put("page", folder.resolve(PAGE).toString());
    json.put("quotes", folder.resolve(QUOTES).toString());
    json.set("snapshots", files.documents);
    problems.forEach(json.putArray("dataProblems")::add);
    return json;
  }

  private static String text(List<Snapshot.Summary> snapshots, OutFolder folder) {
    String lines =
        snapshots.stream()
            .map(
                each ->
                    each.time()
                        + " "
                        + each.underlying()
                        + ": "
                        + each.expiries()
                        + " expiries, "
                        + Numbers.count(each.used())
                        + " two-sided quotes, "
                        + Numbers.percent(each.shareWithin(), 1)
                        + " within bid and ask, error "
                        + Numbers.fixed(100 * each.rmsError(), 2)
                        + " points, violations "
                        + (each.butterflies() + each.calendars())
                        + " -> "
                        + each.left())
            .collect(Collectors.joining("\n"));
    return lines + "\n" + folder.resolve(PAGE);
  }
}
