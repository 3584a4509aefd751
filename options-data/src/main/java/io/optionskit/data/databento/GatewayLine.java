/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One line of the gateway: names and values, as in {@code success=1|session_id=17}. */
final class GatewayLine {

  private final Map<String, String> values;

  private GatewayLine(Map<String, String> values) {
    this.values = values;
  }

  /** Reads a line without its end; anything else is BAD_DATA, which does not show the line. */
  static GatewayLine parse(String line) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : line.split("\\|", -1)) {
      int equals = part.indexOf('=');
      if (equals <= 0
          || values.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
        throw new ProviderException(
            Reason.BAD_DATA,
            "a line of databento's gateway must be name=value parts with different names; one of "
                + line.length()
                + " characters is not");
      }
    }
    return new GatewayLine(values);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }
}
