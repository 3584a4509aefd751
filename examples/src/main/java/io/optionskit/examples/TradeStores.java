/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.store.DatabaseAddress;
import io.optionskit.data.store.StoreSettings;
import io.optionskit.data.store.TableSum;
import io.optionskit.data.store.TradeStore;
import io.optionskit.examples.report.Numbers;
import io.optionskit.spi.SecretSource;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trade stores named on the command line. */
final class TradeStores {

  private TradeStores() {}

  /** Reads the address of a store. */
  static Optional<DatabaseAddress> address(
      Problems problems, String option, Optional<String> text) {
    return problems.read(option, text, DatabaseAddress::parse);
  }

  /** Reads the address of a store that must be there already. */
  static Optional<DatabaseAddress> existing(
      Problems problems, String option, Optional<String> text) {
    Optional<DatabaseAddress> address = address(problems, option, text);
    address
        .filter(DatabaseAddress::isFile)
        .filter(file -> !Files.isRegularFile(java.nio.file.Path.of(file.toString())))
        .ifPresent(file -> problems.add(option + ": there is no file '" + file + "'"));
    return address;
  }

  static TradeStore open(DatabaseAddress address, Map<String, String> environment) {
    return TradeStore.open(
        StoreSettings.of(address), SecretSource.of(environment), InstantSource.system());
  }

  static void put(ObjectNode json, List<TableSum> sums) {
    json.put("rows", sums.stream().mapToLong(TableSum::rows).sum());
    ArrayNode tables = json.putArray("tables");
    sums.forEach(
        sum ->
            tables
                .addObject()
                .put("table", sum.table())
                .put("rows", sum.rows())
                .put("checksum", sum.checksum()));
  }

  static String text(List<TableSum> sums) {
    StringBuilder text = new StringBuilder();
    for (TableSum sum : sums) {
      if (sum.rows() > 0) {
        text.append(
            String.format(
                java.util.Locale.ROOT,
                "  %-20s %15s rows%n",
                sum.table(),
                Numbers.count(sum.rows())));
      }
    }
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
