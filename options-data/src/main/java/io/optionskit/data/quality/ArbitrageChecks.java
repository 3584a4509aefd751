/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.market.QuoteIssue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Riskless profits to be had at the quotes themselves, buying at asks and selling at bids: between
 * two strikes, three strikes, two expiries. They need no model; between expiries of European
 * options they need the two forwards.
 */
final class ArbitrageChecks {

  private static final int VERTICAL = Findings.bit(QuoteIssue.VERTICAL_ARBITRAGE);
  private static final int BUTTERFLY = Findings.bit(QuoteIssue.BUTTERFLY_ARBITRAGE);
  private static final int CALENDAR = Findings.bit(QuoteIssue.CALENDAR_ARBITRAGE);

  /** Its options are on a forward of their own at every expiry. */
  private static final String WITHOUT_CALENDARS = "VIX";

  /** Prices come as widened floats; what is smaller than this part of them is no profit. */
  private static final double ROUNDING = 1e-6;

  private final JudgedRows rows;
  private final List<QuoteSeries> all;
  private final int[] firstQuotes;
  private final int[] seriesOfQuote;

  /** Quotes blamed so far by series: where many are wrong, the next is likelier to be, too. */
  private final int[] blamed;

  private final int[] counts;
  private final Conflicts conflicts = new Conflicts();

  ArbitrageChecks(JudgedRows rows) {
    this.rows = rows;
    this.all = QuoteSeries.of(rows);
    this.firstQuotes = new int[all.size()];
    this.blamed = new int[all.size()];
    int quotes = 0;
    for (int i = 0; i < firstQuotes.length; i++) {
      firstQuotes[i] = quotes;
      quotes += all.get(i).size();
    }
    this.seriesOfQuote = new int[quotes];
    this.counts = new int[quotes];
    for (int i = 0; i < firstQuotes.length; i++) {
      for (int k = 0; k < all.get(i).size(); k++) {
        seriesOfQuote[firstQuotes[i] + k] = i;
      }
    }
  }

  void run() {
    for (int i = 0; i < firstQuotes.length; i++) {
      boolean isClean;
      do {
        conflicts.clear();
        verticals(i);
        butterflies(i);
        isClean = conflicts.isEmpty();
        conflicts.settle(counts, blame);
      } while (!isClean);
    }
    if (rows.size() > 0 && !rows.chain.underlying().equals(WITHOUT_CALENDARS)) {
      boolean isClean;
      do {
        conflicts.clear();
        calendars();
        isClean = conflicts.isEmpty();
        conflicts.settle(counts, blame);
      } while (!isClean);
    }
  }

  private final Conflicts.Blame blame =
      new Conflicts.Blame() {
        @Override
        public void blame(int quote, int issues) {
          QuoteSeries series = all.get(seriesOfQuote[quote]);
          int index = quote - firstQuotes[seriesOfQuote[quote]];
          rows.findings.add(series.rows[index], issues);
          series.leave(index);
          blamed[seriesOfQuote[quote]]++;
        }

        @Override
        public double leftWithout(int quote) {
          int which = seriesOfQuote[quote];
          return all.get(which).leftWithout(quote - firstQuotes[which]);
        }

        @Override
        public double oddness(int quote) {
          int which = seriesOfQuote[quote];
          return all.get(which).oddness(quote - firstQuotes[which]) * (1 + blamed[which]);
        }
      };

  /** A spread is worth between nothing and the discounted distance of its strikes. */
  private void verticals(int which) {
    QuoteSeries series = all.get(which);
    double discount = discount(series.expiry);
    boolean isCall = series.type == OptionType.CALL;
    pairs(which, !isCall, 0);
    pairs(which, isCall, isCall ? discount : -discount);
  }

  private static double discount(JudgedExpiry expiry) {
    double discount = expiry.forward().orElseThrow().discountFactor();
    return expiry.isEuropean()
        ? discount + 2 * expiry.discountError()
        : Math.max(1, discount + expiry.discountError());
  }

  /**
   * Finds quotes whose bid + slope · strike is above the ask + slope · strike of one that must not
   * be cheaper.
   *
   * @param richIsLower whether the one that is bid too high has the lower strike
   */
  private void pairs(int which, boolean richIsLower, double slope) {
    QuoteSeries series = all.get(which);
    int first = richIsLower ? 0 : series.size() - 1;
    int step = richIsLower ? 1 : -1;
    int highest = -1;
    for (int i = first; i >= 0 && i < series.size(); i += step) { // bids seen before this ask
      if (highest >= 0 && isAbove(series, highest, i, slope)) {
        conflicts.add(VERTICAL, firstQuotes[which] + highest, firstQuotes[which] + i);
      }
      double bid = series.bids[i] + slope * series.strikes[i];
      if (bid > (highest < 0 ? Double.NEGATIVE_INFINITY : bidOf(series, highest, slope))) {
        highest = i;
      }
    }
    int lowest = -1;
    for (int i = series.size() - 1 - first; i >= 0 && i < series.size(); i -= step) {
      if (lowest >= 0 && isAbove(series, i, lowest, slope)) {
        conflicts.add(VERTICAL, firstQuotes[which] + i, firstQuotes[which] + lowest);
      }
      double ask = series.asks[i] + slope * series.strikes[i];
      if (ask < (lowest < 0 ? Double.POSITIVE_INFINITY : askOf(series, lowest, slope))) {
        lowest = i;
      }
    }
  }

