/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import java.util.ArrayList;
import java.util.List;

/** A table of a page: columns of text or numbers, rows of cells. */
public final class Table {

  /** Text of a cell and the style class that it has beside that of its column. */
  private record Cell(String text, String style) {}

  private record Column(String title, String style) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  /** Makes a table without columns. */
  public Table() {}

  /**
   * Appends a column of texts.
   *
   * @param title its title
   * @return this
   */
  public Table text(String title) {
    columns.add(new Column(title, ""));
    return this;
  }

  /**
   * Appends a column of numbers.
   *
   * @param title its title
   * @return this
   */
  public Table number(String title) {
    columns.add(new Column(title, "num"));
    return this;
  }

  /**
   * Begins a row.
   *
   * @return this
   */
  public Table row() {
    rows.add(new ArrayList<>());
    return this;
  }

  /**
   * Appends a cell.
   *
   * @param text text, not markup
   * @return this
   */
  public Table cell(String text) {
    return cell(text, "");
  }

  /**
   * Appends a cell with a style of its own.
   *
   * @param text text, not markup
   * @param style style class
   * @return this
   */
  public Table cell(String text, String style) {
    rows.get(rows.size() - 1).add(new Cell(text, style));
    return this;
  }

  /** Appends a cell that is green above zero and red below. */
  Table signed(String text, double value) {
    return cell(text, value > 0 ? "gain" : value < 0 ? "loss" : "");
  }

  /**
   * Appends the table to a page.
   *
   * @param page page
   */
  public void into(Html page) {
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
