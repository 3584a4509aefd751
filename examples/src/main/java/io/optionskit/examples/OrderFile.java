/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.script.OrderScript;
import java.nio.file.Path;

/**
 * An order script with the hash of its file.
 *
 * @param script the orders
 * @param sha256 64 hexadecimal digits
 */
record OrderFile(OrderScript script, String sha256) {

  static OrderFile read(String file) {
    Path path = Path.of(file);
    return new OrderFile(OrderScript.read(path), FileHash.sha256(path));
  }
}
