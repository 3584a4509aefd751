/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Frame of a self-contained page: no script, nothing loaded from elsewhere, light and dark. */
public final class Page {

  private Page() {}

  /**
   * Returns a page.
   *
   * @param title title of the document
   * @param content what is on it
   * @return HTML
   */
  public static String of(String title, Html content) {
    Html page = new Html();
    page.line("<!DOCTYPE html>").line("<html lang=\"en\">").line("<head>");
    page.line("<meta charset=\"utf-8\">");
    page.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    page.line("<meta name=\"color-scheme\" content=\"light dark\">");
    page.element("title", "", title);
    page.line("<style>").line(style()).line("</style>").line("</head>").line("<body><main>");
    page.raw(content.toString());
    return page.line("</main></body>").line("</html>").toString();
  }

  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
