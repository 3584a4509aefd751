/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.profile;

import static io.optionskit.examples.profile.Format.bytes;
import static io.optionskit.examples.profile.Format.choice;
import static io.optionskit.examples.profile.Format.count;
import static io.optionskit.examples.profile.Format.counts;
import static io.optionskit.examples.profile.Format.dollars;
import static io.optionskit.examples.profile.Format.duration;
import static io.optionskit.examples.profile.Format.flag;
import static io.optionskit.examples.profile.Format.fraction;
import static io.optionskit.examples.profile.Format.host;
import static io.optionskit.examples.profile.Format.limit;
import static io.optionskit.examples.profile.Format.number;
import static io.optionskit.examples.profile.Format.period;
import static io.optionskit.examples.profile.Format.range;
import static io.optionskit.examples.profile.Format.symbols;
import static io.optionskit.examples.profile.Format.time;
import static io.optionskit.examples.profile.Format.timeSpan;
import static io.optionskit.examples.profile.Format.words;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every key of a profile.
 *
 * <p>Some have no effect yet: they are checked and carried, so that a profile written now stays
 * valid when the part of the library that reads them arrives.
 */
public final class ProfileKeys {

  private static final Map<String, Key<?>> ALL = new LinkedHashMap<>();
  private static final Set<String> EFFECTIVE = new TreeSet<>();

  /** How the largest size of a trade is found. */
  public enum Sizing {
    /** A fraction of equity at risk per trade. */
    RISK_FRACTION,
    /** Dollars that vary with volatility, confidence and exposure, below the fraction of equity. */
    ADAPTIVE_DOLLAR
  }

  /** What varies the size of positions with volatility. */
  public enum VolatilityFactor {
    /** Multipliers by regime. */
    REGIME_MULTIPLIERS,
    /** Table over the volatility index. */
    VIX_TABLE,
    /** Nothing. */
    NONE
  }

  /** Which set of rules closes positions. */
  public enum ExitFamily {
    /** Of positions held for days. */
    A,
    /** Of positions opened and closed on one day. */
    B
  }

  /** What the time to expiry counts. */
  public enum TimeClock {
    /** Every minute. */
    CALENDAR_MINUTES,
    /** Minutes of regular trading. */
    TRADING_MINUTES
  }

  /** When positions are flattened before the close. */
  public enum FlatOn {
    /** On the day they expire. */
    EXPIRATION_DAY,
    /** Every day. */
    EVERY_DAY
  }

  /** Tickers that may be traded. */
  public static final Key<List<String>> SYMBOLS = key("universe.symbols", symbols());

  /** Fewest calendar days to expiry of an entry. */
  public static final Key<Integer> DTE_MIN = key("universe.dte.min", count(0, 1100));

  /** Most calendar days to expiry of an entry. */
  public static final Key<Integer> DTE_MAX = key("universe.dte.max", count(0, 1100));

  /** Clock of the time to expiry. */
  public static final Key<TimeClock> TIME_CLOCK =
      key("pricing.time-clock", choice(TimeClock.class));

  /** Interest per year where no rate is known. */
  public static final Key<BigDecimal> RATE = key("pricing.rate-fallback", number("-0.1", "0.5"));

  /** Strategies to run. */
  public static final Key<List<String>> STRATEGIES =
      key(
          "strategy.enabled",
          words(
              "iv-rank",
              "regime-direction",
              "iron-condor",
              "put-credit-spread",
              "bull-call-spread",
              "bear-put-spread",
              "long-straddle",
              "long-strangle",
              "iron-butterfly",
              "short-straddle"));

  /** Size of the delta of the short leg. */
  public static final Key<Optional<BigDecimal>> SHORT_DELTA =
      key("strategy.short-delta", fraction().or("none"));

  /** Dollars between the strikes of a vertical spread. */
  public static final Key<Optional<BigDecimal>> WIDTH =
      key("strategy.width", number("0.5", "1000").or("none"));

  /** Lowest confidence of an entry. */
  public static final Key<BigDecimal> MIN_CONFIDENCE = key("signal.min-confidence", fraction());

  /** Largest part of equity at risk in one trade. */
  public static final Key<BigDecimal> RISK_PER_TRADE = key("risk.per-trade", fraction());

  /** How trades are sized. */
  public static final Key<Sizing> SIZING = key("risk.sizing", choice(Sizing.class));

  /** Dollars of an ordinary position. */
  public static final Key<Optional<BigDecimal>> BASE_USD =
      key("risk.base-usd", dollars().or("none"));

