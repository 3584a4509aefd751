/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.surface;

import io.optionskit.examples.report.Axis;
import io.optionskit.examples.report.Html;
import io.optionskit.greeks.surface.ExpiryReport;
import io.optionskit.greeks.surface.SmileMeasures;
import io.optionskit.greeks.surface.Svi;
import io.optionskit.greeks.surface.VolatilitySurface;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Pictures of a surface as a whole: total variances, term structure, densities. */
final class SurfacePictures {

  private static final int WIDTH = 960;
  private static final double LEFT = 52;
  private static final double RIGHT = 838;
  private static final double TOP = 12;
  private static final double BOTTOM = 300;
  private static final int POINTS = 160;
  private static final double DAY = 1 / 365.0;
  private static final int MOST_DENSITIES = 16;
  private static final double HIGHEST = 76;
  private static final double HIGHEST_DENSITY = 0.9;

  private final List<ExpiryReport> expiries;
  private final VolatilitySurface surface;

  SurfacePictures(Snapshot snapshot, VolatilitySurface surface) {
    this.expiries = snapshot.fitted();
    this.surface = surface;
  }

  /**
   * Draws the standard deviation to each expiry over log-moneyness. The surface is free of calendar
   * arbitrage if no two lines cross.
   */
  void deviations(Html page) {
    double widest =
        expiries.stream().mapToDouble(each -> deviation(each, 0)).max().orElse(0.1) * 1.8;
    Axis x = Axis.of(-widest, widest, LEFT, RIGHT);
    double high = 0;
    for (ExpiryReport each : expiries) {
      high = Math.max(high, Math.max(deviation(each, -widest), deviation(each, widest)));
    }
    Axis y = Axis.of(0, high * 1.04, BOTTOM, TOP);
    Svg svg = new Svg(WIDTH, 336, "Standard deviation by log-moneyness, one line per expiry");
    frame(svg, x, y, tick -> percent(tick), tick -> plain(tick));
    for (int i = 0; i < expiries.size(); i++) {
      ExpiryReport each = expiries.get(i);
      String colour = Svg.colour(i, expiries.size());
      each.unrepaired()
          .filter(before -> !each.smile().map(before::equals).orElse(false))
          .ifPresent(before -> svg.coloured("thin dashed", colour, curve(x, y, root(before))));
      each.smile().ifPresent(smile -> svg.coloured("thin", colour, curve(x, y, root(smile))));
    }
    svg.text("tick mid", (LEFT + RIGHT) / 2, BOTTOM + 34, "ln(strike / forward)");
    labels(svg, y, widest);
    svg.into(page);
  }

  private static ToDoubleFunction<Double> root(Svi smile) {
    return k -> Math.sqrt(Math.max(0, smile.totalVariance(k)));
  }

  private static double deviation(ExpiryReport expiry, double k) {
    return expiry.smile().map(smile -> Math.sqrt(smile.totalVariance(k))).orElse(0.0);
  }

  /** Writes the date of each line at its right end where there is room. */
  private void labels(Svg svg, Axis y, double k) {
    double last = Double.POSITIVE_INFINITY;
    for (int i = 0; i < expiries.size(); i++) {
      double at = y.pixel(deviation(expiries.get(i), k));
      if (last - at >= 11) {
        svg.text("tick", RIGHT + 6, at + 4, expiries.get(i).name());
        last = at;
      }
    }
  }

  /** Draws volatility at the forward and of the 25-delta wings over time. */
  void termStructure(Html page) {
    double first = Math.max(expiries.get(0).years(), 0.2 * DAY);
    double last = Math.max(expiries.get(expiries.size() - 1).years(), 1.5 * first);
    Axis x = Axis.of(StrictMath.log(first), StrictMath.log(last), LEFT + 6, RIGHT);
    List<SmileMeasures> lines = new ArrayList<>();
    for (int i = 0; i <= 80; i++) {
      double time = StrictMath.exp(x.low() + (x.high() - x.low()) * i / 80);
      lines.add(SmileMeasures.of(surface, Math.min(Math.max(time, first), last)));
    }
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (SmileMeasures each : lines) {
      low = Math.min(low, Math.min(each.atTheMoney(), Math.min(each.put(), each.call())));
      high = Math.max(high, Math.max(each.atTheMoney(), Math.max(each.put(), each.call())));
    }
    Axis y = Axis.of(Math.max(0, low - 0.01), high + 0.01, BOTTOM, TOP);
    Svg svg = new Svg(WIDTH, 336, "Volatility by time to expiry");
    for (BigDecimal tick : percentAxis(y).ticks(5)) {
      double at = y.pixel(tick.doubleValue() / 100);
      svg.line("grid", LEFT, at, RIGHT, at);
      svg.text("tick end", LEFT - 6, at + 4, tick.stripTrailingZeros().toPlainString() + " %");
    }
    times(svg, x, first, last);
    svg.path("wing put", measure(x, y, lines, SmileMeasures::put));
    svg.path("wing call", measure(x, y, lines, SmileMeasures::call));
    svg.path("line", measure(x, y, lines, SmileMeasures::atTheMoney));
    for (ExpiryReport each : expiries) {
      double time = Math.min(Math.max(each.years(), first), last);
      double volatility = deviation(each, 0) / Math.sqrt(each.years());
      svg.dot("node", x.pixel(StrictMath.log(time)), y.pixel(volatility), 3, each.name());
    }
    SmileMeasures end = lines.get(lines.size() - 1);
    ends(svg, y, end);
    svg.into(page);
  }

