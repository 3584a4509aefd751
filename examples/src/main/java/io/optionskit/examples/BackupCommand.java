/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.backup.BucketAddress;
import io.optionskit.data.backup.BucketBackups;
import io.optionskit.data.store.DatabaseAddress;
import io.optionskit.data.store.StoreBackup;
import io.optionskit.data.store.TradeStore;
import io.optionskit.examples.report.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies a trade store and the files beside it to a folder. */
@Command(
    name = "backup",
    description =
        "Copies a trade store as it is at one moment, and files such as the journal, to a folder of"
            + " its own.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit backup --store data/trading.db --to backups --include data/journal",
      "  DB_PASSWORD=... optionskit backup --store postgresql://user@host/options_trading --to"
          + " backups",
      "  AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=... optionskit backup --store data/trading.db"
          + " --to backups --upload 's3://my-bucket/options?region=eu-central-1'"
    })
final class BackupCommand implements SubCommand {

  @Option(
      names = "--store",
      required = true,
      paramLabel = "ADDRESS",
      description = {
        "SQLite file, or postgresql://user@host:port/name, mariadb://...;",
        "the password may stand in the environment as DB_PASSWORD."
      })
  private Optional<String> store = Optional.empty();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the backups; made if it is not there.")
  private Optional<Path> to = Optional.empty();

  @Option(
      names = "--include",
      paramLabel = "PATH",
      description =
          "File or folder to copy too, such as the journal or the models; may be repeated.")
  private List<Path> include = new ArrayList<>();

  @Option(
      names = "--upload",
      paramLabel = "BUCKET",
      description = {
        "Send the copy to a bucket too, s3://bucket/prefix?region=...&endpoint=...&style=path|host;",
        "backups there are removed after 90 days. Keys: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY."
      })
  private Optional<String> upload = Optional.empty();

  @Option(
      names = "--protect",
      description =
          "Make that bucket keep old versions, and remove backups after 90 days by itself.")
  private boolean protect;

  @Option(
      names = "--keep-days",
      paramLabel = "DAYS",
      description = "Remove older backups of that folder; 0 keeps all. Default: 7.")
  private int keepDays = 7;

  @Override
  public Job prepare(Problems problems) {
    Optional<DatabaseAddress> address = TradeStores.existing(problems, "--store", store);
    for (Path path : include) {
      if (!Files.exists(path)) {
        problems.add("--include: there is no '" + path + "'");
      }
    }
    if (keepDays < 0) {
      problems.add("--keep-days: must be 0 or more: " + keepDays);
    }
    Optional<BucketAddress> bucket = Buckets.address(problems, "--upload", upload);
    if (protect && upload.isEmpty()) {
      problems.add("--protect: needs --upload");
    }
    problems.throwIfAny();
    Path folder = to.orElseThrow();
    return console -> {
      Instant now = InstantSource.system().instant();
      console.stage("copying " + address.orElseThrow());
      try (TradeStore source = TradeStores.open(address.orElseThrow(), System.getenv())) {
        StoreBackup.Report report =
            StoreBackup.create(source, folder, include, now, sum -> console.progress(sum.table()));
        console.stage("reading the copy again");
        StoreBackup.verify(report.folder());
        List<Path> removed =
            keepDays == 0
                ? List.of()
                : StoreBackup.removeOld(folder, Duration.ofDays(keepDays), now);
        ObjectNode json = json(report, removed);
        StringBuilder text = new StringBuilder(text(report, removed));
        if (bucket.isPresent()) {
          console.stage("sending it to " + bucket.get());
          try (BucketBackups remote = Buckets.open(bucket.get(), System.getenv())) {
            text.append(Buckets.send(remote, report.folder(), protect, now, json));
          }
        }
        return Outcome.success(json, text.toString());
      }
    };
  }

  private static ObjectNode json(StoreBackup.Report report, List<Path> removed) {
    ObjectNode json = Json.object();
    json.put("folder", report.folder().toString());
    json.put("at", report.at().toString());
    json.put("files", report.files());
    TradeStores.put(json, report.tables());
    ArrayNode old = json.putArray("removed");
    removed.forEach(path -> old.add(path.toString()));
    return json;
  }

  private static String text(StoreBackup.Report report, List<Path> removed) {
    return TradeStores.text(report.tables())
        + (report.files() > 0 ? "  and " + report.files() + " files\n" : "")
        + (removed.isEmpty() ? "" : "  " + removed.size() + " old backups removed\n")
        + "\nBackup: "
        + report.folder();
  }
}