  /** Dollars of the largest position. */
  public static final Key<Optional<BigDecimal>> MAX_USD = key("risk.max-usd", dollars().or("none"));

  /** Bounds of the factor on the dollars of an ordinary position. */
  public static final Key<Optional<Range>> CLAMP = key("risk.clamp", range("0", "100").or("none"));

  /** Most units of one order. */
  public static final Key<Integer> MAX_CONTRACTS = key("risk.max-contracts", count(1, 100_000));

  /** Most open positions. */
  public static final Key<Integer> MAX_POSITIONS = key("risk.max-positions", count(1, 10_000));

  /** Most open positions in one ticker. */
  public static final Key<Integer> MAX_PER_SYMBOL = key("risk.max-per-symbol", count(1, 10_000));

  /** Largest part of equity at risk in all positions. */
  public static final Key<BigDecimal> MAX_EXPOSURE = key("risk.max-exposure", fraction());

  /** Most trades opened on one day. */
  public static final Key<Integer> MAX_TRADES_PER_DAY =
      key("risk.max-trades-per-day", count(1, 100_000));

  /** Largest loss of a day as a part of equity. */
  public static final Key<BigDecimal> DAILY_LOSS_FRACTION =
      key("risk.daily-loss.fraction", fraction());

  /** Largest loss of a day in dollars. */
  public static final Key<Optional<BigDecimal>> DAILY_LOSS_USD =
      key("risk.daily-loss.usd", dollars().or("none"));

  /** Drawdown from the highest equity at which an alert is given. */
  public static final Key<BigDecimal> DRAWDOWN_ALERT = carried("risk.drawdown.alert", fraction());

  /** Drawdown from the highest equity at which entries stop. */
  public static final Key<BigDecimal> DRAWDOWN_STOP = key("risk.drawdown.stop", fraction());

  /** Volatility index at which a warning is given. */
  public static final Key<BigDecimal> VIX_WARNING =
      carried("risk.vix.warning", number("0", "1000"));

  /** Volatility index at which no entry on the day of expiry is allowed. */
  public static final Key<BigDecimal> VIX_HALT = carried("risk.vix.halt", number("0", "1000"));

  /** Part of the theoretical credit that an entry asks for at least. */
  public static final Key<BigDecimal> ENTRY_LIMIT_FACTOR =
      key("order.entry-limit-factor", fraction());

  /** Time after which an unfilled order is cancelled. */
  public static final Key<Duration> ORDER_TIMEOUT = key("order.timeout", duration());

  /** Set of rules that closes positions. */
  public static final Key<ExitFamily> EXIT_FAMILY =
      key(
          "exit.family",
          new Format<>("one of A, B", text -> ExitFamily.valueOf(text), ExitFamily::name));

  /** Profit at which a position is closed, as a part of the largest profit or of the premium. */
  public static final Key<BigDecimal> EXIT_PROFIT = key("exit.profit", number("0", "100"));

  /** Loss in multiples of the credit at which a credit structure is closed. */
  public static final Key<Optional<BigDecimal>> STOP_CREDIT =
      key("exit.stop.credit", number("0", "100").or("none"));

  /** Loss as a part of the debit at which a debit structure is closed. */
  public static final Key<Optional<BigDecimal>> STOP_DEBIT =
      carried("exit.stop.debit", fraction().or("none"));

  /** Loss as a part of the premium at which a position is closed. */
  public static final Key<Optional<BigDecimal>> STOP_PREMIUM =
      key("exit.stop.premium", number("0", "100").or("none"));

  /** Part of the time from entry to expiry after which a position is closed. */
  public static final Key<Optional<BigDecimal>> TIME_ELAPSED =
      key("exit.time-elapsed", fraction().or("none"));

  /** Time before the close at which positions are flattened. */
  public static final Key<Duration> FLAT_BEFORE_CLOSE = key("exit.flat-before-close", duration());

  /** Days on which positions are flattened before the close. */
  public static final Key<FlatOn> FLAT_ON = key("exit.flat-on", choice(FlatOn.class));

  /** Oldest quote on which an order may be given. */
  public static final Key<Duration> MAX_AGE = key("data.max-age", duration());

  /** Lowest quality score of a quote that strategies see, 0 to 1. */
  public static final Key<Optional<BigDecimal>> QUALITY_FLOOR =
      key("quality.floor", fraction().or("none"));

