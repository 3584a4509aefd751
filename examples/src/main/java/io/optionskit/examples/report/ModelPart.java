/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.examples.report.ModelSection.Figure;
import io.optionskit.examples.report.ModelSection.ReliabilityBin;
import java.math.BigDecimal;

/** The part of a page that shows one model. */
final class ModelPart {

  private static final double LEFT = 44;
  private static final double RIGHT = 318;
  private static final double TOP = 10;
  private static final double BOTTOM = 236;

  private final ModelSection model;

  ModelPart(ModelSection model) {
    this.model = model;
  }

  void into(Html page) {
    page.line("<section>").element("h2", "", model.title());
    page.element("p", "class=\"lead\"", model.verdict());
    page.line("<div class=\"pair\"><div>");
    Table table =
        new Table().text("Figure").number("Value").number("95 % interval").text("Meaning");
    for (Figure figure : model.figures()) {
      table
          .row()
          .cell(figure.name())
          .cell(figure.value())
          .cell(figure.interval())
          .cell(figure.meaning(), "note");
    }
    table.into(page);
    page.line("</div>");
    reliability(page);
    page.line("</div>")
        .heading("How the model was made")
        .list(model.notes(), "")
        .line("</section>");
  }

  private void reliability(Html page) {
    if (model.reliability().isEmpty()) {
      return;
    }
    page.line("<figure class=\"card\"><figcaption><b>Reliability</b><br>");
    page.line("Probability said, and share that came true; on the diagonal they agree.");
    page.line("</figcaption>");
    double low = lowest();
    Axis x = Axis.of(low, 1, LEFT, RIGHT);
    Axis y = Axis.of(low, 1, BOTTOM, TOP);
    page.line("<svg viewBox=\"0 0 340 262\" role=\"img\" aria-label=\"Reliability of the model\">");
    for (BigDecimal tick : y.ticks(5)) {
      double value = tick.doubleValue();
      page.line(
          "<path class=\"grid\" d=\"M"
              + Axis.coordinate(LEFT)
              + " "
              + y.at(value)
              + "H"
              + Axis.coordinate(RIGHT)
              + "\"/>");
      String label = Numbers.percent(value, 0);
      page.line(EquityPicture.text("tick end", LEFT - 6, y.pixel(value) + 4, label));
      page.line(EquityPicture.text("tick mid", x.pixel(value), BOTTOM + 16, label));
    }
    page.line(
        "<path class=\"base\" d=\"M"
            + x.at(low)
            + " "
            + y.at(low)
            + "L"
            + x.at(1)
            + " "
            + y.at(1)
            + "\"/>");
    StringBuilder line = new StringBuilder();
    for (ReliabilityBin bin : model.reliability()) {
      line.append(line.isEmpty() ? 'M' : 'L').append(x.at(bin.said())).append(' ');
      line.append(y.at(bin.happened()));
    }
    page.line("<path class=\"line\" d=\"" + line + "\"/>");
    for (ReliabilityBin bin : model.reliability()) {
      page.line(
          "<circle class=\"even\" cx=\""
              + x.at(bin.said())
              + "\" cy=\""
              + y.at(bin.happened())
              + "\" r=\"4\"><title>"
              + bin.rows()
              + " candidates: said "
              + Numbers.percent(bin.said(), 1)
              + ", happened "
              + Numbers.percent(bin.happened(), 1)
              + "</title></circle>");
    }
    page.line("</svg></figure>");
  }

  /** Start of both axes: a round number below every point. */
  private double lowest() {
    double least =
        model.reliability().stream()
            .mapToDouble(bin -> Math.min(bin.said(), bin.happened()))
            .min()
            .orElse(0);
    return Math.max(0, StrictMath.floor((least - 0.02) * 10) / 10);
  }
}
