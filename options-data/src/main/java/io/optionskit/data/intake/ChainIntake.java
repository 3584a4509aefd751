/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.ChainProvenance;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.Feed;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a chain of the rows of one answer, and counts what became of them. Not safe for use by
 * several threads.
 */
public final class ChainIntake {

  private static final QuoteField[] FIELDS = QuoteField.values();
  private static final int MOST_EXAMPLES = 5;
  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final double ROUNDING = 1e-4; // of Greeks sent with four decimals

  private final String underlying;
  private final Feed feed;
  private final Instant receiveTime;
  private final LocalDate tradeDate;
  private final FieldCensus census;
  private final List<Listed> rows = new ArrayList<>();
  private final Set<OptionContract> seen = new HashSet<>();
  private boolean inOrder = true;
  private final Map<Refusal, Integer> refused = new EnumMap<>(Refusal.class);
  private final List<String> examples = new ArrayList<>();
  private final Map<String, String> missingParts = new TreeMap<>();
  private final long latestNs;
  private double spot = Double.NaN;
  private Instant marketTime;
  private int refusals;
  private boolean complete = true;

  /** A row with its contract. */
  private record Listed(OptionContract contract, IntakeRow row) {}

  /**
   * Creates an intake.
   *
   * @param underlying ticker of the chain
   * @param feed the answer, with the time of its receipt
   * @param tradeDate date of the chain in the exchange's zone
   * @param census fields seen, filled by the reader before {@link #answer()}
   * @throws IllegalArgumentException if the feed has no receive time
   */
  public ChainIntake(String underlying, Feed feed, LocalDate tradeDate, FieldCensus census) {
    this.underlying = underlying;
    this.feed = feed;
    this.tradeDate = tradeDate;
    this.census = census;
    receiveTime =
        feed.receiveTime()
            .orElseThrow(
                () -> new IllegalArgumentException("feed must say when it was received: " + feed));
    marketTime = receiveTime;
    latestNs = EpochNanos.of(receiveTime.plus(SKEW));
  }

  /**
   * Sets the price of the underlying, if the answer has one.
   *
   * @param price price per share; anything but a number above 0 and not above a billion leaves it
   *     unknown
   */
  public void spot(double price) {
    spot = price > 0 && price <= IntakeRow.HIGHEST_PRICE ? price : Double.NaN;
  }

  /**
   * Sets the time of the market that the answer shows, if it says so. Without, the time of the
   * chain is that of receipt.
   *
   * @param time time of the market; a time after receipt or before 1970 is ignored
   */
  public void marketTime(Instant time) {
    boolean isPossible = !time.isAfter(receiveTime) && !time.isBefore(Instant.EPOCH);
    marketTime = isPossible ? time : receiveTime;
  }

  /**
   * Adds a row, or refuses it if the contract is there already or has another underlying, or a
   * value is of a time more than a minute after receipt: clocks differ by less. Greeks that such a
   * contract cannot have are flagged.
   *
   * @param contract the contract
   * @param row what the answer says of it; taken over
   */
  public void add(OptionContract contract, IntakeRow row) {
    if (!contract.underlying().equals(underlying)) {
      refuse(Refusal.OTHER_UNDERLYING, contract + " among those of " + underlying);
    } else if (row.latestNs() > latestNs) {
      refuse(
          Refusal.MALFORMED,
          contract
              + ": time must not be after the receipt at "
              + receiveTime
              + ": "
              + EpochNanos.toInstant(row.latestNs()));
    } else if (isListed(contract)) {
      refuse(Refusal.LISTED_TWICE, contract.toString());
    } else {
      rows.add(new Listed(contract, row));
      if (!hasPossibleGreeks(contract.type(), row)) {
        row.flag(QuoteIssue.GREEKS_OUT_OF_RANGE);
      }
    }
  }

  /** Rows in the order of a listing, as most providers send them, need no look at all before. */
  private boolean isListed(OptionContract contract) {
    if (inOrder) {
      int step = rows.isEmpty() ? 1 : contract.compareTo(rows.get(rows.size() - 1).contract);
      if (step >= 0) {
        return step == 0;
      }
      inOrder = false;
      rows.forEach(listed -> seen.add(listed.contract));
    }
    return !seen.add(contract);
  }

  private static boolean hasPossibleGreeks(OptionType type, IntakeRow row) {
    double delta = row.value(QuoteField.DELTA) * (type == OptionType.CALL ? 1 : -1);
    return !(delta < -ROUNDING
        || delta > 1 + ROUNDING
        || row.value(QuoteField.GAMMA) < -ROUNDING
        || row.value(QuoteField.VEGA) < -ROUNDING);
  }

