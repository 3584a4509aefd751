/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.ChainIntake;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A chain as an adapter would make it, written by hand. */
public final class GivenChain {

  public static final LocalDate DAY = LocalDate.of(2026, 3, 16);
  public static final LocalDate EXPIRY = LocalDate.of(2026, 3, 20);
  public static final Instant NOON = Instant.parse("2026-03-16T16:00:00Z");

  private final String source;
  private final DelayClass delayClass;
  private final Duration delay;
  private final Instant receiveTime;
  private final String underlying;
  private final Map<OptionContract, IntakeRow> rows = new TreeMap<>();
  private Optional<Instant> marketTime = Optional.empty();
  private double spot = 100;

  private GivenChain(
      String source,
      DelayClass delayClass,
      Duration delay,
      Instant receiveTime,
      String underlying) {
    this.source = source;
    this.delayClass = delayClass;
    this.delay = delay;
    this.receiveTime = receiveTime;
    this.underlying = underlying;
  }

  public static GivenChain realTime(String source) {
    return new GivenChain(source, DelayClass.REAL_TIME, Duration.ZERO, NOON, "XYZ");
  }

  public static GivenChain delayed(String source) {
    return new GivenChain(source, DelayClass.DELAYED, Duration.ofMinutes(15), NOON, "XYZ");
  }

  public GivenChain of(DelayClass newDelayClass) {
    return copy(new GivenChain(source, newDelayClass, delay, receiveTime, underlying));
  }

  public GivenChain on(String newUnderlying) {
    return new GivenChain(source, delayClass, delay, receiveTime, newUnderlying);
  }

  public GivenChain receivedAt(Instant time) {
    return copy(new GivenChain(source, delayClass, delay, time, underlying));
  }

  private GivenChain copy(GivenChain to) {
    to.rows.putAll(rows);
    to.marketTime = marketTime;
    to.spot = spot;
    return to;
  }

  public GivenChain marketTime(Instant time) {
    marketTime = Optional.of(time);
    return this;
  }

  public GivenChain spot(double price) {
    spot = price;
    return this;
  }

  public GivenChain row(OptionType type, double strike, IntakeRow row) {
    return row(EXPIRY, type, strike, row);
  }

  public GivenChain row(LocalDate expiry, OptionType type, double strike, IntakeRow row) {
    rows.put(OptionContract.of(underlying, expiry, type, BigDecimal.valueOf(strike)), row);
    return this;
  }

  public GivenChain call(double strike, double bid, double ask) {
    return row(
        OptionType.CALL, strike, new IntakeRow().set(QuoteField.BID, bid).set(QuoteField.ASK, ask));
  }

  public GivenChain call(double strike, Map<QuoteField, Double> values) {
    IntakeRow row = new IntakeRow();
    values.forEach(row::set);
    return row(OptionType.CALL, strike, row);
  }

  public ChainAnswer answer() {
    Feed feed = new Feed(source, delayClass, delay, Optional.of(receiveTime));
    ChainIntake intake =
        new ChainIntake(underlying, feed, DAY, new FieldCensus(Set.of(), Set.of()));
    intake.spot(spot);
    marketTime.ifPresent(intake::marketTime);
    rows.forEach(intake::add);
    return intake.answer();
  }

  public OptionChain chain() {
    return answer().chain();
  }
}
