/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.surface;

import io.optionskit.examples.report.Axis;
import io.optionskit.examples.report.Html;
import io.optionskit.examples.report.Numbers;
import io.optionskit.greeks.surface.ExpiryReport;
import io.optionskit.greeks.surface.ExpiryReport.QuoteFit;
import io.optionskit.greeks.surface.QuoteUse;
import io.optionskit.greeks.surface.Svi;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * The smile of one expiry: volatilities of bid and ask as bars, the fit as a line, and below them
 * the distance of the fit from the middle in half bands.
 */
final class SmilePicture {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 312;
  private static final double LEFT = 46;
  private static final double RIGHT = 470;
  private static final double TOP = 10;
  private static final double BOTTOM = 204;
  private static final double REST_TOP = 222;
  private static final double REST_BOTTOM = 284;
  private static final double MOST_HALF_BANDS = 3;
  private static final double WIDEST = 10;
  private static final int POINTS = 140;

  private final ExpiryReport expiry;
  private final Svi smile;
  private final List<QuoteFit> shown;
  private final Axis x;
  private final Axis y;

  private SmilePicture(ExpiryReport expiry, Svi smile) {
    this.expiry = expiry;
    this.smile = smile;
    double deviation = Math.sqrt(smile.totalVariance(0));
    this.shown =
        expiry.quotes().stream()
            .filter(quote -> quote.use().isUsed() || quote.use() == QuoteUse.OUTLIER)
            .filter(quote -> Math.abs(quote.logMoneyness()) <= WIDEST * deviation)
            .toList();
    double low = shown.stream().mapToDouble(QuoteFit::logMoneyness).min().orElse(-deviation);
    double high = shown.stream().mapToDouble(QuoteFit::logMoneyness).max().orElse(deviation);
    double pad = 0.03 * Math.max(high - low, deviation);
    this.x = Axis.of(low - pad, high + pad, LEFT, RIGHT);
    this.y = scale();
  }

  private Axis scale() {
    double[] levels =
        shown.stream()
            .filter(quote -> quote.use() == QuoteUse.USED)
            .mapToDouble(quote -> 0.5 * (quote.bidVolatility() + quote.askVolatility()))
            .sorted()
            .toArray();
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (int i = 0; i <= POINTS; i++) {
      double volatility = volatility(smile, x.low() + (x.high() - x.low()) * i / POINTS);
      low = Math.min(low, volatility);
      high = Math.max(high, volatility);
    }
    if (levels.length > 0) {
      low = Math.min(low, levels[levels.length / 50]);
      high = Math.max(high, levels[levels.length - 1 - levels.length / 50]);
    }
    double room = 0.12 * (high - low) + 0.02 * high;
    return Axis.of(Math.max(0, low - room), high + room, BOTTOM, TOP);
  }

  /** Draws the smile of an expiry that is in the surface. */
  static void into(Html page, ExpiryReport expiry) {
    expiry.smile().ifPresent(smile -> new SmilePicture(expiry, smile).draw(page));
  }

  private void draw(Html page) {
    Svg svg =
        new Svg(WIDTH, HEIGHT, "Volatilities of bid, ask and fit by strike of " + expiry.name());
    grid(svg);
    violations(svg);
    shown.forEach(quote -> bar(svg, quote));
    expiry
        .unrepaired()
        .filter(before -> !before.equals(smile))
        .ifPresent(before -> svg.path("before", curve(before)));
    svg.path("line", curve(smile));
    rest(svg);
    svg.into(page);
  }

  private void grid(Svg svg) {
    for (BigDecimal tick : percent(y).ticks(5)) {
      double at = y.pixel(tick.doubleValue() / 100);
      svg.line("grid", LEFT, at, RIGHT, at);
      svg.text("tick end", LEFT - 6, at + 4, tick.stripTrailingZeros().toPlainString() + " %");
    }
    double from = expiry.forward() * StrictMath.exp(x.low());
    double to = expiry.forward() * StrictMath.exp(x.high());
    for (BigDecimal tick : Axis.of(from, to, LEFT, RIGHT).ticks(6)) {
      double at = x.pixel(StrictMath.log(tick.doubleValue() / expiry.forward()));
      svg.line("grid", at, TOP, at, REST_BOTTOM);
      svg.text("tick mid", at, REST_BOTTOM + 17, tick.stripTrailingZeros().toPlainString());
    }
    svg.line("entry", x.pixel(0), TOP, x.pixel(0), REST_BOTTOM);
  }

  private static Axis percent(Axis fraction) {
    return new Axis(100 * fraction.low(), 100 * fraction.high(), fraction.start(), fraction.end());
  }

