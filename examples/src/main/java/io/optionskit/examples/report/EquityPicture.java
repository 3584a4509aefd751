/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.backtest.BacktestResult;
import io.optionskit.engine.EquityCurve;
import io.optionskit.portfolio.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Equity, the spans in which trades were open, and the drawdown from the highest equity so far.
 *
 * <p>The horizontal axis counts instants of data, so nights and weekends take no room. Where there
 * are more instants than pixels, the highest and the lowest of a stretch are drawn.
 */
final class EquityPicture {

  private static final int STRETCHES = 480;
  private static final double LEFT = 74;
  private static final double RIGHT = 946;
  private static final double TOP = 12;
  private static final double BOTTOM = 232;
  private static final double SPANS = 251;
  private static final double FALL_TOP = 272;
  private static final double FALL_BOTTOM = 350;

  private final BacktestResult result;
  private final EquityCurve curve;
  private final List<Integer> points;
  private final double[] drawdown;
  private final Axis x;

  private EquityPicture(BacktestResult result) {
    this.result = result;
    curve = result.equityCurve();
    points = extremes(curve);
    drawdown = drawdown(result);
    x = Axis.of(0, curve.size() - 1, LEFT, RIGHT);
  }

  static void into(Html page, BacktestResult result) {
    if (result.equityCurve().size() < 2) {
      page.note("Fewer than two instants of data: no curve.");
      return;
    }
    new EquityPicture(result).draw(page);
  }

  private void draw(Html page) {
    page.line(
        "<svg class=\"chart\" viewBox=\"0 0 960 376\" role=\"img\""
            + " aria-label=\"Equity and drawdown over time\">");
    days(page);
    equity(page);
    spans(page);
    fall(page);
    page.line("</svg>");
  }

  private void equity(Html page) {
    double start = result.startEquity().doubleValue();
    double low = Math.min(start, points.stream().mapToDouble(curve::equity).min().orElse(start));
    double high = Math.max(start, points.stream().mapToDouble(curve::equity).max().orElse(start));
    double room = Math.max((high - low) * 0.06, Math.abs(start) * 1e-5);
    Axis y = Axis.of(low - room, high + room, BOTTOM, TOP);
    for (BigDecimal tick : y.ticks(5)) {
      grid(page, y, tick, label(tick));
    }
    String line = line(y, curve::equity);
    String base = y.at(start);
    page.line(
        "<path class=\"area\" d=\"M"
            + x.at(0)
            + " "
            + base
            + line.replaceFirst("M", "L")
            + "L"
            + x.at(curve.size() - 1)
            + " "
            + base
            + "Z\"/>");
    page.line(
        "<path class=\"base\" d=\"M"
            + Axis.coordinate(LEFT)
            + " "
            + base
            + "H"
            + Axis.coordinate(RIGHT)
            + "\"/>");
    page.line("<path class=\"line\" d=\"" + line + "\"/>");
  }

  private void spans(Html page) {
    page.line(text("tick end", LEFT - 8, SPANS + 4, "trades"));
    Stream.concat(result.closedTrades().stream(), result.openTrades().stream())
        .limit(2000)
        .forEach(trade -> page.line(span(trade)));
  }

  private String span(Trade trade) {
    double from = x.pixel(index(trade.openedAt()));
    double to = trade.closedAt().map(at -> x.pixel(index(at))).orElse(RIGHT);
    String style = trade.isOpen() ? "open" : Trades.style(trade.realizedPnl());
    return "<rect class=\"span "
        + style
        + "\" x=\""
        + Axis.coordinate(from)
        + "\" y=\""
        + Axis.coordinate(SPANS - 3)
        + "\" width=\""
        + Axis.coordinate(Math.max(2, to - from))
        + "\" height=\"6\" rx=\"1\"><title>"
        + Html.escape(trade.tradeId() + " " + Numbers.signedDollars(trade.realizedPnl()))
        + "</title></rect>";
  }

  private void fall(Html page) {
    double deepest = points.stream().mapToDouble(point -> drawdown[point]).max().orElse(0);
    Axis y = Axis.of(0, Math.max(deepest * 1.1, 0.001), FALL_TOP, FALL_BOTTOM);
    for (BigDecimal tick : y.ticks(2)) {
      grid(page, y, tick, tick.signum() == 0 ? "0 %" : "−" + percent(tick));
    }
    String line = line(y, point -> drawdown[point]);
    String base = Axis.coordinate(FALL_TOP);
    page.line(
        "<path class=\"fall\" d=\"M"
            + x.at(0)
            + " "
            + base
            + line.replaceFirst("M", "L")
            + "L"
            + x.at(curve.size() - 1)
            + " "
            + base
            + "Z\"/>");
  }

