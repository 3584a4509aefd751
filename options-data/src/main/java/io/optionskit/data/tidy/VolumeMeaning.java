/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

/** What the volumes of a file count. In the history they always count the session so far. */
public enum VolumeMeaning {
  /** Nothing: the file has no volumes. */
  NONE("no volumes"),
  /** The session up to the row; taken as they are. */
  CUMULATIVE("volumes of the session so far"),
  /** The row's own bar; added up per asset and New York date. */
  PER_BAR("volumes per bar, added up");

  private final String description;

  VolumeMeaning(String description) {
    this.description = description;
  }

  /**
   * Returns the meaning in words.
   *
   * @return such as {@code "volumes per bar, added up"}
   */
  public String description() {
    return description;
  }
}
