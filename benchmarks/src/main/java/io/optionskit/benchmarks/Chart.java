/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A scatter plot as SVG, its vertical axis logarithmic; colours that are readable on light and dark
 * ground.
 */
final class Chart {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 400;
  private static final int LEFT = 70;
  private static final int RIGHT = 16;
  private static final int TOP = 62;
  private static final int BOTTOM = 48;
  private static final int LEGEND_WIDTH = 172;

  private static final String[] COLOURS = {
    "#2f81f7", "#e8830c", "#1a9e6b", "#a371f7", "#d6409f", "#8b949e"
  };

  private final StringBuilder marks = new StringBuilder();
  private final List<String> names = new ArrayList<>();
  private final String title;
  private final String across;
  private final Axis x;
  private final Axis y;

  Chart(String title, String across, Axis x, Axis y) {
    this.title = title;
    this.across = across;
    this.x = x;
    this.y = y;
  }

  /**
   * Range of one axis; a logarithmic one is given in powers of ten. Values outside are drawn at the
   * edge.
   */
  record Axis(double from, double to, double step, boolean logarithmic) {

    double part(double value) {
      double place = logarithmic ? Math.log10(Math.max(value, Double.MIN_NORMAL)) : value;
      return (Math.min(Math.max(place, from), to) - from) / (to - from);
    }
  }

  /** Adds points of one method. */
  void add(String name, double[] xs, double[] ys) {
    String colour = COLOURS[names.size() % COLOURS.length];
    int size = xs.length > 100 ? 3 : 9;
    marks.append(
        String.format(
            Locale.ROOT,
            "<path stroke=\"%s\" stroke-width=\"%d\" stroke-linecap=\"round\" opacity=\"%s\" d=\"",
            colour,
            size,
            xs.length > 100 ? "0.75" : "1"));
    Set<String> points = new LinkedHashSet<>();
    for (int i = 0; i < xs.length; i++) {
      if (!Double.isNaN(ys[i])) {
        points.add(String.format(Locale.ROOT, "M%.0f %.0fh0", left(xs[i]), top(ys[i])));
      }
    }
    points.forEach(marks::append);
    marks.append("\"/>\n");
    names.add(name);
  }

  /** Adds a word beside a point. */
  void label(String text, double atX, double atY, boolean before) {
    marks.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\">%s</text>%n",
            left(atX) + (before ? -9 : 9),
            top(atY) + 4,
            before ? "end" : "start",
            text));
  }

  private double left(double value) {
    return LEFT + x.part(value) * (WIDTH - LEFT - RIGHT);
  }

  private double top(double value) {
    return HEIGHT - BOTTOM - y.part(value) * (HEIGHT - TOP - BOTTOM);
  }

  String toSvg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " font-family=\"system-ui,sans-serif\" font-size=\"12\" fill=\"#7d8590\">%n",
            WIDTH,
            HEIGHT,
            WIDTH));
    svg.append(
        "<style>.t{font-size:14px;font-weight:600}.g{stroke:#7d8590;stroke-opacity:.25}"
            + "@media(prefers-color-scheme:dark){svg{fill:#b1bac4}}"
            + "@media(prefers-color-scheme:light){svg{fill:#40464e}}</style>\n");
    svg.append(
        String.format(Locale.ROOT, "<text class=\"t\" x=\"%d\" y=\"20\">%s</text>%n", LEFT, title));
    for (int i = 0; i < names.size(); i++) {
      double at = LEFT + 6 + i * Math.min(LEGEND_WIDTH, (WIDTH - LEFT) / (double) names.size());
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.0f\" cy=\"40\" r=\"5\" fill=\"%s\"/><text x=\"%.0f\" y=\"44\">%s</text>%n",
              at,
              COLOURS[i % COLOURS.length],
              at + 10,
              names.get(i)));
    }
    grid(svg);
    svg.append("<g fill=\"none\">\n");
    String[] parts = marks.toString().split("\n", -1);
    for (String part : parts) {
      if (part.startsWith("<path")) {
        svg.append(part).append('\n');
      }
    }
    svg.append("</g>\n");
    for (String part : parts) {
      if (part.startsWith("<text")) {
        svg.append(part).append('\n');
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private void grid(StringBuilder svg) {
    int bottom = HEIGHT - BOTTOM;
    for (double at = x.from(); at <= x.to() + 1e-9; at += x.step()) {
      double left = left(x.logarithmic() ? Math.pow(10, at) : at);
      svg.append(
          String.format(
              Locale.ROOT,
              "<path class=\"g\" d=\"M%.0f %dV%d\"/><text x=\"%.0f\" y=\"%d\""
                  + " text-anchor=\"middle\">%s</text>%n",
              left,
              TOP,
              bottom,
              left,
              bottom + 17,
              tick(x, at)));
    }
    for (double at = y.from(); at <= y.to() + 1e-9; at += y.step()) {
      double top = top(y.logarithmic() ? Math.pow(10, at) : at);
      svg.append(
          String.format(
              Locale.ROOT,
              "<path class=\"g\" d=\"M%d %.0fH%d\"/><text x=\"%d\" y=\"%.0f\""
                  + " text-anchor=\"end\">%s</text>%n",
              LEFT,
              top,
              WIDTH - RIGHT,
              LEFT - 7,
              top + 4,
              tick(y, at)));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
            (WIDTH + LEFT - RIGHT) / 2,
            HEIGHT - 8,
            across));
  }

  private static String tick(Axis axis, double at) {
    if (!axis.logarithmic()) {
      return TimingTable.number(at);
    }
    return at >= 0 && at <= 4
        ? String.format(Locale.ROOT, "%.0f", Math.pow(10, at))
        : String.format(Locale.ROOT, "1e%.0f", at);
  }
}
