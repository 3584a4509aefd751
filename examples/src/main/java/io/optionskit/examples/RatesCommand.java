/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.catalog.OpenProvider;
import io.optionskit.data.fred.RiskFreeRate;
import io.optionskit.data.provider.Capability;
import io.optionskit.examples.report.Json;
import io.optionskit.market.SeriesPoint;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a provider once for a series of rates. */
@Command(
    name = "rates",
    description =
        "Asks a provider once for a series of interest rates or of the economy, as it was known on"
            + " a day.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit rates",
      "  optionskit rates --provider fred --symbol CPIAUCSL --from 2020-01-01 --as-of 2022-06-30"
    })
final class RatesCommand implements SubCommand {

  private static final int STANDARD_DAYS = 30;

  @Mixin private ProviderChoice provider = new ProviderChoice();

  @Option(
      names = "--symbol",
      paramLabel = "SERIES",
      description = "Name of the series; default ${DEFAULT-VALUE}.",
      defaultValue = RiskFreeRate.SERIES)
  private String series = RiskFreeRate.SERIES;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "First date; default 30 days before the last.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "DATE", description = "Last date; default --as-of.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "Only what was public at the end of this day, as it stood then; default today.")
  private Optional<String> asOf = Optional.empty();

  @Option(names = "--format", paramLabel = "csv|json", description = "csv (default) or json.")
  private String format = "csv";

  @Override
  public Job prepare(Problems problems) {
    Optional<ProviderChoice.Chosen> chosen =
        provider.read(problems, "fred-graph", Capability.SERIES);
    LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), MarketSource.NEW_YORK);
    LocalDate known = problems.read("--as-of", asOf, LocalDate::parse).orElse(today);
    LocalDate last = problems.read("--to", to, LocalDate::parse).orElse(known);
    LocalDate first =
        problems.read("--from", from, LocalDate::parse).orElse(last.minusDays(STANDARD_DAYS));
    Options.checkFormat(problems, format);
    if (first.isAfter(last)) {
      problems.add("--from must not be after --to: " + first + ", " + last);
    }
    problems.throwIfAny();
    return console -> {
      console.progress("asking " + chosen.orElseThrow().entry().title());
      try (OpenProvider open = chosen.orElseThrow().open()) {
        List<SeriesPoint> points =
            open.series().orElseThrow().observations(series, first, last, known);
        ObjectNode json = json(chosen.orElseThrow().entry().name(), known, points);
        return Outcome.success(json, format.equals("csv") ? csv(points) : Json.text(json));
      }
    };
  }

  private ObjectNode json(String name, LocalDate known, List<SeriesPoint> points) {
    ObjectNode json = Json.object().put("provider", name).put("symbol", series);
    json.put("asOf", known.toString());
    ArrayNode rows = json.putArray("values");
    for (SeriesPoint point : points) {
      ObjectNode row = rows.addObject().put("date", point.date().toString());
      row.put("releaseDate", point.releaseDate().toString()).put("value", point.value());
      rate(point).ifPresent(rate -> row.put("continuousRate", Json.decimal(rate)));
    }
    return json;
  }

  private String csv(List<SeriesPoint> points) {
    StringBuilder text = new StringBuilder("date,release_date,value,continuous_rate");
    for (SeriesPoint point : points) {
      text.append('\n').append(point.date()).append(',').append(point.releaseDate()).append(',');
      text.append(point.value().toPlainString()).append(',');
      text.append(rate(point).map(rate -> Json.decimal(rate).toPlainString()).orElse(""));
    }
    return text.toString();
  }

  /** The continuously compounded rate; other series are no bond-equivalent yields. */
  private Optional<Double> rate(SeriesPoint point) {
    return series.equals(RiskFreeRate.SERIES)
        ? Optional.of(RiskFreeRate.continuous(point.value().doubleValue()))
        : Optional.empty();
  }
}
