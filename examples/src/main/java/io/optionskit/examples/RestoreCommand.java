/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.store.DatabaseAddress;
import io.optionskit.data.store.StoreBackup;
import io.optionskit.data.store.TradeStore;
import io.optionskit.examples.report.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fills an empty trade store from a backup. */
@Command(
    name = "restore",
    description =
        "Fills an empty trade store of any kind from a backup, and compares counts and checksums.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit restore --from backups/backup-20260105T211500Z --store restored.db --files"
          + " restored",
    })
final class RestoreCommand implements SubCommand {

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR",
      description = "Folder of one backup.")
  private Optional<Path> from = Optional.empty();

  @Option(
      names = "--store",
      required = true,
      paramLabel = "ADDRESS",
      description = "SQLite file or address of a database, without any row; see 'backup'.")
  private Optional<String> store = Optional.empty();

  @Option(
      names = "--files",
      paramLabel = "DIR",
      description =
          "Empty folder for the files beside the tables; without it they stay in the backup.")
  private Optional<Path> files = Optional.empty();

  @Override
  public Job prepare(Problems problems) {
    Optional<DatabaseAddress> address = TradeStores.address(problems, "--store", store);
    from.filter(folder -> !Files.isRegularFile(folder.resolve("manifest.json")))
        .ifPresent(
            folder ->
                problems.add("--from: '" + folder + "' is no backup: it has no manifest.json"));
    problems.throwIfAny();
    return console -> {
      console.stage("checking " + from.orElseThrow());
      StoreBackup.verify(from.orElseThrow());
      console.stage("filling " + address.orElseThrow());
      try (TradeStore target = TradeStores.open(address.orElseThrow(), System.getenv())) {
        StoreBackup.Report report =
            StoreBackup.restore(
                from.orElseThrow(), target, files, sum -> console.progress(sum.table()));
        ObjectNode json = Json.object();
        json.put("store", address.orElseThrow().toString());
        json.put("at", report.at().toString());
        json.put("files", files.isPresent() ? report.files() : 0);
        json.put("verified", true);
        TradeStores.put(json, report.tables());
        return Outcome.success(
            json,
            TradeStores.text(report.tables())
                + "\nEvery table has the rows and the checksum of the backup of "
                + report.at()
                + ".\nStore: "
                + address.orElseThrow());
      }
    };
  }
}
