/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.store.Retention;
import io.optionskit.data.store.StoreException;
import io.optionskit.market.EpochNanos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * The directory of a history, for its maintenance: putting small files together, forgetting what is
 * older than need be, and checking that all is there.
 *
 * <p>Each step is one change: readers see the history before or after it, and so does whoever comes
 * after the process ended in the middle. Only files that a history made are ever removed.
 *
 * <p>While it is open nobody else can write. May be called from any thread.
 */
public final class HistoryFolder implements AutoCloseable {

  private static final int ROW_GROUP = 122_880;
  private static final int CHAIN_ROW_GROUP = 4096;

  private final HistoryKind kind;
  private final HistoryWriter writer;
  private final DuckDBConnection connection;
  private final JavaRows javaRows;
  private final ParquetSettings settings;

  /**
   * What a compaction did.
   *
   * @param filesBefore files that were put together
   * @param filesAfter files that they became
   * @param rows rows in them
   * @param bytesBefore their length before
   * @param bytesAfter their length after
   */
  public record Compaction(
      int filesBefore, int filesAfter, long rows, long bytesBefore, long bytesAfter) {}

  /**
   * What a verification found.
   *
   * @param files files that the log names
   * @param rows rows in them by the log
   * @param bytes their length by the log
   * @param problems what is not as the log says, empty if all is
   */
  public record Verification(int files, long rows, long bytes, List<String> problems) {

    /** Copies the list. */
    public Verification {
      problems = List.copyOf(problems);
    }

    /**
     * Returns whether everything is there and as it was written.
     *
     * @return true if there is no problem
     */
    public boolean isSound() {
      return problems.isEmpty();
    }
  }

  private HistoryFolder(Path directory, HistoryKind kind, ParquetSettings settings, Disk disk) {
    this.kind = kind;
    this.settings = settings;
    writer = new HistoryWriter(directory, kind, disk);
    try {
      connection = DuckDb.open(settings, writer.root.resolve(DuckDb.SPILL));
      javaRows = JavaRows.register(connection);
    } catch (StoreException e) {
      writer.close();
      throw e;
    } catch (SQLException e) {
      writer.close();
      throw new StoreException("cannot prepare DuckDB: " + e.getMessage(), e);
    }
  }

  /**
   * Opens a directory for maintenance.
   *
   * @param directory directory of a history, made if it is not there
   * @param kind what it holds
   * @param settings compression, threads and memory
   * @return the directory
   * @throws StoreException if it holds something else, or somebody else is writing
   */
  public static HistoryFolder open(Path directory, HistoryKind kind, ParquetSettings settings) {
    return open(directory, kind, settings, Disk.REAL);
  }

  static HistoryFolder open(Path directory, HistoryKind kind, ParquetSettings settings, Disk disk) {
    return new HistoryFolder(directory, kind, settings, disk);
  }

  /**
   * Returns the files of the history.
   *
   * @return files by underlying and path
   */
  public synchronized List<StoredFile> files() {
    return writer.log.files();
  }

  /**
   * Puts the files of each underlying and date together that has more than one.
   *
   * <p>Each result is compared with what it was made of, by number of rows and a checksum over all
   * columns, before it takes the place of the others.
   *
   * @param dates which New York dates
   * @return what was done
   * @throws StoreException if a file cannot be read or written, or the result is not the same
   */
  public synchronized Compaction compact(Predicate<LocalDate> dates) {
    TreeMap<String, List<StoredFile>> groups = new TreeMap<>();
    for (StoredFile file : writer.log.files()) {
      if (dates.test(file.date())) {
        groups
            .computeIfAbsent(
                StoredFile.folder(file.underlying(), file.date()), key -> new ArrayList<>())
            .add(file);
      }
    }
    Compaction done = new Compaction(0, 0, 0, 0, 0);
    for (List<StoredFile> group : groups.values()) {
      if (group.size() > 1) {
        StoredFile whole = compact(group);
        done =
            new Compaction(
                done.filesBefore + group.size(),
                done.filesAfter + 1,
                done.rows + whole.rows(),
                done.bytesBefore + group.stream().mapToLong(StoredFile::bytes).sum(),
                done.bytesAfter + whole.bytes());
      }
    }
    return done;
  }

