/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.data.databento.DbnRecord.Statistic;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Open interest of one instrument, out of a statistic that repeats for each publisher.
 *
 * @param instrumentId Databento's number on that day
 * @param contracts open interest, &ge; 0; never the sum over publishers
 * @param publishedAt when Databento first received this figure, before which nobody knew it
 * @param publishers how many publishers told it
 * @param disagreeing how many of them last told another figure; the figure received last counts
 */
record OpenInterest(
    long instrumentId, long contracts, Instant publishedAt, int publishers, int disagreeing) {

  /** What the figures of one instrument about one time hang together by. */
  private record Key(long instrumentId, long about) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      int byInstrument = Long.compare(instrumentId, other.instrumentId);
      return byInstrument != 0 ? byInstrument : Long.compareUnsigned(about, other.about);
    }
  }

  /** Returns the reference time of the figure told, or of none the day on which it was told. */
  private static Key keyOf(Statistic statistic) {
    long about = statistic.referenceNs();
    if (about == DbnCursor.NO_TIME) {
      about = Long.divideUnsigned(statistic.receivedNs(), 86_400_000_000_000L);
    }
    return new Key(statistic.header().instrumentId(), about);
  }

  /**
   * Merges what the publishers told. Other statistics are passed over, as are figures that were
   * taken back or have no quantity.
   *
   * @return one entry per instrument and reference time, ordered by instrument, then time
   * @throws ProviderException {@code BAD_DATA} if open interest is negative
   */
  static List<OpenInterest> merged(Collection<Statistic> statistics) {
    Map<Key, List<Statistic>> groups = new TreeMap<>();
    for (Statistic each : statistics) {
      if (each.type() == Statistic.OPEN_INTEREST && each.receivedNs() != DbnCursor.NO_TIME) {
        if (each.rawQuantity() < 0) {
          throw new ProviderException(
              Reason.BAD_DATA, "open interest must not be negative: " + each);
        }
        groups.computeIfAbsent(keyOf(each), key -> new ArrayList<>()).add(each);
      }
    }
    List<OpenInterest> merged = new ArrayList<>(groups.size());
    groups.values().forEach(group -> merge(group).ifPresent(merged::add));
    return merged;
  }

  private static Optional<OpenInterest> merge(List<Statistic> group) {
    Map<Integer, Statistic> latest = new TreeMap<>();
    for (Statistic each : group) {
      latest.merge(each.header().publisherId(), each, OpenInterest::later);
    }
    latest
        .values()
        .removeIf(each -> each.updateAction() == Statistic.DELETED || each.quantity().isEmpty());
    Optional<Statistic> last = latest.values().stream().reduce(OpenInterest::later);
    return last.map(figure -> of(figure, group, latest.values()));
  }

  private static OpenInterest of(
      Statistic figure, List<Statistic> all, Collection<Statistic> latest) {
    long contracts = figure.rawQuantity();
    long first = figure.receivedNs();
    for (Statistic each : all) {
      if (each.rawQuantity() == contracts
          && each.updateAction() != Statistic.DELETED
          && Long.compareUnsigned(each.receivedNs(), first) < 0) {
        first = each.receivedNs();
      }
    }
    int others = (int) latest.stream().filter(each -> each.rawQuantity() != contracts).count();
    return new OpenInterest(
        figure.header().instrumentId(),
        contracts,
        FixedPoint.instant(first),
        latest.size(),
        others);
  }

  private static Statistic later(Statistic one, Statistic other) {
    return Long.compareUnsigned(one.receivedNs(), other.receivedNs()) > 0 ? one : other;
  }
}
