/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.backtest;

import io.optionskit.broker.FillModel;
import io.optionskit.broker.SimulatedBroker;
import io.optionskit.contract.Underlying;
import io.optionskit.engine.Engine;
import io.optionskit.engine.EngineSettings;
import io.optionskit.engine.LibraryVersion;
import io.optionskit.engine.OrderRecord;
import io.optionskit.engine.QualityFloor;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.JournalRecord;
import io.optionskit.event.MarketEvent;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.MarketState;
import io.optionskit.market.QuoteTable;
import io.optionskit.order.Fill;
import io.optionskit.order.FillNote;
import io.optionskit.order.OrderState;
import io.optionskit.portfolio.Position;
import io.optionskit.spi.ChainAnalytics;
import io.optionskit.spi.FeatureSource;
import io.optionskit.spi.FeeSchedule;
import io.optionskit.spi.Journal;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.PositionSizer;
import io.optionskit.spi.QuoteJudge;
import io.optionskit.spi.RiskRule;
import io.optionskit.spi.Scorer;
import io.optionskit.spi.Strategy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs strategies over market history with the simulated broker.
 *
 * <pre>{@code
 * BacktestResult result =
 *     Backtest.of(history).strategy(new MyStrategy()).cash(new BigDecimal("100000")).run();
 * }</pre>
 *
 * <p>The same history, settings and seed give the same result and journal, byte for byte. Used by
 * one thread, once.
 */
public final class Backtest {

  private final MarketHistory history;
  private final List<Strategy> strategies = new ArrayList<>();
  private final List<RiskRule> rules = new ArrayList<>();
  private Optional<PositionSizer> sizer = Optional.empty();
  private Optional<ChainAnalytics> analytics = Optional.empty();
  private Optional<QualityFloor> floor = Optional.empty();
  private Optional<FeatureSource> features = Optional.empty();
  private Optional<Scorer> scorer = Optional.empty();
  private FillModel fillModel = FillModel.touch();
  private FeeSchedule fees = FeeSchedule.none();
  private BigDecimal cash = new BigDecimal("100000");
  private Optional<Journal> journal = Optional.empty();
  private boolean holdsInputs;
  private String configHash = "";
  private long seed;
  private Consumer<Instant> progress = instant -> {};

  private Backtest(MarketHistory history) {
    this.history = history;
  }

  /**
   * Starts the description of a backtest: touch fills, no fees, $100,000, no strategies.
   *
   * @param history market data to play; closed by who made it
   * @return a backtest to be completed
   */
  public static Backtest of(MarketHistory history) {
    return new Backtest(history);
  }

  /**
   * Adds a strategy.
   *
   * @param strategy strategy; they decide in the order in which they were added
   * @return this
   */
  public Backtest strategy(Strategy strategy) {
    strategies.add(strategy);
    return this;
  }

  /**
   * Adds a rule to the risk gate.
   *
   * @param rule rule
   * @return this
   */
  public Backtest rule(RiskRule rule) {
    rules.add(rule);
    return this;
  }

  /**
   * Sets what sizes opening orders.
   *
   * @param positionSizer sizer
   * @return this
   */
  public Backtest sizer(PositionSizer positionSizer) {
    sizer = Optional.of(positionSizer);
    return this;
  }

  /**
   * Sets what gives chains their implied volatilities and Greeks.
   *
   * @param chainAnalytics analysis
   * @return this
   */
  public Backtest analytics(ChainAnalytics chainAnalytics) {
    analytics = Optional.of(chainAnalytics);
    return this;
  }

  /**
   * Keeps quotes that cannot be trusted from the strategies; without it they see all.
   *
   * @param quoteJudge judges each chain
   * @param lowest lowest score that passes, 0 to 1
   * @return this
   * @throws IllegalArgumentException if the score lies outside 0 to 1
   */
  public Backtest qualityFloor(QuoteJudge quoteJudge, double lowest) {
    floor = Optional.of(new QualityFloor(quoteJudge, lowest));
    return this;
  }

  /**
   * Sets the features and the model that scores them.
   *
   * @param featureSource features
   * @param model scorer
   * @return this
   */
  public Backtest model(FeatureSource featureSource, Scorer model) {
    features = Optional.of(featureSource);
    scorer = Optional.of(model);
    return this;
  }

  /**
   * Sets at which price orders are filled.
   *
   * @param model fill model
   * @return this
   */
  public Backtest fillModel(FillModel model) {
    fillModel = model;
    return this;
  }

