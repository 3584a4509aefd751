/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.catalog.OpenProvider;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.intake.RowsReport;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.examples.report.Json;
import io.optionskit.market.Bar;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a provider once for bars. */
@Command(
    name = "bars",
    description = "Asks a provider once for bars of a stock, an index or an option.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit bars --symbol SPY --from 2025-01-02 --to 2025-01-31",
      "  optionskit bars --provider polygon --symbol 'SPY   250321C00600000' --length 5m --from"
          + " 2025-03-03"
    })
final class BarsCommand implements SubCommand {

  private static final Map<String, Duration> LENGTHS =
      Map.of(
          "1m", Duration.ofMinutes(1),
          "5m", Duration.ofMinutes(5),
          "15m", Duration.ofMinutes(15),
          "30m", Duration.ofMinutes(30),
          "1h", Duration.ofHours(1),
          "1d", Duration.ofDays(1));
  private static final Duration STANDARD_SPAN = Duration.ofDays(30);

  @Mixin private ProviderChoice provider = new ProviderChoice();

  @Option(
      names = "--symbol",
      required = true,
      paramLabel = "SYMBOL",
      description = "Ticker, or option by its OCC symbol.")
  private Optional<String> symbol = Optional.empty();

  @Option(
      names = "--length",
      paramLabel = "1m|5m|15m|30m|1h|1d",
      description = "Length of a bar; default 1d. Providers offer different ones.")
  private String length = "1d";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Start, a New York date or an instant; default 30 days before the end.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "End, a New York date (inclusive) or an instant; default now.")
  private Optional<String> to = Optional.empty();

  @Option(names = "--format", paramLabel = "csv|json", description = "csv (default) or json.")
  private String format = "csv";

  @Override
  public Job prepare(Problems problems) {
    Optional<ProviderChoice.Chosen> chosen =
        provider.read(problems, "yahoo", Capability.BARS, Capability.OPTION_BARS);
    Optional<Asset> asset = problems.read("--symbol", symbol, BarsCommand::asset);
    TimeRange range = Options.range(problems, from, to);
    Options.checkFormat(problems, format);
    Duration span = length(problems, length);
    problems.throwIfAny();
    return console -> {
      Instant end = to.isPresent() ? range.last() : InstantSource.system().instant();
      Instant start = from.isPresent() ? range.first() : end.minus(STANDARD_SPAN);
      console.progress("asking " + chosen.orElseThrow().entry().title());
      try (OpenProvider open = chosen.orElseThrow().open()) {
        RowsAnswer<Bar> answer =
            open.bars().orElseThrow().barsAnswer(asset.orElseThrow(), span, start, end);
        String name = chosen.orElseThrow().entry().name();
        notes(answer.report()).forEach(console::stage);
        Optional<String> problem = problem(name, asset.orElseThrow(), answer.report());
        problem.ifPresent(text -> console.stage("error: " + text));
        ObjectNode json = json(name, asset.orElseThrow(), answer);
        json.putObject("usage").set(name, UsageJson.of(open));
        return new Outcome(
            problem.isPresent() ? 1 : 0,
            json,
            format.equals("csv") ? csv(answer.rows()) : Json.text(json));
      }
    };
  }

  /** Returns the length of a bar of an option. */
  static Duration length(Problems problems, String text) {
    Duration length = LENGTHS.getOrDefault(text, Duration.ZERO);
    if (length.isZero()) {
      problems.add("--length must be 1m, 5m, 15m, 30m, 1h or 1d: " + text);
    }
    return length;
  }

  static Asset asset(String text) {
    return text.length() > 10 ? OptionContract.parse(text) : new Underlying(text);
  }

  /** Bars of other times than asked for are no fault: providers give whole days and files. */
  private static List<String> notes(RowsReport told) {
    List<String> notes = new ArrayList<>();
    told.refused()
        .forEach(
            (why, rows) ->
                notes.add(rows + " rows refused: " + why.name().toLowerCase(Locale.ROOT)));
    told.examples().forEach(example -> notes.add("  refused: " + example));
    if (!told.complete()) {
      notes.add(ChainLook.INCOMPLETE);
    }
    return notes;
  }

  /** What is wrong if there were bars, but none of what was asked for. */
  private static Optional<String> problem(String provider, Asset asset, RowsReport told) {
    boolean hasOthers = told.refused().keySet().stream().anyMatch(why -> why != Refusal.OTHER_TIME);
    return told.accepted() == 0 && hasOthers
        ? Optional.of(
            provider
                + " sent "
                + told.rows()
                + " rows for "
                + asset.symbol()
                + ", of which none is a bar of it in that time")
        : Optional.empty();
  }

  private static String csv(List<Bar> bars) {
    StringBuilder text = new StringBuilder("start,end,open,high,low,close,volume");
    for (Bar bar : bars) {
      text.append('\n').append(bar.start()).append(',').append(bar.end());
      for (double price : new double[] {bar.open(), bar.high(), bar.low(), bar.close()}) {
        text.append(',').append(Json.decimal(price).toPlainString());
      }
      text.append(',').append(bar.volume() < 0 ? "" : Long.toString(bar.volume()));
    }
    return text.toString();
  }

  private static ObjectNode json(String provider, Asset asset, RowsAnswer<Bar> answer) {
    List<Bar> bars = answer.rows();
    RowsReport told = answer.report();
    ObjectNode json = Json.object().put("provider", provider).put("symbol", asset.symbol());
    ObjectNode intake = json.putObject("intake");
    intake.put("rows", told.rows()).put("accepted", told.accepted());
    ObjectNode refused = intake.putObject("refused");
    told.refused().forEach((why, rows) -> refused.put(why.name().toLowerCase(Locale.ROOT), rows));
    told.examples().forEach(intake.putArray("refusedExamples")::add);
    intake.put("complete", told.complete());
    ArrayNode rows = json.putArray("bars");
    for (Bar bar : bars) {
      ObjectNode row = rows.addObject();
      row.put("start", bar.start().toString()).put("end", bar.end().toString());
      row.put("open", Json.decimal(bar.open())).put("high", Json.decimal(bar.high()));
      row.put("low", Json.decimal(bar.low())).put("close", Json.decimal(bar.close()));
      row.put("volume", bar.volume() < 0 ? null : bar.volume());
    }
    return json;
  }
}