  /** Marks the strikes at which the fit before the repair has a negative density. */
  private void violations(Svg svg) {
    if (expiry.unrepaired().isEmpty()) {
      return;
    }
    Svi before = expiry.unrepaired().get();
    double step = (x.high() - x.low()) / 400;
    double from = Double.NaN;
    for (double k = x.low(); k <= x.high() + step; k += step) {
      boolean isNegative = k <= x.high() && before.at(k).durrleman(k) < 0;
      if (isNegative && Double.isNaN(from)) {
        from = k;
      } else if (!isNegative && !Double.isNaN(from)) {
        svg.rect(
            "negative", x.pixel(from), TOP, Math.max(2, x.pixel(k) - x.pixel(from)), BOTTOM - TOP);
        from = Double.NaN;
      }
    }
  }

  private void bar(Svg svg, QuoteFit quote) {
    double at = x.pixel(quote.logMoneyness());
    switch (quote.use()) {
      case USED -> {
        String style = quote.isWithin() ? "band" : "band out";
        double low = vertical(quote.bidVolatility());
        double high = vertical(quote.askVolatility());
        svg.line(style, at, Math.max(low, high + 2), at, high);
      }
      case UPPER_BOUND -> arrow(svg, at, vertical(quote.askVolatility()), 4);
      case LOWER_BOUND -> arrow(svg, at, vertical(quote.bidVolatility()), -4);
      default -> svg.text("cross mid", at, vertical(quote.bidVolatility()) + 4, "×");
    }
  }

  private static void arrow(Svg svg, double x, double y, double length) {
    svg.path(
        "bound",
        "M"
            + Svg.at(x - 3)
            + " "
            + Svg.at(y)
            + "h6M"
            + Svg.at(x)
            + " "
            + Svg.at(y)
            + "v"
            + Svg.at(length));
  }

  private double vertical(double volatility) {
    return Math.max(TOP, Math.min(BOTTOM, y.pixel(volatility)));
  }

  private String curve(Svi form) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i <= POINTS; i++) {
      double k = x.low() + (x.high() - x.low()) * i / POINTS;
      path.append(path.isEmpty() ? 'M' : 'L').append(x.at(k)).append(' ');
      path.append(Svg.at(vertical(volatility(form, k))));
    }
    return path.toString();
  }

  private double volatility(Svi form, double k) {
    return Math.sqrt(form.totalVariance(k) / expiry.years());
  }

  private void rest(Svg svg) {
    Axis scale = Axis.of(-MOST_HALF_BANDS, MOST_HALF_BANDS, REST_BOTTOM, REST_TOP);
    svg.rect("inside", LEFT, scale.pixel(1), RIGHT - LEFT, scale.pixel(-1) - scale.pixel(1));
    svg.line("base", LEFT, scale.pixel(0), RIGHT, scale.pixel(0));
    for (int half : new int[] {-1, 1}) {
      svg.text("tick end", LEFT - 6, scale.pixel(half) + 4, half < 0 ? "bid" : "ask");
    }
    for (QuoteFit quote : shown) {
      if (quote.use() == QuoteUse.USED) {
        double halves =
            quote.error() / Math.max(1e-5, 0.5 * (quote.askVolatility() - quote.bidVolatility()));
        double cut = Math.max(-MOST_HALF_BANDS, Math.min(MOST_HALF_BANDS, halves));
        svg.dot(
            quote.isWithin() ? "rest" : "rest out",
            x.pixel(quote.logMoneyness()),
            scale.pixel(cut),
            1.8,
            title(quote));
      }
    }
  }

  private static String title(QuoteFit quote) {
    return Numbers.fixed(quote.strike(), 2)
        + ": bid "
        + Numbers.percent(quote.bidVolatility(), 2)
        + ", ask "
        + Numbers.percent(quote.askVolatility(), 2)
        + ", fit "
        + Numbers.percent(quote.volatility(), 2);
  }

  /** Returns the share of the strikes of an expiry that lie within the picture. */
  static long shown(ExpiryReport expiry) {
    return expiry
        .smile()
        .map(smile -> (long) new SmilePicture(expiry, smile).shown.size())
        .orElse(0L);
  }

  /** Returns the median of the bands of an expiry, in volatility. */
  static double medianBand(ExpiryReport expiry) {
    double[] bands =
        expiry.quotes().stream()
            .filter(quote -> quote.use() == QuoteUse.USED)
            .mapToDouble(quote -> quote.askVolatility() - quote.bidVolatility())
            .toArray();
    Arrays.sort(bands);
    return bands.length == 0 ? Double.NaN : bands[bands.length / 2];
  }
}
