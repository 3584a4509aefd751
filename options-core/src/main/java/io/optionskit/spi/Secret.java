/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

/** A key or password. It shows in no text unless asked for by {@link #reveal()}. */
public final class Secret {

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Returns a secret.
   *
   * @param value the key or password
   * @return the secret
   * @throws IllegalArgumentException if it is blank
   */
  public static Secret of(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
    return new Secret(value);
  }

  /**
   * Returns the value, to be sent to whom it belongs and to nobody else.
   *
   * @return the key or password
   */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