  /** Vertical lines and labels where a day begins, or at hours if there is one day only. */
  private void days(Html page) {
    List<Integer> starts = starts();
    boolean hours = starts.size() < 3 && curve.size() > 2 * starts.size();
    List<Integer> marks = hours ? hours() : starts;
    int every = Math.max(1, (marks.size() + 11) / 12);
    boolean months = marks.size() > 400;
    for (int i = 0; i < marks.size(); i += every) {
      Instant time = curve.time(marks.get(i));
      String label = hours ? Times.clock(time) : months ? Times.month(time) : Times.day(time);
      String at = x.at(marks.get(i));
      page.line(
          "<path class=\"grid\" d=\"M"
              + at
              + " "
              + Axis.coordinate(TOP)
              + "V"
              + Axis.coordinate(FALL_BOTTOM)
              + "\"/>");
      page.line(text("tick mid", x.pixel(marks.get(i)), FALL_BOTTOM + 18, label));
    }
  }

  private List<Integer> starts() {
    List<Integer> starts = new ArrayList<>();
    LocalDate day = LocalDate.MIN;
    for (int point = 0; point < curve.size(); point++) {
      LocalDate date = Times.date(curve.time(point));
      if (!date.equals(day)) {
        starts.add(point);
        day = date;
      }
    }
    return starts;
  }

  /** Points at which an hour begins. */
  private List<Integer> hours() {
    List<Integer> marks = new ArrayList<>();
    for (int point = 1; point < curve.size(); point++) {
      if (Times.hour(curve.time(point)) != Times.hour(curve.time(point - 1))) {
        marks.add(point);
      }
    }
    return marks;
  }

  private String line(Axis y, java.util.function.IntToDoubleFunction value) {
    StringBuilder path = new StringBuilder();
    for (int point : points) {
      path.append(path.isEmpty() ? 'M' : 'L').append(x.at(point)).append(' ');
      path.append(y.at(value.applyAsDouble(point)));
    }
    return path.toString();
  }

  /** First point known at or after a time. */
  private int index(Instant time) {
    int low = 0;
    int high = curve.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (curve.time(middle).isBefore(time)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static void grid(Html page, Axis y, BigDecimal tick, String label) {
    double at = y.pixel(tick.doubleValue());
    page.line(
        "<path class=\"grid\" d=\"M"
            + Axis.coordinate(LEFT)
            + " "
            + Axis.coordinate(at)
            + "H"
            + Axis.coordinate(RIGHT)
            + "\"/>");
    page.line(text("tick end", LEFT - 8, at + 4, label));
  }

  static String text(String style, double x, double y, String text) {
    return "<text class=\""
        + style
        + "\" x=\""
        + Axis.coordinate(x)
        + "\" y=\""
        + Axis.coordinate(y)
        + "\">"
        + Html.escape(text)
        + "</text>";
  }

  private static String label(BigDecimal dollars) {
    String text = Numbers.dollars(dollars);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }

  private static String percent(BigDecimal fraction) {
    return fraction.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  private static double[] drawdown(BacktestResult result) {
    EquityCurve curve = result.equityCurve();
    double[] drawdown = new double[curve.size()];
    double high = result.startEquity().doubleValue();
    for (int point = 0; point < drawdown.length; point++) {
      high = Math.max(high, curve.equity(point));
      drawdown[point] = 1 - curve.equity(point) / high;
    }
    return drawdown;
  }

  private static List<Integer> extremes(EquityCurve curve) {
    int size = curve.size();
    List<Integer> points = new ArrayList<>();
    points.add(0);
    int stretch = Math.max(1, size / STRETCHES);
    for (int from = 1; from < size; from += stretch) {
      int low = from;
      int high = from;
      for (int point = from; point < Math.min(size, from + stretch); point++) {
        low = curve.equity(point) < curve.equity(low) ? point : low;
        high = curve.equity(point) > curve.equity(high) ? point : high;
      }
      points.add(Math.min(low, high));
      points.add(Math.max(low, high));
    }
    points.add(size - 1);
    return points.stream().distinct().toList();
  }
}
