/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.backtest.Backtest;
import io.optionskit.backtest.BacktestResult;
import io.optionskit.broker.FillModel;
import io.optionskit.data.script.ScriptStrategy;
import io.optionskit.engine.QualityFloor;
import io.optionskit.examples.report.CsvFiles;
import io.optionskit.examples.report.HtmlReport;
import io.optionskit.examples.report.Json;
import io.optionskit.examples.report.Numbers;
import io.optionskit.examples.report.ResultJson;
import io.optionskit.examples.report.RunSection;
import io.optionskit.examples.report.UnderlyingTape;
import io.optionskit.greeks.chain.BlackScholesAnalytics;
import io.optionskit.journal.FileJournal;
import io.optionskit.spi.Strategy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A backtest that was asked for: everything checked, nothing run yet.
 *
 * @param source where the market data come from
 * @param planning what is traded and what keeps it in check, once the data are known
 * @param analytics what gives chains their volatilities and Greeks
 * @param floor how good a quote must be for strategies to see it
 * @param fillModel at which price orders are filled
 * @param fees what the broker charges
 * @param cash cash at the start, dollars
 * @param seed seed of everything random
 * @param profile name of the profile, empty without one
 * @param configHash SHA-256 of all settings
 * @param notes what the reader of the result should know about the settings
 * @param out folder for the files, empty for none
 */
record BacktestRun(
    MarketSource source,
    Function<MarketSource.Opened, TradingPlan> planning,
    BlackScholesAnalytics analytics,
    Optional<QualityFloor> floor,
    FillModel fillModel,
    Fees fees,
    BigDecimal cash,
    long seed,
    Optional<String> profile,
    String configHash,
    List<String> notes,
    Optional<OutFolder> out)
    implements SubCommand.Job {

  static final String REPORT = "report.html";
  static final String RESULT = "result.json";
  static final String TRADES = "trades.csv";
  static final String EQUITY = "equity.csv";
  static final String JOURNAL = "journal";

  static final List<String> LIMITS =
      List.of(
          "Past or simulated results say nothing certain about the future; no return is promised.",
          "Orders are filled at recorded quotes however large they are: neither the size at the"
              + " quote nor the effect of the order on the market is taken into account.",
          "American options are not exercised early, neither by the run nor against it.",
          "Taxes, interest on cash, margin interest and fees of exchanges are not taken into"
              + " account.",
          "Figures of a single run carry no correction for other settings tried before.");

  static OutFolder folder(Path path) {
    return OutFolder.at(path, REPORT, RESULT, TRADES, EQUITY, JOURNAL);
  }

  @Override
  public Outcome run(Console console) {
    console.stage("reading market data");
    try (MarketSource.Opened data = source.open()) {
      RunSection section = run(data, console);
      out.ifPresent(folder -> write(folder, section));
      return Outcome.success(ResultJson.of(section), BacktestText.of(section, out));
    }
  }

  private RunSection run(MarketSource.Opened data, Console console) {
    TradingPlan plan = planning.apply(data);
    UnderlyingTape tape = new UnderlyingTape(data.history());
    out.ifPresent(OutFolder::prepare);
    BacktestResult result;
    if (out.isPresent()) {
      try (FileJournal journal = FileJournal.create(out.get().resolve(JOURNAL))) {
        result = backtest(plan, tape, console).journal(journal).run();
      }
    } else {
      result = backtest(plan, tape, console).run();
    }
    if (result.rowCount() == 0) {
      throw new IllegalArgumentException("the data hold no row between --from and --to");
    }
    List<String> problems = new ArrayList<>(data.problems());
    problems.addAll(plan.notes());
    problems.addAll(notes);
    plan.needs().stream()
        .filter(need -> !need.isMet(tape.underlyings()))
        .forEach(need -> problems.add(need.otherwise()));
    plan.strategies().forEach(strategy -> problems.addAll(remarks(strategy)));
    return new RunSection(title(plan), result, data.origin(), tape, settings(), problems);
  }

  private Backtest backtest(TradingPlan plan, UnderlyingTape tape, Console console) {
    Backtest backtest =
        Backtest.of(tape)
            .cash(cash)
            .analytics(analytics)
            .fillModel(fillModel)
            .fees(fees.schedule())
            .configHash(configHash)
            .seed(seed)
            .onProgress(time -> console.progress("trading " + time));
    plan.strategies().forEach(backtest::strategy);
    plan.rules().forEach(backtest::rule);
    plan.sizer().ifPresent(backtest::sizer);
    floor.ifPresent(given -> backtest.qualityFloor(given.judge(), given.lowest()));
    return backtest;
  }

  /** What a script could not do as it was written. */
  private static List<String> remarks(Strategy strategy) {
    if (!(strategy instanceof ScriptStrategy script)) {
      return List.of();
    }
    List<String> remarks = new ArrayList<>(script.warnings());
    if (script.entriesLeft() > 0) {
      remarks.add(script.entriesLeft() + " entries of the script lie after the end of the data");
    }
    return remarks;
  }

  private static String title(TradingPlan plan) {
    return plan.strategies().stream().map(Strategy::name).collect(Collectors.joining(", "));
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Profile", profile.orElse("none: only solvency is checked"));
    settings.put("Fills", fillModel.toString());
    settings.put("Fees", fees.name());
    settings.put("Cash at the start", "$" + Numbers.dollars(cash));
    floor.ifPresent(given -> settings.put("Quality floor", Double.toString(given.lowest())));
    return settings;
  }

  private static void write(OutFolder folder, RunSection section) {
    folder.write(RESULT, Json.text(ResultJson.of(section)) + "\n");
    folder.write(TRADES, out -> CsvFiles.trades(section.result(), out));
    folder.write(EQUITY, out -> CsvFiles.equity(section.result(), out));
    folder.write(
        REPORT,
        HtmlReport.of(
            "Backtest of " + section.title(),
            List.of(
                section.origin().isSimulated()
                    ? "Simulated trading in a simulated market: neither prices nor fills are real."
                    : "Simulated trading on recorded market data: no order was sent to any market."),
            List.of(),
            List.of(section),
            LIMITS));
  }
}
