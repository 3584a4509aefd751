/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.contract.Underlying;
import io.optionskit.data.simulator.RandomStream.Purpose;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import java.util.List;

/** Makes the rows of one underlying and its options for one day. */
final class UnderlyingDay {

  private static final double SHARES_PER_DAY = 4e7;

  private final Settings settings;
  private final MarketPaths paths;
  private final UnderlyingPath path;
  private final int id;
  private final double[] volumeShares;
  private final List<ChainSlice> slices;
  private final TerminalLaw law = new TerminalLaw();
  private final RandomStream trades;
  private final double dayVolume;
  private long volume;

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
    trades = RandomStream.of(settings.seed(), profile.symbol(), date, Purpose.TRADES);
    dayVolume =
        SHARES_PER_DAY / profile.illiquidity() * StrictMath.exp(0.3 * trades.normal() - 0.045);
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
    double share = 0;
    for (int m = minute - settings.intervalMinutes() + 1; m <= minute; m++) {
      share += volumeShares[m];
    }
    addUnderlying(rows, timeNs, minute, share);
    double unrest = QuoteShape.unrestAt(minute);
    for (ChainSlice slice : slices) {
      int settlementDay = slice.expiry().settlementDay();
      paths.law(law, path, minute, timeTo(settlementDay, minute));
      double years =
          UnderlyingPath.yearsBetween(timeNs, paths.clock().session(settlementDay).closesAt());
      Moment moment =
          new Moment(
              timeNs,
              minute,
              path.spots()[minute],
              path.forward(minute, timeNs, settlementDay),
              path.discount(years),
              Math.sqrt(years),
              law,
              unrest,
              share);
      slice.quote(rows, moment);
    }
  }

  private void addUnderlying(QuoteTable.Builder rows, long timeNs, int minute, double share) {
    double spot = path.spots()[minute];
    double last = Math.rint(100 * spot) / 100;
    if (path.profile().isIndex()) {
      rows.addLast(timeNs, id, last);
      return;
    }
    long bits = trades.bits();
    volume += (long) (dayVolume * share * (0.5 + 0.5 * QuoteShape.exponential(bits)));
    int spread = path.profile().spreadCents();
    long bid = (long) Math.floor(100 * spot) - (bits >>> 8 & 0x3) % spread;
    long ask = Math.max((long) Math.ceil(100 * spot) + (bits >>> 10 & 0x3) % spread, bid + 1);
    int bidSize = 100 * (1 + (int) (8 * QuoteShape.exponential(bits >>> 16)));
    int askSize = 100 * (1 + (int) (8 * QuoteShape.exponential(bits >>> 24)));
    rows.add(timeNs, id, bid / 100.0, ask / 100.0, last, bidSize, askSize, volume, -1);
  }

  private double timeTo(int settlementDay, int minute) {
    return paths.clock().atClose(settlementDay) - paths.market().clock()[minute];
  }
}
