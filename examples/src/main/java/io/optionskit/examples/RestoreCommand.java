/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.backup.BucketAddress;
import io.optionskit.data.backup.BucketBackups;
import io.optionskit.data.store.DatabaseAddress;
import io.optionskit.data.store.StoreBackup;
import io.optionskit.data.store.TradeStore;
import io.optionskit.examples.report.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
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
      "  optionskit restore --from"
          + " 's3://my-bucket/options/backup-20260105T211500Z?region=eu-central-1' --store"
          + " restored.db"
    })
final class RestoreCommand implements SubCommand {

  private static final String NAME = "backup-\\d{8}T\\d{6}Z";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "BACKUP",
      description = "Folder of one backup, or s3://bucket/prefix/backup-...; see 'backup'.")
  private Optional<String> from = Optional.empty();

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
    boolean isRemote = from.orElseThrow().startsWith("s3:");
    Optional<BucketAddress> bucket =
        Buckets.address(problems, "--from", isRemote ? from : Optional.empty());
    if (bucket.isPresent() && !bucket.get().prefix().matches("(.*/)?" + NAME)) {
      problems.add("--from: must end with the name of a backup, such as backup-20260105T211500Z");
    } else if (!isRemote && !Files.isRegularFile(Path.of(from.get(), "manifest.json"))) {
      problems.add("--from: '" + from.get() + "' is no backup: it has no manifest.json");
    }
    problems.throwIfAny();
    return console -> {
      console.stage("checking " + from.get());
      Optional<Path> fetched = bucket.map(RestoreCommand::fetch);
      Path folder = fetched.orElseGet(() -> Path.of(from.get()));
      StoreBackup.verify(folder);
      console.stage("filling " + address.orElseThrow());
      try (TradeStore target = TradeStores.open(address.orElseThrow(), System.getenv())) {
        StoreBackup.Report report =
            StoreBackup.restore(folder, target, files, sum -> console.progress(sum.table()));
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
      } finally {
        fetched.ifPresent(RestoreCommand::remove);
      }
    };
  }

  private static Path fetch(BucketAddress address) {
    int slash = address.prefix().lastIndexOf('/');
    BucketAddress parent =
        new BucketAddress(
            address.endpoint(),
            address.region(),
            address.bucket(),
            address.prefix().substring(0, Math.max(0, slash)),
            address.isPathStyle());
    try (BucketBackups remote = Buckets.open(parent, System.getenv())) {
      Path folder = Files.createTempDirectory("optionskit-restore");
      try {
        return remote.fetch(address.prefix().substring(slash + 1), folder);
      } catch (RuntimeException e) {
        remove(folder.resolve("none"));
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a fetched backup and the temporary folder around it. */
  private static void remove(Path backup) {
    Path folder = backup.resolveSibling(".").normalize();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
