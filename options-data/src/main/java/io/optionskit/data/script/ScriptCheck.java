/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import io.optionskit.contract.Underlying;
import io.optionskit.market.AssetTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Compares a script with the data it is to be run on. */
final class ScriptCheck {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private final KnownAssets assets;
  private final Instant first;
  private final Instant last;
  private final List<FileProblem> problems = new ArrayList<>();

  ScriptCheck(AssetTable assets, Instant first, Instant last) {
    this.assets = new KnownAssets(assets);
    this.first = first;
    this.last = last;
  }

  List<FileProblem> problems(List<ScriptEntry> entries) {
    for (ScriptEntry entry : entries) {
      String place = "entry " + entry.number() + ": ";
      checkTime(place, entry);
      if (entry instanceof ScriptEntry.Trade trade) {
        for (ScriptEntry.ScriptLeg leg : trade.legs()) {
          checkSymbol(place, leg.line(), leg.symbol());
          checkTradable(place, leg);
        }
      } else if (entry instanceof ScriptEntry.Close close) {
        close.symbol().ifPresent(symbol -> checkSymbol(place, close.line(), symbol));
      }
    }
    return List.copyOf(problems);
  }

  private void checkTime(String place, ScriptEntry entry) {
    if (entry.at().isAfter(last)) {
      add(entry.line(), place + "at " + entry.at() + " is after the end of the data, " + last);
    } else if (!first.equals(Instant.MIN) && dateOf(entry.at()).isBefore(dateOf(first))) {
      add(
          entry.line(),
          place + "at " + entry.at() + " is before the first date of the data, " + dateOf(first));
    }
  }

  private void checkSymbol(String place, int line, String symbol) {
    if (!assets.has(symbol)) {
      add(line, place + "the data have no " + symbol + "; " + assets.nearest(symbol));
    }
  }

  private void checkTradable(String place, ScriptEntry.ScriptLeg leg) {
    if (assets.has(leg.symbol())
        && assets.get(leg.symbol()) instanceof Underlying underlying
        && underlying.isIndex()) {
      add(leg.line(), place + leg.symbol() + " is an index, which cannot be bought or sold");
    }
  }

  private void add(int line, String message) {
    problems.add(new FileProblem(line, message));
  }

  private static LocalDate dateOf(Instant instant) {
    return LocalDate.ofInstant(instant, NEW_YORK);
  }
}
