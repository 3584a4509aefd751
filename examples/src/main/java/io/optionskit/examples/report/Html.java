/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import java.util.List;

/** Text of a page as it grows. Everything that comes from outside goes through {@link #escape}. */
public final class Html {

  private final StringBuilder page = new StringBuilder();

  /** Makes an empty piece of a page. */
  public Html() {}

  /**
   * Appends markup as it is.
   *
   * @param markup markup
   * @return this
   */
  public Html raw(String markup) {
    page.append(markup);
    return this;
  }

  /**
   * Appends markup and a line end.
   *
   * @param markup markup
   * @return this
   */
  public Html line(String markup) {
    page.append(markup).append('\n');
    return this;
  }

  /**
   * Appends an element around text.
   *
   * @param tag name of the element
   * @param attributes its attributes as markup; may be empty
   * @param text text, not markup
   * @return this
   */
  public Html element(String tag, String attributes, String text) {
    page.append('<').append(tag);
    if (!attributes.isEmpty()) {
      page.append(' ').append(attributes);
    }
    page.append('>').append(escape(text)).append("</").append(tag).append(">\n");
    return this;
  }

  /**
   * Appends a heading of the third level.
   *
   * @param text text, not markup
   * @return this
   */
  public Html heading(String text) {
    return element("h3", "", text);
  }

  /**
   * Appends a paragraph in small print.
   *
   * @param text text, not markup
   * @return this
   */
  public Html note(String text) {
    return element("p", "class=\"note\"", text);
  }

  /**
   * Appends a list.
   *
   * @param items texts, not markup
   * @param ifEmpty note where there is none
   * @return this
   */
  public Html list(List<String> items, String ifEmpty) {
    if (items.isEmpty()) {
      return note(ifEmpty);
    }
    line("<ul>");
    items.forEach(item -> element("li", "", item));
    return line("</ul>");
  }

  @Override
  public String toString() {
    return page.toString();
  }

  /**
   * Returns text as markup.
   *
   * @param text any text
   * @return the text with what has a meaning in HTML escaped
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        default -> escaped.append(Character.isISOControl(c) && c != '\n' ? ' ' : c);
      }
    }
    return escaped.toString();
  }
}
