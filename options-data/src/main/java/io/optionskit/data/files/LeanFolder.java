/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Underlying;
import io.optionskit.data.files.LeanFile.Resolution;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.spi.CorporateActionSource;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A data folder of QuantConnect's Lean: stocks, indices and their options of the United States in
 * bars of a second, a minute, an hour or a day.
 *
 * <p>A row is known at the end of its bar, a daily one at the close of its session. Times are those
 * of New York, prices ten thousandths of a dollar except those of indices; volumes of bars are
 * added up through the session. A folder that has several lengths of bars is read in one of them:
 * minutes if there are any, else seconds, hours, days. Bars of ticks, futures and the universe
 * files are left aside and reported. Prices are as traded; factor files tell dividends and splits.
 *
 * <p>Each date is read when it is played. Immutable; may be used by several threads.
 */
public final class LeanFolder {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd HH:mm", Locale.ROOT);
  private static final long MS_PER_DAY = 86_400_000;

  private final List<LeanFile> files;
  private final List<String> warnings;

  private final Path root;

  private LeanFolder(Path root, List<LeanFile> files, List<String> warnings) {
    this.root = root;
    this.files = List.copyOf(files);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Returns whether there are zip files of the layout at a path.
   *
   * @param path file or folder
   * @return true if at least one can be read
   */
  public static boolean isAt(Path path) {
    if (!Files.exists(path)) {
      return false;
    }
    try (Stream<Path> found = Files.walk(path)) {
      return found.anyMatch(each -> isZip(each) && LeanFile.of(each).isPresent());
    } catch (IOException e) {
      throw new ProviderException(Reason.UNAVAILABLE, "cannot list " + path + ": " + e, e);
    }
  }

  /**
   * Lists the files of a folder.
   *
   * @param path the data folder, a part of it, or one zip file in it
   * @return the folder; no file is read yet
   * @throws ProviderException {@code BAD_REQUEST} if there is nothing of the layout
   */
  public static LeanFolder open(Path path) {
    List<LeanFile> found = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(path)) {
      for (Path each : (Iterable<Path>) walk.filter(LeanFolder::isZip).sorted()::iterator) {
        LeanFile.of(each)
            .ifPresentOrElse(
                found::add,
                () ->
                    warnings.add(
                        "not read, since not of a known layout: " + path.relativize(each)));
      }
    } catch (IOException e) {
      throw new ProviderException(Reason.UNAVAILABLE, "cannot list " + path + ": " + e, e);
    }
    Resolution chosen =
        found.stream()
            .map(LeanFile::resolution)
            .min(Comparator.naturalOrder())
            .orElseThrow(
                () ->
                    new ProviderException(
                        Reason.BAD_REQUEST,
                        path
                            + " holds no file such as option/usa/minute/spy/20240105_quote_american.zip"));
    found.stream()
        .map(LeanFile::resolution)
        .filter(resolution -> resolution != chosen)
        .distinct()
        .sorted()
        .forEach(
            other -> warnings.add("not read: bars of " + other + " beside those of " + chosen));
    found.removeIf(file -> file.resolution() != chosen);
    return new LeanFolder(path, found, warnings);
  }

  /**
   * Returns the dividends and splits that the factor files of stocks and funds tell. Dividends
   * follow from rounded factors and are right to about a hundredth of a cent. A file does not say
   * when something was announced: it is known from the start of its ex-date.
   *
   * @return the source; an answer fails with {@code BAD_DATA} if the file of the ticker is broken,
   *     and is empty if there is none
   */
  public CorporateActionSource actions() {
    Path factors = root.resolve("equity/usa/factor_files");
    return (ticker, from, to, asOf) -> {
      String name =
          new Underlying(ticker).symbol().replace('/', '.').toLowerCase(Locale.ROOT) + ".csv";
      return CorporateActionSource.of(LeanActions.read(factors.resolve(name), ticker))
          .actions(ticker, from, to, asOf);
    };
  }

