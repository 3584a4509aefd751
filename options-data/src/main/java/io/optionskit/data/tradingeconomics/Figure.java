/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tradingeconomics;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure that was shown as a text, such as {@code £-1.802B}.
 *
 * @param value the number in full, such as −1802000000; exactly as shown
 * @param unit what follows the number, such as {@code %}; empty for none
 * @param currency sign or code of the currency, empty for none
 */
public record Figure(BigDecimal value, String unit, String currency) {

  private static final int LONGEST = 40;
  private static final Pattern SHOWN =
      Pattern.compile(
          "([^0-9.+-]*)([+-]?)([^0-9.+-]*)([0-9]*\\.?[0-9]+)\\s*([KMBT](?![A-Za-z]))?\\s*([^0-9]*)");

  /**
   * Reads a figure.
   *
   * @param text the text, whose number may be cut short to thousands (K), millions (M), billions
   *     (B) or trillions (T)
   * @return the figure, empty if the text is
   * @throws IllegalArgumentException if it is anything else than one number
   */
  public static Optional<Figure> parse(String text) {
    String shown = text.replace('\u2212', '-').replace('\u00a0', ' ').replace(",", "").strip();
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    if (isPlain(shown)) {
      return Optional.of(plain(shown));
    }
    Matcher parts = SHOWN.matcher(shown);
    if (shown.length() > LONGEST || !parts.matches()) {
      throw new IllegalArgumentException(
          "figure must be one number of at most 40 characters: '"
              + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text)
              + "'");
    }
    BigDecimal number =
        new BigDecimal(part(parts, 2) + part(parts, 4)).scaleByPowerOfTen(power(part(parts, 5)));
    return Optional.of(
        new Figure(
            number.scale() < 0 ? number.setScale(0) : number,
            part(parts, 6).strip(),
            (part(parts, 1).strip() + part(parts, 3).strip()).strip()));
  }

  /** Returns whether a text is a number, with a minus before it or a percent sign behind it. */
  private static boolean isPlain(String text) {
    int first = text.charAt(0) == '-' ? 1 : 0;
    int end = text.endsWith("%") ? text.length() - 1 : text.length();
    boolean hasPoint = false;
    for (int i = first; i < end; i++) {
      char c = text.charAt(i);
      boolean isPoint = c == '.' && !hasPoint;
      if (!isPoint && (c < '0' || c > '9')) {
        return false;
      }
      hasPoint |= isPoint;
    }
    return end > first && text.length() <= LONGEST && text.charAt(end - 1) != '.';
  }

  private static Figure plain(String text) {
    boolean isShare = text.endsWith("%");
    String number = isShare ? text.substring(0, text.length() - 1) : text;
    return new Figure(new BigDecimal(number), isShare ? "%" : "", "");
  }

  private static String part(Matcher parts, int group) {
    String part = parts.group(group);
    return part == null ? "" : part;
  }

  private static int power(String letter) {
    return switch (letter) {
      case "K" -> 3;
      case "M" -> 6;
      case "B" -> 9;
      case "T" -> 12;
      default -> 0;
    };
  }
}
