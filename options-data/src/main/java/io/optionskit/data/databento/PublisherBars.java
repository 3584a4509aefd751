/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.contract.Asset;
import io.optionskit.data.databento.DbnRecord.PublisherBar;
import io.optionskit.market.Bar;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one bar out of those of each venue.
 *
 * <p>Volume is the sum, high and low are the extremes. Which venue traded first and last the bars
 * do not tell, so open and close are those of the venue with the most volume (of several, the
 * lowest number): prices at which most of it was traded, not the tape's first and last.
 */
final class PublisherBars {

  private PublisherBars() {}

  /**
   * Merges the bars of one asset and one length.
   *
   * @return bars in order of time
   * @throws ProviderException {@code BAD_DATA} if a bar is impossible, or a venue has two different
   *     ones at one time; {@code UNSUPPORTED} for bars of sessions, whose end is not told
   */
  static List<Bar> merged(Asset asset, Collection<PublisherBar> bars) {
    Map<Long, Map<Integer, PublisherBar>> byStart = new TreeMap<>(Long::compareUnsigned);
    for (PublisherBar bar : bars) {
      check(bar);
      PublisherBar other =
          byStart
              .computeIfAbsent(bar.header().eventNs(), start -> new TreeMap<>())
              .putIfAbsent(bar.header().publisherId(), bar);
      if (other != null && !other.equals(bar)) {
        throw bad("two different bars of one venue", bar);
      }
    }
    List<Bar> merged = new ArrayList<>(byStart.size());
    byStart.values().forEach(group -> merged.add(merge(asset, group.values())));
    return merged;
  }

  private static Bar merge(Asset asset, Collection<PublisherBar> venues) {
    PublisherBar main = venues.iterator().next();
    long high = main.highNanos();
    long low = main.lowNanos();
    long volume = 0;
    for (PublisherBar bar : venues) {
      if (bar.header().kind() != main.header().kind()
          || bar.header().instrumentId() != main.header().instrumentId()) {
        throw new IllegalArgumentException(
            "bars must be of one kind and instrument: " + main.header() + " and " + bar.header());
      }
      high = Math.max(high, bar.highNanos());
      low = Math.min(low, bar.lowNanos());
      volume = Math.addExact(volume, bar.volume());
      if (bar.volume() > main.volume()) {
        main = bar;
      }
    }
    Instant start = FixedPoint.instant(main.header().eventNs());
    return new Bar(
        asset,
        start,
        start.plus(length(main.header().kind())),
        FixedPoint.estimate(main.openNanos()),
        FixedPoint.estimate(high),
        FixedPoint.estimate(low),
        FixedPoint.estimate(main.closeNanos()),
        volume);
  }

  private static void check(PublisherBar bar) {
    boolean possible =
        bar.lowNanos() > 0
            && bar.lowNanos() <= Math.min(bar.openNanos(), bar.closeNanos())
            && bar.highNanos() >= Math.max(bar.openNanos(), bar.closeNanos())
            && bar.highNanos() != DbnCursor.NO_PRICE
            && bar.volume() >= 0
            && bar.volume() <= 1L << 48
            && bar.header().eventNs() != DbnCursor.NO_TIME;
    if (!possible) {
      throw bad("impossible bar", bar);
    }
  }

  private static Duration length(RecordKind kind) {
    return switch (kind) {
      case OHLCV_1S -> Duration.ofSeconds(1);
      case OHLCV_1M -> Duration.ofMinutes(1);
      case OHLCV_1H -> Duration.ofHours(1);
      case OHLCV_1D -> Duration.ofDays(1);
      default ->
          throw new ProviderException(
              Reason.UNSUPPORTED, kind + " records do not tell how long their bars are");
    };
  }

  private static ProviderException bad(String what, PublisherBar bar) {
    return new ProviderException(Reason.BAD_DATA, "databento sent " + what + ": " + bar);
  }
}
