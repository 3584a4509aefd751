/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.market.DelayClass;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteField;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.ExpiryRules;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tables of option quotes in any form that a {@link ColumnMapping} describes: CSV, gzip allowed, or
 * Parquet.
 *
 * <p>Everything within the span is held in memory; rows may be in any order.
 */
public final class MappedFiles {

  private static final String NUMBER =
      "[-+]?([0-9]{1,18}(\\.[0-9]{0,18})?|\\.[0-9]{1,18})([eE][-+]?[0-9]{1,2})?";
  private static final Map<QuoteField, String> VALUES = values();

  private final ColumnMapping mapping;
  private final TimeRange range;
  private final Findings findings = new Findings();
  private final ChainCollector chains = new ChainCollector("file", DelayClass.HISTORICAL, findings);
  private final Map<String, Integer> places = new HashMap<>();
  private int width;

  private MappedFiles(ColumnMapping mapping, TimeRange range) {
    this.mapping = mapping;
    this.range = range;
  }

  /**
   * Reads files.
   *
   * @param files tables with a header
   * @param mapping what their columns mean
   * @param range rows that are wanted
   * @return one chain per underlying and instant
   * @throws ProviderException {@code SCHEMA_CHANGED} if a column that the mapping names is missing,
   *     {@code BAD_DATA} if a file cannot be read
   */
  public static FileChains read(List<Path> files, ColumnMapping mapping, TimeRange range) {
    MappedFiles reading = new MappedFiles(mapping, range);
    files.forEach(reading::read);
    return reading.chains.chains();
  }