  /** Whether short options may be without cover. */
  public static final Key<Boolean> ALLOW_NAKED_SHORTS = key("risk.allow-naked-shorts", flag());

  /** Most requests to the broker per minute. */
  public static final Key<Integer> ORDERS_PER_MINUTE =
      key("order.rate-per-minute", count(1, 100_000));

  /** Most orders that work at once. */
  public static final Key<Integer> MAX_WORKING = key("order.max-concurrent", count(1, 100_000));

  /** What varies the size of positions with volatility. */
  public static final Key<VolatilityFactor> VOLATILITY_FACTOR =
      key("risk.volatility-factor", choice(VolatilityFactor.class));

  /** Most entries per ticker and day. */
  public static final Key<Integer> MAX_ENTRIES = key("signal.max-per-symbol", count(1, 1000));

  /** Commission of one option contract, dollars. */
  public static final Key<BigDecimal> COMMISSION =
      key("costs.commission-per-contract", number("0", "100"));

  /** Cash at the start. */
  public static final Key<BigDecimal> STARTING_CASH = key("paper.starting-cash", dollars());

  /** How simulated orders are filled. */
  public static final Key<String> FILL_MODEL =
      key("fill.model", choice("natural", "mid", "next-bar"));

  static {
    carryGeneralAndData();
    carryStorage();
    carryModels();
    carryTrading();
    carryOperation();
  }

  private ProfileKeys() {}

  /**
   * Returns all keys.
   *
   * @return keys by name, those with an effect first
   */
  public static Map<String, Key<?>> all() {
    return Collections.unmodifiableMap(ALL);
  }

  /**
   * Returns whether a key has an effect today.
   *
   * @param name name of a key
   * @return false for a key that is checked and carried only
   */
  public static boolean isEffective(String name) {
    return EFFECTIVE.contains(name);
  }

  private static <T> Key<T> key(String name, Format<T> format) {
    EFFECTIVE.add(name);
    return carried(name, format);
  }

  private static <T> Key<T> carried(String name, Format<T> format) {
    Key<T> key = new Key<>(name, format);
    if (ALL.put(name, key) != null) {
      throw new IllegalStateException("two keys are named " + name);
    }
    return key;
  }

  private static void carry(String prefix, Format<?> format, String... names) {
    for (String name : names) {
      carried(prefix + name, format);
    }
  }

  private static void carryGeneralAndData() {
    carry("trading.", choice("backtest", "paper", "live"), "mode");
    carry("trading.", flag(), "auto");
    carry("trading.", choice("autonomous", "manual", "paper", "disabled"), "autonomy");
    carry("clock.", choice("America/New_York"), "zone");
    carry("pricing.iv.", range("0", "100"), "plausible");
    carry("data.chain.", count(1, 1000).or("all"), "strikes-around-atm");
    carry(
        "data.chain.",
        words("nearest", "dte-0-7", "nearest-30", "nearest-60", "all"),
        "expirations");
    carry("data.", duration(), "bar-interval");
    carry("data.sampling.", duration(), "regular", "pre-market", "after-hours", "closed");
    carry("data.", duration(), "stale-after", "stale-after-vix", "latency-alert");
    carry("data.", count(1, 64), "parallel-workers");
    carry("data.rate.", count(1, 100_000), "yahoo", "databento", "alpha-vantage", "alpaca");
    carry("data.", duration(), "timeout");
    carry("data.", count(0, 20), "retries");
    carry("data.breaker.", count(1, 1000), "failures");
    carry("data.breaker.", duration(), "open", "open-broker");
    carry("data.liquidity.", limit(), "volume", "open-interest");
    carry("data.liquidity.", fraction(), "max-spread");
  }

  private static void carryStorage() {
    carry("storage.type.", choice("sqlite", "postgresql"), "development", "paper", "live");
    carry("storage.pool.", count(0, 1000), "size", "overflow");
    carry("storage.pool.", duration(), "timeout", "recycle");
    carry("storage.", flag(), "compression");
    carry("storage.batch.", count(1, 1_000_000), "rows");
    carry("storage.batch.", duration(), "delay");
    carry("storage.", count(1, 100_000_000), "history-limit");
    carry("retention.", period(), "chains", "bars", "volatility-indices", "daily-series", "logs");
    carry("retention.", period().or("none"), "chains-detailed", "chains-archive");
    carry("retention.", period().or("none"), "bars-detailed", "bars-archive");
    carry("retention.", period().or("unlimited"), "trades");
    carry("cache.ttl.", duration(), "prices", "chains", "correlations", "history", "predictions");
    carry("cache.ttl.", duration(), "default", "vix", "market-status", "sessions");
    carry("cache.l1.", count(1, 10_000_000), "entries");
    carry("cache.l1.", fraction(), "evict");
    carry("cache.l2.", choice("true", "false", "if-reachable"), "enabled");
    carry("cache.l2.", bytes(), "max-memory");
    carry(
        "cache.l2.", choice("allkeys-lru", "allkeys-lfu", "volatile-lru", "noeviction"), "policy");
    carry("cache.l2.", count(1, 1000), "connections");
    carry("cache.", bytes(), "compress-above");
    carry("cache.", fraction(), "hit-rate-goal");
  }

