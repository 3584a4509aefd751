/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import io.optionskit.spi.ProviderException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns of a file, found by their names in the header, in any order.
 *
 * @param isQuotes true for tidy option quotes, false for bars of underlyings
 * @param columns what each column holds
 * @param unknown names of columns that are not known, in order
 */
record Layout(boolean isQuotes, List<Column> columns, List<String> unknown) {

  private static final Set<Column> SHARED =
      EnumSet.of(Column.BID, Column.ASK, Column.BID_SIZE, Column.ASK_SIZE, Column.VOLUME);
  private static final Set<Column> KEYS = EnumSet.range(Column.QUOTE_TIME, Column.RIGHT);
  private static final Set<Column> QUOTES =
      union(EnumSet.range(Column.QUOTE_TIME, Column.OPEN_INTEREST));
  private static final Set<Column> BARS = union(EnumSet.range(Column.BAR_END, Column.CLOSE));
  private static final Set<Column> BAR_TIMES = EnumSet.range(Column.BAR_END, Column.DATE);
  private static final Set<String> UNUSED_QUOTES =
      Set.of("iv", "delta", "gamma", "theta", "vega", "rho", "sequence");
  private static final Set<String> UNUSED_BARS = Set.of("open", "high", "low", "adj_close");

  /**
   * Returns the layout for a header.
   *
   * @throws SkippableFile if the header is neither of tidy option quotes nor of bars
   * @throws ProviderException if a column is there twice
   */
  static Layout of(String file, List<String> header) {
    List<String> names = header.stream().map(Layout::normalised).toList();
    Set<String> seen = new HashSet<>();
    boolean isBars =
        names.contains("symbol") && BAR_TIMES.stream().anyMatch(c -> names.contains(c.header()));
    Layout layout = isBars ? bars(names) : quotes(names);
    for (int i = 0; i < names.size(); i++) {
      if (layout.columns.get(i) != Column.UNKNOWN && !seen.add(names.get(i))) {
        throw new ProviderException(
            ProviderException.Reason.BAD_DATA,
            file + ": the header names column " + names.get(i) + " twice");
      }
    }
    return layout;
  }

  private static Layout quotes(List<String> names) {
    List<Column> columns = columns(names, QUOTES, UNUSED_QUOTES);
    List<String> missing = new ArrayList<>();
    KEYS.stream().filter(key -> !columns.contains(key)).forEach(key -> missing.add(key.header()));
    boolean hasQuote = columns.contains(Column.BID) && columns.contains(Column.ASK);
    if (!hasQuote && !columns.contains(Column.LAST)) {
      missing.add("bid and ask, or last");
    }
    if (!missing.isEmpty()) {
      boolean isClose = missing.size() <= 5 && columns.contains(Column.QUOTE_TIME);
      throw new SkippableFile(
          isClose
              ? "the header lacks columns of tidy option quotes: " + String.join(", ", missing)
              : "the header is neither of tidy option quotes (quote_time, underlying, root,"
                  + " expiration, strike, right, …) nor of bars (bar_end, bar_start or date,"
                  + " symbol, close, …)");
    }
    return new Layout(true, columns, unknown(names, columns));
  }

  private static Layout bars(List<String> names) {
    List<Column> columns = columns(names, BARS, UNUSED_BARS);
    List<Column> times = columns.stream().filter(BAR_TIMES::contains).toList();
    if (times.size() > 1) {
      throw new SkippableFile(
          "the header of bars must have one of bar_end, bar_start and date, not "
              + String.join(", ", times.stream().map(Column::header).toList()));
    }
    if (!columns.contains(Column.CLOSE)) {
      throw new SkippableFile("the header of bars lacks the column close");
    }
    return new Layout(false, columns, unknown(names, columns));
  }

  private static List<Column> columns(
      List<String> names, Set<Column> candidates, Set<String> unused) {
    return names.stream()
        .map(
            name ->
                candidates.stream()
                    .filter(column -> column.header().equals(name))
                    .findFirst()
                    .orElse(unused.contains(name) ? Column.UNUSED : Column.UNKNOWN))
        .toList();
  }

  private static List<String> unknown(List<String> names, List<Column> columns) {
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (columns.get(i) == Column.UNKNOWN) {
        unknown.add(names.get(i));
      }
    }
    return unknown;
  }

  private static String normalised(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static Set<Column> union(EnumSet<Column> own) {
    own.addAll(SHARED);
    return own;
  }
}
