/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The header of a DBN file or stream. Immutable. */
public final class DbnMetadata {

  private final int version;
  private final String dataset;
  private final @Nullable DbnSchema schema;
  private final long startNs;
  private final long endNs;
  private final long limit;
  private final @Nullable SymbolType symbolsIn;
  private final SymbolType symbolsOut;
  private final boolean hasSentTimes;
  private final int symbolLength;
  private final List<String> symbols;
  private final List<String> partial;
  private final List<String> notFound;
  private final List<Mapping> mappings;

  /**
   * What one requested symbol stands for, by date.
   *
   * @param symbol symbol as requested
   * @param intervals what it stands for and when, as the header lists it
   */
  public record Mapping(String symbol, List<Interval> intervals) {

    /** Copies the list. */
    public Mapping {
      intervals = List.copyOf(intervals);
    }
  }

  /**
   * What a symbol stands for within some days.
   *
   * @param start first day in UTC
   * @param end day after the last, in UTC
   * @param symbol what it stands for then, such as the digits of an instrument number; empty if
   *     nothing
   */
  public record Interval(LocalDate start, LocalDate end, String symbol) {}

  DbnMetadata(MetadataReader from) {
    version = from.version;
    dataset = from.dataset;
    schema = from.schema;
    startNs = from.startNs;
    endNs = from.endNs;
    limit = from.limit;
    symbolsIn = from.symbolsIn;
    symbolsOut = from.symbolsOut;
    hasSentTimes = from.hasSentTimes;
    symbolLength = from.symbolLength;
    symbols = List.copyOf(from.symbols);
    partial = List.copyOf(from.partial);
    notFound = List.copyOf(from.notFound);
    mappings = List.copyOf(from.mappings);
  }

  /**
   * Returns the version of DBN.
   *
   * @return 1, 2 or 3
   */
  public int version() {
    return version;
  }

  /**
   * Returns the dataset.
   *
   * @return code such as {@code OPRA.PILLAR}
   */
  public String dataset() {
    return dataset;
  }

  /**
   * Returns what was asked for.
   *
   * @return schema, empty if records are mixed as in a live stream
   */
  public Optional<DbnSchema> schema() {
    return Optional.ofNullable(schema);
  }

  /**
   * Returns the start of the request.
   *
   * @return inclusive; the start of 1970 in a live stream
   */
  public Instant start() {
    return FixedPoint.instant(startNs);
  }

  /**
   * Returns the end of the request.
   *
   * @return exclusive, empty for a live stream
   */
  public Optional<Instant> end() {
    return FixedPoint.time(endNs);
  }

  /**
   * Returns how many records were asked for at most.
   *
   * @return limit, empty if there was none
   */
  public OptionalLong limit() {
    return limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  /**
   * Returns how the request named instruments.
   *
   * @return type, empty if mixed as in a live stream
   */
  public Optional<SymbolType> symbolsIn() {
    return Optional.ofNullable(symbolsIn);
  }

  /**
   * Returns what mappings lead to.
   *
   * @return type, usually the instrument number
   */
  public SymbolType symbolsOut() {
    return symbolsOut;
  }

  /**
   * Returns whether every record ends with the time at which it was sent.
   *
   * @return true only if a live session asked for it
   */
  public boolean hasSentTimes() {
    return hasSentTimes;
  }

  /**
   * Returns the bytes of a symbol in this file, the ending zero included.
   *
   * @return 22 in version 1, 71 since
   */
  public int symbolLength() {
    return symbolLength;
  }

  /**
   * Returns the symbols of the request.
   *
   * @return symbols in their order
   */
  public List<String> symbols() {
    return symbols;
  }

  /**
   * Returns the symbols that are known on some days of the request only.
   *
   * @return symbols
   */
  public List<String> partial() {
    return partial;
  }

  /**
   * Returns the symbols that are known on no day of the request.
   *
   * @return symbols
   */
  public List<String> notFound() {
    return notFound;
  }

  /**
   * Returns what the symbols stand for.
   *
   * @return one entry per symbol that was found
   */
  public List<Mapping> mappings() {
    return mappings;
  }

  @Override
  public String toString() {
    return "DBN " + version + " of " + dataset + ", " + (schema == null ? "mixed" : schema);
  }
}