  /**
   * Sets what the broker charges.
   *
   * @param schedule fees
   * @return this
   */
  public Backtest fees(FeeSchedule schedule) {
    fees = schedule;
    return this;
  }

  /**
   * Sets the cash at the start.
   *
   * @param dollars cash, &gt; 0
   * @return this
   * @throws IllegalArgumentException if it is not above 0
   */
  public Backtest cash(BigDecimal dollars) {
    if (dollars.signum() <= 0) {
      throw new IllegalArgumentException("cash must be above 0: " + dollars.toPlainString());
    }
    cash = dollars;
    return this;
  }

  /**
   * Sets where the decisions of the run are kept.
   *
   * @param decisions journal; synced at the end, closed by who made it
   * @return this
   */
  public Backtest journal(Journal decisions) {
    journal = Optional.of(decisions);
    return this;
  }

  /**
   * Keeps every event in the journal beside the decisions, as a live run does.
   *
   * @return this
   */
  public Backtest journalInputs() {
    holdsInputs = true;
    return this;
  }

  /**
   * Sets the hash of the configuration, which journal and result carry.
   *
   * @param sha256 64 hexadecimal digits
   * @return this
   */
  public Backtest configHash(String sha256) {
    configHash = sha256;
    return this;
  }

  /**
   * Sets the seed that journal and result carry.
   *
   * @param value seed of everything random in strategies and data
   * @return this
   */
  public Backtest seed(long value) {
    seed = value;
    return this;
  }

  /**
   * Sets who is told how far the run has come.
   *
   * @param listener receives the time of the last row of each piece of history
   * @return this
   */
  public Backtest onProgress(Consumer<Instant> listener) {
    progress = listener;
    return this;
  }

  /**
   * Runs.
   *
   * @return the result
   * @throws io.optionskit.spi.ProviderException if the history cannot be read
   * @throws io.optionskit.spi.JournalException if the journal cannot be written
   */
  public BacktestResult run() {
    Recorder recorder = new Recorder(journal);
    SimulatedBroker broker = new SimulatedBroker(fillModel, fees, cash);
    EngineSettings settings =
        new EngineSettings(
            strategies,
            rules,
            sizer,
            analytics,
            floor,
            features,
            scorer,
            broker,
            recorder,
            cash,
            holdsInputs,
            configHash,
            seed);
    MessageDigest dataDigest = sha256();
    long rows = 0;
    try (Engine engine = new Engine(settings, history.assets())) {
      for (Optional<QuoteTable> piece = history.next(); piece.isPresent(); piece = history.next()) {
        QuoteTable table = piece.get();
        if (table.rows() == 0) {
          continue;
        }
        String hash = table.sha256();
        dataDigest.update(hash.getBytes(StandardCharsets.US_ASCII));
        engine.inputHashed(table.rows(), hash);
        for (int from = 0; from < table.rows(); ) {
          int to = table.endOfInstant(from);
          engine.apply(new MarketEvent(table, from, to));
          from = to;
        }
        rows += table.rows();
        progress.accept(EpochNanos.toInstant(table.timeNs()[table.rows() - 1]));
      }
      engine.finish();
      return result(engine, recorder, HexFormat.of().formatHex(dataDigest.digest()), rows);
    }
  }

  private BacktestResult result(Engine engine, Recorder recorder, String dataHash, long rows) {
    MarketState market = engine.market();
    List<BacktestResult.MarkedPosition> open = new ArrayList<>();
    BigDecimal endEquity = engine.portfolio().cash();
    for (Position position : engine.portfolio().positions()) {
      BigDecimal mark = exactMark(market, position);
      BigDecimal value =
          mark.multiply(
              BigDecimal.valueOf((long) position.quantity() * position.asset().multiplier()));
      endEquity = endEquity.add(value);
      open.add(new BacktestResult.MarkedPosition(position, mark, value));
    }
    List<OrderRecord> orders = engine.orders();
    int sent = (int) orders.stream().filter(order -> order.rejections().isEmpty()).count();
    MessageDigest id = sha256();
    id.update(
        (LibraryVersion.CURRENT + "|" + configHash + "|" + dataHash + "|" + seed)
            .getBytes(StandardCharsets.UTF_8));
    id.update(("|" + fillModel + "|" + cash.toPlainString()).getBytes(StandardCharsets.UTF_8));
    strategies.forEach(
        strategy -> id.update(("|" + strategy.name()).getBytes(StandardCharsets.UTF_8)));
    return new BacktestResult(
        HexFormat.of().formatHex(id.digest()).substring(0, 16),
        LibraryVersion.CURRENT,
        configHash,
        dataHash,
        seed,
        rows,
        cash,
        endEquity,
        engine.portfolio().cash(),
        engine.portfolio().fees(),
        sent,
        engine.portfolio().fillCount(),
        open,
        engine.portfolio().openTrades(),
        engine.portfolio().closedTrades(),
        orders,
        engine.equityCurve(),
        Statistics.of(
            cash.doubleValue(),
            engine.equityCurve(),
            recorder.days,
            engine.portfolio().closedTrades(),
            engine.exposure()),
        warnings(orders, recorder));
  }