  /**
   * Returns the rows of the folder.
   *
   * @param range rows that are wanted
   * @return the history; a damaged zip file ends it with {@code BAD_DATA} when its date is reached
   */
  public FileHistory history(TimeRange range) {
    AssetTable assets = new AssetTable();
    Findings findings = new Findings();
    warnings.forEach(findings::warn);
    NavigableMap<LocalDate, List<LeanFile>> byDate = new TreeMap<>();
    Map<LocalDate, DayRows> read = new TreeMap<>();
    for (LeanFile file : files) {
      Optional<LocalDate> date = file.date();
      if (date.isEmpty()) {
        read(file, range, findings, day -> read.computeIfAbsent(day, key -> new DayRows(assets)));
      } else if (overlaps(range, date.get())) {
        byDate.computeIfAbsent(date.get(), key -> new ArrayList<>()).add(file);
      }
    }
    if (byDate.isEmpty()) {
      return FileHistory.of(assets, findings.report(), read);
    }
    NavigableMap<LocalDate, Supplier<DayRows>> days = new TreeMap<>();
    byDate.forEach(
        (date, parts) ->
            days.put(
                date,
                () -> {
                  DayRows rows = new DayRows(assets);
                  parts.forEach(file -> read(file, range, findings, day -> rows));
                  return rows;
                }));
    return new FileHistory(assets, findings::report, days);
  }

  private static boolean overlaps(TimeRange range, LocalDate date) {
    Instant start = date.atStartOfDay(NEW_YORK).toInstant();
    Instant end = date.plusDays(1).atStartOfDay(NEW_YORK).toInstant();
    return !end.isBefore(range.first()) && !start.isAfter(range.last());
  }

  private static boolean isZip(Path path) {
    return path.toString().endsWith(".zip") && Files.isRegularFile(path);
  }

  private interface DayOf {
    DayRows rows(LocalDate date);
  }

