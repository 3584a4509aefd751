/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.time.ExpiryCycle;
import io.optionskit.time.ExpiryRules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Which contracts of one underlying are listed, kept up to date at each opening.
 *
 * <p>An expiry is listed when it comes near enough, and stays until it has expired; at each opening
 * the strikes around the price are added, and strikes stay too. So a position is quoted as long as
 * it lives. Used by one thread.
 */
final class ChainListing {

  private final Settings settings;
  private final VarianceClock clock;
  private final UnderlyingProfile profile;
  private final TreeMap<LocalDate, ListedExpiry> listed = new TreeMap<>();

  ChainListing(Settings settings, VarianceClock clock, UnderlyingProfile profile) {
    this.settings = settings;
    this.clock = clock;
    this.profile = profile;
  }

  /** Returns the expiries listed on a day, earliest first. */
  List<ListedExpiry> open(int day, double price) {
    LocalDate date = clock.date(day);
    listed.headMap(date).clear();
    add(ExpiryCycle.MONTHLY, day, date.plusDays(settings.monthlyDays()));
    add(ExpiryCycle.WEEKLY, day, date.plusDays(settings.weeklyDays()));
    if (profile.cycle() == ExpiryCycle.DAILY && settings.dailyDays() >= 0) {
      add(ExpiryCycle.DAILY, day, clock.date(day + settings.dailyDays()));
    }
    for (ListedExpiry expiry : listed.values()) {
      expiry.extend(price, profile.strikeStep(), settings.strikesAroundAtm());
    }
    return new ArrayList<>(listed.values());
  }

  private void add(ExpiryCycle cycle, int day, LocalDate last) {
    LocalDate date = clock.date(day);
    ExpiryRules rules = ExpiryRules.usOptions();
    for (LocalDate expiry : rules.expiries(cycle, date, last)) {
      LocalDate settled = rules.settlementDay(expiry);
      if (!settled.isBefore(date)) {
        listed.computeIfAbsent(expiry, key -> new ListedExpiry(key, clock.dayOf(settled), day));
      }
    }
  }
}