  private static BigDecimal exactMark(MarketState market, Position position) {
    int id = market.assets().findId(position.asset());
    double last = market.last(id);
    double bid = market.bid(id);
    double ask = market.ask(id);
    if (position.asset() instanceof Underlying && !Double.isNaN(last)) {
      return BigDecimal.valueOf(last);
    }
    if (Double.isNaN(bid) && Double.isNaN(ask)) {
      return position.averagePrice();
    }
    if (Double.isNaN(bid) || Double.isNaN(ask)) {
      return BigDecimal.valueOf(Double.isNaN(bid) ? ask : bid);
    }
    return BigDecimal.valueOf(bid).add(BigDecimal.valueOf(ask)).multiply(new BigDecimal("0.5"));
  }

  private List<String> warnings(List<OrderRecord> orders, Recorder recorder) {
    List<String> warnings = new ArrayList<>(recorder.warnings);
    for (Strategy strategy : strategies) {
      if (!recorder.stopped.contains(strategy.name())
          && orders.stream().noneMatch(order -> order.strategy().equals(strategy.name()))) {
        warnings.add("strategy " + strategy.name() + " gave no order");
      }
    }
    recorder.notes.forEach((note, count) -> warnings.add(count + " leg fills: " + text(note)));
    for (OrderRecord order : orders) {
      if (order.state().isOpen()) {
        warnings.add("order " + order.order().orderId() + " was never filled");
      } else if (order.state() == OrderState.CANCELLED || !order.endReason().isEmpty()) {
        warnings.add("order " + order.order().orderId() + " ended unfilled: " + order.endReason());
      }
    }
    return warnings;
  }

  private static String text(FillNote note) {
    return switch (note) {
      case LAST_KNOWN_SIDE -> "the side needed was missing, its last known value was used";
      case OTHER_SIDE -> "the side needed was never known, the other side was used";
      case LAST_PRICE -> "no quote of the asset, its last known price was used";
      case CROSSED_QUOTE -> "the quote was crossed";
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Passes records on and keeps what the result needs of them. */
  private static final class Recorder implements Journal {

    final List<Statistics.DailyEquity> days = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final List<String> stopped = new ArrayList<>();
    final Map<FillNote, Integer> notes = new EnumMap<>(FillNote.class);
    private final Optional<Journal> journal;

    Recorder(Optional<Journal> journal) {
      this.journal = journal;
    }

    @Override
    public void append(JournalRecord record) {
      if (record instanceof JournalRecord.DayClosed day) {
        days.add(new Statistics.DailyEquity(day.date(), day.equity()));
      } else if (record instanceof JournalRecord.StrategyStopped stopped) {
        this.stopped.add(stopped.strategy());
        warnings.add(
            "strategy "
                + stopped.strategy()
                + " was stopped at "
                + stopped.at()
                + ": "
                + stopped.message());
      } else if (record instanceof JournalRecord.Reported reported) {
        look(reported.event());
      }
      journal.ifPresent(target -> target.append(record));
    }

    private void look(BrokerEvent event) {
      if (event instanceof BrokerEvent.OptionSettled settled && !settled.note().isEmpty()) {
        warnings.add(
            settled.contract().occSymbol().compact()
                + " settled at "
                + settled.settlementPrice()
                + ": "
                + settled.note());
      } else if (event instanceof BrokerEvent.OrderFilled filled) {
        for (Fill fill : filled.fills()) {
          fill.notes().forEach(note -> notes.merge(note, 1, Integer::sum));
        }
      }
    }

    @Override
    public void sync() {
      journal.ifPresent(Journal::sync);
    }

    @Override
    public void close() {
      // the journal belongs to who made it
    }
  }
}
