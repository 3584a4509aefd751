/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.backtest.Statistics;
import io.optionskit.data.history.ImportCounts;
import io.optionskit.examples.demo.AfterCosts;
import io.optionskit.examples.demo.ModelTrial;
import io.optionskit.examples.report.HtmlReport;
import io.optionskit.examples.report.Json;
import io.optionskit.examples.report.ModelSection;
import io.optionskit.examples.report.ModelSection.Figure;
import io.optionskit.examples.report.Numbers;
import io.optionskit.examples.report.ResultJson;
import io.optionskit.examples.report.RunSection;
import io.optionskit.ml.Estimate;
import io.optionskit.ml.Evaluation;
import io.optionskit.ml.TrainingReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What the demonstration says at its end: a page, a file for programs, a summary.
 *
 * @param seed seed of the market
 * @param tradingDays days simulated
 * @param market the market
 * @param stored what was stored
 * @param trials models and what they were worth
 * @param runs backtests
 */
record DemoReport(
    long seed,
    int tradingDays,
    DemoMarket market,
    ImportCounts stored,
    List<ModelTrial> trials,
    List<RunSection> runs) {

  private static final String SIMULATED =
      "Everything here is simulated: prices, quotes and fills. The market has no edge planted in it,"
          + " so that on average nothing can be earned but what is paid in spreads and fees.";

  Outcome write(OutFolder folder) {
    folder.write(DemoRun.RESULT, Json.text(json()) + "\n");
    folder.write(DemoRun.REPORT, html());
    return Outcome.success(json(), text(folder));
  }

  private String html() {
    List<String> limits = new ArrayList<>();
    limits.add(
        "The market simulator is a model: real markets have fatter tails, changing habits and costs"
            + " that it does not know.");
    limits.addAll(BacktestRun.LIMITS);
    return HtmlReport.of(
        "OptionsKit demonstration",
        List.of(
            SIMULATED,
            Numbers.count(tradingDays)
                + " trading days from "
                + market.from()
                + " to "
                + market.to()
                + ". Models were trained and calibrated on the days before "
                + market.firstUnseen()
                + "; everything below happened from that day on, which they had not seen."),
        trials.stream().map(DemoReport::section).toList(),
        runs,
        limits);
  }

  private static ModelSection section(ModelTrial trial) {
    Evaluation evaluation = trial.evaluation();
    TrainingReport training = trial.training();
    List<Figure> figures = new ArrayList<>();
    figures.add(
        figure(
            "AUC",
            evaluation.auc(),
            "chance that a candidate that came true was scored above one that did not; 0.5 = no"
                + " information"));
    figures.add(
        figure(
            "Brier score",
            evaluation.brier(),
            "mean squared error of the probabilities; always saying the base rate gives "
                + Numbers.fixed(evaluation.baseRateBrier(), 3)));
    figures.add(figure("Log loss", evaluation.logLoss(), "smaller is better"));
    figures.add(figure("All candidates", trial.all()));
    figures.add(figure("Better half by score", trial.chosen()));
    List<String> notes = new ArrayList<>();
    notes.add(
        "Predicts whether the structure, sold at the natural price and held to settlement, earns"
            + " more than its costs. "
            + Numbers.percent(evaluation.baseRate(), 1)
            + " of "
            + Numbers.count(evaluation.samples())
            + " candidates on "
            + evaluation.days()
            + " unseen days did.");
    notes.add(
        "Logistic regression on "
            + training.model().inputs().size()
            + " of the built-in features, "
            + Numbers.count(training.model().trainingRows())
            + " training rows, calibrated on "
            + Numbers.count(training.validationRows())
            + " later rows; "
            + training.rowsIncomplete()
            + " incomplete rows and "
            + training.rowsPurged()
            + " rows with labels that reach into a later part were left out.");
    notes.add(
        "Options far from the money expire worthless more often, so any model that reads the delta"
            + " can tell candidates apart: an AUC above 0.5 is no edge. What counts is the result"
            + " after costs.");
    notes.add("Intervals draw whole trading days.");
    notes.addAll(training.warnings());
    return new ModelSection(
        "Model " + training.model().id(), trial.verdict(), figures, trial.reliability(), notes);
  }

  private static Figure figure(String name, Estimate estimate, String meaning) {
    boolean known = Double.isFinite(estimate.lower());
    return new Figure(
        name,
        Numbers.fixed(estimate.value(), 3),
        known
            ? Numbers.fixed(estimate.lower(), 3) + " to " + Numbers.fixed(estimate.upper(), 3)
            : "insufficient sample",
        meaning);
  }

  private static Figure figure(String name, AfterCosts result) {
    return new Figure(
        name,
        Numbers.percent(result.returnOnRisk(), 2),
        Numbers.interval(result.interval(), value -> Numbers.percent(value, 2)),
        "mean result after costs per dollar at risk, "
            + Numbers.count(result.count())
            + " candidates, "
            + Numbers.percent(result.wonShare(), 1)
            + " won");
  }

  private ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("simulated", true);
    json.put("seed", seed);
    json.put("tradingDays", tradingDays);
    json.put("from", market.from().toString());
    json.put("to", market.to().toString());
    json.put("firstUnseenDay", market.firstUnseen().toString());
    json.put("storedRows", stored.rows());
    ArrayNode models = json.putArray("models");
    for (ModelTrial trial : trials) {
      ObjectNode model = models.addObject();
      model.put("id", trial.training().model().id());
      model.put("verdict", trial.verdict());
      model.put("trainingRows", trial.training().model().trainingRows());
      model.put("unseenRows", trial.evaluation().samples());
      model.put("unseenDays", trial.evaluation().days());
      put(model.putObject("auc"), trial.evaluation().auc());
      put(model.putObject("brier"), trial.evaluation().brier());
      put(model.putObject("allAfterCosts"), trial.all());
      put(model.putObject("chosenAfterCosts"), trial.chosen());
    }
    ArrayNode array = json.putArray("runs");
    runs.forEach(run -> array.add(ResultJson.of(run)));
    return json;
  }

  private static void put(ObjectNode json, Estimate estimate) {
    put(json, "value", estimate.value());
    put(json, "lower", estimate.lower());
    put(json, "upper", estimate.upper());
  }

  private static void put(ObjectNode json, AfterCosts result) {
    json.put("count", result.count());
    put(json, "returnOnRisk", result.returnOnRisk());
    put(json, "lower", result.interval().map(ends -> ends.low()).orElse(Double.NaN));
    put(json, "upper", result.interval().map(ends -> ends.high()).orElse(Double.NaN));
  }

  private static void put(ObjectNode json, String name, double value) {
    json.put(name, Double.isFinite(value) ? Json.decimal(value) : null);
  }

  private String text(OutFolder folder) {
    StringBuilder text = new StringBuilder("\nSIMULATED MARKET, SIMULATED TRADING. ");
    text.append("No figure here says anything about real markets.\n\n");
    text.append("Market     ").append(tradingDays).append(" trading days, ").append(market.from());
    text.append(" to ").append(market.to()).append(", seed ").append(seed).append(", ");
    text.append(Numbers.count(stored.rows())).append(" rows stored\n");
    for (ModelTrial trial : trials) {
      text.append("Model      ").append(trial.training().model().id()).append(": AUC ");
      text.append(figure("", trial.evaluation().auc(), "").value()).append(" (");
      text.append(figure("", trial.evaluation().auc(), "").interval()).append(") on ");
      text.append(trial.evaluation().days()).append(" unseen days\n           ");
      text.append(trial.verdict()).append('\n');
    }
    for (RunSection run : runs) {
      BigDecimal gain = run.result().endEquity().subtract(run.result().startEquity());
      Statistics figures = run.result().statistics();
      text.append("Backtest   ").append(run.title()).append(": ");
      text.append(Numbers.signedDollars(gain)).append(" on $");
      text.append(Numbers.dollars(run.result().startEquity())).append(", largest drawdown ");
      text.append(Numbers.percent(figures.maxDrawdown(), 2)).append(",\n           ");
      text.append(figures.tradeCount()).append(" closed trades");
      text.append(
          figures.tradeCount() < Statistics.SUFFICIENT_TRADES ? " (insufficient sample)" : "");
      long refused =
          run.result().orders().stream().filter(each -> !each.rejections().isEmpty()).count();
      text.append(", ").append(refused).append(" orders refused by the risk gate, fees $");
      text.append(Numbers.dollars(run.result().fees())).append('\n');
    }
    text.append("\nReport     ").append(folder.resolve(DemoRun.REPORT)).append('\n');
    text.append("Also there: result.json, journal, models, optionskit.db (trades), store (quotes)");
    return text.toString();
  }
}
