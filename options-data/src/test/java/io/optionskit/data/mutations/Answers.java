/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.mutations;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.data.alpaca.AlpacaContract;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.polygon.PolygonDividend;
import io.optionskit.data.polygon.PolygonSnapshot;
import io.optionskit.data.polygon.PolygonSplit;
import io.optionskit.data.quality.ChainJudge;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.data.stream.ValueEvent;
import io.optionskit.market.Bar;
import io.optionskit.market.CalendarEvent;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.Observation;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.market.QuoteTable;
import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.MarketHistory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;

/** What must hold of everything that a damaged answer still gave, before a strategy may see it. */
final class Answers {

  static final Instant EVER = Instant.parse("2015-01-01T00:00:00Z");
  static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
  static final LocalDate FIRST = LocalDate.of(2018, 1, 1);
  static final LocalDate LAST = LocalDate.of(2026, 11, 20);

  private static final double HIGHEST_PRICE = 1e9;
  private static final double ROUNDING = 1e-4;
  private static final ChainJudge JUDGE = ChainJudge.of(0.04);
  private static final Set<QuoteField> PRICES =
      EnumSet.of(QuoteField.BID, QuoteField.ASK, QuoteField.LAST);
  private static final Set<QuoteField> COUNTS =
      EnumSet.of(
          QuoteField.BID_SIZE, QuoteField.ASK_SIZE, QuoteField.VOLUME, QuoteField.OPEN_INTEREST);

  private Answers() {}

  /** Returns how many rows were refused. */
  static int chain(ChainAnswer answer, String underlying) {
    Instant latest = NOW.plus(Duration.ofMinutes(1)); // clocks differ
    check(!answer.chain().time().isAfter(NOW), "the chain is not of the future");
    for (int row = 0; row < answer.chain().size(); row++) {
      for (QuoteField field : QuoteField.values()) {
        Optional<Instant> time =
            answer.chain().quote(row).observation(field).flatMap(Observation::time);
        check(
            time.isEmpty() || !time.get().isAfter(latest),
            () -> field + " is not of the future: " + time);
      }
    }
    return undated(answer, underlying);
  }

  /** Checks a chain of a file, which may be of any time. */
  static int undated(ChainAnswer answer, String underlying) {
    OptionChain chain = answer.chain();
    int refused = answer.report().refused().values().stream().mapToInt(Integer::intValue).sum();
    check(answer.report().accepted() == chain.size(), "accepted rows are those of the chain");
    check(answer.report().rows() == chain.size() + refused, "every row is accepted or refused");
    answer.report().examples().forEach(Answers::tellsNoSecret);
    check(chain.underlying().equals(underlying), "the chain is that asked for");
    check(isPrice(chain.spot()), () -> "spot is a price: " + chain.spot());
    check(
        answer.listed().equals(answer.listed().stream().sorted().distinct().toList()),
        "dates are in order");
    OptionChain judged = JUDGE.examine(answer).chain();
    for (int row = 0; row < chain.size(); row++) {
      quote(chain.quote(row), judged.quote(row), underlying);
    }
    return refused;
  }

  private static void quote(OptionQuote quote, OptionQuote judged, String underlying) {
    OptionContract contract = quote.contract();
    check(contract.underlying().equals(underlying), "contract of the underlying");
    check(OptionContract.parse(contract.symbol()).type() == contract.type(), "a whole contract");
    check(quote.strike() > 0 && quote.strike() < 1e6, () -> "strike: " + quote.strike());
    check(contract.multiplier() > 0, "multiplier");
    for (QuoteField field : QuoteField.values()) {
      quote.observation(field).ifPresent(seen -> observation(field, seen));
    }
    boolean isCrossed = quote.isTwoSided() && quote.bid().getAsDouble() > quote.ask().getAsDouble();
    check(
        !isCrossed || judged.issues().contains(QuoteIssue.CROSSED),
        () -> "a crossed quote is marked: " + quote + judged.issues());
    double sign = contract.type() == OptionType.CALL ? 1 : -1;
    double delta = sign * quote.observation(QuoteField.DELTA).map(Observation::value).orElse(0.0);
    double gamma = quote.observation(QuoteField.GAMMA).map(Observation::value).orElse(0.0);
    check(
        (delta >= -ROUNDING && delta <= 1 + ROUNDING && gamma >= -ROUNDING)
            || judged.issues().contains(QuoteIssue.GREEKS_OUT_OF_RANGE),
        () -> "impossible Greeks are marked: " + quote + judged.issues());
  }

