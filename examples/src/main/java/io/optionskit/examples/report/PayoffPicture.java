/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.contract.OptionContract;
import io.optionskit.order.Leg;
import io.optionskit.portfolio.Trade;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Profit of one trade at expiry over the price of the underlying, with what really happened. */
final class PayoffPicture {

  private static final double LEFT = 10;
  private static final double RIGHT = 350;
  private static final double LABEL = 52;
  private static final double TOP = 30;
  private static final double BOTTOM = 160;

  private final Trade trade;
  private final TradePayoff payoff;
  private final OptionalDouble entry;
  private final OptionalDouble exit;
  private final Axis x;
  private final Axis y;

  private PayoffPicture(Trade trade, TradePayoff payoff, UnderlyingTape tape) {
    this.trade = trade;
    this.payoff = payoff;
    entry = tape.price(payoff.underlying(), trade.openedAt());
    exit =
        trade.closedAt().isPresent()
            ? tape.price(payoff.underlying(), trade.closedAt().get())
            : OptionalDouble.empty();
    double[] marks =
        DoubleStream.concat(
                Arrays.stream(payoff.strikes()), DoubleStream.concat(stream(entry), stream(exit)))
            .toArray();
    double low = Arrays.stream(marks).min().orElseThrow();
    double high = Arrays.stream(marks).max().orElseThrow();
    double room = Math.max((high - low) * 0.3, high * 0.02);
    x = Axis.of(Math.max(0, low - room), high + room, LEFT, RIGHT);
    List<Double> corners = payoff.corners(x.low(), x.high());
    double worst = corners.stream().mapToDouble(payoff::at).min().orElseThrow();
    double best = corners.stream().mapToDouble(payoff::at).max().orElseThrow();
    double result = trade.realizedPnl().doubleValue();
    worst = Math.min(worst, trade.isOpen() ? 0 : result);
    best = Math.max(best, trade.isOpen() ? 0 : result);
    double margin = Math.max((best - worst) * 0.08, 1);
    y = Axis.of(worst - margin, best + margin, BOTTOM, TOP);
  }

  static void into(Html page, Trade trade, UnderlyingTape tape) {
    page.line("<figure class=\"card trade\">");
    caption(page, trade);
    Optional<TradePayoff> payoff = TradePayoff.of(trade);
    if (payoff.isPresent()) {
      new PayoffPicture(trade, payoff.get(), tape).draw(page);
    } else {
      page.note("There is no single expiry, so there is no payoff to draw.");
    }
    page.line("</figure>");
  }

  private static void caption(Html page, Trade trade) {
    String result = trade.isOpen() ? "open" : Numbers.signedDollars(trade.realizedPnl());
    String style = trade.isOpen() ? "" : Trades.style(trade.realizedPnl());
    page.raw("<figcaption><b>").raw(Html.escape(trade.strategy())).raw("</b> ");
    page.raw("<span class=\"result " + style + "\">").raw(Html.escape(result)).raw("</span>");
    page.raw("<br><span class=\"note\">").raw(Html.escape(Trades.legs(trade))).raw("<br>");
    page.raw(Html.escape(Times.minute(trade.openedAt())));
    trade.closedAt().ifPresent(at -> page.raw(" to ").raw(Html.escape(Times.minute(at))));
    page.raw(", entered at ").raw(Html.escape(Trades.entryPrice(trade)));
    trade.exitReason().ifPresent(why -> page.raw(", ").raw(Html.escape(why)));
    page.line("</span></figcaption>");
  }

  private void draw(Html page) {
    page.line(
        "<svg viewBox=\"0 0 360 "
            + (crowded() ? 196 : 183)
            + "\" role=\"img\" aria-label=\"Payoff at expiry of "
            + Html.escape(trade.tradeId())
            + "\">");
    areas(page);
    page.line(
        "<path class=\"base\" d=\"M"
            + Axis.coordinate(LEFT)
            + " "
            + y.at(0)
            + "H"
            + Axis.coordinate(RIGHT)
            + "\"/>");
    page.line("<path class=\"line\" d=\"" + path(payoff.corners(x.low(), x.high())) + "\"/>");
    strikes(page);
    breakEvens(page);
    marks(page);
    exit.ifPresent(price -> result(page, price));
    extremes(page);
    page.line("</svg>");
  }

  private void areas(Html page) {
    List<Double> corners = payoff.corners(x.low(), x.high());
    for (int i = 1; i < corners.size(); i++) {
      double from = corners.get(i - 1);
      double to = corners.get(i);
      double height = payoff.at(0.5 * (from + to));
      page.line(
          "<path class=\""
              + (height >= 0 ? "win" : "lose")
              + "\" d=\"M"
              + x.at(from)
              + " "
              + y.at(0)
              + path(List.of(from, to)).replace('M', 'L')
              + "L"
              + x.at(to)
              + " "
              + y.at(0)
              + "Z\"/>");
    }
  }

