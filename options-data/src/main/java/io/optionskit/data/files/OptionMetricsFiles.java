/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.StrikeUnit;
import io.optionskit.contract.Underlying;
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
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files of OptionMetrics' IvyDB US with the columns of research platforms: option prices ({@code
 * opprcdYYYY}), and, where given, security prices ({@code secprd}) and names ({@code securd}).
 *
 * <p>What the rows mean:
 *
 * <ul>
 *   <li>strikes count thousandths of a dollar and are as traded; {@code cfadj} is not applied;
 *   <li>−99.99 and blank are missing, as are a bid and an ask of 0;
 *   <li>a row is known one minute before the close of its date since 5 March 2008, at the close
 *       before;
 *   <li>an {@code exdate} that is the Friday of a monthly series of before February 2015 is brought
 *       to the Saturday of its symbol;
 *   <li>contracts of special settlement ({@code ss_flag}), of another size than the standard one,
 *       and whose {@code am_settlement} contradicts the terms of the root are refused and counted.
 * </ul>
 *
 * <p>Everything within the span is held in memory. Files are CSV, gzip allowed, or Parquet; rows
 * may be in any order.
 */
public final class OptionMetricsFiles {

  private static final LocalDate MINUTE_BEFORE_CLOSE = LocalDate.of(2008, 3, 5);
  private static final int FIRST_YEAR = 2005;
  private static final int LAST_YEAR = 2039;
  private static final String NUMBER = "-?[0-9]{1,15}(\\.[0-9]{0,15})?([eE][-+]?[0-9]{1,2})?";
  private static final Set<String> NEEDED =
      Set.of("date", "exdate", "cp_flag", "strike_price", "best_bid", "best_offer");

  private final Map<String, String> tickers = new HashMap<>();
  private final Map<String, Double> closes = new HashMap<>();
  private final Findings findings = new Findings();
  private final ChainCollector chains =
      new ChainCollector("optionmetrics", DelayClass.END_OF_DAY, findings);
  private final TimeRange range;

  private OptionMetricsFiles(TimeRange range) {
    this.range = range;
  }

  /**
   * Returns whether a text looks like a file of option prices.
   *
   * @param beginning its first lines
   * @return true if the header has the columns that cannot be missing
   */
  public static boolean isOne(String beginning) {
    String first = beginning.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
    String header = "," + first.replace("\"", "").replace(" ", "") + ",";
    return NEEDED.stream().allMatch(name -> header.contains("," + name + ","));
  }

  /**
   * Reads files.
   *
   * @param optionPrices files of {@code opprcd}
   * @param securityPrices files of {@code secprd}, from which closing prices of underlyings are
   *     taken; none leaves them unknown
   * @param names files of {@code securd} with {@code secid} and {@code ticker}; none takes the root
   *     of the option for the ticker of its stock
   * @param range rows that are wanted
   * @return one chain per underlying and date
   * @throws ProviderException {@code SCHEMA_CHANGED} if a needed column is missing, {@code
   *     BAD_DATA} if a file cannot be read
   */
  public static FileChains read(
      List<Path> optionPrices, List<Path> securityPrices, List<Path> names, TimeRange range) {
    OptionMetricsFiles files = new OptionMetricsFiles(range);
    names.forEach(file -> files.visit(file, Set.of("secid", "ticker"), files::name));
    securityPrices.forEach(
        file -> files.visit(file, Set.of("secid", "date", "close"), files::close));
    optionPrices.forEach(file -> files.visit(file, NEEDED, files::option));
    return files.chains.chains();
  }

  private interface RowReader {
    void read(Cells cells);
  }

  /** The cells of a row by the name of their column. */
  private record Cells(Map<String, Integer> columns, List<String> cells, String place) {

    String text(String column) {
      Integer at = columns.get(column);
      String text = at == null || at >= cells.size() ? "" : cells.get(at).strip();
      return text.equals("-99.99") || text.equalsIgnoreCase("nan") ? "" : text;
    }

    double number(String column) {
      String text = text(column);
      if (text.isEmpty()) {
        return Double.NaN;
      }
      if (!text.matches(NUMBER)) {
        throw new IllegalArgumentException(column + " must be a number: '" + text + "'");
      }
      double value = Double.parseDouble(text);
      return value == -99.99 ? Double.NaN : value;
    }

    double aboveZero(String column) {
      double value = number(column);
      return value == 0 ? Double.NaN : value;
    }

