/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

/**
 * Words of others as they may be shown: short, and without what moves a cursor or forges a line.
 */
final class Shown {

  private static final int LONGEST = 200;

  private Shown() {}

  static String of(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    StringBuilder shown = null;
    for (int i = 0; i < cut.length(); i++) {
      if (Character.isISOControl(cut.charAt(i))) {
        shown = shown == null ? new StringBuilder(cut) : shown;
        shown.setCharAt(i, ' ');
      }
    }
    return shown == null ? cut : shown.toString();
  }
}