  private static void read(LeanFile file, TimeRange range, Findings findings, DayOf days) {
    findings.file();
    try (ZipFile zip = new ZipFile(file.path().toFile(), StandardCharsets.UTF_8)) {
      List<? extends ZipEntry> entries =
          zip.stream()
              .filter(entry -> !entry.isDirectory())
              .sorted(Comparator.comparing(ZipEntry::getName))
              .toList();
      for (ZipEntry entry : entries) {
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
          new LeanRows(file, entry.getName(), range, findings).read(lines, days);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ProviderException(
          Reason.BAD_DATA, "cannot read " + file.path() + ": " + e.getMessage(), e);
    }
  }

  /** Reads the rows of one entry, which are all of one asset. */
  private static final class LeanRows {

    private final LeanFile file;
    private final String entry;
    private final TimeRange range;
    private final Findings findings;
    private LocalDate volumeDate = LocalDate.MIN;
    private long volume;

    LeanRows(LeanFile file, String entry, TimeRange range, Findings findings) {
      this.file = file;
      this.entry = entry;
      this.range = range;
      this.findings = findings;
    }

    void read(BufferedReader lines, DayOf days) throws IOException {
      Optional<Asset> asset = Optional.empty();
      Optional<RefusedRowException> unknown = Optional.empty();
      try {
        asset = Optional.of(LeanEntry.asset(file, entry));
      } catch (RefusedRowException e) {
        unknown = Optional.of(e);
      }
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        findings.row();
        String place = file.path().getFileName() + "!" + entry + ":" + number;
        if (unknown.isPresent()) {
          findings.refuse(
              unknown.get().reason(), place, String.valueOf(unknown.get().getMessage()));
          continue;
        }
        try {
          read(line.split(",", -1), asset.orElseThrow(), days);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
          findings.refuse(Refusal.MALFORMED, place, String.valueOf(e.getMessage()));
        }
      }
    }

    private void read(String[] cells, Asset asset, DayOf days) {
      int least =
          switch (file.content()) {
            case TRADE -> 6;
            case QUOTE -> 11;
            case OPENINTEREST -> 2;
          };
      if (cells.length < least) {
        throw new IllegalArgumentException(
            "row must have at least " + least + " cells but has " + cells.length);
      }
      LocalDateTime start = start(cells[0]);
      long time = EpochNanos.of(end(start));
      Row row = new Row();
      switch (file.content()) {
        case TRADE -> {
          row.last = price(cells[4], file.security().scale);
          row.volume = added(start.toLocalDate(), count(cells[5], "volume"));
        }
        case QUOTE -> {
          row.ask = positive(price(cells[9], file.security().scale));
          row.bid = price(cells[4], file.security().scale);
          row.bid = row.bid == 0 && Double.isNaN(row.ask) ? Double.NaN : row.bid;
          row.bidSize = size(row.bid, cells[5]);
          row.askSize = size(row.ask, cells[10]);
        }
        case OPENINTEREST -> row.openInterest = Math.toIntExact(count(cells[1], "open interest"));
      }
      if (!range.contains(time)) {
        findings.outside();
        return;
      }
      DayRows rows = days.rows(start.toLocalDate());
      int id = rows.assets().idOf(asset);
      if (file.content() == LeanFile.Content.OPENINTEREST) {
        rows.openInterest(EpochNanos.of(start.atZone(NEW_YORK).toInstant()), id, row.openInterest);
      } else {
        rows.add(
            time,
            id,
            row.bid,
            row.ask,
            positive(row.last),
            row.bidSize,
            row.askSize,
            row.volume,
            -1);
      }
    }

    private long added(LocalDate date, long ofBar) {
      volume = date.equals(volumeDate) ? Math.addExact(volume, ofBar) : ofBar;
      volumeDate = date;
      return volume;
    }

    private LocalDateTime start(String cell) {
      if (file.date().isEmpty()) {
        return LocalDateTime.parse(cell, TIME);
      }
      long ms = digits(cell, "time");
      if (ms >= MS_PER_DAY) {
        throw new IllegalArgumentException("time must be below 86400000 ms: " + cell);
      }
      return file.date().get().atStartOfDay().plusNanos(ms * 1_000_000);
    }

    private Instant end(LocalDateTime start) {
      if (file.resolution() == Resolution.DAILY) {
        LocalDate date = start.toLocalDate();
        return TradingCalendar.usOptions()
            .findSession(date)
            .map(TradingSession::closesAt)
            .orElseThrow(() -> new IllegalArgumentException("day must be one of trading: " + date));
      }
      return start.atZone(NEW_YORK).toInstant().plus(file.resolution().length);
    }
  }

  /** Values of a row; what it does not say stays as it is here. */
  private static final class Row {
    double bid = Double.NaN;
    double ask = Double.NaN;
    double last = Double.NaN;
    int bidSize = -1;
    int askSize = -1;
    long volume = -1;
    int openInterest = -1;
  }

  private static int size(double price, String cell) {
    return Double.isNaN(price) || cell.isEmpty()
        ? -1
        : (int) Math.min(count(cell, "size"), Integer.MAX_VALUE);
  }

  private static double price(String cell, double scale) {
    if (cell.isEmpty()) {
      return Double.NaN;
    }
    if (!cell.matches("[0-9]{1,15}(\\.[0-9]{1,12})?")) {
      throw new IllegalArgumentException("price must be a plain number: '" + cell + "'");
    }
    return Double.parseDouble(cell) / scale;
  }

  private static double positive(double price) {
    return price == 0 ? Double.NaN : price;
  }

  private static long count(String cell, String name) {
    String whole = cell.endsWith(".0") ? cell.substring(0, cell.length() - 2) : cell;
    return digits(whole, name);
  }

  private static long digits(String cell, String name) {
    if (!cell.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(name + " must be a whole number: '" + cell + "'");
    }
    return Long.parseLong(cell);
  }
}