  private static void carryModels() {
    carry("regime.", choice("A", "B"), "detector");
    carry("regime.", choice("no-trade", "trade", "none"), "neutral");
    carry("features.", count(2, 5000), "iv-lookback-days");
    carry("features.", flag(), "safe-mask");
    carry("features.select.", choice("mutual-information", "lean"), "method");
    carry("features.select.", count(1, 185), "top", "limit");
    carry("features.", duration(), "correlation-spacing");
    carry("features.", counts(2, 5000), "correlation-windows");
    carry("ml.", flag(), "enabled");
    carry("ml.model.", choice("ensemble", "consolidated", "logistic"), "kind");
    carry("ml.model.weights.", fraction().or("none"), "xgboost", "lstm", "linear");
    carry("ml.", choice("rules", "no-trade"), "fallback");
    carry("ml.cache.", count(1, 1_000_000), "entries", "batch");
    carry("ml.cache.", duration(), "ttl");
    carry("ml.", duration(), "inference-timeout");
    carry("ml.retrain.", duration(), "every");
    carry("ml.retrain.", count(1, 100_000_000), "min-samples");
    carry("ml.retrain.", fraction(), "accuracy-drop", "psi");
    carry("ml.lstm.", count(1, 100_000), "batch", "epochs", "patience");
    carry("ml.walk-forward.", choice("rolling", "expanding"), "scheme");
    carry("ml.walk-forward.", period().or("none"), "train");
    carry("ml.walk-forward.", count(1, 5000).or("none"), "test-days", "step-days", "splits");
    carry("ml.walk-forward.", count(0, 5000), "gap-days");
  }

  private static void carryTrading() {
    carry("strategy.", flag(), "short-straddle", "earnings");
    carry("strategy.iv-rank.", fraction().or("none"), "sell", "buy");
    carry("strategy.", choice("expected-move", "fixed-usd", "none"), "offset-mode");
    carry("signal.", duration(), "interval", "max-age");
    carry("signal.", duration().or("none"), "scan-interval");
    carry("signal.", count(1, 1_000_000), "cache");
    carry("signal.", choice("tiers-when-manual", "none"), "approval");
    carry("risk.", fraction(), "correlation-limit");
    carry("risk.greeks.", dollars(), "delta", "gamma", "vega");
    carry("risk.daily-loss.", fraction(), "warning");
    carry("risk.daily-loss.", number("1", "100"), "halt");
    carry("risk.halt.", duration(), "stale");
    carry("risk.halt.", number("1", "1000"), "exposure-multiple");
    carry("risk.", duration(), "check-interval");
    carry("risk.large-position-breakers.", flag(), "enabled");
    carry("risk.large-position-breakers.", fraction().or("none"), "alert", "block", "close");
    carry("risk.", flag(), "pdt-guard");
    carry("order.", choice("DAY", "GTC", "IOC"), "time-in-force");
    carry("exit.", choice("max-profit", "premium"), "profit-of");
    carry("exit.", choice("low-vol-to-high-vol", "none"), "regime-shift");
    carry("exit.", duration(), "check-interval");
    carry("execution.", duration().or("with-cycle"), "interval");
  }

  private static void carryOperation() {
    carry("ibkr.", host(), "host");
    carry("ibkr.", count(1, 65_535), "port");
    carry("ibkr.", duration(), "timeout");
    carry("ibkr.", count(0, 20), "retries");
    carry("schedule.", timeSpan(), "pre-market", "trading");
    carry("schedule.", time(), "report");
    carry("budget.", dollars(), "daily-usd", "monthly-usd");
    carry("budget.", fraction(), "alert");
    carry("monitor.", fraction().or("none"), "memory-limit");
    carry("flags.", flag(), "multi-timeframe", "extended-hours", "detailed-logs");
  }
}
