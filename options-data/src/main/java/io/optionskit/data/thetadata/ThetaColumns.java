/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import io.optionskit.contract.StrikeUnit;
import io.optionskit.data.internal.BoundedDecimal;
import io.optionskit.data.internal.PlainText;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a table, shared by its rows, which they give the names and units of version 3.
 * Version 2 is told by its names.
 */
final class ThetaColumns {

  private static final long MS_PER_DAY = 86_400_000;

  private final List<String> sent;
  private final Map<String, Integer> slots;
  private final Map<String, Integer> current;
  private final int strike;
  private final int date;
  private final int first;
  private final int second;
  private final boolean isOld;

  private ThetaColumns(List<String> sent) {
    this.sent = sent;
    Map<String, Integer> slotOf = new LinkedHashMap<>();
    for (int i = 0; i < sent.size(); i++) {
      slotOf.put(sent.get(i).strip(), i); // of columns with the same name the last
    }
    slots = Collections.unmodifiableMap(slotOf);
    first = slotOf.getOrDefault("ms_of_day", -1);
    second = slotOf.getOrDefault("ms_of_day2", -1);
    date = slotOf.getOrDefault("date", -1);
    isOld = first >= 0 || slotOf.containsKey("root");
    strike = slotOf.containsKey("root") ? slotOf.getOrDefault("strike", -1) : -1;
    current = isOld ? Collections.unmodifiableMap(current(slotOf, sent.size())) : slots;
  }

  /** Returns the columns with some names, as they came. */
  static ThetaColumns of(List<String> names) {
    return new ThetaColumns(List.copyOf(names));
  }

  /** Returns how the columns are named as they came. */
  List<String> sent() {
    return sent;
  }

  /**
   * Returns a row.
   *
   * @param cells one for each column, in their order; taken over
   */
  ThetaRow row(Object[] cells) {
    if (!isOld) {
      return new ThetaRow(slots, cells, "");
    }
    try {
      return new ThetaRow(current, translated(cells), "");
    } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
      return new ThetaRow(slots, cells, String.valueOf(e.getMessage()));
    }
  }

  /** Returns the names of version 3; behind the cells as they came are the two times. */
  private static Map<String, Integer> current(Map<String, Integer> old, int count) {
    Map<String, Integer> names = new LinkedHashMap<>(old);
    Integer root = names.remove("root");
    if (root != null) {
      names.put("symbol", root);
    }
    if (!names.containsKey("ms_of_day")) {
      return names;
    }
    boolean hasSecond = names.containsKey("ms_of_day2");
    boolean isEndOfDay = hasSecond && !names.containsKey("underlying_price");
    names.put(isEndOfDay ? "created" : "timestamp", count);
    if (hasSecond) {
      names.put(isEndOfDay ? "last_trade" : "underlying_timestamp", count + 1);
    }
    List.of("ms_of_day", "ms_of_day2", "date").forEach(names::remove);
    return names;
  }

  private Object[] translated(Object[] cells) {
    Object[] row = Arrays.copyOf(cells, sent.size() + 2);
    String thousandths = strike < 0 ? "" : ThetaRow.text(cells[strike]);
    if (!thousandths.isEmpty()) {
      row[strike] = dollars(thousandths);
    }
    if (first < 0) {
      return row;
    }
    LocalDate day = ThetaRow.day(date < 0 ? "" : ThetaRow.text(cells[date]));
    row[sent.size()] = at(day, ThetaRow.text(cells[first]));
    if (second >= 0) {
      LocalDateTime time = at(day, ThetaRow.text(cells[second]));
      row[sent.size() + 1] = time.toLocalTime().equals(LocalTime.MIDNIGHT) ? "" : time;
    }
    return row;
  }

  /** Returns a text that is no strike for one that is none: the reader of contracts tells it. */
  private static Object dollars(String thousandths) {
    try {
      return StrikeUnit.THOUSANDTHS.parse(thousandths);
    } catch (IllegalArgumentException e) {
      return thousandths + " thousandths";
    }
  }

  private static LocalDateTime at(LocalDate date, String timeOfDay) {
    if (timeOfDay.indexOf(':') >= 0) {
      return date.atTime(LocalTime.parse(timeOfDay));
    }
    double estimate = PlainText.number(timeOfDay);
    boolean isPlain = estimate >= 0 && estimate < MS_PER_DAY && estimate == Math.rint(estimate);
    long ms = isPlain ? (long) estimate : BoundedDecimal.parse(timeOfDay).longValueExact();
    if (ms < 0 || ms >= MS_PER_DAY) {
      throw new DateTimeException("ms_of_day must be from 0 to 86399999: " + ms);
    }
    return date.atTime(LocalTime.ofNanoOfDay(ms * 1_000_000));
  }
}