  private static void ends(Svg svg, Axis y, SmileMeasures end) {
    svg.text("tick", RIGHT + 6, y.pixel(end.put()) + 4, "25Δ put");
    svg.text("tick strong", RIGHT + 6, y.pixel(end.atTheMoney()) + 4, "at the forward");
    svg.text("tick", RIGHT + 6, y.pixel(end.call()) + 4, "25Δ call");
  }

  private static void times(Svg svg, Axis x, double first, double last) {
    double[] days = {0.25, 1, 3, 7, 14, 30, 60, 91, 182, 365, 730, 1826, 3652};
    String[] names = {
      "6 h", "1 d", "3 d", "1 w", "2 w", "1 m", "2 m", "3 m", "6 m", "1 y", "2 y", "5 y", "10 y"
    };
    for (int i = 0; i < days.length; i++) {
      double years = days[i] * DAY;
      if (years >= first && years <= last) {
        double at = x.pixel(StrictMath.log(years));
        svg.line("grid", at, TOP, at, BOTTOM);
        svg.text("tick mid", at, BOTTOM + 17, names[i]);
      }
    }
  }

  private static String measure(
      Axis x, Axis y, List<SmileMeasures> lines, ToDoubleFunction<SmileMeasures> value) {
    StringBuilder path = new StringBuilder();
    for (SmileMeasures each : lines) {
      path.append(path.isEmpty() ? 'M' : 'L').append(x.at(StrictMath.log(each.years())));
      path.append(' ').append(y.at(value.applyAsDouble(each)));
    }
    return path.toString();
  }

  /**
   * Draws the density of each expiry over ln(price / forward) in standard deviations, beside that
   * of a flat smile.
   */
  void densities(Html page) {
    List<ExpiryReport> some = some();
    double step = 34;
    double bottom = TOP + HIGHEST + step * (some.size() - 1);
    Axis x = Axis.of(-6, 4, LEFT + 60, WIDTH - 16);
    double peak = 0.42;
    for (ExpiryReport each : some) {
      for (int i = 0; i <= POINTS; i++) {
        double z = x.low() + (x.high() - x.low()) * i / POINTS;
        peak = Math.max(peak, Math.min(HIGHEST_DENSITY, density(each).applyAsDouble(z)));
      }
    }
    Svg svg =
        new Svg(WIDTH, (int) Math.round(bottom) + 42, "Risk-neutral density, one line per expiry");
    for (BigDecimal tick : x.ticks(10)) {
      double at = x.pixel(tick.doubleValue());
      svg.line("grid", at, TOP, at, bottom);
      svg.text("tick mid", at, bottom + 17, tick.toPlainString());
    }
    svg.text(
        "tick mid",
        (LEFT + 44 + WIDTH) / 2,
        bottom + 34,
        "ln(price / forward) in standard deviations at the forward");
    for (int i = 0; i < some.size(); i++) {
      ExpiryReport each = some.get(i);
      double base = TOP + HIGHEST + step * i;
      Axis y = Axis.of(0, peak, base, base - HIGHEST);
      String colour = Svg.colour(expiries.indexOf(each), expiries.size());
      svg.line("grid", x.start(), base, x.end(), base);
      double shift = 0.5 * deviation(each, 0);
      svg.path("flat", curve(x, y, z -> normal(z + shift)));
      svg.coloured("thin strong", colour, curve(x, y, density(each)));
      svg.text("tick end", LEFT + 52, base - 2, each.name());
    }
    svg.into(page);
  }

  private List<ExpiryReport> some() {
    if (expiries.size() <= MOST_DENSITIES) {
      return expiries;
    }
    List<ExpiryReport> some = new ArrayList<>();
    for (int i = 0; i < MOST_DENSITIES; i++) {
      some.add(expiries.get(i * (expiries.size() - 1) / (MOST_DENSITIES - 1)));
    }
    return some;
  }

  private static double normal(double z) {
    return StrictMath.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  }

  /** Returns the density of ln(price / forward) in units of its deviation at the forward. */
  private ToDoubleFunction<Double> density(ExpiryReport expiry) {
    double deviation = deviation(expiry, 0);
    return z -> {
      double price = surface.forward(expiry.years()) * StrictMath.exp(z * deviation);
      return surface.density(price, expiry.years()) * price * deviation;
    };
  }

  private static void frame(
      Svg svg,
      Axis x,
      Axis y,
      Function<BigDecimal, String> vertical,
      Function<BigDecimal, String> horizontal) {
    for (BigDecimal tick : y.ticks(5)) {
      double at = y.pixel(tick.doubleValue());
      svg.line("grid", x.start(), at, x.end(), at);
      svg.text("tick end", x.start() - 6, at + 4, vertical.apply(tick));
    }
    for (BigDecimal tick : x.ticks(8)) {
      double at = x.pixel(tick.doubleValue());
      svg.line("grid", at, TOP, at, y.start());
      svg.text("tick mid", at, y.start() + 17, horizontal.apply(tick));
    }
  }

  private static String curve(Axis x, Axis y, ToDoubleFunction<Double> value) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i <= POINTS; i++) {
      double at = x.low() + (x.high() - x.low()) * i / POINTS;
      path.append(path.isEmpty() ? 'M' : 'L').append(x.at(at)).append(' ');
      path.append(y.at(Math.min(y.high(), value.applyAsDouble(at))));
    }
    return path.toString();
  }

  private static Axis percentAxis(Axis fraction) {
    return new Axis(100 * fraction.low(), 100 * fraction.high(), fraction.start(), fraction.end());
  }

  private static String percent(BigDecimal fraction) {
    return fraction.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