  private static boolean isAbove(QuoteSeries series, int rich, int cheap, double slope) {
    double ask = askOf(series, cheap, slope);
    return bidOf(series, rich, slope) > ask + rounding(ask);
  }

  private static double bidOf(QuoteSeries series, int index, double slope) {
    return series.bids[index] + slope * series.strikes[index];
  }

  private static double askOf(QuoteSeries series, int index, double slope) {
    return series.asks[index] + slope * series.strikes[index];
  }

  private static double rounding(double price) {
    return ROUNDING * (1 + Math.abs(price));
  }

  /** No bid may be above the lower convex hull of the asks. */
  private void butterflies(int which) {
    QuoteSeries series = all.get(which);
    int[] hull = new int[series.size()];
    int corners = 0;
    for (int i = 0; i < series.size(); i++) {
      if (Double.isNaN(series.asks[i])) {
        continue;
      }
      while (corners >= 2
          && series.asks[hull[corners - 1]]
              >= series.wings(hull[corners - 2], hull[corners - 1], i)) {
        corners--;
      }
      hull[corners++] = i;
    }
    for (int corner = 0; corner + 1 < corners; corner++) {
      int low = hull[corner];
      int high = hull[corner + 1];
      for (int i = low + 1; i < high; i++) {
        double wings = series.wings(low, i, high);
        if (series.bids[i] > wings + rounding(wings)) {
          int first = firstQuotes[which];
          conflicts.add(BUTTERFLY, first + i, first + low, first + high);
        }
      }
    }
  }

  private void calendars() {
    List<Integer> inTime = new ArrayList<>();
    List<Instant> settles = new ArrayList<>();
    for (int i = 0; i < firstQuotes.length; i++) {
      inTime.add(i);
      settles.add(all.get(i).expiry.slice().settlesAt());
    }
    inTime.sort(Comparator.comparing(settles::get));
    for (int i = 0; i < inTime.size(); i++) {
      for (int k = i + 1; k < inTime.size(); k++) {
        int near = inTime.get(i);
        int far = inTime.get(k);
        if (settles.get(near).isBefore(settles.get(far)) && areComparable(near, far)) {
          calendars(near, far);
        }
      }
    }
  }

  private boolean areComparable(int near, int far) {
    JudgedExpiry first = all.get(near).expiry;
    JudgedExpiry second = all.get(far).expiry;
    boolean isSameThing =
        (!first.isAdjusted() && !second.isAdjusted())
            || first.slice().root().equals(second.slice().root());
    return all.get(near).type == all.get(far).type
        && isSameThing
        && first.isEuropean() == second.isEuropean()
        && (!first.isEuropean() || (first.isFromParity() && second.isFromParity()));
  }

  /**
   * The later option is worth at least as much as the earlier: American ones at the same strike,
   * European ones at the same strike relative to the forward, as a part of its present value.
   */
  private void calendars(int nearSeries, int farSeries) {
    QuoteSeries near = all.get(nearSeries);
    QuoteSeries far = all.get(farSeries);
    boolean isCall = near.type == OptionType.CALL;
    double ratio = 1;
    double scale = 1;
    if (near.expiry.isEuropean()) {
      ExpiryForward first = near.expiry.forward().orElseThrow();
      ExpiryForward second = far.expiry.forward().orElseThrow();
      double error =
          near.expiry.forwardError() / first.forward()
              + far.expiry.forwardError() / second.forward();
      ratio = first.forward() / second.forward() * (isCall ? 1 + error : 1 - error);
      scale =
          first.discountFactor()
              * first.forward()
              / (second.discountFactor() * second.forward())
              * (1 + error + discountError(near.expiry) + discountError(far.expiry));
    }
    int step = isCall ? 1 : -1;
    int i = isCall ? 0 : near.size() - 1;
    for (int k = isCall ? 0 : far.size() - 1; k >= 0 && k < far.size(); k += step) {
      double strike = far.strikes[k] * ratio;
      while (i >= 0
          && i < near.size()
          && (step * (near.strikes[i] - strike) < -ROUNDING || Double.isNaN(near.bids[i]))) {
        i += step;
      }
      if (i < 0 || i >= near.size()) {
        return;
      }
      double most = scale * far.asks[k];
      if (near.bids[i] > most + rounding(most)) {
        conflicts.add(CALENDAR, firstQuotes[nearSeries] + i, firstQuotes[farSeries] + k);
      }
    }
  }

  private static double discountError(JudgedExpiry expiry) {
    return expiry.discountError() / expiry.forward().orElseThrow().discountFactor();
  }
}
