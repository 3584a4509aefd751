/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.data.simulator.SimulatedMarket;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.ChainQuality;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.MarketState;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteIssue;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class QualityPropertiesTest {

  private static final double RATE = 0.04;
  private static final ChainJudge JUDGE = ChainJudge.of(RATE);
  private static final LocalDate DAY = LocalDate.of(2026, 3, 18);
  private static final Set<QuoteIssue> CONTRADICTIONS =
      EnumSet.of(
          QuoteIssue.CROSSED,
          QuoteIssue.LOCKED,
          QuoteIssue.BELOW_INTRINSIC,
          QuoteIssue.VERTICAL_ARBITRAGE,
          QuoteIssue.BUTTERFLY_ARBITRAGE,
          QuoteIssue.CALENDAR_ARBITRAGE);
  private static final List<String> UNDERLYINGS = List.of("SPX", "SPY", "RUT", "ACME");
  private static final Map<String, List<OptionChain>> MARKETS = new LinkedHashMap<>();

  /** What is planted, and what must be found. */
  private enum Fault {
    NOTHING_QUOTED(QuoteIssue.NO_QUOTE),
    WITHOUT_BID(QuoteIssue.ONE_SIDED),
    SIDES_SWAPPED(QuoteIssue.CROSSED),
    ASK_AT_BID(QuoteIssue.LOCKED),
    AN_HOUR_OLD(QuoteIssue.STALE),
    GIVEN_AWAY(QuoteIssue.BELOW_INTRINSIC),
    DEARER_THAN_DEEPER(QuoteIssue.VERTICAL_ARBITRAGE),
    ABOVE_NEIGHBOURS(QuoteIssue.BUTTERFLY_ARBITRAGE),
    AS_WIDE_AS_ITS_PRICE(QuoteIssue.WIDE_AGAINST_PRICE);

    private final QuoteIssue issue;

    Fault(QuoteIssue issue) {
      this.issue = issue;
    }
  }

  @Property(tries = 40)
  void chainsWithoutArbitrageHaveNone(
      @ForAll @IntRange(max = 3) int which, @ForAll @IntRange(max = 24) int instant) {
    OptionChain chain = chain(which, instant);

    ChainQuality quality = JUDGE.examine(chain).quality();

    assertThat(chain.size()).isGreaterThan(100);
    assertThat(quality.counts()).doesNotContainKeys(CONTRADICTIONS.toArray(QuoteIssue[]::new));
    assertThat(quality.score()).isGreaterThan(0.7);
  }

  @Property(tries = 200)
  void aPlantedFaultIsFoundAndOnlyThere(
      @ForAll @IntRange(max = 3) int which,
      @ForAll @IntRange(max = 24) int instant,
      @ForAll Fault fault,
      @ForAll @IntRange(max = 1_000_000) int choice) {
    OptionChain fair = chain(which, instant);
    ChainQuality before = JUDGE.examine(fair).quality();
    List<Integer> rows = candidates(fair, fault);
    Assume.that(!rows.isEmpty());
    int planted = rows.get(choice % rows.size());

    OptionChain faulty = with(fair, planted, spoilt(fair, planted, fault));
    ChainQuality after = JUDGE.examine(faulty).quality();

    assertThat(after.issues(planted)).as("%s", faulty.quote(planted)).contains(fault.issue);
    assertThat(after.score(planted)).isLessThan(1);
    for (int row = 0; row < fair.size(); row++) {
      if (row != planted) {
        assertThat(without(after.issues(row), QuoteIssue.WIDE_AGAINST_VEGA))
            .as("%s of %s beside %s %s", fair.quote(row), fair, fault, faulty.quote(planted))
            .isEqualTo(without(before.issues(row), QuoteIssue.WIDE_AGAINST_VEGA));
      }
    }
  }

  @Property(tries = 200)
  void garbageIsJudgedWithoutSurpriseAndAlwaysTheSame(@ForAll long seed) {
    OptionChain chain = garbage(new Random(seed));

    JudgedChain judged = JUDGE.examine(chain);

    assertThat(judged.quality().score()).isBetween(0.0, 1.0);
    ChainQuality again = JUDGE.withoutEarlyExercise().judge(judged.chain());
    ChainQuality third = JUDGE.examine(chain).quality();
    for (int row = 0; row < chain.size(); row++) {
      assertThat(judged.quality().score(row)).isBetween(0.0, 1.0);
      assertThat(again.score(row)).isBetween(0.0, 1.0);
      assertThat(third.issues(row)).isEqualTo(judged.quality().issues(row));
      assertThat(judged.quality().score(row) < 1)
          .isEqualTo(!judged.quality().issues(row).isEmpty());
    }
  }

  @Property
  void oneMoreIssueNeverRaisesTheScore(
      @ForAll @Size(max = 6) Set<QuoteIssue> issues, @ForAll QuoteIssue more) {
    Set<QuoteIssue> together = EnumSet.of(more);
    together.addAll(issues);

    assertThat(QualityWeights.standard().score(together))
        .isLessThanOrEqualTo(QualityWeights.standard().score(issues));
  }

  @Property(tries = 100)
  void oneMoreIssueNeverRaisesTheScoreOfTheChain(
      @ForAll @IntRange(max = 12) int row, @ForAll QuoteIssue more) {
    OptionChain chain = new FairChain().build();
    List<Set<QuoteIssue>> noted = new ArrayList<>(Collections.nCopies(chain.size(), Set.of()));
    noted.set(row, Set.of(more));
    ChainQuality earlier = ChainQuality.of(1, new double[chain.size()], noted);

    assertThat(JUDGE.examine(chain.withQuality(earlier)).quality().score())
        .isLessThanOrEqualTo(JUDGE.examine(chain).quality().score());
  }

  private static Set<QuoteIssue> without(Set<QuoteIssue> issues, QuoteIssue left) {
    Set<QuoteIssue> others = EnumSet.noneOf(QuoteIssue.class);
    others.addAll(issues);
    others.remove(left);
    return others;
  }

  /** Returns the rows in which a fault can be planted that no other fault explains. */
  private static List<Integer> candidates(OptionChain chain, Fault fault) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < chain.size(); row++) {
      boolean isUsual =
          isFresh(chain, row)
              && isFresh(chain, row - 4)
              && isFresh(chain, row + 4)
              && isFresh(chain, row - 2)
              && isFresh(chain, row + 2)
              && isSameSeries(chain, row, row - 4)
              && isSameSeries(chain, row, row + 4)
              && chain.bid(row) > 1;
      if (isUsual && isPlantable(chain, row, fault)) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static boolean isPlantable(OptionChain chain, int row, Fault fault) {
    OptionContract contract = chain.contract(row);
    double strike = contract.strike().doubleValue();
    double inTheMoney = contract.type().intrinsic(chain.spot().orElseThrow(), strike);
    return switch (fault) {
      case GIVEN_AWAY -> inTheMoney > 0.02 * strike;
      case DEARER_THAN_DEEPER -> inTheMoney == 0;
      case ABOVE_NEIGHBOURS -> chain.ask(deeper(chain, row)) > 1.2 * wings(chain, row);
      default -> true;
    };
  }

  private static boolean isFresh(OptionChain chain, int row) {
    return row >= 0
        && row < chain.size()
        && chain.bid(row) > 0
        && chain.ask(row) > chain.bid(row)
        && chain.quote(row).quoteTime().orElseThrow().equals(chain.time());
  }

  private static boolean isSameSeries(OptionChain chain, int row, int other) {
    return other >= 0
        && other < chain.size()
        && chain.contract(row).expiry().equals(chain.contract(other).expiry())
        && chain.contract(row).type() == chain.contract(other).type();
  }

  private static Quote spoilt(OptionChain chain, int row, Fault fault) {
    double bid = chain.bid(row);
    double ask = chain.ask(row);
    double spread = ask - bid;
    Instant now = chain.time();
    double intrinsic =
        chain
            .contract(row)
            .type()
            .intrinsic(chain.spot().orElseThrow(), chain.contract(row).strike().doubleValue());
    return switch (fault) {
      case NOTHING_QUOTED -> quote(Double.NaN, Double.NaN, now);
      case WITHOUT_BID -> quote(Double.NaN, ask, now);
      case SIDES_SWAPPED -> quote(ask, bid, now);
      case ASK_AT_BID -> quote(bid, bid, now);
      case AN_HOUR_OLD -> quote(bid, ask, now.minus(Duration.ofHours(1)));
      case GIVEN_AWAY -> quote(0.3 * intrinsic, 0.31 * intrinsic, now);
      case DEARER_THAN_DEEPER ->
          quote(
              1.3 * chain.ask(deeper(chain, row)),
              1.3 * chain.ask(deeper(chain, row)) + spread,
              now);
      case ABOVE_NEIGHBOURS -> {
        double raised = 0.4 * wings(chain, row) + 0.6 * chain.ask(deeper(chain, row));
        yield quote(raised, raised + spread, now);
      }
      case AS_WIDE_AS_ITS_PRICE -> quote(0.6 * bid, 1.5 * ask, now);
    };
  }

  /** Returns the row one strike further in the money. */
  private static int deeper(OptionChain chain, int row) {
    return chain.contract(row).type() == OptionType.CALL ? row - 2 : row + 2;
  }

  /** Returns what the two neighbours cost in the mixture that pays at least as much. */
  private static double wings(OptionChain chain, int row) {
    double low = chain.contract(row - 2).strike().doubleValue();
    double high = chain.contract(row + 2).strike().doubleValue();
    double share = (high - chain.contract(row).strike().doubleValue()) / (high - low);
    return share * chain.ask(row - 2) + (1 - share) * chain.ask(row + 2);
  }

  private static Quote quote(double bid, double ask, Instant time) {
    return Quote.of(bid, ask, Double.NaN, -1, -1, time, time);
  }

  private static OptionChain with(OptionChain chain, int planted, Quote quote) {
    OptionChain.Builder builder =
        OptionChain.builder(chain.underlying(), chain.time(), chain.tradeDate())
            .spot(chain.spot().orElseThrow());
    for (int row = 0; row < chain.size(); row++) {
      Instant time = chain.quote(row).quoteTime().orElse(chain.time());
      builder.add(
          chain.contract(row),
          row == planted ? quote : quote(chain.bid(row), chain.ask(row), time),
          -1,
          -1);
    }
    return builder.build();
  }

  /** Returns a chain of a simulated market at one of the quarter hours of a day. */
  private static OptionChain chain(int which, int instant) {
    return MARKETS.computeIfAbsent(UNDERLYINGS.get(which), QualityPropertiesTest::day).get(instant);
  }

  private static List<OptionChain> day(String underlying) {
    SimulatedMarket market =
        SimulatedMarket.builder(UNDERLYINGS.indexOf(underlying) + 1, DAY, DAY)
            .underlyings(underlying)
            .interval(Duration.ofMinutes(15))
            .strikesAroundAtm(12)
            .expiries(2, 16, 50)
            .rate(RATE)
            .staleQuotes(0)
            .oneSidedQuotes(0)
            .build();
    List<OptionChain> chains = new ArrayList<>();
    try (MarketHistory history = market.open()) {
      QuoteTable table = history.next().orElseThrow();
      MarketState state = new MarketState(history.assets());
      for (int from = 0; from < table.rows(); from = table.endOfInstant(from)) {
        int to = table.endOfInstant(from);
        state.apply(table, from, to);
        Instant now = EpochNanos.toInstant(table.timeNs()[from]);
        chains.add(state.chain(underlying, now, DAY));
      }
    }
    return chains.subList(0, 25);
  }

  private static OptionChain garbage(Random random) {
    List<String> roots = List.of("SPX", "SPXW", "SPXPM");
    boolean isIndex = random.nextBoolean();
    Instant now =
        Instant.parse("2024-01-16T20:00:00Z").plusSeconds(random.nextInt(3 * 365 * 86_400));
    OptionChain.Builder builder =
        OptionChain.builder(
            isIndex ? "SPX" : "SPY", now, LocalDate.of(2024, 1, 16).plusDays(random.nextInt(900)));
    if (random.nextBoolean()) {
      builder.spot(random.nextBoolean() ? 5000 : Math.exp(60 * random.nextDouble() - 30));
    }
    List<LocalDate> dates = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      dates.add(
          random.nextInt(12) == 0
              ? LocalDate.of(2095, 1, 1)
              : LocalDate.of(2024, 1, 16).plusDays(random.nextInt(1200)));
    }
    int contracts = random.nextInt(120);
    for (int i = 0; i < contracts; i++) {
      OptionContract contract =
          OptionContract.of(
              isIndex ? roots.get(random.nextInt(3)) : random.nextInt(9) == 0 ? "SPY1" : "SPY",
              dates.get(random.nextInt(dates.size())),
              OptionType.values()[random.nextInt(2)],
              BigDecimal.valueOf(1 + random.nextInt(40) * (random.nextInt(30) == 0 ? 2499 : 250)));
      builder.add(
          contract,
          quote(price(random), price(random), now.minusSeconds(random.nextInt(900))),
          -1,
          -1);
    }
    OptionChain chain = builder.build();
    double[][] columns = new double[6][chain.size()];
    for (double[] column : columns) {
      for (int row = 0; row < column.length; row++) {
        column[row] = random.nextInt(5) == 0 ? Double.NaN : 1000 * random.nextGaussian();
      }
    }
    return random.nextBoolean()
        ? chain
        : chain.withSourceColumns(
            new ChainColumns(
                columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]));
  }

  private static double price(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Double.NaN;
      case 1 -> 0;
      case 2 -> Math.exp(80 * random.nextDouble() - 40);
      case 3 -> 1e300 * random.nextDouble();
      default -> 50 * random.nextDouble();
    };
  }
}
