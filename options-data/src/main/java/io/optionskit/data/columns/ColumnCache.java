/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.columns;

import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.ProviderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of tables of quotes in flat files, from which they are read again much faster than
 * from where they came.
 *
 * <p>A table is found by a key that stands for all it was made of: when the source changes, so does
 * the key, and the old table is not found any more. A file that is damaged, or of another version,
 * is treated as if it were not there. A cache that cannot be written is no failure: data are read
 * from their source then, and a warning is logged.
 *
 * <p>When the files grow beyond a limit, those written longest ago are removed. May be used from
 * any thread and by several processes.
 */
public final class ColumnCache {

  private static final Logger LOG = LoggerFactory.getLogger(ColumnCache.class);
  private static final String TABLE = ".columns";
  private static final String INDEX = ".index";
  private static final String TEMPORARY = ".tmp";

  private final Path folder;
  private final long mostBytes;
  private final AtomicBoolean isReadOnly = new AtomicBoolean();

  /**
   * Market data as they come from their source.
   *
   * @param history rows; played to the end and closed by who gets it
   * @param notes what was said of them on reading, kept beside them
   */
  public record Content(MarketHistory history, List<String> notes) {

    /** Copies the list. */
    public Content {
      notes = List.copyOf(notes);
    }
  }

  private ColumnCache(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /**
   * Returns the cache in a directory.
   *
   * @param folder directory, made when something is kept
   * @param mostBytes size beyond which files are removed, &gt; 0
   * @return the cache
   * @throws IllegalArgumentException if the size is not positive
   */
  public static ColumnCache in(Path folder, long mostBytes) {
    if (mostBytes <= 0) {
      throw new IllegalArgumentException("mostBytes must be positive: " + mostBytes);
    }
    return new ColumnCache(folder, mostBytes);
  }

  /**
   * Returns whether there is a table, which may yet turn out to be damaged.
   *
   * @param key 64 hexadecimal digits, as {@link InputHash} makes them
   * @return true if a file has this name
   */
  public boolean has(String key) {
    return Files.exists(file(key, TABLE));
  }

  /**
   * Reads a table.
   *
   * @param key 64 hexadecimal digits, as {@link InputHash} makes them
   * @param assets numbers of the assets; those that it does not know yet are added in the order in
   *     which the table's own numbers were given
   * @return the same rows as were kept, with the same hash; empty if there are none or they are
   *     damaged
   */
  public Optional<QuoteTable> find(String key, AssetTable assets) {
    Path file = file(key, TABLE);
    try {
      return Files.exists(file) ? Optional.of(ColumnFile.read(file, assets)) : Optional.empty();
    } catch (IOException e) {
      LOG.warn("{}; it is made again", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Keeps a table.
   *
   * @param key 64 hexadecimal digits that stand for all that the rows were made of
   * @param table rows
   * @return false if it cannot be kept: contracts have special terms, or nothing can be written
   */
  public boolean keep(String key, QuoteTable table) {
    if (isReadOnly.get() || !ColumnFile.canKeep(table)) {
      return false;
    }
    return write(key, TABLE, temporary -> ColumnFile.write(table, temporary));
  }

  /**
   * Returns a history that is read from this cache, after it was brought in from its source if need
   * be.
   *
   * @param key 64 hexadecimal digits that stand for all that the history is made of
   * @param source reads it; called only if it is not here, or turns out to be damaged
   * @return the same pieces in the same order, with the same notes and the same numbers of assets,
   *     all of which are there from the start; the source itself if it cannot be kept
   * @throws ProviderException if the source cannot be read
   */
  public Content history(String key, Supplier<Content> source) {
    return CachedHistory.open(this, key, source);
  }

  /**
   * Removes the files written longest ago until the rest is small enough.
   *
   * @return bytes removed
   */
  public long shrink() {
    record Kept(Path file, long lastMs, long bytes) {}
    List<Kept> files = new ArrayList<>();
    long removed = 0;
    try (Stream<Path> found = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      for (Path file : (Iterable<Path>) found::iterator) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(TABLE) || name.endsWith(INDEX)) {
          files.add(new Kept(file, Files.getLastModifiedTime(file).toMillis(), Files.size(file)));
        }
      }
      long left = files.stream().mapToLong(Kept::bytes).sum();
      files.sort(Comparator.comparingLong(Kept::lastMs).thenComparing(Kept::file));
      for (Kept each : files) {
        if (left <= mostBytes) {
          break;
        }
        Files.deleteIfExists(each.file);
        left -= each.bytes;
        removed += each.bytes;
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("cannot shrink the cache {}: {}", folder, e.toString());
    }
    return removed;
  }

  /** Writes to a file. */
  interface Output {
    void to(Path file) throws IOException;
  }

  boolean write(String key, String ending, Output output) {
    Path target = file(key, ending);
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, key.substring(0, 16) + "-", TEMPORARY);
      try {
        output.to(temporary);
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
      return true;
    } catch (IOException e) {
      isReadOnly.set(true); // said once
      LOG.warn("cannot write {}: {}; data are read from their source", target, e.toString());
      return false;
    }
  }

  Path index(String key) {
    return file(key, INDEX);
  }

  boolean writeIndex(String key, Output output) {
    return write(key, INDEX, output);
  }

  private Path file(String key, String ending) {
    if (!key.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("key must have 64 hexadecimal digits: '" + key + "'");
    }
    return folder.resolve(key + ending);
  }
}