    LocalDate date(String column) {
      String text = text(column);
      try {
        return text.length() == 8
            ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE)
            : LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            column + " must be a date such as 2023-09-20: '" + text + "'", e);
      }
    }

    boolean isSet(String column) {
      double value = number(column);
      return value != 0 && !Double.isNaN(value);
    }
  }

  private void visit(Path file, Set<String> needed, RowReader reader) {
    findings.file();
    String name = String.valueOf(file.getFileName());
    Map<String, Integer> columns = new HashMap<>();
    TableFile.read(
        file,
        ',',
        new TableFile.Visitor() {
          @Override
          public void header(List<String> names) {
            for (int i = 0; i < names.size(); i++) {
              columns.put(names.get(i).toLowerCase(Locale.ROOT), i);
            }
            needed.stream()
                .filter(each -> !columns.containsKey(each))
                .sorted()
                .findFirst()
                .ifPresent(
                    missing -> {
                      throw new ProviderException(
                          Reason.SCHEMA_CHANGED, file + " has no column " + missing);
                    });
          }

          @Override
          public void row(long line, List<String> cells) {
            findings.row();
            String place = name + ":" + line;
            try {
              if (cells.size() != columns.size()) {
                throw new IllegalArgumentException(
                    "row has " + cells.size() + " cells instead of " + columns.size());
              }
              reader.read(new Cells(columns, cells, place));
            } catch (RefusedRowException e) {
              findings.refuse(e.reason(), place, String.valueOf(e.getMessage()));
            } catch (IllegalArgumentException | DateTimeException e) {
              findings.refuse(Refusal.MALFORMED, place, String.valueOf(e.getMessage()));
            }
          }
        });
    if (columns.isEmpty()) {
      throw new ProviderException(Reason.BAD_DATA, file + " is empty");
    }
  }

  private void name(Cells cells) {
    tickers.put(cells.text("secid"), new Underlying(cells.text("ticker")).symbol());
  }

  private void close(Cells cells) {
    double close = cells.number("close");
    if (close > 0) { // nothing is said of other values
      closes.put(cells.text("secid") + " " + cells.date("date"), close);
    }
  }

  private void option(Cells cells) {
    LocalDate date = cells.date("date");
    Instant time = knownAt(date);
    if (!range.contains(EpochNanos.of(time))) {
      findings.outside();
      return;
    }
    OptionContract contract = contract(cells);
    if (cells.isSet("ss_flag")) {
      throw new RefusedRowException(Refusal.NON_STANDARD, contract + " has special settlement");
    }
    double size = cells.number("contract_size");
    if (!Double.isNaN(size) && size != contract.multiplier()) {
      throw new RefusedRowException(
          Refusal.NON_STANDARD, contract + " has a contract size of " + size);
    }
    if (!cells.text("am_settlement").isEmpty()
        && cells.isSet("am_settlement") != contract.settlement().isMorning()) {
      throw new RefusedRowException(
          Refusal.IDENTITY_CLASH,
          contract
              + " has am_settlement "
              + cells.text("am_settlement")
              + " but its root settles "
              + contract.settlement());
    }
    double spot =
        Optional.ofNullable(closes.get(cells.text("secid") + " " + date)).orElse(Double.NaN);
    chains.add(time, contract, values(cells), spot);
  }

  private static IntakeRow values(Cells cells) {
    return new IntakeRow()
        .set(QuoteField.BID, cells.aboveZero("best_bid"))
        .set(QuoteField.ASK, cells.aboveZero("best_offer"))
        .set(QuoteField.VOLUME, cells.number("volume"))
        .set(QuoteField.OPEN_INTEREST, cells.number("open_interest"))
        .set(QuoteField.IMPLIED_VOLATILITY, cells.aboveZero("impl_volatility"))
        .set(QuoteField.DELTA, cells.number("delta"))
        .set(QuoteField.GAMMA, cells.number("gamma"))
        .set(QuoteField.VEGA, cells.number("vega"))
        .set(QuoteField.THETA, cells.number("theta"));
  }

  private OptionContract contract(Cells cells) {
    try {
      LocalDate expiry = ExpiryRules.usOptions().printedExpiry(cells.date("exdate"));
      OccSymbol symbol =
          OccSymbol.parse(
              root(cells),
              expiry.toString(),
              cells.text("cp_flag"),
              cells.text("strike_price"),
              StrikeUnit.THOUSANDTHS);
      checkSymbol(cells.text("symbol"), symbol);
      OptionProduct product = OptionProduct.ofRoot(symbol.root(), expiry);
      String ticker = tickers.getOrDefault(cells.text("secid"), product.underlying());
      return new OptionContract(
          product.settlement().isCash() ? product : product.withUnderlying(ticker),
          expiry,
          symbol.type(),
          symbol.strike());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new RefusedRowException(Refusal.IMPOSSIBLE_CONTRACT, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the root of the symbol of 2010, of the column of it, or of the name of the security.
   */
  private String root(Cells cells) {
    String symbol = cells.text("symbol");
    int blank = symbol.indexOf(' ');
    boolean isOld = cells.text("symbol_flag").equals("0") || symbol.indexOf('.') >= 0;
    if (!isOld && blank > 0) {
      return symbol.substring(0, blank);
    }
    if (!isOld && !cells.text("root").isEmpty()) {
      return cells.text("root");
    }
    return Optional.ofNullable(tickers.get(cells.text("secid")))
        .map(ticker -> ticker.replaceAll("[^A-Z0-9]", ""))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no root in symbol '" + symbol + "', and no name of the security"));
  }

  /** The symbol may print the Saturday where exdate has the Friday. */
  private static void checkSymbol(String text, OccSymbol symbol) {
    int blank = text.indexOf(' ');
    if (blank <= 0 || !text.matches("[A-Z0-9]{1,6} +[0-9]{6}[CP][0-9]{1,8}")) {
      return;
    }
    String tail = text.substring(text.lastIndexOf(' ') + 1);
    OccSymbol named =
        OccSymbol.parse(
            text.substring(0, blank),
            "20" + tail.substring(0, 6),
            tail.substring(6, 7),
            tail.substring(7),
            StrikeUnit.THOUSANDTHS);
    boolean isSame =
        named.root().equals(symbol.root())
            && ExpiryRules.usOptions().printedExpiry(named.expiry()).equals(symbol.expiry())
            && named.type() == symbol.type()
            && named.strike().compareTo(symbol.strike()) == 0;
    if (!isSame) {
      throw new RefusedRowException(
          Refusal.IDENTITY_CLASH, "'" + text + "' beside the terms " + symbol);
    }
  }

  private static Instant knownAt(LocalDate date) {
    Optional<TradingSession> session =
        date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR
            ? Optional.empty()
            : TradingCalendar.usOptions().findSession(date);
    Instant close =
        session
            .map(TradingSession::closesAt)
            .orElseThrow(
                () -> new IllegalArgumentException("date must be a day of trading: " + date));
    return date.isBefore(MINUTE_BEFORE_CLOSE) ? close : close.minus(Duration.ofMinutes(1));
  }
}
