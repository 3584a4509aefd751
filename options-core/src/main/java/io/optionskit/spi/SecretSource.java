/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import java.util.Map;
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
   * Returns the secrets among some settings, such as {@code SecretSource.of(System.getenv())}.
   *
   * @param settings values by name; blank ones are no secrets
   * @return source of the others
   */
  static SecretSource of(Map<String, String> settings) {
    return name ->
        Optional.ofNullable(settings.get(name)).filter(value -> !value.isBlank()).map(Secret::of);
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
