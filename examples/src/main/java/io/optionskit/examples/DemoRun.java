/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.backtest.Backtest;
import io.optionskit.backtest.BacktestResult;
import io.optionskit.data.history.ImportCounts;
import io.optionskit.data.history.ParquetQuotes;
import io.optionskit.data.history.ParquetSettings;
import io.optionskit.data.store.RunMode;
import io.optionskit.data.store.TradeStore;
import io.optionskit.decision.FeatureRow;
import io.optionskit.decision.Score;
import io.optionskit.examples.demo.Candidates;
import io.optionskit.examples.demo.ModelTrial;
import io.optionskit.examples.profile.Profile;
import io.optionskit.examples.profile.ProfileKeys;
import io.optionskit.examples.report.DataOrigin;
import io.optionskit.examples.report.Numbers;
import io.optionskit.examples.report.RunSection;
import io.optionskit.examples.report.UnderlyingTape;
import io.optionskit.greeks.chain.BlackScholesAnalytics;
import io.optionskit.journal.FileJournal;
import io.optionskit.ml.LogisticScorer;
import io.optionskit.ml.ModelFile;
import io.optionskit.ml.feature.OnlineFeatures;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.Strategy;
import io.optionskit.strategy.IronCondor;
import io.optionskit.strategy.PutCreditSpread;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The whole system once: simulate, store, look at candidates, train and try models, backtest on
 * days that the models have not seen, report.
 *
 * @param seed seed of the market
 * @param tradingDays days to simulate
 * @param folder where everything is written
 */
record DemoRun(long seed, int tradingDays, OutFolder folder) implements SubCommand.Job {

  static final String REPORT = "report.html";
  static final String RESULT = "result.json";
  private static final String STORE = "store";
  private static final String MODELS = "models";
  private static final String JOURNALS = "journal";
  private static final String DATABASE = "optionskit.db";
  private static final double RATE = 0.045;
  private static final double FEE = 0.65;

  static OutFolder folder(Path path) {
    return OutFolder.at(
        path,
        REPORT,
        RESULT,
        STORE,
        MODELS,
        JOURNALS,
        DATABASE,
        DATABASE + "-wal",
        DATABASE + "-shm");
  }

  @Override
  public Outcome run(Console console) {
    folder.prepare();
    DemoMarket market = DemoMarket.of(seed, tradingDays);
    console.stage(
        "1/5 simulating " + tradingDays + " trading days of SPY, QQQ, IWM and VIX into the store");
    ImportCounts stored = store(market, console);
    console.stage(
        "2/5 computing features and labels from " + Numbers.count(stored.rows()) + " stored rows");
    Looked looked = look(market, console);
    console.stage(
        "3/5 training and calibrating two models on the days before " + market.firstUnseen());
    List<ModelTrial> trials =
        List.of(
            trial("put-credit-spread", looked.spreads, market),
            trial("iron-condor", looked.condors, market));
    console.stage("4/5 backtesting on the days from " + market.firstUnseen() + " on");
    List<RunSection> runs =
        List.of(
            backtest("weekly-ivrank", trials.get(0), market, console),
            backtest("lean-0dte", trials.get(1), market, console));
    console.stage("5/5 writing the report");
    return new DemoReport(seed, tradingDays, market, stored, trials, runs).write(folder);
  }

  private ImportCounts store(DemoMarket market, Console console) {
    Path store = folder.resolve(STORE);
    try (MarketHistory history = market.market().open()) {
      ImportCounts counts =
          ParquetQuotes.importInto(
              history,
              store,
              ParquetSettings.defaults(),
              done -> console.progress("    " + done.days() + " of " + tradingDays + " days"));
      folder.write(STORE + "/" + MarketSource.SIMULATED_MARK, MarketSource.SIMULATED_TEXT);
      return counts;
    }
  }

  /** Candidates of both structures in the whole history. */
  private record Looked(List<Candidates.Example> spreads, List<Candidates.Example> condors) {}

