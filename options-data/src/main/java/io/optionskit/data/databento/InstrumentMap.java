/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.data.databento.DbnMetadata.Interval;
import io.optionskit.data.databento.DbnMetadata.Mapping;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which symbol an instrument number stands for on a day. Numbers are given anew from day to day, so
 * one without a day means nothing.
 *
 * <p>One thread at a time.
 */
public final class InstrumentMap {

  private final Map<Long, List<Span>> spans = new HashMap<>();
  private final Map<Long, String> live = new HashMap<>();

  private record Span(LocalDate start, LocalDate end, String symbol) {

    boolean contains(LocalDate day) {
      return !day.isBefore(start) && day.isBefore(end);
    }

    boolean overlaps(Span other) {
      return start.isBefore(other.end) && other.start.isBefore(end);
    }
  }

  /** Creates a map that knows nothing yet, for a live stream. */
  public InstrumentMap() {}

  /**
   * Returns the map of a file: from instrument numbers to the symbols that were requested.
   *
   * @param metadata header of the file
   * @return map; empty if the header has no mappings
   * @throws ProviderException {@code BAD_DATA} if a number is none, or stands for two symbols on
   *     one day
   */
  public static InstrumentMap of(DbnMetadata metadata) {
    boolean numbersIn = metadata.symbolsIn().filter(SymbolType.INSTRUMENT_ID::equals).isPresent();
    return of(metadata.mappings(), numbersIn);
  }

  /**
   * Returns the map of an answer to {@link DatabentoHistory#resolve}.
   *
   * @param resolution answer from or to instrument numbers
   * @param from what was asked: how the symbols of the question name instruments
   * @return map
   * @throws ProviderException {@code BAD_DATA} if a number is none, or stands for two symbols on
   *     one day
   */
  public static InstrumentMap of(SymbolResolution resolution, SymbolType from) {
    return of(resolution.mappings(), from == SymbolType.INSTRUMENT_ID);
  }

  private static InstrumentMap of(List<Mapping> mappings, boolean numbersIn) {
    InstrumentMap map = new InstrumentMap();
    for (Mapping mapping : mappings) {
      for (Interval interval : mapping.intervals()) {
        if (!interval.symbol().isEmpty()) {
          String number = numbersIn ? mapping.symbol() : interval.symbol();
          String symbol = numbersIn ? interval.symbol() : mapping.symbol();
          map.add(number, new Span(interval.start(), interval.end(), symbol));
        }
      }
    }
    return map;
  }

  /**
   * Takes note of what the live gateway says; from now on that holds.
   *
   * @param mapping record of a live stream
   */
  public void put(DbnRecord.SymbolMapping mapping) {
    live.put(mapping.header().instrumentId(), mapping.symbolOut());
  }

  /**
   * Returns the symbol of a number on a day.
   *
   * @param instrumentId Databento's number
   * @param day day in UTC
   * @return symbol, empty if not known for that day
   */
  public Optional<String> find(long instrumentId, LocalDate day) {
    String said = live.get(instrumentId);
    if (said != null) {
      return Optional.of(said);
    }
    for (Span span : spans.getOrDefault(instrumentId, List.of())) {
      if (span.contains(day)) {
        return Optional.of(span.symbol);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the symbol of a record, on the day by which Databento files it: that of its receipt, or
   * of its event if the kind of record has no other time.
   *
   * @param record record of the same file or stream
   * @return symbol, empty if not known for that day
   */
  public Optional<String> find(DbnCursor record) {
    long ns = record.receivedOrEventNs();
    return find(record.instrumentId(), FixedPoint.utcDate(ns));
  }

  private void add(String number, Span span) {
    List<Span> known = spans.computeIfAbsent(id(number), key -> new ArrayList<>(1));
    for (Span other : known) {
      if (span.overlaps(other) && !span.symbol.equals(other.symbol)) {
        throw new ProviderException(
            Reason.BAD_DATA,
            "instrument "
                + number
                + " stands for both '"
                + other.symbol
                + "' and '"
                + span.symbol
                + "' on "
                + (span.start.isAfter(other.start) ? span.start : other.start));
      }
    }
    known.add(span);
  }

  private static long id(String number) {
    if (!number.matches("[0-9]{1,10}")) {
      throw new ProviderException(
          Reason.BAD_DATA, "instrument must be a number of at most 10 digits: '" + number + "'");
    }
    return Long.parseLong(number);
  }
}
