/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.columns.InputHash;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names and meaning of the columns of feature files. The version goes up whenever a feature is
 * added, removed, or computed in another way under the same name.
 *
 * @param version version of the set of features, &gt; 0
 * @param names names of the features in their order
 */
public record FeatureSchema(int version, List<String> names) {

  static final String TIME = "time";
  static final String KEY = "key";

  /**
   * Checks the schema.
   *
   * @throws IllegalArgumentException if the version is not positive, there is no name, or a name is
   *     blank, stands twice (in upper or lower case), or is {@code time} or {@code key}, which
   *     every file has
   */
  public FeatureSchema {
    if (version <= 0) {
      throw new IllegalArgumentException("version must be positive: " + version);
    }
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("names must not be empty");
    }
    Set<String> seen = new HashSet<>(Set.of(TIME, KEY));
    for (String name : names) {
      if (name.isBlank() || !seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "each name must stand once, and not be blank, time or key: '" + name + "'");
      }
    }
  }

  /**
   * Returns a hash of version and names, in their order.
   *
   * @return SHA-256, 64 hexadecimal digits
   */
  public String sha256() {
    InputHash hash = new InputHash().add(Integer.toString(version));
    names.forEach(hash::add);
    return hash.hex();
  }
}
