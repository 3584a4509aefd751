/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import java.util.Optional;

/** Gives keys and passwords by name. May be called from any thread. */
@FunctionalInterface
public interface SecretSource {

  /**
   * Returns a secret.
   *
   * @param name its name, such as {@code POLYGON_API_KEY}
   * @return the secret, empty if there is none of that name
   */
  Optional<Secret> find(String name);

  /**
   * Returns the secrets of the process's environment.
   *
   * @return source of the environment variables that are not blank
   */
  static SecretSource environment() {
    return name ->
        Optional.ofNullable(System.getenv(name)).filter(s -> !s.isBlank()).map(Secret::of);
  }

  /**
   * Returns a source without secrets.
   *
   * @return source that is always empty
   */
  static SecretSource none() {
    return name -> Optional.empty();
  }
}
