/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Historical records to ask for.
 *
 * @param dataset code such as {@code OPRA.PILLAR}
 * @param schema what kind of records
 * @param symbolsIn how the symbols name instruments
 * @param symbols 1 to 2000 symbols, blanks within kept; {@code ALL_SYMBOLS} alone for all
 * @param start first instant, by time of receipt where the schema has it, else of the event
 * @param end first instant that is no longer wanted, after {@code start}
 * @param limit most records wanted, 0 for all
 */
public record RangeRequest(
    String dataset,
    DbnSchema schema,
    SymbolType symbolsIn,
    List<String> symbols,
    Instant start,
    Instant end,
    long limit) {

  /** The dataset of all options listed in the United States. */
  public static final String OPRA = "OPRA.PILLAR";

  private static final int MOST_SYMBOLS = 2000;

  /**
   * Checks the request.
   *
   * @throws IllegalArgumentException if Databento would refuse it; the message says why
   */
  public RangeRequest {
    symbols = List.copyOf(symbols);
    checkDataset(dataset);
    checkSymbols(symbols);
    if (!end.isAfter(start)) {
      throw new IllegalArgumentException("end must be after start: " + start + " to " + end);
    }
    if (start.isBefore(Instant.EPOCH) || end.isAfter(FixedPoint.LATEST)) {
      throw new IllegalArgumentException(
          "start and end must lie between 1970 and 2262: " + start + " to " + end);
    }
    if (limit < 0) {
      throw new IllegalArgumentException("limit must not be negative: " + limit);
    }
  }

  /**
   * Returns a request for options by their OCC symbols.
   *
   * @param schema what kind of records
   * @param symbols 1 to 2000 symbols of 21 characters
   * @param start first instant
   * @param end first instant that is no longer wanted
   * @return request of {@code OPRA.PILLAR} without a limit
   */
  public static RangeRequest ofOptions(
      DbnSchema schema, List<String> symbols, Instant start, Instant end) {
    return new RangeRequest(OPRA, schema, SymbolType.RAW_SYMBOL, symbols, start, end, 0);
  }

  /**
   * Returns a request for all options of an underlying.
   *
   * @param schema what kind of records
   * @param underlying product such as {@code SPX}
   * @param start first instant
   * @param end first instant that is no longer wanted
   * @return request of {@code OPRA.PILLAR} without a limit
   */
  public static RangeRequest ofUnderlying(
      DbnSchema schema, String underlying, Instant start, Instant end) {
    return new RangeRequest(
        OPRA, schema, SymbolType.PARENT, List.of(underlying + ".OPT"), start, end, 0);
  }

  /**
   * Returns this request with another limit.
   *
   * @param newLimit most records wanted, 0 for all
   * @return changed copy
   */
  public RangeRequest withLimit(long newLimit) {
    return new RangeRequest(dataset, schema, symbolsIn, symbols, start, end, newLimit);
  }

  /** Returns the fields that say what is asked for, of which the price depends. */
  Map<String, String> costForm() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("dataset", dataset);
    form.put("symbols", String.join(",", symbols));
    form.put("schema", schema.text());
    form.put("start", Long.toString(FixedPoint.nanos(start)));
    form.put("end", Long.toString(FixedPoint.nanos(end)));
    form.put("stype_in", symbolsIn.text());
    if (limit > 0) {
      form.put("limit", Long.toString(limit));
    }
    return form;
  }

  /** Returns the fields that ask for the records. */
  Map<String, String> form() {
    Map<String, String> form = costForm();
    form.put("stype_out", SymbolType.INSTRUMENT_ID.text());
    form.put("encoding", "dbn");
    form.put("compression", "zstd");
    return form;
  }

  @Override
  public String toString() {
    String some = symbols.size() > 3 ? symbols.subList(0, 3) + "…" : symbols.toString();
    return schema + " of " + dataset + " " + some + " from " + start + " to " + end;
  }

  static void checkDataset(String dataset) {
    if (!dataset.matches("[A-Z0-9]{1,8}\\.[A-Z0-9]{1,12}")) {
      throw new IllegalArgumentException(
          "dataset must be a code such as OPRA.PILLAR: '" + dataset + "'");
    }
  }

  static void checkSymbols(List<String> symbols) {
    if (symbols.isEmpty() || symbols.size() > MOST_SYMBOLS) {
      throw new IllegalArgumentException(
          "a request takes 1 to " + MOST_SYMBOLS + " symbols, not " + symbols.size());
    }
    for (String symbol : symbols) {
      if (!symbol.matches("[!-+--{}~][ -+--{}~]{0,69}")) {
        throw new IllegalArgumentException(
            "symbol must have 1 to 70 characters without comma, bar or line end: '" + symbol + "'");
      }
    }
  }
}
