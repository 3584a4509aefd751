/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import java.util.ArrayList;
import java.util.List;

/** A table of a page: columns of text or numbers, rows of cells. */
final class Table {

  /** Text of a cell and the style class that it has beside that of its column. */
  private record Cell(String text, String style) {}

  private record Column(String title, String style) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  Table text(String title) {
    columns.add(new Column(title, ""));
    return this;
  }

  Table number(String title) {
    columns.add(new Column(title, "num"));
    return this;
  }

  Table row() {
    rows.add(new ArrayList<>());
    return this;
  }

  Table cell(String text) {
    return cell(text, "");
  }

  Table cell(String text, String style) {
    rows.get(rows.size() - 1).add(new Cell(text, style));
    return this;
  }

  /** Appends a cell that is green above zero and red below. */
  Table signed(String text, double value) {
    return cell(text, value > 0 ? "gain" : value < 0 ? "loss" : "");
  }

  void into(Html page) {
    page.line("<div class=\"scroll\"><table>");
    page.raw("<thead><tr>");
    for (Column column : columns) {
      page.raw(tag("th", column.style)).raw(Html.escape(column.title)).raw("</th>");
    }
    page.line("</tr></thead>").line("<tbody>");
    for (List<Cell> row : rows) {
      page.raw("<tr>");
      for (int i = 0; i < row.size(); i++) {
        Cell cell = row.get(i);
        String style = (columns.get(i).style + " " + cell.style).strip();
        page.raw(tag("td", style)).raw(Html.escape(cell.text)).raw("</td>");
      }
      page.line("</tr>");
    }
    page.line("</tbody></table></div>");
  }

  private static String tag(String name, String style) {
    return style.isEmpty() ? "<" + name + ">" : "<" + name + " class=\"" + style + "\">";
  }
}
