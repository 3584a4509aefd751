/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.broker.FillModel;
import io.optionskit.data.quality.ChainJudge;
import io.optionskit.data.quality.JudgeLimits;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.engine.QualityFloor;
import io.optionskit.examples.profile.InvalidProfileException;
import io.optionskit.examples.profile.Profile;
import io.optionskit.examples.profile.ProfileKeys;
import io.optionskit.examples.profile.ProfileKeys.TimeClock;
import io.optionskit.greeks.chain.BlackScholesAnalytics;
import io.optionskit.spi.Strategy;
import io.optionskit.time.YearClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs strategies or an order script over recorded or simulated market data. */
@Command(
    name = "backtest",
    description = "Runs strategies or an order script over recorded or simulated market data.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit backtest --data sim:7 --strategy iron-condor",
      "  optionskit backtest --data quotes.csv.gz --orders orders.yaml --fees none --json",
      "  optionskit backtest --data store --profile weekly-ivrank --set universe.symbols=TWX"
          + " --out run1"
    })
final class BacktestCommand implements SubCommand {

  private static final BigDecimal DEFAULT_CASH = new BigDecimal("100000");
  private static final BigDecimal DEFAULT_RATE = new BigDecimal("0.045");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH|sim:SEED",
      description = "Tidy CSV or Parquet: a file, a folder or a store; or the simulated market.")
  private Optional<String> data;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Keeps files read once for faster replay; a store keeps its own.")
  private Optional<Path> cache = Optional.empty();

  @Option(
      names = "--profile",
      paramLabel = "NAME|FILE",
      description = "Settings and risk gate: weekly-ivrank, lean-0dte, or a YAML file.")
  private Optional<String> profile;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key of the profile; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--strategy",
      arity = "1..*",
      paramLabel = "NAME",
      description = "iron-condor, put-credit-spread; by default those of the profile.")
  private List<String> strategies = new ArrayList<>();

  @Option(
      names = "--orders",
      paramLabel = "FILE",
      description = "Order script in YAML or JSON, instead of strategies.")
  private Optional<String> orders;

  @Option(
      names = "--fill",
      paramLabel = "MODEL",
      description = "touch, mid, fraction:X or next-bar; default touch.")
  private Optional<String> fill;

  @Option(
      names = "--fees",
      paramLabel = "FEES",
      description = "ibkr-fixed, ibkr-tiered, none or a file; default ibkr-fixed.")
  private Optional<String> fees;

  @Option(names = "--cash", paramLabel = "USD", description = "Cash at the start; default 100000.")
  private Optional<String> cash;

  @Option(
      names = "--from",
      paramLabel = "DATE|INSTANT",
      description = "First New York date or instant.")
  private Optional<String> from;

  @Option(
      names = "--to",
      paramLabel = "DATE|INSTANT",
      description = "Last New York date or instant, inclusive.")
  private Optional<String> to;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Seed of everything random in the run; default 1.")
  private Optional<String> seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for report.html, result.json, trades.csv, equity.csv and the journal.")
  private Optional<Path> out;

  @Override
  public Job prepare(Problems problems) {
    TimeRange range = Options.range(problems, from, to);
    Optional<MarketSource> source =
        problems.read("--data", data, text -> MarketSource.parse(text, range, cache));
    Optional<Profile> settings = profile(problems);
    Optional<OrderFile> script = problems.read("--orders", orders, OrderFile::read);
    FillModel fillModel =
        problems
            .read("--fill", fill.or(() -> settings.map(BacktestCommand::fillOf)), FillModel::parse)
            .orElseGet(FillModel::touch);
    Fees charged =
        problems
            .read("--fees", fees, Fees::parse)
            .or(() -> settings.map(Fees::of))
            .orElseGet(Fees::fixed);
    BigDecimal dollars =
        problems
            .read("--cash", cash, Options::dollars)
            .or(() -> settings.map(p -> p.get(ProfileKeys.STARTING_CASH)))
            .orElse(DEFAULT_CASH);
    long number = problems.read("--seed", seed, Options::wholeNumber).orElse(1L);
    Optional<TradingPlan> plan = plan(problems, settings);
    Optional<OutFolder> folder = out.map(BacktestRun::folder);
    folder.flatMap(OutFolder::problem).ifPresent(problem -> problems.add("--out: " + problem));
    problems.throwIfAny();

    SortedMap<String, String> all = new TreeMap<>();
    settings.ifPresent(
        p -> p.canonical().forEach((key, value) -> all.put("profile." + key, value)));
    all.put(
        "run.trades",
        script.map(OrderFile::sha256).or(() -> plan.map(BacktestCommand::names)).orElseThrow());
    all.put("run.fill", fillModel.toString());
    all.put("run.fees", charged.identity());
    all.put("run.cash", dollars.stripTrailingZeros().toPlainString());
    all.put("run.range", range.first() + " to " + range.last());
    return new BacktestRun(
        source.orElseThrow(),
        data -> script.map(it -> scripted(it, settings, data)).or(() -> plan).orElseThrow(),
        analytics(settings),
        settings.flatMap(BacktestCommand::floor),
        fillModel,
        charged,
        dollars,
        number,
        settings.map(Profile::name),
        Profile.sha256(all),
        withoutEffect(),
        folder);
  }

  private Optional<Profile> profile(Problems problems) {
    if (profile.isEmpty()) {
      if (!overrides.isEmpty()) {
        problems.add("--set changes a key of a profile; name the profile with --profile");
      }
      return Optional.empty();
    }
    List<String> changes = new ArrayList<>(overrides);
    cash.ifPresent(dollars -> changes.add(ProfileKeys.STARTING_CASH.name() + "=" + dollars));
    try {
      return Optional.of(Profile.load(profile.get(), System.getenv(), changes));
    } catch (InvalidProfileException e) {
      e.problems().forEach(problems::add);
      return Optional.empty();
    }
  }

  /** Returns the plan of strategies; empty for an order script. */
  private Optional<TradingPlan> plan(Problems problems, Optional<Profile> settings) {
    for (String name : strategies) {
      if (!TradingPlan.STRATEGIES.contains(name)) {
        String known = String.join(", ", TradingPlan.STRATEGIES);
        problems.add("--strategy: there is no '" + name + "'; there are " + known);
      }
    }
    if (orders.isPresent() && !strategies.isEmpty()) {
      problems.add("--orders and --strategy cannot be used together");
    }
    if (orders.isEmpty() && strategies.isEmpty() && profile.isEmpty()) {
      problems.add("nothing to trade: give --strategy, --orders or --profile");
    }
    if (orders.isPresent() || problems.any()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          settings
              .map(p -> TradingPlan.of(p, strategies))
              .orElseGet(() -> TradingPlan.plain(strategies)));
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Returns the plan of an order script, if the data hold everything that it names. */
  private static TradingPlan scripted(
      OrderFile orders, Optional<Profile> settings, MarketSource.Opened data) {
    MarketSource.Content content = data.content().get();
    List<String> problems =
        orders.script().check(content.assets(), content.first(), content.last()).stream()
            .map(problem -> "--orders " + orders.script().name() + ": " + problem)
            .toList();
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
    return TradingPlan.script(orders.script().strategy(content.assets()), settings);
  }

  /** Says which of the overrides change nothing in a backtest. */
  private List<String> withoutEffect() {
    return overrides.stream()
        .map(override -> override.substring(0, override.indexOf('=')).strip())
        .filter(key -> !ProfileKeys.isEffective(key))
        .map(key -> "--set " + key + " has no effect yet")
        .toList();
  }

  private static Optional<QualityFloor> floor(Profile settings) {
    ChainJudge judge =
        ChainJudge.of(settings.get(ProfileKeys.RATE).doubleValue())
            .withoutEarlyExercise()
            .withLimits(JudgeLimits.standard().withOldest(settings.get(ProfileKeys.MAX_AGE)));
    return settings
        .get(ProfileKeys.QUALITY_FLOOR)
        .map(lowest -> new QualityFloor(judge, lowest.doubleValue()));
  }

  private static BlackScholesAnalytics analytics(Optional<Profile> settings) {
    BigDecimal rate = settings.map(p -> p.get(ProfileKeys.RATE)).orElse(DEFAULT_RATE);
    boolean tradingTime =
        settings
            .filter(p -> p.get(ProfileKeys.TIME_CLOCK) == TimeClock.TRADING_MINUTES)
            .isPresent();
    return BlackScholesAnalytics.of(rate.doubleValue())
        .withClock(tradingTime ? YearClock.TRADING : YearClock.CALENDAR);
  }

  private static String fillOf(Profile settings) {
    String model = settings.get(ProfileKeys.FILL_MODEL);
    return model.equals("natural") ? "touch" : model;
  }

  private static String names(TradingPlan plan) {
    return plan.strategies().stream().map(Strategy::name).collect(Collectors.joining(","));
  }
}
