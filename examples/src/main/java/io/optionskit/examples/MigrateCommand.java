/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.store.DatabaseAddress;
import io.optionskit.data.store.TableSum;
import io.optionskit.data.store.TradeStore;
import io.optionskit.examples.report.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Moves a trade store to another database. */
@Command(
    name = "migrate",
    description = {
      "Copies every table of a trade store to another database and compares counts and checksums.",
      "An interrupted run goes on when it is started again. The first store is left as it is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit migrate --from data/trading.db --to postgresql://user@host/options_trading"
    })
final class MigrateCommand implements SubCommand {

  @Option(
      names = "--from",
      required = true,
      paramLabel = "ADDRESS",
      description =
          "Store to read; see 'backup'. Its password may be FROM_DB_PASSWORD, else DB_PASSWORD.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "ADDRESS",
      description =
          "Store to write, empty or left by an interrupted run; its password is DB_PASSWORD.")
  private Optional<String> to = Optional.empty();

  @Override
  public Job prepare(Problems problems) {
    Optional<DatabaseAddress> source = TradeStores.existing(problems, "--from", from);
    Optional<DatabaseAddress> target = TradeStores.address(problems, "--to", to);
    if (source.isPresent() && source.map(Object::toString).equals(target.map(Object::toString))) {
      problems.add("--to: must be another store than --from");
    }
    problems.throwIfAny();
    return console -> {
      try (TradeStore first = TradeStores.open(source.orElseThrow(), ofSource(System.getenv()));
          TradeStore second = TradeStores.open(target.orElseThrow(), System.getenv())) {
        console.stage("copying " + source.orElseThrow() + " to " + target.orElseThrow());
        List<TableSum> sums = first.copyTo(second, sum -> console.progress(sum.table()));
        ObjectNode json = Json.object();
        json.put("from", source.orElseThrow().toString());
        json.put("to", target.orElseThrow().toString());
        json.put("verified", true);
        TradeStores.put(json, sums);
        return Outcome.success(
            json,
            TradeStores.text(sums)
                + "\nCounts and checksums of all tables agree.\nStore: "
                + target.orElseThrow());
      }
    };
  }

  private static Map<String, String> ofSource(Map<String, String> environment) {
    String own = environment.get("FROM_DB_PASSWORD");
    return own == null ? environment : Map.of(TradeStore.PASSWORD, own);
  }
}