  private String path(List<Double> prices) {
    return prices.stream()
        .map(price -> x.at(price) + " " + y.at(payoff.at(price)))
        .collect(Collectors.joining("L", "M", ""));
  }

  /** Whether labels of strikes must be put on two lines. */
  private boolean crowded() {
    double[] strikes = payoff.strikes();
    for (int i = 1; i < strikes.length; i++) {
      if (x.pixel(strikes[i]) - x.pixel(strikes[i - 1]) < LABEL) {
        return true;
      }
    }
    return false;
  }

  private void strikes(Html page) {
    int row = 0;
    double before = Double.NEGATIVE_INFINITY;
    for (double strike : payoff.strikes()) {
      double at = x.pixel(strike);
      row = at - before < LABEL ? 1 - row : 0;
      before = at;
      page.line(
          "<path class=\"stem\" d=\"M"
              + Axis.coordinate(at)
              + " "
              + Axis.coordinate(BOTTOM)
              + "v5\"/>");
      page.line(EquityPicture.text("tick mid", at, BOTTOM + 17 + 13 * row, strikeLabel(strike)));
    }
  }

  private String strikeLabel(double strike) {
    String legs =
        trade.legs().stream()
            .filter(
                leg ->
                    leg.asset() instanceof OptionContract option
                        && option.strike().doubleValue() == strike)
            .map(PayoffPicture::legLabel)
            .collect(Collectors.joining(" "));
    return legs + " " + Trades.plain(strike);
  }

  private static String legLabel(Leg leg) {
    char type = ((OptionContract) leg.asset()).type().code();
    int units = Math.abs(leg.ratio());
    return (leg.ratio() > 0 ? "+" : "−") + (units == 1 ? "" : units) + type;
  }

  private void breakEvens(Html page) {
    for (double price : payoff.breakEvens(x.low(), x.high())) {
      page.line(
          "<circle class=\"even\" cx=\""
              + x.at(price)
              + "\" cy=\""
              + y.at(0)
              + "\" r=\"3\"><title>break-even "
              + Numbers.fixed(price, 2)
              + "</title></circle>");
      page.line(
          EquityPicture.text(
              "tick mid halo", x.pixel(price), y.pixel(0) - 6, Numbers.fixed(price, 2)));
    }
  }

  /**
   * Lines at the underlying's price of entry and exit, their labels apart if the lines are close.
   */
  private void marks(Html page) {
    double apart = x.pixel(exit.orElse(x.high() * 2)) - x.pixel(entry.orElse(0));
    boolean close = Math.abs(apart) < 26;
    entry.ifPresent(price -> mark(page, price, "entry", "in", close ? -Math.signum(apart) : 0));
    exit.ifPresent(price -> mark(page, price, "exit", "out", close ? Math.signum(apart) : 0));
  }

  private void mark(Html page, double price, String style, String label, double side) {
    page.line(
        "<path class=\""
            + style
            + "\" d=\"M"
            + x.at(price)
            + " "
            + Axis.coordinate(TOP - 5)
            + "V"
            + Axis.coordinate(BOTTOM)
            + "\"><title>"
            + style
            + " at "
            + Numbers.fixed(price, 2)
            + "</title></path>");
    String anchor = side < 0 ? "end" : side > 0 ? "" : "mid";
    page.line(EquityPicture.text("tick halo " + anchor, x.pixel(price) - 2 * side, TOP - 8, label));
  }

  private void result(Html page, double price) {
    double pnl = trade.realizedPnl().doubleValue();
    page.line(
        "<circle class=\""
            + (pnl > 0 ? "won" : pnl < 0 ? "lost" : "even")
            + "\" cx=\""
            + x.at(price)
            + "\" cy=\""
            + y.at(pnl)
            + "\" r=\"4\"><title>result "
            + Numbers.signedDollars(trade.realizedPnl())
            + "</title></circle>");
  }

  /** Labels the level at both ends, and the highest one between them. */
  private void extremes(Html page) {
    double left = payoff.at(x.low());
    double right = payoff.at(x.high());
    level(page, "note halo", LEFT, left);
    if (Math.abs(right - left) > 0.5) {
      level(page, "note end halo", RIGHT, right);
    }
    payoff.corners(x.low(), x.high()).stream()
        .filter(price -> payoff.at(price) > Math.max(left, right) + 0.5)
        .max(Comparator.comparingDouble(payoff::at))
        .ifPresent(price -> level(page, "note mid halo", x.pixel(price), payoff.at(price)));
  }

  private void level(Html page, String style, double at, double dollars) {
    String text = (dollars > 0 ? "+" : "") + Numbers.dollars(StrictMath.rint(dollars));
    page.line(
        EquityPicture.text(style, at, y.pixel(dollars) - 5, text.substring(0, text.length() - 3)));
  }

  private static DoubleStream stream(OptionalDouble value) {
    return value.isPresent() ? DoubleStream.of(value.getAsDouble()) : DoubleStream.empty();
  }
}