  /**
   * Removes files.
   *
   * @param unwanted which files
   * @return how many there were
   * @throws StoreException if the log cannot be written
   */
  public synchronized int remove(Predicate<StoredFile> unwanted) {
    List<StoredFile> gone = writer.log.files().stream().filter(unwanted).toList();
    if (!gone.isEmpty()) {
      change((change, ignored) -> gone.forEach(change::remove));
    }
    return gone.size();
  }

  /**
   * Puts together the dates that are no longer kept in detail, and removes those that are no longer
   * kept.
   *
   * @param retention how long what is kept
   * @param today New York date from which days count
   * @return how many files were removed
   * @throws StoreException if a file cannot be read or written
   */
  public synchronized int retain(Retention retention, LocalDate today) {
    OptionalInt days = retention.days();
    int removed =
        days.isEmpty() ? 0 : remove(file -> file.date().isBefore(today.minusDays(days.getAsInt())));
    retention
        .daysInDetail()
        .ifPresent(detailed -> compact(date -> date.isBefore(today.minusDays(detailed))));
    return removed;
  }

  /**
   * Checks every file against the log: its length, its checksum, and that its rows can be counted.
   *
   * @return what was found
   */
  public synchronized Verification verify() {
    List<String> problems = new ArrayList<>();
    long rows = 0;
    long bytes = 0;
    List<StoredFile> files = writer.log.files();
    for (StoredFile file : files) {
      problem(file).ifPresent(problem -> problems.add(file.path() + ": " + problem));
      rows += file.rows();
      bytes += file.bytes();
    }
    return new Verification(files.size(), rows, bytes, problems);
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
      Files.deleteIfExists(writer.root.resolve(DuckDb.SPILL));
    } catch (SQLException | IOException e) {
      throw new StoreException("cannot close " + writer.root + ": " + e.getMessage(), e);
    } finally {
      writer.close();
    }
  }

  /** Something to be written, all of it or nothing. */
  interface Step {

    /** Adds and removes files. */
    void run(HistoryChange change, Writing writing) throws SQLException, IOException;
  }

  /** Writes files with the columns of this process. */
  interface Writing {

    /** Writes the rows of a query over the table function {@code java_rows()}. */
    void copy(List<JavaRows.Column> columns, int rows, String query, Path target, int rowGroup)
        throws SQLException;
  }

  synchronized void change(Step step) {
    try (HistoryChange change = writer.change()) {
      step.run(change, this::copy);
      change.commit();
    } catch (SQLException | IOException e) {
      throw new StoreException("cannot write below " + writer.root + ": " + e.getMessage(), e);
    }
  }

  HistoryLog log() {
    return writer.log;
  }

  Path root() {
    return writer.root;
  }

  private void copy(
      List<JavaRows.Column> columns, int rows, String query, Path target, int rowGroup)
      throws SQLException {
    javaRows.set(columns, rows);
    copy(query, target, rowGroup);
  }

  private void copy(String query, Path target, int rowGroup) throws SQLException {
    copy(query, target, rowGroup, Map.of());
  }

  private void copy(String query, Path target, int rowGroup, Map<String, String> metadata)
      throws SQLException {
    String said =
        metadata.entrySet().stream()
            .map(each -> DuckDb.quoted(each.getKey()) + ": " + DuckDb.quoted(each.getValue()))
            .collect(Collectors.joining(", "));
    ParquetSettings.Compression compression =
        kind == HistoryKind.FEATURES ? ParquetSettings.Compression.SNAPPY : settings.compression();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY ("
              + query
              + ") TO "
              + DuckDb.quoted(target.toString())
              + " (FORMAT parquet, USE_TMP_FILE false, ROW_GROUP_SIZE "
              + rowGroup
              + ", COMPRESSION "
              + compression.name().toLowerCase(Locale.ROOT)
              + (said.isEmpty() ? "" : ", KV_METADATA {" + said + "}")
              + ")");
    }
  }

  private StoredFile compact(List<StoredFile> group) {
    boolean areQuotes = kind == HistoryKind.QUOTES;
    String source =
        areQuotes
            ? "(SELECT * EXCLUDE (file_row_number, sequence),"
                + " CAST(coalesce(sequence, file_row_number) AS INTEGER) AS place FROM "
                + DuckDb.quotes(writer.root, group)
                + ")"
            : DuckDb.table(writer.root, group);
    String columns = areQuotes ? "* RENAME (place AS sequence)" : "* EXCLUDE (file_row_number)";
    List<StoredFile> result = new ArrayList<>();
    change(
        (change, writing) -> {
          Path temporary = change.temporary();
          copy(
              "SELECT "
                  + columns
                  + " FROM (SELECT * FROM "
                  + source
                  + " ORDER BY "
                  + kind.order
                  + ")",
              temporary,
              kind == HistoryKind.CHAINS ? CHAIN_ROW_GROUP : ROW_GROUP,
              metadata(group));
          requireSame(
              checksum("SELECT " + columns + " FROM " + source),
              checksum("SELECT * FROM read_parquet(" + DuckDb.quoted(temporary.toString()) + ")"),
              group);
          result.add(change.add(temporary, content(group)));
          group.forEach(change::remove);
        });
    return result.get(0);
  }

  /** Returns what all files of a group say of themselves; they must say the same. */
  private Map<String, String> metadata(List<StoredFile> group) throws SQLException {
    if (kind != HistoryKind.FEATURES) {
      return Map.of();
    }
    Set<Map<String, String>> found = new LinkedHashSet<>();
    for (StoredFile file : group) {
      Map<String, String> metadata = new TreeMap<>();
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(DuckDb.metadata(writer.root.resolve(file.path())))) {
        while (rows.next()) {
          metadata.put(rows.getString(1), rows.getString(2));
        }
      }
      found.add(metadata);
    }
    if (found.size() > 1) {
      throw new StoreException(
          "the files in "
              + writer.root.resolve(group.get(0).path()).getParent()
              + " do not say the same of themselves, so that they cannot be put together: "
              + found);
    }
    return found.iterator().next();
  }

  private static HistoryChange.Content content(List<StoredFile> group) {
    StoredFile any = group.get(0);
    List<String> parts = new ArrayList<>();
    for (StoredFile file : group) {
      parts.addAll(file.parts().isEmpty() ? List.of(file.name()) : file.parts());
    }
    return new HistoryChange.Content(
        group.stream().anyMatch(DuckDb::isInNanos) ? "dayns" : "day",
        any.underlying(),
        any.date(),
        group.stream().mapToLong(file -> EpochNanos.of(file.first())).min().orElseThrow(),
        group.stream().mapToLong(file -> EpochNanos.of(file.last())).max().orElseThrow(),
        group.stream().mapToLong(StoredFile::rows).sum(),
        "",
        parts);
  }

  private String checksum(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) || ' rows, checksum ' || coalesce(sum(CAST(hash(t) AS HUGEINT)), 0)"
                    + " FROM ("
                    + query
                    + ") t")) {
      row.next();
      return row.getString(1);
    }
  }

  private void requireSame(String before, String after, List<StoredFile> group) {
    if (!before.equals(after)) {
      throw new StoreException(
          "putting the files in "
              + writer.root.resolve(group.get(0).path()).getParent()
              + " together gave "
              + after
              + " instead of "
              + before
              + "; nothing was changed");
    }
  }

  private Optional<String> problem(StoredFile file) {
    Path path = writer.root.resolve(file.path());
    try {
      if (!Files.exists(path)) {
        return Optional.of("is missing");
      }
      if (Files.size(path) != file.bytes()) {
        return Optional.of("has " + Files.size(path) + " bytes instead of " + file.bytes());
      }
      if (!HistoryChange.sha256(path).equals(file.sha256())) {
        return Optional.of("has another checksum than when it was written");
      }
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT count(*) FROM read_parquet(" + DuckDb.quoted(path.toString()) + ")")) {
        row.next();
        return row.getLong(1) == file.rows()
            ? Optional.empty()
            : Optional.of("has " + row.getLong(1) + " rows instead of " + file.rows());
      }
    } catch (IOException | SQLException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
  }
}
