/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.market.QuoteIssue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The table of recorded chains on the page of quote quality. */
final class QualityPage {

  private static final Path PAGE = Path.of("..", "docs", "concepts", "quote-quality.md");

  private QualityPage() {}

  /** Returns what the page says of a chain: the cells after its name. */
  static String row(String name) throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| " + name))
        .map(line -> line.substring(line.indexOf('|', 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(PAGE + " has no row '" + name + "'"));
  }

  /** Returns what it should say. */
  static String cells(int quotes, Map<QuoteIssue, Integer> found, double score) {
    return String.format(
        Locale.ROOT,
        "| %,d | %d | %d | %d | %d | %d | %d | %d | %.2f |",
        quotes,
        found.getOrDefault(QuoteIssue.NO_QUOTE, 0),
        found.getOrDefault(QuoteIssue.ONE_SIDED, 0),
        found.getOrDefault(QuoteIssue.BELOW_INTRINSIC, 0),
        found.getOrDefault(QuoteIssue.VERTICAL_ARBITRAGE, 0),
        found.getOrDefault(QuoteIssue.IV_PLACEHOLDER, 0),
        found.getOrDefault(QuoteIssue.WIDE_AGAINST_PRICE, 0),
        found.getOrDefault(QuoteIssue.WIDE_AGAINST_VEGA, 0),
        score);
  }
}
