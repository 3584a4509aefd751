/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.surface;

import io.optionskit.examples.report.Axis;
import io.optionskit.examples.report.Html;

/** A picture as it grows; coordinates are pixels of its view box. */
final class Svg {

  private final StringBuilder markup = new StringBuilder();

  Svg(int width, int height, String description) {
    markup
        .append("<svg class=\"chart\" viewBox=\"0 0 ")
        .append(width)
        .append(' ')
        .append(height)
        .append("\" role=\"img\" aria-label=\"")
        .append(Html.escape(description))
        .append("\">\n");
  }

  Svg line(String style, double x1, double y1, double x2, double y2) {
    return path(style, "M" + at(x1) + " " + at(y1) + "L" + at(x2) + " " + at(y2));
  }

  Svg path(String style, String data) {
    markup.append("<path class=\"").append(style).append("\" d=\"").append(data).append("\"/>\n");
    return this;
  }

  /** Draws a path in a colour of its own. */
  Svg coloured(String style, String colour, String data) {
    markup
        .append("<path class=\"")
        .append(style)
        .append("\" style=\"stroke:")
        .append(colour)
        .append("\" d=\"")
        .append(data)
        .append("\"/>\n");
    return this;
  }

  Svg rect(String style, double x, double y, double width, double height) {
    markup
        .append("<rect class=\"")
        .append(style)
        .append("\" x=\"")
        .append(at(x))
        .append("\" y=\"")
        .append(at(y))
        .append("\" width=\"")
        .append(at(width))
        .append("\" height=\"")
        .append(at(height))
        .append("\"/>\n");
    return this;
  }

  Svg dot(String style, double x, double y, double radius, String title) {
    markup
        .append("<circle class=\"")
        .append(style)
        .append("\" cx=\"")
        .append(at(x))
        .append("\" cy=\"")
        .append(at(y))
        .append("\" r=\"")
        .append(at(radius))
        .append("\">");
    if (!title.isEmpty()) {
      markup.append("<title>").append(Html.escape(title)).append("</title>");
    }
    markup.append("</circle>\n");
    return this;
  }

  Svg text(String style, double x, double y, String text) {
    markup
        .append("<text class=\"")
        .append(style)
        .append("\" x=\"")
        .append(at(x))
        .append("\" y=\"")
        .append(at(y))
        .append("\">")
        .append(Html.escape(text))
        .append("</text>\n");
    return this;
  }

  void into(Html page) {
    page.raw(markup.toString()).line("</svg>");
  }

  static String at(double pixel) {
    return Axis.coordinate(pixel);
  }

  /** Colour of one of several expiries: from blue for the first to red for the last. */
  static String colour(int index, int count) {
    double share = count < 2 ? 0 : (double) index / (count - 1);
    long hue = Math.round(220 - 215 * share);
    return "hsl(" + hue + " 62% 52%)";
  }
}