  /**
   * Counts a row that cannot be in the chain.
   *
   * @param reason why
   * @param row the row and what is wrong with it, without secrets
   */
  public void refuse(Refusal reason, String row) {
    refusals++;
    refused.merge(reason, 1, Integer::sum);
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(reason + ": " + Shown.of(row));
    }
  }

  /**
   * Notes that the provider did not give a part of the answer, so that what it would have told is
   * missing in the chain.
   *
   * @param part the part, such as a table or a page
   * @param said what the provider said instead, without secrets
   */
  public void missPart(String part, String said) {
    missingParts.put(part, Shown.of(said));
  }

  /** Notes that the provider has more rows than it gave. */
  public void stoppedEarly() {
    complete = false;
  }

  /**
   * Returns the chain of the rows added and the account of all.
   *
   * @return chain and report
   */
  public ChainAnswer answer() {
    OptionChain.Builder builder = OptionChain.builder(underlying, marketTime, tradeDate);
    if (!Double.isNaN(spot)) {
      builder.spot(spot);
    }
    if (!inOrder) {
      rows.sort(Comparator.comparing(Listed::contract));
    }
    Map<OptionContract, Set<QuoteIssue>> issues = new TreeMap<>();
    long marketNs = EpochNanos.of(marketTime);
    for (Listed listed : rows) {
      IntakeRow row = listed.row;
      builder.add(
          listed.contract,
          quote(row, marketNs),
          count(row, QuoteField.VOLUME),
          (int) count(row, QuoteField.OPEN_INTEREST));
      if (!row.issues().isEmpty()) {
        issues.put(listed.contract, Set.copyOf(row.issues()));
      }
    }
    OptionChain chain = builder.build().withProvenance(provenance());
    ChainColumns given = sourceColumns();
    boolean gaveSome = !(allMissing(given.impliedVolatility()) && allMissing(given.delta()));
    return new ChainAnswer(
        gaveSome ? chain.withSourceColumns(given) : chain,
        new IntakeReport(
            rows.size() + refusals,
            rows.size(),
            missing(),
            Collections.unmodifiableMap(new EnumMap<>(refused)),
            List.copyOf(examples),
            Collections.unmodifiableMap(issues),
            census.unknown(),
            census.vanished(),
            Collections.unmodifiableMap(new TreeMap<>(missingParts)),
            complete),
        chain.expiries());
  }

  private Quote quote(IntakeRow row, long marketNs) {
    long timeNs = Math.max(row.timeNs(QuoteField.BID), row.timeNs(QuoteField.ASK));
    return Quote.of(
        row.value(QuoteField.BID),
        row.value(QuoteField.ASK),
        row.value(QuoteField.LAST),
        (int) count(row, QuoteField.BID_SIZE),
        (int) count(row, QuoteField.ASK_SIZE),
        timeNs < 0 || timeNs > marketNs
            ? marketTime // a clock that is ahead of ours makes no quote newer than its chain
            : EpochNanos.toInstant(timeNs),
        receiveTime);
  }

  private static long count(IntakeRow row, QuoteField field) {
    double value = row.value(field);
    return Double.isNaN(value) ? -1 : (long) value;
  }

  private ChainProvenance provenance() {
    ChainProvenance.Builder builder = ChainProvenance.builder(feed);
    boolean hasTimes = rows.stream().anyMatch(listed -> listed.row.hasTimes());
    boolean hasFeeds = rows.stream().anyMatch(listed -> listed.row.hasFeeds());
    for (QuoteField field : FIELDS) {
      if (hasTimes) {
        long[] timesNs = new long[rows.size()];
        long latest = -1;
        for (int i = 0; i < timesNs.length; i++) {
          timesNs[i] = rows.get(i).row.timeNs(field);
          latest = Math.max(latest, timesNs[i]);
        }
        if (latest >= 0) {
          builder.times(Set.of(field), timesNs);
        }
      }
      if (hasFeeds && rows.stream().anyMatch(listed -> listed.row.feed(field).isPresent())) {
        builder.feeds(
            field, rows.stream().map(listed -> listed.row.feed(field).orElse(feed)).toList());
      }
    }
    return builder.build();
  }

  private ChainColumns sourceColumns() {
    return new ChainColumns(
        column(QuoteField.IMPLIED_VOLATILITY),
        column(QuoteField.DELTA),
        column(QuoteField.GAMMA),
        column(QuoteField.VEGA),
        column(QuoteField.THETA),
        column(QuoteField.RHO));
  }

  private double[] column(QuoteField field) {
    double[] column = new double[rows.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = rows.get(i).row.value(field);
    }
    return column;
  }

  private static boolean allMissing(double[] column) {
    return Arrays.stream(column).allMatch(Double::isNaN);
  }

  private Map<QuoteField, Integer> missing() {
    Map<QuoteField, Integer> missing = new EnumMap<>(QuoteField.class);
    for (QuoteField field : FIELDS) {
      int count = 0;
      for (Listed listed : rows) {
        count += Double.isNaN(listed.row.value(field)) ? 1 : 0;
      }
      if (count > 0) {
        missing.put(field, count);
      }
    }
    return Collections.unmodifiableMap(missing);
  }
}