  private static void observation(QuoteField field, Observation seen) {
    double value = seen.value();
    check(Double.isFinite(value), () -> field + " is finite");
    check(!PRICES.contains(field) || isPrice(OptionalDouble.of(value)), () -> field + ": " + value);
    check(!COUNTS.contains(field) || value >= 0, () -> field + " is not below 0: " + value);
    check(
        field != QuoteField.IMPLIED_VOLATILITY || (value > 1e-4 && value < 1e3),
        () -> field + " can be one: " + value);
  }

  static int bars(RowsAnswer<Bar> answer, Asset asset) {
    bars(answer.rows(), asset);
    return rows(answer);
  }

  static int bars(List<Bar> bars, Asset asset) {
    Instant last = Instant.MIN;
    for (Bar bar : bars) {
      check(bar.asset().equals(asset), () -> "bars are of the asset: " + bar);
      check(bar.start().isAfter(last), () -> "bars are in order, each once: " + bars);
      check(!bar.end().isAfter(NOW), "no bar is of the future");
      check(isPrice(OptionalDouble.of(bar.high())), () -> "high: " + bar);
      last = bar.start();
    }
    return 0;
  }

  static int points(List<SeriesPoint> points) {
    LocalDate last = LocalDate.MIN;
    for (SeriesPoint point : points) {
      check(point.date().isAfter(last), "points are in order, one per date");
      check(!point.releaseDate().isAfter(LAST), "nothing is known before its release");
      check(isFact(point.value()), () -> "value: " + point.value().scale());
      last = point.date();
    }
    return 0;
  }

  static int vintages(List<SeriesPoint> points) {
    points.forEach(point -> check(isFact(point.value()), () -> "value: " + point.value().scale()));
    return 0;
  }

  static int events(List<CalendarEvent> events, LocalDate from, LocalDate to, Instant asOf) {
    LocalDate last = LocalDate.MIN;
    for (CalendarEvent event : events) {
      check(
          !event.date().isBefore(from) && !event.date().isAfter(to), () -> "in the span: " + event);
      check(!event.knownAt().isAfter(asOf), () -> "known by then: " + event);
      check(!event.date().isBefore(last), "events are in order");
      check(!event.type().isBlank() && !event.subject().isBlank(), () -> "named: " + event);
      tellsNoSecret(event.toString());
      last = event.date();
    }
    return 0;
  }

  /** Checks a list of anything that providers give. */
  static int rows(RowsAnswer<?> answer) {
    int refused = answer.report().refused().values().stream().mapToInt(Integer::intValue).sum();
    check(answer.report().accepted() == answer.rows().size(), "accepted rows are those given");
    check(answer.report().rows() == answer.rows().size() + refused, "rows add up");
    answer.report().examples().forEach(Answers::tellsNoSecret);
    answer.rows().forEach(Answers::row);
    return refused;
  }

