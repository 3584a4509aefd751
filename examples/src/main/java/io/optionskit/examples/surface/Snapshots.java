/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.surface;

import io.optionskit.greeks.forward.ChainForwards;
import io.optionskit.greeks.forward.EuropeanEquivalents;
import io.optionskit.greeks.surface.SliceQuotes;
import io.optionskit.greeks.surface.SurfaceFit;
import io.optionskit.greeks.surface.SurfaceFitter;
import io.optionskit.greeks.surface.SurfaceModel;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.MarketState;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.time.YearClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fits a surface to the quotes of each day of a history, or of each instant.
 *
 * <p>A chain is what was known at its instant: the last quote of each contract on that New York
 * date.
 */
public final class Snapshots {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /**
   * What to fit and how.
   *
   * @param underlying the only one wanted; empty for all
   * @param root the only option root wanted; empty for all
   * @param at take the chain as it was known at this instant; empty for one chain per day or
   *     instant
   * @param isEveryInstant whether each instant of the data counts, not the last of each day only
   * @param model form of the smiles
   * @param clock clock of the variance
   * @param rate rate for American options and where quotes do not tell it
   */
  public record Settings(
      Optional<String> underlying,
      Optional<String> root,
      Optional<Instant> at,
      boolean isEveryInstant,
      SurfaceModel model,
      YearClock clock,
      double rate) {}

  private final Settings settings;
  private final Consumer<Snapshot> each;

  private Snapshots(Settings settings, Consumer<Snapshot> each) {
    this.settings = settings;
    this.each = each;
  }

  /**
   * Plays a history and fits its chains; keeps none of them.
   *
   * @param history history, played to its end or to the instant wanted
   * @param settings what to fit and how
   * @param each told each snapshot with at least one expiry as soon as it is fitted, in the order
   *     of time
   */
  public static void play(MarketHistory history, Settings settings, Consumer<Snapshot> each) {
    new Snapshots(settings, each).play(history);
  }

  private void play(MarketHistory history) {
    MarketState state = new MarketState(history.assets());
    LocalDate date = LocalDate.MIN;
    Instant time = Instant.MIN;
    boolean isOver = false;
    for (Optional<QuoteTable> next = history.next();
        next.isPresent() && !isOver;
        next = history.next()) {
      QuoteTable table = next.get();
      for (int row = 0; row < table.rows() && !isOver; ) {
        int end = table.endOfInstant(row);
        Instant now = EpochNanos.toInstant(table.timeNs()[row]);
        LocalDate today = LocalDate.ofInstant(now, NEW_YORK);
        isOver = settings.at().filter(now::isAfter).isPresent();
        if (!isOver) {
          boolean isNewDay = !today.equals(date);
          if (isNewDay && settings.at().isEmpty() && !settings.isEveryInstant()) {
            take(state, time, date);
          }
          state = isNewDay ? new MarketState(history.assets()) : state;
          state.apply(table, row, end);
          date = today;
          time = now;
          if (settings.isEveryInstant()) {
            take(state, time, date);
          }
        }
        row = end;
      }
    }
    if (!settings.isEveryInstant()) {
      take(state, time, date);
    }
  }

  /** Fits the chains that are known now. */
  private void take(MarketState state, Instant time, LocalDate date) {
    if (date.equals(LocalDate.MIN)) {
      return;
    }
    for (String underlying : state.underlyings()) {
      if (settings.underlying().map(underlying::equals).orElse(true)) {
        fit(state.chain(underlying, time, date)).ifPresent(each);
      }
    }
  }

  private Optional<Snapshot> fit(OptionChain chain) {
    ChainForwards estimator = ChainForwards.of(settings.rate());
    EuropeanEquivalents equivalents = EuropeanEquivalents.of(chain, estimator);
    List<SliceQuotes> quotes =
        SliceQuotes.of(chain, equivalents, settings.clock()).stream()
            .filter(each -> isRoot(each.name().substring(0, each.name().indexOf(' '))))
            .toList();
    if (quotes.isEmpty()) {
      return Optional.empty();
    }
    SurfaceFitter fitter = SurfaceFitter.of(settings.model());
    SurfaceFit fit =
        (chain.spot().isPresent() ? fitter.withSpot(chain.spot().getAsDouble()) : fitter)
            .fit(quotes);
    return Optional.of(
        new Snapshot(
            chain.underlying(),
            chain.time(),
            chain.spot(),
            equivalents.forwards().stream().filter(each -> isRoot(each.root())).toList(),
            fit));
  }

  private boolean isRoot(String root) {
    return settings.root().map(root::equals).orElse(true);
  }
}
