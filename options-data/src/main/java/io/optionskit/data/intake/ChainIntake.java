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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a chain of the rows of one answer, and counts what became of them. Not safe for use by
 * several threads.
 */
public final class ChainIntake {

  private static final int MOST_EXAMPLES = 5;
  private static final int LONGEST_EXAMPLE = 200;
  private static final double ROUNDING = 1e-4; // of Greeks sent with four decimals

  private final String underlying;
  private final Feed feed;
  private final Instant receiveTime;
  private final LocalDate tradeDate;
  private final FieldCensus census;
  private final TreeMap<OptionContract, IntakeRow> rows = new TreeMap<>();
  private final Map<Refusal, Integer> refused = new EnumMap<>(Refusal.class);
  private final List<String> examples = new ArrayList<>();
  private final Map<String, String> missingParts = new TreeMap<>();
  private double spot = Double.NaN;
  private Instant marketTime;
  private int refusals;
  private boolean complete = true;

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
  }

  /**
   * Sets the price of the underlying, if the answer has one.
   *
   * @param price price per share; anything but a finite number above 0 leaves it unknown
   */
  public void spot(double price) {
    spot = price > 0 && Double.isFinite(price) ? price : Double.NaN;
  }

  /**
   * Sets the time of the market that the answer shows, if it says so. Without, the time of the
   * chain is that of receipt.
   *
   * @param time time of the market; a time after receipt is ignored
   */
  public void marketTime(Instant time) {
    marketTime = time.isAfter(receiveTime) ? receiveTime : time;
  }

  /**
   * Adds a row, or refuses it if the contract is there already or has another underlying. Greeks
   * that such a contract cannot have are flagged.
   *
   * @param contract the contract
   * @param row what the answer says of it; taken over
   */
  public void add(OptionContract contract, IntakeRow row) {
    if (!contract.underlying().equals(underlying)) {
      refuse(Refusal.OTHER_UNDERLYING, contract + " among those of " + underlying);
    } else if (rows.putIfAbsent(contract, row) != null) {
      refuse(Refusal.LISTED_TWICE, contract.toString());
    } else if (!hasPossibleGreeks(contract.type(), row)) {
      row.flag(QuoteIssue.GREEKS_OUT_OF_RANGE);
    }
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
      String shown = row.length() > LONGEST_EXAMPLE ? row.substring(0, LONGEST_EXAMPLE) + "…" : row;
      examples.add(reason + ": " + shown);
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
    String shown =
        said.length() > LONGEST_EXAMPLE ? said.substring(0, LONGEST_EXAMPLE) + "…" : said;
    missingParts.put(part, shown);
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
    Map<OptionContract, Set<QuoteIssue>> issues = new TreeMap<>();
    rows.forEach(
        (contract, row) -> {
          builder.add(contract, quote(row), count(row, QuoteField.VOLUME), openInterest(row));
          if (!row.issues().isEmpty()) {
            issues.put(contract, Set.copyOf(row.issues()));
          }
        });
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

  private Quote quote(IntakeRow row) {
    long timeNs = Math.max(row.timeNs(QuoteField.BID), row.timeNs(QuoteField.ASK));
    return Quote.of(
        row.value(QuoteField.BID),
        row.value(QuoteField.ASK),
        row.value(QuoteField.LAST),
        (int) count(row, QuoteField.BID_SIZE),
        (int) count(row, QuoteField.ASK_SIZE),
        timeNs < 0 || timeNs > EpochNanos.of(marketTime)
            ? marketTime // a clock that is ahead of ours makes no quote newer than its chain
            : EpochNanos.toInstant(timeNs),
        receiveTime);
  }

  private static int openInterest(IntakeRow row) {
    return (int) count(row, QuoteField.OPEN_INTEREST);
  }

  private static long count(IntakeRow row, QuoteField field) {
    double value = row.value(field);
    return Double.isNaN(value) ? -1 : (long) value;
  }

  private ChainProvenance provenance() {
    ChainProvenance.Builder builder = ChainProvenance.builder(feed);
    for (QuoteField field : QuoteField.values()) {
      long[] timesNs = rows.values().stream().mapToLong(row -> row.timeNs(field)).toArray();
      if (Arrays.stream(timesNs).anyMatch(time -> time >= 0)) {
        builder.times(Set.of(field), timesNs);
      }
      if (rows.values().stream().anyMatch(row -> row.feed(field).isPresent())) {
        builder.feeds(
            field, rows.values().stream().map(row -> row.feed(field).orElse(feed)).toList());
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
    return rows.values().stream().mapToDouble(row -> row.value(field)).toArray();
  }

  private static boolean allMissing(double[] column) {
    return Arrays.stream(column).allMatch(Double::isNaN);
  }

  private Map<QuoteField, Integer> missing() {
    Map<QuoteField, Integer> missing = new EnumMap<>(QuoteField.class);
    for (IntakeRow row : rows.values()) {
      for (QuoteField field : QuoteField.values()) {
        if (Double.isNaN(row.value(field))) {
          missing.merge(field, 1, Integer::sum);
        }
      }
    }
    return Collections.unmodifiableMap(missing);
  }
}
