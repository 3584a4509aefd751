/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.data.simulator.RandomStream.Purpose;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The contracts of one expiry on one day: makes a row for each that is quoted anew at a minute.
 *
 * <p>Contract 2i is the call, 2i + 1 the put of the i-th strike. A bid is always at or below the
 * contract's value and an ask at or above it, whatever is drawn: since values are free of
 * arbitrage, so are the quotes of one instant.
 */
final class ChainSlice {

  private final Settings settings;
  private final UnderlyingProfile profile;
  private final ListedExpiry expiry;
  private final boolean american;
  private final double[] strikes;
  private final double[] logStrikes;
  private final int[] ids;
  private final long[] keys;
  private final int[] openInterests;
  private final double[] dayVolumes;
  private final long[] volumes;
  private final int[] frozenUntil;

  ChainSlice(Settings settings, UnderlyingProfile profile, ListedExpiry expiry, AssetTable assets) {
    this.settings = settings;
    this.profile = profile;
    this.expiry = expiry;
    int count = Math.toIntExact(expiry.highest() - expiry.lowest() + 1);
    strikes = new double[count];
    logStrikes = new double[count];
    ids = new int[2 * count];
    keys = new long[2 * count];
    openInterests = new int[2 * count];
    dayVolumes = new double[2 * count];
    volumes = new long[2 * count];
    frozenUntil = new int[2 * count];
    OptionProduct product = OptionProduct.ofRoot(profile.root(), expiry.expiry());
    american = product.exerciseStyle() == ExerciseStyle.AMERICAN;
    BigDecimal step = BigDecimal.valueOf(profile.strikeStep());
    for (int i = 0; i < count; i++) {
      BigDecimal strike = step.multiply(BigDecimal.valueOf(expiry.lowest() + i));
      strikes[i] = strike.doubleValue();
      logStrikes[i] = StrictMath.log(strikes[i]);
      for (OptionType type : OptionType.values()) {
        int c = 2 * i + (type == OptionType.CALL ? 0 : 1);
        ids[c] = assets.idOf(new OptionContract(product, expiry.expiry(), type, strike));
      }
    }
  }

  ListedExpiry expiry() {
    return expiry;
  }

  /**
   * Draws what stays the same through the day.
   *
   * @param day day of the clock
   * @param date day as days since 1970
   * @param forward forward at the opening
   * @param deviation standard deviation of the log price to expiry at the opening
   */
  void open(int day, long date, double forward, double deviation) {
    double reach = Math.max(1.3 * deviation, 2 * profile.strikeStep() / forward);
    double near = 1 / (1 + 0.6 * (expiry.settlementDay() - day));
    double age = Math.min(1, 0.15 + 0.12 * (day - expiry.listedOn()));
    boolean monthly =
        expiry.expiry().getDayOfMonth() >= 15 && expiry.expiry().getDayOfMonth() <= 21;
    for (int c = 0; c < ids.length; c++) {
      int i = c / 2;
      String name = profile.root() + expiry.expiry() + (c % 2) + (expiry.lowest() + i);
      keys[c] = RandomStream.key(settings.seed(), name, date, Purpose.CONTRACT);
      long fixed = RandomStream.key(settings.seed(), name, 0, Purpose.CONTRACT);
      double distance = (logStrikes[i] - StrictMath.log(forward)) / reach;
      boolean inTheMoney = (c % 2 == 0) == (distance < 0);
      double interest =
          StrictMath.exp(-0.5 * distance * distance - (inTheMoney ? 3 * Math.abs(distance) : 0))
              * QuoteShape.roundness(strikes[i], profile.strikeStep())
              * QuoteShape.exponential(fixed)
              / profile.illiquidity();
      openInterests[c] = (int) (2500 * interest * age * (monthly ? 3 : 1));
      dayVolumes[c] = 20_000 * interest * near;
      volumes[c] = 0;
      frozenUntil[c] = 0;
    }
  }

