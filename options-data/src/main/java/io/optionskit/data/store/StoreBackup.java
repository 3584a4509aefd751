/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a trade store in a folder: one compressed file per table, files beside it such as the
 * journal, and a manifest with counts, checksums and the SHA-256 of every file. They can be
 * restored into any database.
 *
 * <p>A backup appears under its name when it is complete; one that was cut off leaves a folder
 * whose name begins with {@code .partial-}.
 */
public final class StoreBackup {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String MANIFEST = "manifest.json";
  private static final String PARTIAL = ".partial-";
  private static final int FORMAT = 1;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'backup-'uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private StoreBackup() {}

  /**
   * What was copied.
   *
   * @param folder folder of the backup
   * @param at when it was made, to the second
   * @param tables what each table holds
   * @param files number of files beside the tables
   */
  public record Report(Path folder, Instant at, List<TableSum> tables, int files) {}

  /**
   * Copies a store as it is at one moment, and then files such as those of the journal: what they
   * have beyond the store can be appended to it again.
   *
   * @param store store to copy
   * @param parent folder in which the backup gets a folder of its own, named by the time; made if
   *     it is not there
   * @param include files and folders copied beside it, each under its own name
   * @param now present time
   * @param progress told of each table
   * @return what was copied
   * @throws StoreException if something cannot be read or written, or there is a backup of that
   *     second
   */
  public static Report create(
      TradeStore store, Path parent, List<Path> include, Instant now, Consumer<TableSum> progress) {
    String name = NAME.format(now);
    Path folder = parent.resolve(name);
    Path partial = parent.resolve(PARTIAL + name);
    try {
      if (Files.exists(folder)) {
        throw new StoreException(folder + " is there already; backups are never overwritten");
      }
      Files.createDirectories(parent);
      delete(partial);
      Files.createDirectory(partial);
      ObjectNode manifest =
          MAPPER.createObjectNode().put("format", FORMAT).put("createdAt", StoreText.of(now));
      manifest.put("store", store.database().name());
      List<TableSum> tables = writeTables(store, partial, manifest.putArray("tables"), progress);
      int files = copyFiles(partial, include, manifest.putArray("files"));
      Files.write(
          partial.resolve(MANIFEST),
          MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      return new Report(folder, Instant.ofEpochSecond(now.getEpochSecond()), tables, files);
    } catch (IOException e) {
      throw new StoreException("cannot write the backup " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Checks that a backup is whole: every file is there with its SHA-256.
   *
   * @param folder folder of the backup
   * @return what it says of itself
   * @throws StoreException if something is missing or was changed
   */
  public static Report verify(Path folder) {
    try {
      JsonNode manifest = manifest(folder);
      List<TableSum> tables = new ArrayList<>();
      for (JsonNode table : manifest.path("tables")) {
        verifyFile(folder, table);
        tables.add(
            new TableSum(
                table.path("name").asText(),
                table.path("rows").asLong(),
                table.path("checksum").asText()));
      }
      int files = 0;
      for (JsonNode file : manifest.path("files")) {
        verifyFile(folder, file);
        files++;
      }
      return new Report(
          folder,
          StoreText.instant(manifest.path("createdAt").asText()),
          List.copyOf(tables),
          files);
    } catch (IOException e) {
      throw new StoreException("cannot read the backup " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Checks a backup, fills an empty store with it and compares counts and checksums.
   *
   * @param folder folder of the backup
   * @param store store without any row
   * @param files folder for the files beside the tables, which must be empty or not there; empty to
   *     leave them in the backup
   * @param progress told of each table when it is restored
   * @return what was restored
   * @throws StoreException if the backup is damaged, the store or the folder is not empty, or what
   *     is in the store in the end is not what was saved
   */
  public static Report restore(
      Path folder, TradeStore store, Optional<Path> files, Consumer<TableSum> progress) {
    Report report = verify(folder);
    if (!store.isEmpty()) {
      throw new StoreException(
          store.database().name() + " has rows already; restore into an empty database");
    }
    try {
      if (files.isPresent() && Files.exists(files.get()) && !isEmptyFolder(files.get())) {
        throw new StoreException(files.get() + " is not empty; name another folder for the files");
      }
      for (TableSum sum : report.tables) {
        Table table = Table.named(sum.table());
        TableData.Writer writer = new TableData.Writer(store.database(), table);
        readTable(folder, table, writer);
        writer.flush();
        TradeStore.requireSame(sum, store.sum(table));
        progress.accept(sum);
      }
      if (files.isPresent()) {
        for (JsonNode file : manifest(folder).path("files")) {
          Path from = inside(folder, file.path("file").asText());
          Path to = inside(files.get(), file.path("path").asText());
          Files.createDirectories(to.resolveSibling("."));
          Files.copy(from, to);
        }
      }
      return report;
    } catch (IOException e) {
      throw new StoreException("cannot restore " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Removes backups older than some time. The newest is kept whatever its age, and nothing but
   * complete backups is touched.
   *
   * @param parent folder of the backups
   * @param keep how long a backup is kept
   * @param now present time
   * @return folders that were removed, oldest first
   * @throws StoreException if one cannot be removed
   */
  public static List<Path> removeOld(Path parent, Duration keep, Instant now) {
    String oldest = NAME.format(now.minus(keep));
    try (Stream<Path> entries = Files.list(parent)) {
      List<Path> backups =
          entries
              .filter(entry -> nameOf(entry).matches("backup-\\d{8}T\\d{6}Z"))
              .filter(entry -> Files.exists(entry.resolve(MANIFEST)))
              .sorted(Comparator.comparing(StoreBackup::nameOf))
              .toList();
      List<Path> removed = new ArrayList<>();
      for (Path backup : backups.subList(0, Math.max(0, backups.size() - 1))) {
        if (nameOf(backup).compareTo(oldest) < 0) {
          delete(backup);
          removed.add(backup);
        }
      }
      return List.copyOf(removed);
    } catch (IOException e) {
      throw new StoreException("cannot remove old backups of " + parent + ": " + e.getMessage(), e);
    }
  }

  private static List<TableSum> writeTables(
      TradeStore store, Path folder, ArrayNode manifest, Consumer<TableSum> progress) {
    Database database = store.database();
    return database.snapshot(
        "back up",
        connection -> {
          List<TableSum> sums = new ArrayList<>();
          for (Table table : Table.ALL) {
            Path file = folder.resolve(table.name() + ".jsonl.gz");
            TableData.Sum sum = new TableData.Sum(table);
            try (BufferedWriter writer =
                new BufferedWriter(
                    new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(file)),
                        StandardCharsets.UTF_8))) {
              TableData.read(
                  database.dialect(),
                  connection,
                  table,
                  row -> {
                    sum.add(row);
                    write(writer, row);
                  });
            } catch (IOException e) {
              throw new StoreException("cannot write " + file + ": " + e.getMessage(), e);
            }
            TableSum result = sum.result();
            describe(manifest, folder, file)
                .put("name", table.name())
                .put("rows", result.rows())
                .put("checksum", result.checksum());
            sums.add(result);
            progress.accept(result);
          }
          return List.copyOf(sums);
        });
  }

  private static void write(BufferedWriter writer, @Nullable Object[] row) {
    ArrayNode line = MAPPER.createArrayNode();
    for (Object value : row) {
      line.add(RowText.of(value));
    }
    try {
      writer.write(line.toString());
      writer.write('\n');
    } catch (IOException e) {
      throw new StoreException("cannot write a backup: " + e.getMessage(), e);
    }
  }

  private static void readTable(Path folder, Table table, TableData.Sink sink) throws IOException {
    Path file = folder.resolve(table.name() + ".jsonl.gz");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode values = MAPPER.readTree(line);
        if (values.size() != table.columns().size()) {
          throw new StoreException(
              file
                  + " was made with other columns: "
                  + values.size()
                  + " instead of "
                  + table.columns().size());
        }
        @Nullable Object[] row = new @Nullable Object[values.size()];
        for (int i = 0; i < row.length; i++) {
          JsonNode value = values.path(i);
          row[i] =
              RowText.parse(table.columns().get(i).kind(), value.isNull() ? null : value.asText());
        }
        sink.accept(row);
      }
    }
  }

  private static int copyFiles(Path folder, List<Path> include, ArrayNode manifest)
      throws IOException {
    int copied = 0;
    for (Path root : include) {
      Path absolute = root.toAbsolutePath().normalize();
      List<Path> files;
      try (Stream<Path> tree = Files.walk(absolute)) {
        files = tree.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path file : files) {
        String path =
            nameOf(absolute) + "/" + absolute.relativize(file).toString().replace('\\', '/');
        path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        Path copy = folder.resolve("files").resolve(path);
        Files.createDirectories(copy.resolveSibling("."));
        Files.copy(file, copy);
        describe(manifest, folder, copy).put("path", path);
        copied++;
      }
    }
    return copied;
  }

  private static ObjectNode describe(ArrayNode manifest, Path folder, Path file) {
    try {
      return manifest
          .addObject()
          .put("file", folder.relativize(file).toString().replace('\\', '/'))
          .put("bytes", Files.size(file))
          .put("sha256", sha256(file));
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static void verifyFile(Path folder, JsonNode described) throws IOException {
    Path file = inside(folder, described.path("file").asText());
    if (!Files.isRegularFile(file)) {
      throw new StoreException(
          "the backup " + folder + " lacks " + described.path("file").asText());
    }
    if (!sha256(file).equals(described.path("sha256").asText())) {
      throw new StoreException(
          "the backup "
              + folder
              + " is damaged: "
              + described.path("file").asText()
              + " was changed");
    }
  }

  private static JsonNode manifest(Path folder) throws IOException {
    Path file = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(file)) {
      throw new StoreException(folder + " is no backup: it has no " + MANIFEST);
    }
    JsonNode manifest = MAPPER.readTree(file.toFile());
    if (manifest.path("format").asInt() != FORMAT) {
      throw new StoreException(
          folder
              + " has format "
              + manifest.path("format").asText()
              + "; this library reads "
              + FORMAT);
    }
    return manifest;
  }

  /** Returns a file of a folder; names that lead out of it are refused. */
  private static Path inside(Path folder, String name) {
    Path root = folder.toAbsolutePath().normalize();
    Path file = root.resolve(name).normalize();
    if (!file.startsWith(root) || file.equals(root)) {
      throw new StoreException("the backup names a file outside of its folder: " + name);
    }
    return file;
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }
}
