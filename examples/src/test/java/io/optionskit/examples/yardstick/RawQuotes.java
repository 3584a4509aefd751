/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.yardstick;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Rows of a tidy file, read with nothing but the JDK and kept per contract as they stand. */
final class RawQuotes {

  /** Rows of one contract under its compact OCC symbol, in order of the file. */
  final Map<String, List<Row>> rows = new LinkedHashMap<>();

  /** Price of the underlying by the time at which it was known. */
  final TreeMap<Instant, BigDecimal> spots = new TreeMap<>();

  record Row(Instant time, Optional<BigDecimal> bid, Optional<BigDecimal> ask) {}

  static RawQuotes read(Path file) {
    RawQuotes quotes = new RawQuotes();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> header = List.of(reader.readLine().split(",", -1));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        quotes.add(header, line.split(",", -1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return quotes;
  }

  private void add(List<String> header, String[] cells) {
    Instant time = Instant.parse(cells[header.indexOf("quote_time")]);
    number(cells[header.indexOf("underlying_price")]).ifPresent(spot -> spots.put(time, spot));
    BigDecimal strike = new BigDecimal(cells[header.indexOf("strike")]);
    LocalDate expiry = LocalDate.parse(cells[header.indexOf("expiration")]);
    String symbol =
        cells[header.indexOf("root")]
            + String.format(
                "%02d%02d%02d",
                expiry.getYear() % 100, expiry.getMonthValue(), expiry.getDayOfMonth())
            + cells[header.indexOf("right")]
            + String.format("%08d", strike.movePointRight(3).intValueExact());
    Optional<BigDecimal> ask =
        number(cells[header.indexOf("ask")]).filter(price -> price.signum() > 0);
    Optional<BigDecimal> bid =
        number(cells[header.indexOf("bid")]).filter(price -> price.signum() > 0 || ask.isPresent());
    rows.computeIfAbsent(symbol, key -> new ArrayList<>()).add(new Row(time, bid, ask));
  }

  /** The first row of a contract at or after a time. */
  Optional<Instant> firstRowFrom(String symbol, Instant time) {
    return rows.getOrDefault(symbol, List.of()).stream()
        .map(Row::time)
        .filter(at -> !at.isBefore(time))
        .findFirst();
  }

  /**
   * Touch price at a time: the side of the last quote, else its last known value, else the other
   * side.
   */
  Optional<BigDecimal> touch(String symbol, boolean buys, Instant time) {
    Optional<BigDecimal> side = Optional.empty();
    Optional<BigDecimal> known = Optional.empty();
    Optional<BigDecimal> other = Optional.empty();
    for (Row row : rows.getOrDefault(symbol, List.of())) {
      if (!row.time().isAfter(time) && (row.bid().isPresent() || row.ask().isPresent())) {
        side = buys ? row.ask() : row.bid();
        known = side.isPresent() ? side : known;
        other = (buys ? row.bid() : row.ask()).or(keep(other));
      }
    }
    return side.or(keep(known)).or(keep(other));
  }

  /** Middle of the last row with any side, or its one side. */
  Optional<BigDecimal> mark(String symbol, Instant time) {
    Optional<BigDecimal> mark = Optional.empty();
    for (Row row : rows.getOrDefault(symbol, List.of())) {
      if (!row.time().isAfter(time) && (row.bid().isPresent() || row.ask().isPresent())) {
        mark =
            row.bid().isPresent() && row.ask().isPresent()
                ? Optional.of(row.bid().get().add(row.ask().get()).divide(new BigDecimal(2)))
                : row.bid().or(keep(row.ask()));
      }
    }
    return mark;
  }

  private static java.util.function.Supplier<Optional<BigDecimal>> keep(
      Optional<BigDecimal> value) {
    return () -> value;
  }

  private static Optional<BigDecimal> number(String cell) {
    return cell.isBlank() ? Optional.empty() : Optional.of(new BigDecimal(cell));
  }
}