  /**
   * Adds the rows of the contracts that are quoted anew at a moment.
   *
   * @param rows table to add to
   * @param moment what the whole underlying shares
   * @param horizon the settlement of this expiry
   * @param dividend the next dividend, if it comes before
   */
  void quote(
      QuoteTable.Builder rows,
      Moment moment,
      Horizon horizon,
      Optional<DividendHorizons> dividend) {
    double bell = 0.004 * horizon.discount() * horizon.forward() * Math.sqrt(horizon.years());
    for (int i = 0; i < strikes.length; i++) {
      double strike = strikes[i];
      double call = horizon.call(strike, logStrikes[i]);
      double delta = horizon.law().callDelta();
      double put = horizon.put(call, strike);
      double paid = moment.spot() - strike;
      if (american) {
        put = Math.max(put, -paid);
        call = Math.max(call, paid);
        if (dividend.isPresent()) {
          call = Math.max(call, dividend.get().eve().call(strike, logStrikes[i]));
          if (paid < 0) {
            Horizon exDate = dividend.get().exDate();
            put = Math.max(put, exDate.put(exDate.call(strike, logStrikes[i]), strike));
          }
        }
      }
      double nearness = 4 * delta * (1 - delta);
      addRow(rows, moment, 2 * i, new Worth(call, paid, nearness, nearness * bell));
      addRow(rows, moment, 2 * i + 1, new Worth(put, -paid, nearness, nearness * bell));
    }
  }

  /**
   * What a contract is worth, and how sensitive it is.
   *
   * @param value value per share
   * @param paid what exercise would pay now, negative if it would cost
   * @param nearness 1 at the money, falling to 0 far from it
   * @param vegaPerPoint change of the value for 0.01 of volatility, roughly
   */
  private record Worth(double value, double paid, double nearness, double vegaPerPoint) {}

  /** Adds the row of a contract, unless its quote is frozen or was not touched in this interval. */
  private void addRow(QuoteTable.Builder rows, Moment moment, int c, Worth worth) {
    long bits = RandomStream.mix(keys[c] + moment.minute() * RandomStream.GOLDEN);
    long faults = RandomStream.mix(bits ^ RandomStream.GOLDEN);
    if (isFrozen(c, moment.minute(), faults) || isUntouched(bits, worth.nearness())) {
      return;
    }
    double half =
        profile.illiquidity()
            * moment.unrest()
            * QuoteShape.halfWidth(worth.value(), worth.vegaPerPoint(), worth.paid());
    double value = worth.value();
    long bid = profile.ticks().floorCents(value - half * (0.6 + 0.8 * fraction(bits, 16)));
    long ask = profile.ticks().ceilCents(value + half * (0.6 + 0.8 * fraction(bits, 24)));
    boolean oneSided = (faults >>> 40) * 0x1p-24 < settings.oneSidedRate();
    boolean hasBid = bid > 0 && !(oneSided && (faults & 1) == 0);
    boolean hasAsk = !(hasBid && oneSided && (faults & 1) == 1);
    double expected = dayVolumes[c] * moment.volumeShare();
    long traded = (long) (expected * QuoteShape.exponential(bits >>> 32) + fraction(bits, 40));
    volumes[c] += traded;
    rows.add(
        moment.timeNs(),
        ids[c],
        hasBid ? bid / 100.0 : Double.NaN,
        hasAsk ? ask / 100.0 : Double.NaN,
        traded > 0 ? lastPrice(Math.max(bid, 0), ask, (int) (bits >>> 48) & 3) : Double.NaN,
        hasBid ? size(bits >>> 50) : -1,
        hasAsk ? size(bits >>> 56) : -1,
        volumes[c],
        openInterests[c]);
  }

  /** Freezes a quote now and then for some minutes: no row comes, the last one grows stale. */
  private boolean isFrozen(int c, int minute, long faults) {
    if (minute < frozenUntil[c]) {
      return true;
    }
    double chance = settings.staleRate() * settings.intervalMinutes();
    if ((faults >>> 8 & 0xFFFFFF) * 0x1p-24 >= chance) {
      return false;
    }
    frozenUntil[c] = minute + 3 + (int) (faults >>> 1 & 0xF);
    return true;
  }

  /** Quotes far from the money are not renewed in every minute. */
  private boolean isUntouched(long bits, double nearness) {
    double chance = 0.45 * Math.max(0, 1 - 1.5 * nearness);
    for (int m = 1; m < settings.intervalMinutes(); m++) {
      chance *= 0.5;
    }
    return (bits & 0xFFFF) * 0x1p-16 < chance;
  }

  private double lastPrice(long bid, long ask, int side) {
    if (bid == 0) {
      return ask / 100.0;
    }
    long cents =
        switch (side) {
          case 0 -> bid;
          case 1 -> ask;
          default -> Math.max(bid, profile.ticks().floorCents((bid + ask) / 200.0));
        };
    return cents / 100.0;
  }

  private int size(long bits) {
    return 1 + (int) (60 / profile.illiquidity() * QuoteShape.exponential(bits));
  }

  private static double fraction(long bits, int shift) {
    return (bits >>> shift & 0xFF) * 0x1p-8;
  }
}
