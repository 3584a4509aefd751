/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.contract.Underlying;
import io.optionskit.data.simulator.RandomStream.Purpose;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes the rows of one underlying and its options for one day. */
final class UnderlyingDay {

  private final Settings settings;
  private final MarketPaths paths;
  private final UnderlyingPath path;
  private final int id;
  private final double[] volumeShares;
  private final List<ChainSlice> slices;
  private final TerminalLaw law = new TerminalLaw();
  private final TerminalLaw eveLaw = new TerminalLaw();
  private final TerminalLaw exDateLaw = new TerminalLaw();
  private final ShareVolume volume;
  private final long key;
  private final int lastSettlementDay;

  UnderlyingDay(
      Settings settings,
      MarketPaths paths,
      UnderlyingPath path,
      ChainListing listing,
      AssetTable assets) {
    this.settings = settings;
    this.paths = paths;
    this.path = path;
    UnderlyingProfile profile = path.profile();
    id = assets.idOf(new Underlying(profile.symbol()));
    volumeShares = QuoteShape.volumeShares(paths.market().minutes());
    slices =
        listing.open(paths.day(), path.spots()[0]).stream()
            .map(expiry -> new ChainSlice(settings, profile, expiry, assets))
            .toList();
    long date = paths.clock().date(paths.day()).toEpochDay();
    lastSettlementDay =
        slices.stream().mapToInt(slice -> slice.expiry().settlementDay()).max().orElse(-1);
    volume = new ShareVolume(settings.seed(), profile, date, paths.market().minutes());
    key = RandomStream.key(settings.seed(), profile.symbol(), date, Purpose.QUOTES);
    long opening = EpochNanos.of(paths.clock().session(paths.day()).opensAt());
    for (ChainSlice slice : slices) {
      int settlementDay = slice.expiry().settlementDay();
      paths.law(law, path, 0, timeTo(settlementDay, 0));
      double forward = path.forward(0, opening, settlementDay);
      slice.open(paths.day(), date, forward, Math.sqrt(law.totalVariance()));
    }
  }

  /** Adds the row of the underlying and those of its options at the end of an interval. */
  void addRows(QuoteTable.Builder rows, long timeNs, int minute) {
    addUnderlying(rows, timeNs, minute);
    double share = 0;
    for (int m = minute - settings.intervalMinutes() + 1; m <= minute; m++) {
      share += volumeShares[m];
    }
    double spot = path.spots()[minute];
    Moment moment = new Moment(timeNs, minute, spot, QuoteShape.unrestAt(minute), share);
    int exDay = path.dividends().nextExDate(paths.day());
    boolean isPaid = exDay >= 0 && exDay <= lastSettlementDay;
    Optional<DividendHorizons> dividend =
        isPaid
            ? Optional.of(
                new DividendHorizons(
                    horizon(eveLaw, moment, exDay - 1), horizon(exDateLaw, moment, exDay)))
            : Optional.empty();
    for (ChainSlice slice : slices) {
      int settlementDay = slice.expiry().settlementDay();
      Horizon horizon = horizon(law, moment, settlementDay);
      slice.quote(rows, moment, horizon, exDay <= settlementDay ? dividend : Optional.empty());
    }
  }

  private void addUnderlying(QuoteTable.Builder rows, long timeNs, int minute) {
    double spot = path.spots()[minute];
    double last = Math.rint(100 * spot) / 100;
    if (path.profile().isIndex()) {
      rows.addLast(timeNs, id, last);
      return;
    }
    long bits = RandomStream.mix(key + minute * RandomStream.GOLDEN);
    int spread = path.profile().spreadCents();
    long bid = (long) Math.floor(100 * spot) - (bits >>> 8 & 0x3) % spread;
    long ask = Math.max((long) Math.ceil(100 * spot) + (bits >>> 10 & 0x3) % spread, bid + 1);
    int bidSize = 100 * (1 + (int) (8 * QuoteShape.exponential(bits >>> 16)));
    int askSize = 100 * (1 + (int) (8 * QuoteShape.exponential(bits >>> 24)));
    long traded = volume.upTo(minute);
    rows.add(timeNs, id, bid / 100.0, ask / 100.0, last, bidSize, askSize, traded, -1);
  }

  /** Returns what is expected of the close of a day. */
  private Horizon horizon(TerminalLaw toSet, Moment moment, int settlementDay) {
    int minute = moment.minute();
    paths.law(toSet, path, minute, timeTo(settlementDay, minute));
    Instant settles = paths.clock().session(settlementDay).closesAt();
    double years = UnderlyingPath.yearsBetween(moment.timeNs(), settles);
    double forward = path.forward(minute, moment.timeNs(), settlementDay);
    return Horizon.of(toSet, forward, path.discount(years), years);
  }

  private double timeTo(int settlementDay, int minute) {
    return paths.clock().atClose(settlementDay) - paths.market().clock()[minute];
  }
}
