/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import java.util.List;

/** Text of a page as it grows. Everything that comes from outside goes through {@link #escape}. */
final class Html {

  private final StringBuilder page = new StringBuilder();

  /** Appends markup as it is. */
  Html raw(String markup) {
    page.append(markup);
    return this;
  }

  /** Appends markup and a line end. */
  Html line(String markup) {
    page.append(markup).append('\n');
    return this;
  }

  /** Appends an element around text. */
  Html element(String tag, String attributes, String text) {
    page.append('<').append(tag);
    if (!attributes.isEmpty()) {
      page.append(' ').append(attributes);
    }
    page.append('>').append(escape(text)).append("</").append(tag).append(">\n");
    return this;
  }

  Html heading(String text) {
    return element("h3", "", text);
  }

  Html note(String text) {
    return element("p", "class=\"note\"", text);
  }

  /** Appends a list, or a note if it is empty. */
  Html list(List<String> items, String ifEmpty) {
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

  static String escape(String text) {
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
