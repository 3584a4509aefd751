/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.columns.ColumnCache;
import io.optionskit.data.store.StoreException;
import io.optionskit.market.AssetTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.ProviderException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A directory of Parquet files with the history of quotes: {@code
 * underlying=SPY/date=2025-03-03/part-….parquet}.
 *
 * <p>Each file has the columns of tidy option quotes, so that it can be read by anything that reads
 * Parquet; rows of the underlying itself leave root, expiration, strike and right empty. Days are
 * New York dates. All files of a day become visible together, or none does if the process ends:
 * {@code history.log} says which files count. Importing the same rows again changes nothing.
 *
 * <p>Reads through DuckDB, embedded and in memory: needs {@code org.duckdb:duckdb_jdbc} on the path
 * and opens no network connection.
 */
public final class ParquetQuotes {

  private ParquetQuotes() {}

  /**
   * Adds a history to a directory with default settings.
   *
   * @param history what is added, played to its end; stays open
   * @param directory directory of the files, made if it is not there
   * @return what was done
   * @throws StoreException if a file cannot be written, another import is running, or other quotes
   *     of the same hours are there
   * @throws ProviderException if the history cannot be read
   */
  public static ImportCounts importInto(MarketHistory history, Path directory) {
    return importInto(history, directory, ParquetSettings.defaults(), counts -> {});
  }

  /**
   * Adds a history to a directory.
   *
   * @param history what is added, played to its end; stays open
   * @param directory directory of the files, made if it is not there
   * @param settings compression, threads and memory
   * @param progress told after each day what was done so far
   * @return what was done
   * @throws StoreException if a file cannot be written, another import is running, or other quotes
   *     of the same hours are there
   * @throws ProviderException if the history cannot be read
   */
  public static ImportCounts importInto(
      MarketHistory history,
      Path directory,
      ParquetSettings settings,
      Consumer<ImportCounts> progress) {
    try (ParquetImport writing = new ParquetImport(directory, settings, progress, Disk.REAL)) {
      return writing.run(history);
    }
  }

  /**
   * Reads everything in a directory.
   *
   * @param directory directory that was imported into
   * @return the rows in the order in which they were imported, one piece per New York date
   * @throws ProviderException if there is no such directory
   */
  public static MarketHistory read(Path directory) {
    return read(directory, ParquetSettings.defaults(), underlying -> true, date -> true);
  }

  /**
   * Reads a part of a directory.
   *
   * @param directory directory that was imported into
   * @param settings threads and memory
   * @param underlyings which tickers are wanted
   * @param dates which New York dates are wanted
   * @return the rows in the order in which they were imported, one piece per New York date
   * @throws ProviderException if there is no such directory
   */
  public static MarketHistory read(
      Path directory,
      ParquetSettings settings,
      Predicate<String> underlyings,
      Predicate<LocalDate> dates) {
    return new ParquetHistory(directory, settings, underlyings, dates, new AssetTable());
  }

  /**
   * Reads a part of a directory by way of a column cache: from the cache where it holds every date
   * wanted, else from the files, whose dates are then kept in it.
   *
   * @param directory directory that was imported into
   * @param settings threads and memory
   * @param underlyings which tickers are wanted
   * @param dates which New York dates are wanted
   * @param cache where dates are kept
   * @return the same rows with the same hashes as without the cache
   * @throws ProviderException if there is no such directory
   */
  public static MarketHistory read(
      Path directory,
      ParquetSettings settings,
      Predicate<String> underlyings,
      Predicate<LocalDate> dates,
      ColumnCache cache) {
    return new CachedQuotes(directory, settings, underlyings, dates, cache);
  }
}
