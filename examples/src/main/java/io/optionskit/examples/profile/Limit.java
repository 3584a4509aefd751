/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.profile;

/**
 * A lower limit of a count.
 *
 * @param count the count
 * @param inclusive true if the count itself passes
 */
public record Limit(long count, boolean inclusive) {

  static Limit parse(String text) {
    if (!text.matches(">=? ?[0-9]{1,12}")) {
      throw new IllegalArgumentException(text);
    }
    return new Limit(Long.parseLong(text.replaceFirst("^>=? ?", "")), text.startsWith(">="));
  }

  /**
   * Returns whether a value passes.
   *
   * @param value value to check
   * @return true if it is above the limit, or on it and the limit is inclusive
   */
  public boolean allows(long value) {
    return inclusive ? value >= count : value > count;
  }

  @Override
  public String toString() {
    return (inclusive ? ">= " : "> ") + count;
  }
}
