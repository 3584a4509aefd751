/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.databento.DbnCursor;
import io.optionskit.data.databento.DbnQuotes;
import io.optionskit.data.databento.DbnReader;
import io.optionskit.data.databento.DbnRecord.Definition;
import io.optionskit.data.databento.DbnRecord.Statistic;
import io.optionskit.data.databento.InstrumentMap;
import io.optionskit.data.databento.OpraContracts;
import io.optionskit.data.databento.RecordKind;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.Quote;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Databento's DBN files as market history: quotes over all venues or of stocks ({@code cbbo},
 * {@code cmbp-1}, {@code bbo}, {@code mbp-1}), and open interest.
 *
 * <p>A row is known when Databento received it. Instruments are named by the definitions among the
 * files, on the day of the definition, else by the mappings in the header of their own file.
 * Records without bid, ask and trade are left out. {@code mbp-1} of {@code OPRA.PILLAR} has the
 * quotes of single venues and is refused. Everything within the span is held in memory.
 */
public final class DbnFiles {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private record Key(LocalDate day, long instrument) {}

  private final TimeRange range;
  private final Findings findings = new Findings();
  private final AssetTable assets = new AssetTable();
  private final Map<Key, OptionContract> defined = new HashMap<>();
  private final Map<LocalDate, DayRows> days = new TreeMap<>();

  private DbnFiles(TimeRange range) {
    this.range = range;
  }

  /**
   * Reads files in any order.
   *
   * @param files DBN of versions 1 to 3, compressed or not
   * @param range rows that are wanted
   * @return the history
   * @throws ProviderException {@code BAD_DATA} if a file is none or broken
   */
  public static FileHistory read(List<Path> files, TimeRange range) {
    DbnFiles reading = new DbnFiles(range);
    files.forEach(file -> reading.visit(file, reading::define));
    files.forEach(file -> reading.visit(file, reading::take));
    files.forEach(file -> reading.findings.file());
    return FileHistory.of(reading.assets, reading.findings.report(), reading.days);
  }

  private interface Visitor {
    void record(Path file, DbnCursor record, InstrumentMap names);
  }

  private void visit(Path file, Visitor visitor) {
    try (DbnReader reader = DbnReader.open(Files.newInputStream(file))) {
      InstrumentMap names = reader.metadata().map(InstrumentMap::of).orElseGet(InstrumentMap::new);
      while (next(file, reader)) {
        visitor.record(file, reader.cursor(), names);
      }
      if (reader.report().isTorn()) {
        findings.warn(file.getFileName() + " breaks off: its last record is cut");
      }
    } catch (IOException e) {
      throw new ProviderException(Reason.UNAVAILABLE, "cannot read " + file + ": " + e, e);
    }
  }

  private boolean next(Path file, DbnReader reader) {
    while (true) {
      try {
        return reader.next();
      } catch (ProviderException e) {
        if (e.reason() != Reason.SCHEMA_CHANGED) {
          throw e;
        }
        findings.warn(file.getFileName() + ": " + e.getMessage());
      }
    }
  }

  private void define(Path file, DbnCursor record, InstrumentMap names) {
    if (record.kind() != RecordKind.DEFINITION
        || !(record.toRecord() instanceof Definition definition)) {
      return;
    }
    findings.row();
    try {
      defined.put(
          new Key(day(record), definition.header().instrumentId()), OpraContracts.of(definition));
    } catch (ProviderException e) {
      findings.refuse(
          e.reason() == Reason.UNSUPPORTED ? Refusal.NON_STANDARD : Refusal.IDENTITY_CLASH,
          String.valueOf(file.getFileName()),
          String.valueOf(e.getMessage()));
    }
  }

  private void take(Path file, DbnCursor record, InstrumentMap names) {
    boolean isStatistic = record.kind() == RecordKind.STATISTICS;
    if (record.levels() == 0 && !isStatistic) {
      if (record.kind() != RecordKind.DEFINITION) {
        findings.warn(file.getFileName() + ": records of " + record.kind() + " are not used");
      }
      return;
    }
    findings.row();
    String place = String.valueOf(file.getFileName());
    Optional<Asset> asset = asset(record, names);
    if (asset.isEmpty()) {
      findings.refuse(
          Refusal.IMPOSSIBLE_CONTRACT,
          place,
          "instrument " + record.instrumentId() + " is not named on " + day(record));
      return;
    }
    try {
      if (isStatistic) {
        interest((Statistic) record.toRecord(), asset.get());
      } else if (asset.get() instanceof OptionContract && !record.isConsolidated()) {
        findings.refuse(Refusal.NON_STANDARD, place, record.kind() + " has quotes of one venue");
      } else {
        DbnQuotes.of(record).ifPresentOrElse(quote -> add(quote, asset.get()), findings::outside);
      }
    } catch (ProviderException | IllegalArgumentException e) {
      findings.refuse(Refusal.MALFORMED, place, String.valueOf(e.getMessage()));
    }
  }

  private void interest(Statistic statistic, Asset asset) {
    Optional<Instant> told = statistic.receiveTime();
    boolean isInterest =
        statistic.type() == Statistic.OPEN_INTEREST
            && statistic.updateAction() != Statistic.DELETED
            && statistic.quantity().isPresent();
    if (!isInterest || told.isEmpty() || !range.contains(EpochNanos.of(told.get()))) {
      findings.outside();
      return;
    }
    long contracts = statistic.quantity().getAsLong();
    if (contracts < 0) {
      throw new IllegalArgumentException("open interest must not be negative: " + contracts);
    }
    rows(told.get())
        .openInterest(
            EpochNanos.of(told.get()),
            assets.idOf(asset),
            (int) Math.min(contracts, Integer.MAX_VALUE));
  }

  private void add(Quote quote, Asset asset) {
    long time = EpochNanos.of(quote.receiveTime());
    if (!range.contains(time)) {
      findings.outside();
      return;
    }
    rows(quote.receiveTime())
        .add(
            time,
            assets.idOf(asset),
            quote.bid().orElse(Double.NaN),
            quote.ask().orElse(Double.NaN),
            quote.last().orElse(Double.NaN),
            quote.bidSize().orElse(-1),
            quote.askSize().orElse(-1),
            -1,
            -1);
  }

  private DayRows rows(Instant time) {
    return days.computeIfAbsent(LocalDate.ofInstant(time, NEW_YORK), date -> new DayRows(assets));
  }

  private Optional<Asset> asset(DbnCursor record, InstrumentMap names) {
    OptionContract contract = defined.get(new Key(day(record), record.instrumentId()));
    if (contract != null) {
      return Optional.of(contract);
    }
    return names.find(record).flatMap(DbnFiles::named);
  }

  private static Optional<Asset> named(String symbol) {
    Optional<Asset> option = OpraContracts.find(symbol).map(contract -> contract);
    try {
      return option.isPresent() ? option : Optional.of(new Underlying(symbol));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static LocalDate day(DbnCursor record) {
    long ns = record.receivedNs() == DbnCursor.NO_TIME ? record.eventNs() : record.receivedNs();
    return Instant.ofEpochSecond(ns / 1_000_000_000).atZone(ZoneOffset.UTC).toLocalDate();
  }
}