  private void read(Path file) {
    findings.file();
    places.clear();
    String name = String.valueOf(file.getFileName());
    TableFile.read(
        file,
        mapping.separator,
        new TableFile.Visitor() {
          @Override
          public void header(List<String> names) {
            place(file, names);
          }

          @Override
          public void row(long line, List<String> cells) {
            findings.row();
            String place = name + ":" + line;
            try {
              MappedFiles.this.row(cells);
            } catch (RefusedRowException e) {
              findings.refuse(e.reason(), place, String.valueOf(e.getMessage()));
            } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
              findings.refuse(Refusal.MALFORMED, place, String.valueOf(e.getMessage()));
            }
          }
        });
    if (places.isEmpty()) {
      throw new ProviderException(Reason.BAD_DATA, file + " is empty");
    }
  }

  private void place(Path file, List<String> names) {
    width = names.size();
    List<String> missing = new ArrayList<>();
    mapping.columns.forEach(
        (field, column) -> {
          int at = names.indexOf(column);
          if (at < 0) {
            missing.add(column);
          }
          places.put(field, at);
        });
    if (!missing.isEmpty()) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED, file + " has no column " + String.join(", ", missing));
    }
    names.stream()
        .filter(name -> !mapping.columns.containsValue(name))
        .forEach(name -> findings.warn("column " + name + " is not mapped"));
  }

  private void row(List<String> cells) {
    if (cells.size() != width) {
      throw new IllegalArgumentException("row has " + cells.size() + " cells instead of " + width);
    }
    Instant time = time(cells);
    if (!range.contains(EpochNanos.of(time))) {
      findings.outside();
      return;
    }
    OptionContract contract = contract(cells);
    IntakeRow row = new IntakeRow();
    VALUES.forEach((field, name) -> row.set(field, number(cells, name)));
    chains.add(time, contract, row, number(cells, "underlying_price"));
  }

  private Instant time(List<String> cells) {
    String text = text(cells, "time");
    if (text.isEmpty() && places.containsKey("date")) {
      LocalDate date = date(text(cells, "date"), "date");
      return date.atTime(mapping.timeOfDay.orElseThrow())
          .atZone(mapping.zone.orElseThrow())
          .toInstant()
          .plus(mapping.barLength);
    }
    try {
      Instant time =
          mapping.timeFormat.map(format -> time(text, format)).orElseGet(() -> iso(text));
      int year = time.atZone(ZoneOffset.UTC).getYear();
      if (year < 1973 || year > 2199) {
        throw new DateTimeException("year " + year);
      }
      return time.plus(mapping.barLength);
    } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "time must be "
              + mapping.timeFormat.orElse("an instant such as 2024-01-05T14:31:00Z")
              + " of 1973 to 2199: '"
              + text
              + "'",
          e);
    }
  }

  private Instant time(String text, String format) {
    return switch (format) {
      case "epoch_s" -> Instant.ofEpochSecond(Long.parseLong(text));
      case "epoch_ms" -> Instant.ofEpochMilli(Long.parseLong(text));
      case "epoch_us" -> Instant.ofEpochSecond(0, Math.multiplyExact(Long.parseLong(text), 1000L));
      case "epoch_ns" -> Instant.ofEpochSecond(0, Long.parseLong(text));
      default ->
          local(LocalDateTime.parse(text, DateTimeFormatter.ofPattern(format, Locale.ENGLISH)));
    };
  }

  private Instant iso(String text) {
    String iso = text.indexOf(' ') == 10 ? text.replace(' ', 'T') : text;
    if (iso.matches(".*(Z|[-+][0-9]{2}(:?[0-9]{2})?)") && iso.length() > 16) {
      return OffsetDateTime.parse(iso.matches(".*[-+][0-9]{2}") ? iso + ":00" : iso).toInstant();
    }
    return local(LocalDateTime.parse(iso));
  }

  private Instant local(LocalDateTime time) {
    return time.atZone(
            mapping.zone.orElseThrow(
                () -> new DateTimeException("the mapping has no zone for a local time")))
        .toInstant();
  }

  private LocalDate date(String text, String field) {
    try {
      return mapping.dateFormat.isPresent()
          ? LocalDate.parse(text, mapping.dateFormat.get())
          : text.indexOf('-') < 0
              ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE)
              : LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          field
              + " must be a date as the mapping says, else 2024-01-05 or 20240105: '"
              + text
              + "'",
          e);
    }
  }

  private OptionContract contract(List<String> cells) {
    try {
      OccSymbol symbol = symbol(cells);
      LocalDate expiry = ExpiryRules.usOptions().printedExpiry(symbol.expiry());
      OptionProduct product = OptionProduct.ofRoot(symbol.root(), expiry);
      String underlying = text(cells, "underlying");
      return new OptionContract(
          underlying.isEmpty()
              ? product
              : product.withUnderlying(mapping.symbolForm.underlying(underlying).symbol()),
          expiry,
          symbol.type(),
          symbol.strike());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new RefusedRowException(Refusal.IMPOSSIBLE_CONTRACT, String.valueOf(e.getMessage()));
    }
  }

  private OccSymbol symbol(List<String> cells) {
    if (places.containsKey("symbol")) {
      String symbol = text(cells, "symbol");
      if (mapping.symbolForm.parse(symbol) instanceof OptionContract contract) {
        return contract.occSymbol();
      }
      throw new IllegalArgumentException("symbol must be that of an option: '" + symbol + "'");
    }
    return OccSymbol.parse(
        text(cells, "root"),
        date(text(cells, "expiration"), "expiration").toString(),
        text(cells, "right"),
        text(cells, "strike"),
        mapping.strikeUnit);
  }

  private double number(List<String> cells, String field) {
    String text = text(cells, field);
    if (text.isEmpty()) {
      return Double.NaN;
    }
    if (!text.matches(NUMBER)) {
      throw new IllegalArgumentException(field + " must be a number: '" + text + "'");
    }
    double value = Double.parseDouble(text);
    return value == 0 && mapping.zeroIsMissing.contains(field)
        ? Double.NaN
        : value * mapping.factors.getOrDefault(field, 1.0);
  }

  private String text(List<String> cells, String field) {
    Integer at = places.get(field);
    if (at == null) {
      return Optional.ofNullable(mapping.constants.get(field)).orElse("");
    }
    String text = cells.get(at).strip();
    return mapping.missing.contains(text) ? "" : text;
  }

  private static Map<QuoteField, String> values() {
    Map<QuoteField, String> values = new EnumMap<>(QuoteField.class);
    values.put(QuoteField.BID, "bid");
    values.put(QuoteField.ASK, "ask");
    values.put(QuoteField.BID_SIZE, "bid_size");
    values.put(QuoteField.ASK_SIZE, "ask_size");
    values.put(QuoteField.LAST, "last");
    values.put(QuoteField.VOLUME, "volume");
    values.put(QuoteField.OPEN_INTEREST, "open_interest");
    values.put(QuoteField.IMPLIED_VOLATILITY, "iv");
    values.put(QuoteField.DELTA, "delta");
    values.put(QuoteField.GAMMA, "gamma");
    values.put(QuoteField.VEGA, "vega");
    values.put(QuoteField.THETA, "theta");
    values.put(QuoteField.RHO, "rho");
    return values;
  }
}