  private static void row(Object row) {
    if (row instanceof QuoteEvent event) {
      Quote quote = event.quote();
      check(isPrice(quote.bid()) && isPrice(quote.ask()), () -> "prices: " + event);
      check(
          quote.bidSize().orElse(0) >= 0 && quote.askSize().orElse(0) >= 0,
          () -> "sizes: " + event);
    } else if (row instanceof TradeEvent trade) {
      check(isPrice(OptionalDouble.of(trade.price())), () -> "price: " + trade);
      check(trade.size() >= 0 && Double.isFinite(trade.size()), () -> "size: " + trade);
    } else if (row instanceof ValueEvent value) {
      check(isPrice(OptionalDouble.of(value.value())), () -> "value: " + value);
    } else if (row instanceof PolygonSnapshot snapshot) {
      snapshot.quote().ifPresent(Answers::row);
      snapshot.trade().ifPresent(Answers::row);
      snapshot.level().ifPresent(Answers::row);
    } else if (row instanceof PolygonDividend dividend) {
      check(isFact(dividend.cash()) && dividend.cash().signum() > 0, "cash of a dividend");
    } else if (row instanceof PolygonSplit split) {
      double ratio = split.after() / split.before();
      check(ratio > 1e-9 && ratio < 1e9, () -> "a split: " + split);
    } else if (row instanceof OptionContract contract) {
      check(contract.strike().signum() > 0, () -> "strike of " + contract);
    } else if (row instanceof AlpacaContract contract) {
      check(contract.contract().strike().signum() > 0, () -> "strike of " + contract);
      tellsNoSecret(contract.toString());
    } else {
      tellsNoSecret(row.toString());
    }
  }

  /** Plays a history to its end. */
  static int history(MarketHistory history) {
    long last = Long.MIN_VALUE;
    for (Optional<QuoteTable> piece = history.next(); piece.isPresent(); piece = history.next()) {
      QuoteTable table = piece.get();
      for (int row = 0; row < table.rows(); row++) {
        check(table.timeNs()[row] >= last, "rows are in order of time");
        last = table.timeNs()[row];
        long time = last;
        Asset asset = table.assets().asset(table.assetIds()[row]);
        if (asset instanceof OptionContract contract) {
          check(contract.strike().signum() > 0, () -> "strike of " + contract);
        }
        check(table.asks()[row] != 0, "an ask of 0 is none");
        double[] prices = {table.bids()[row], table.asks()[row], table.lasts()[row]};
        for (double price : prices) {
          check(
              Double.isNaN(price) || (price >= 0 && price <= HIGHEST_PRICE),
              () -> "price of " + asset + " at " + EpochNanos.toInstant(time) + ": " + price);
        }
        check(table.bidSizes()[row] >= -1 && table.askSizes()[row] >= -1, "sizes");
        check(table.volumes()[row] >= -1 && table.openInterests()[row] >= -1, "counts");
      }
    }
    return 0;
  }

  /** Checks a text that people or logs get to see. */
  static void tellsNoSecret(String text) {
    check(!text.contains(Damage.SECRET), () -> "a secret was told: " + text);
  }

  /** Checks a message: no secret, nothing that forges a line of a log, no endless quotation. */
  static void message(Throwable thrown) {
    int depth = 0;
    for (Throwable each = thrown; each != null && depth < 10; each = each.getCause()) {
      String message = String.valueOf(each.getMessage());
      tellsNoSecret(message);
      if (depth == 0) {
        check(!message.isBlank(), "a message says something");
        check(message.length() < 2000, () -> "a message is short: " + message.length());
        check(
            message.replace("\n  ", "").chars().noneMatch(Character::isISOControl),
            () -> "a message is one line: " + message.replaceAll("\\p{Cntrl}", "?"));
      }
      depth++;
    }
  }

  static boolean isFact(BigDecimal value) {
    return Math.abs(value.scale()) < 100 && value.precision() < 100;
  }

  private static boolean isPrice(OptionalDouble price) {
    return price.isEmpty() || (price.getAsDouble() > 0 && price.getAsDouble() <= HIGHEST_PRICE);
  }

  static void check(boolean holds, String what) {
    check(holds, () -> what);
  }

  private static void check(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new AssertionError(what.get());
    }
  }
}
