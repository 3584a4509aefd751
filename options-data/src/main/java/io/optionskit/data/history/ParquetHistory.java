/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * Plays the files of a directory, one New York date after the other, holding one date in memory.
 */
final class ParquetHistory implements MarketHistory {

  private final DuckDBConnection connection;
  private final AssetTable assets = new AssetTable();
  private final Queue<List<Path>> days;
  private final Path spill;

  ParquetHistory(
      Path directory,
      ParquetSettings settings,
      Predicate<String> underlyings,
      Predicate<LocalDate> dates) {
    days = new ArrayDeque<>(filesByDay(directory, underlyings, dates).values());
    try {
      spill = Files.createTempDirectory("optionskit");
    } catch (IOException e) {
      throw new ProviderException(
          Reason.UNAVAILABLE, "cannot make a temporary folder: " + e.getMessage(), e);
    }
    connection = DuckDb.open(settings, spill);
  }

  @Override
  public AssetTable assets() {
    return assets;
  }

  @Override
  public Optional<QuoteTable> next() {
    List<Path> files = days.poll();
    if (files == null) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement()) {
      return Optional.of(read(statement, files));
    } catch (SQLException | IllegalArgumentException e) {
      throw new ProviderException(
          Reason.BAD_DATA, "cannot read " + files.get(0).getParent() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      days.clear();
      connection.close();
      Files.deleteIfExists(spill);
    } catch (SQLException | IOException e) {
      throw new ProviderException(Reason.UNAVAILABLE, "cannot close DuckDB: " + e.getMessage(), e);
    }
  }

  private QuoteTable read(Statement statement, List<Path> files) throws SQLException {
    String list =
        files.stream()
            .map(file -> DuckDb.quoted(file.toString()))
            .collect(Collectors.joining(", ", "[", "]"));
    String source =
        "read_parquet("
            + list
            + ", file_row_number = true, union_by_name = true, hive_partitioning = false)";
    numberAssets(statement, source);
    QuoteTable.Builder table = QuoteTable.builder(assets);
    String place =
        hasSequence(statement, source)
            ? "coalesce(q.sequence, q.file_row_number)"
            : "q.file_row_number";
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT epoch_ns(q.quote_time), a.id, q.bid, q.ask, q.\"last\", coalesce(q.bid_size, -1),"
                + " coalesce(q.ask_size, -1), coalesce(q.volume, -1), coalesce(q.open_interest, -1) FROM "
                + source
                + " q JOIN assets a ON q.underlying = a.underlying AND q.root IS NOT DISTINCT FROM a.root"
                + " AND q.expiration IS NOT DISTINCT FROM a.expiration"
                + " AND q.strike IS NOT DISTINCT FROM a.strike"
                + " AND q.\"right\" IS NOT DISTINCT FROM a.\"right\""
                + " ORDER BY 1, "
                + place
                + ", q.underlying")) {
      while (rows.next()) {
        table.add(
            rows.getLong(1),
            rows.getInt(2),
            price(rows, 3),
            price(rows, 4),
            price(rows, 5),
            rows.getInt(6),
            rows.getInt(7),
            rows.getLong(8),
            rows.getInt(9));
      }
    }
    return table.build();
  }

  /** Makes the temporary table {@code assets}, with the number of each asset of some files. */
  private void numberAssets(Statement statement, String source) throws SQLException {
    statement.execute(
        "CREATE OR REPLACE TEMP TABLE listed AS SELECT row_number() OVER (ORDER BY underlying, first_row) - 1 AS place, *"
            + " FROM (SELECT underlying, root, expiration, strike, \"right\", min(file_row_number) AS first_row FROM "
            + source
            + " GROUP BY ALL)");
    List<String> ids = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT underlying, root, CAST(expiration AS VARCHAR), CAST(strike AS VARCHAR), \"right\" FROM listed ORDER BY place")) {
      while (rows.next()) {
        ids.add(Integer.toString(assets.idOf(asset(rows))));
      }
    }
    statement.execute(
        "CREATE OR REPLACE TEMP TABLE assets AS SELECT CAST(["
            + String.join(", ", ids)
            + "][place + 1] AS INTEGER) AS id, * EXCLUDE (place, first_row) FROM listed");
  }

  private static Asset asset(ResultSet row) throws SQLException {
    String underlying = row.getString(1);
    String root = row.getString(2);
    if (root == null) {
      return new Underlying(underlying);
    }
    LocalDate expiry = LocalDate.parse(row.getString(3));
    return new OptionContract(
        OptionProduct.ofRoot(root, expiry).withUnderlying(underlying),
        expiry,
        OptionType.ofCode(row.getString(5).charAt(0)),
        new BigDecimal(row.getString(4)));
  }

  private static boolean hasSequence(Statement statement, String source) throws SQLException {
    try (ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
      while (columns.next()) {
        if (columns.getString(1).equals("sequence")) {
          return true;
        }
      }
    }
    return false;
  }

  private static double price(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  private static Map<LocalDate, List<Path>> filesByDay(
      Path directory, Predicate<String> underlyings, Predicate<LocalDate> dates) {
    if (!Files.isDirectory(directory)) {
      throw new ProviderException(Reason.BAD_REQUEST, "there is no directory " + directory);
    }
    Map<LocalDate, List<Path>> days = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory, 3)) {
      files
          .filter(file -> PartName.parse(String.valueOf(file.getFileName())).isPresent())
          .sorted()
          .forEach(
              file ->
                  partition(file)
                      .filter(day -> dates.test(day.date) && underlyings.test(day.underlying))
                      .ifPresent(
                          day ->
                              days.computeIfAbsent(day.date, key -> new ArrayList<>()).add(file)));
    } catch (IOException e) {
      throw new ProviderException(
          Reason.UNAVAILABLE, "cannot list " + directory + ": " + e.getMessage(), e);
    }
    return days;
  }

  private record Partition(String underlying, LocalDate date) {}

  private static Optional<Partition> partition(Path file) {
    int names = file.getNameCount();
    String date = names < 3 ? "" : file.getName(names - 2).toString();
    String underlying = names < 3 ? "" : file.getName(names - 3).toString();
    if (!date.startsWith("date=") || !underlying.startsWith("underlying=")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Partition(
              URLDecoder.decode(
                  underlying.substring("underlying=".length()), StandardCharsets.UTF_8),
              LocalDate.parse(date.substring("date=".length()))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
