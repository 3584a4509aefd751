/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a live session is to send. Immutable. */
public final class LiveSubscription {

  private static final int SYMBOLS_PER_LINE = 500;

  private final DbnSchema schema;
  private final SymbolType symbolsIn;
  private final List<String> symbols;
  private final boolean hasSnapshot;
  private final @Nullable Instant start;

  private LiveSubscription(
      DbnSchema schema,
      SymbolType symbolsIn,
      List<String> symbols,
      boolean hasSnapshot,
      @Nullable Instant start) {
    this.schema = schema;
    this.symbolsIn = symbolsIn;
    this.symbols = symbols;
    this.hasSnapshot = hasSnapshot;
    this.start = start;
  }

  /**
   * Returns a subscription from now on.
   *
   * @param schema what kind of records
   * @param symbolsIn how the symbols name instruments
   * @param symbols symbols, blanks within kept; {@code ALL_SYMBOLS} alone for all
   * @return subscription
   * @throws IllegalArgumentException if there are no symbols, or one is malformed
   */
  public static LiveSubscription of(DbnSchema schema, SymbolType symbolsIn, List<String> symbols) {
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException("a subscription needs at least one symbol");
    }
    symbols.forEach(symbol -> RangeRequest.checkSymbols(List.of(symbol)));
    return new LiveSubscription(schema, symbolsIn, List.copyOf(symbols), false, null);
  }

  /**
   * Returns this subscription preceded by what was sent since an instant of the last 24 hours.
   *
   * @param since first instant wanted, such as that of the last record before a break
   * @return changed copy
   * @throws IllegalArgumentException if the instant does not lie between 1970 and 2262
   */
  public LiveSubscription withReplaySince(Instant since) {
    if (since.isBefore(Instant.EPOCH) || since.isAfter(FixedPoint.LATEST)) {
      throw new IllegalArgumentException("replay must start between 1970 and 2262: " + since);
    }
    return new LiveSubscription(schema, symbolsIn, symbols, hasSnapshot, since);
  }

  /**
   * Returns this subscription preceded by a snapshot of the book, which {@code mbo} offers.
   *
   * @return changed copy
   */
  public LiveSubscription withSnapshot() {
    return new LiveSubscription(schema, symbolsIn, symbols, true, start);
  }

  /** Returns the lines that ask for it, without line ends: some hundred symbols in each. */
  List<String> lines(int id) {
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < symbols.size(); from += SYMBOLS_PER_LINE) {
      int to = Math.min(symbols.size(), from + SYMBOLS_PER_LINE);
      StringBuilder line = new StringBuilder("schema=").append(schema.text());
      line.append("|stype_in=").append(symbolsIn.text());
      line.append("|symbols=").append(String.join(",", symbols.subList(from, to)));
      if (start != null) {
        line.append("|start=").append(FixedPoint.nanos(start));
      }
      line.append("|snapshot=").append(hasSnapshot ? 1 : 0);
      line.append("|id=").append(id);
      line.append("|is_last=").append(to == symbols.size() ? 1 : 0);
      lines.add(line.toString());
    }
    return lines;
  }

  @Override
  public String toString() {
    return schema + " of " + symbols.size() + " symbols";
  }
}
