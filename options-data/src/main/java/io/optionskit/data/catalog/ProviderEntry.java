/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.catalog;

import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.provider.Capabilities;
import io.optionskit.data.provider.ProviderAccess;
import java.net.URI;
import java.util.function.Function;

/**
 * A provider that can be opened.
 *
 * @param name its name in commands and settings, lower case, such as {@code polygon}
 * @param title its name for people
 * @param home address of its own server
 * @param capabilities what it can do and on which terms
 * @param opener opens it; asks nothing yet
 */
public record ProviderEntry(
    String name,
    String title,
    URI home,
    Capabilities capabilities,
    Function<ProviderAccess, OpenProvider> opener) {

  /**
   * Returns how its own server is reached at the rate it allows, without keys.
   *
   * @return access to {@link #home}
   */
  public ProviderAccess access() {
    return accessAt(home);
  }

  /**
   * Returns how another server that speaks as it does is reached, at the same rate, without keys.
   *
   * @param baseUrl address of the server
   * @return access
   */
  public ProviderAccess accessAt(URI baseUrl) {
    return ProviderAccess.at(baseUrl)
        .withHttp(HttpSettings.defaults().withRate(capabilities.calls(), capabilities.period()));
  }

  /**
   * Opens the provider.
   *
   * @param access how it is reached
   * @return the provider; nothing is asked yet
   */
  public OpenProvider open(ProviderAccess access) {
    return opener.apply(access);
  }
}