  private Looked look(DemoMarket market, Console console) {
    OnlineFeatures features = features(market, market.from());
    Candidates spreads = new Candidates(PutCreditSpread.standard(), 3, 7, FEE, features);
    Candidates condors = new Candidates(IronCondor.standard(), 0, 0, FEE, features);
    try (MarketHistory history = ParquetQuotes.read(folder.resolve(STORE))) {
      Backtest.of(history)
          .strategy(spreads)
          .strategy(condors)
          .analytics(BlackScholesAnalytics.of(RATE))
          .model(features, DemoRun::unscored)
          .onProgress(time -> console.progress("    " + time))
          .run();
    }
    return new Looked(spreads.examples(), condors.examples());
  }

  private static Score unscored(FeatureRow row) {
    throw new IllegalStateException("candidates are looked at before there is a model");
  }

  private ModelTrial trial(String id, List<Candidates.Example> examples, DemoMarket market) {
    ModelTrial trial = ModelTrial.of(id, examples, market.firstUnseen());
    folder.makeFolder(MODELS);
    ModelFile.save(trial.training().model(), folder.resolve(MODELS).resolve(id + ".model"));
    return trial;
  }

  private RunSection backtest(
      String profileName, ModelTrial trial, DemoMarket market, Console console) {
    Profile profile = Profile.load(profileName, Map.of(), List.of());
    TradingPlan plan = TradingPlan.of(profile, List.of());
    Fees fees = Fees.of(profile);
    BigDecimal cash = profile.get(ProfileKeys.STARTING_CASH);
    try (MarketHistory history = unseen(market);
        FileJournal journal = FileJournal.create(folder.resolve(JOURNALS).resolve(profileName));
        TradeStore database = TradeStore.open(folder.resolve(DATABASE), () -> Instant.EPOCH)) {
      UnderlyingTape tape = new UnderlyingTape(history);
      Backtest backtest =
          Backtest.of(tape)
              .cash(cash)
              .analytics(BlackScholesAnalytics.of(RATE))
              .model(
                  features(market, market.firstUnseen()),
                  new LogisticScorer(trial.training().model()))
              .fees(fees.schedule())
              .configHash(configHash(profile, trial))
              .seed(seed)
              .journal(
                  new JournalPair(
                      journal, database.journal(RunMode.BACKTEST, "demo-" + profileName)))
              .onProgress(time -> console.progress("    " + profileName + " " + time));
      plan.strategies().forEach(backtest::strategy);
      plan.rules().forEach(backtest::rule);
      plan.sizer().ifPresent(backtest::sizer);
      BacktestResult result = backtest.run();
      Map<String, String> settings = new LinkedHashMap<>();
      settings.put("Profile", profileName);
      settings.put("Model", trial.training().model().id());
      settings.put("Fills", "touch");
      settings.put("Fees", fees.name());
      settings.put("Cash at the start", "$" + Numbers.dollars(cash));
      String title =
          plan.strategies().stream().map(Strategy::name).collect(Collectors.joining(", "));
      return new RunSection(
          title + " under " + profileName, result, origin(market), tape, settings, plan.notes());
    }
  }

  private MarketHistory unseen(DemoMarket market) {
    return ParquetQuotes.read(
        folder.resolve(STORE),
        ParquetSettings.defaults(),
        underlying -> true,
        date -> !date.isBefore(market.firstUnseen()));
  }

  private DataOrigin origin(DemoMarket market) {
    return new DataOrigin(
        true, "market simulator, seed " + seed + ", " + market.from() + " to " + market.to());
  }

  private static OnlineFeatures features(DemoMarket market, LocalDate firstDay) {
    return OnlineFeatures.standard().warmUp(market.barsBefore(firstDay));
  }

  private static String configHash(Profile profile, ModelTrial trial) {
    SortedMap<String, String> all = new TreeMap<>(profile.canonical());
    all.put("run.model", ModelFile.format(trial.training().model()));
    return Profile.sha256(all);
  }
}
