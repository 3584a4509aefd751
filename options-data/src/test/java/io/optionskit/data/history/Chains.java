/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Deliverable;
import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Settlement;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.ChainProvenance;
import io.optionskit.market.ChainQuality;
import io.optionskit.market.DelayClass;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.Feed;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Chains with everything that can be said of them, and their comparison. */
final class Chains {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private Chains() {}

  /** Returns a chain in which anything may be missing. */
  static OptionChain random(String underlying, Instant time, int contracts, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LocalDate tradeDate = LocalDate.ofInstant(time, NEW_YORK);
    OptionChain.Builder builder = OptionChain.builder(underlying, time, tradeDate);
    if (random.nextInt(4) > 0) {
      builder.spot(100 + random.nextDouble() * 400);
    }
    OptionProduct standard =
        OptionProduct.ofRoot(underlying.replace("/", "")).withUnderlying(underlying);
    OptionProduct adjusted =
        new OptionProduct(
            "ADJ1",
            underlying,
            ExerciseStyle.AMERICAN,
            Settlement.PHYSICAL,
            100,
            new Deliverable(110, new BigDecimal("12.50")));
    for (int i = 0; i < contracts; i++) {
      Instant quoted = time.minusNanos(random.nextLong(3_000_000_000L));
      builder.add(
          new OptionContract(
              random.nextInt(10) == 0 ? adjusted : standard,
              tradeDate.plusDays(random.nextInt(12)),
              random.nextBoolean() ? OptionType.CALL : OptionType.PUT,
              BigDecimal.valueOf(80_000 + 500L * random.nextInt(200), 3)),
          Quote.of(
              price(random),
              price(random),
              price(random),
              random.nextInt(-1, 90),
              random.nextInt(-1, 90),
              random.nextInt(5) == 0 ? EpochNanos.toInstant(-1) : quoted,
              time),
          random.nextInt(3) == 0 ? -1 : random.nextLong(1L << 40),
          random.nextInt(-1, 9_000));
    }
    OptionChain chain = builder.build();
    int rows = chain.size();
    chain = chain.withProvenance(provenance(random, time, rows));
    if (random.nextBoolean()) {
      chain = chain.withColumns(columns(random, rows));
    }
    if (random.nextBoolean()) {
      chain = chain.withSourceColumns(columns(random, rows));
    }
    return random.nextBoolean() ? chain.withQuality(quality(random, rows)) : chain;
  }

  private static double price(SplittableRandom random) {
    return random.nextInt(4) == 0 ? Double.NaN : random.nextDouble() * 50;
  }

  private static ChainProvenance provenance(SplittableRandom random, Instant time, int rows) {
    Feed first =
        new Feed(
            "it's \"one\"",
            DelayClass.DELAYED,
            Duration.ofMinutes(15),
            Optional.of(time.plusNanos(1)));
    Feed second = new Feed("two", DelayClass.REAL_TIME, Duration.ZERO, Optional.empty());
    ChainProvenance.Builder provenance = ChainProvenance.builder(first);
    for (QuoteField field : QuoteField.values()) {
      if (random.nextInt(3) == 0) {
        long[] times = new long[rows];
        Arrays.setAll(
            times, i -> random.nextInt(4) == 0 ? -1 : EpochNanos.of(time) - random.nextInt(1000));
        provenance.times(Set.of(field), times);
      }
      if (random.nextInt(3) == 0) {
        List<Feed> feeds = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
          feeds.add(random.nextBoolean() ? first : second);
        }
        provenance.feeds(field, feeds);
      }
    }
    return provenance.build();
  }

  private static ChainColumns columns(SplittableRandom random, int rows) {
    double[][] columns = new double[6][rows];
    for (double[] column : columns) {
      Arrays.setAll(column, i -> random.nextInt(5) == 0 ? Double.NaN : random.nextDouble(-3, 3));
    }
    return new ChainColumns(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
  }

  private static ChainQuality quality(SplittableRandom random, int rows) {
    List<Set<QuoteIssue>> issues = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      EnumSet<QuoteIssue> found = EnumSet.noneOf(QuoteIssue.class);
      for (QuoteIssue issue : QuoteIssue.values()) {
        if (random.nextInt(8) == 0) {
          found.add(issue);
        }
      }
      issues.add(found);
    }
    return ChainQuality.of(random.nextDouble(), random.doubles(rows, 0, 1).toArray(), issues);
  }

  /** Everything that a chain says, line by line. */
  static List<String> text(OptionChain chain) {
    List<String> lines = new ArrayList<>();
    lines.add(
        chain.underlying()
            + " "
            + chain.time()
            + " "
            + chain.tradeDate()
            + " "
            + chain.spot()
            + " "
            + chain.provenance().feeds()
            + " "
            + chain.quality().map(ChainQuality::score));
    for (int row = 0; row < chain.size(); row++) {
      StringBuilder line = new StringBuilder();
      line.append(chain.contract(row)).append(' ').append(chain.contract(row).product());
      line.append(' ').append(chain.bid(row)).append(' ').append(chain.ask(row));
      line.append(' ').append(chain.last(row)).append(' ').append(chain.bidSize(row));
      line.append(' ').append(chain.askSize(row)).append(' ').append(chain.volume(row));
      line.append(' ').append(chain.openInterest(row)).append(' ').append(chain.quoteTimeNs(row));
      append(line, chain.columns(), row);
      append(line, chain.sourceColumns(), row);
      int at = row;
      line.append(chain.quality().map(all -> all.score(at) + " " + all.issues(at)).orElse("-"));
      for (QuoteField field : QuoteField.values()) {
        line.append(' ').append(chain.provenance().feed(field, row).source());
        line.append(' ').append(chain.provenance().time(field, row));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static void append(StringBuilder line, Optional<ChainColumns> columns, int row) {
    line.append(' ');
    columns.ifPresent(
        all -> {
          line.append(all.impliedVolatility()[row]).append(' ').append(all.delta()[row]);
          line.append(' ').append(all.gamma()[row]).append(' ').append(all.vega()[row]);
          line.append(' ').append(all.theta()[row]).append(' ').append(all.rho()[row]);
        });
  }

  static void assertSame(OptionChain actual, OptionChain expected) {
    assertThat(text(actual)).isEqualTo(text(expected));
  }
}
