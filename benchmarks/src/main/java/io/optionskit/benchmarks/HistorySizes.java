/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.data.history.ChainHistory;
import io.optionskit.data.history.StoredFile;
import io.optionskit.data.quality.ChainJudge;
import io.optionskit.greeks.Black76;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.time.TradingCalendar;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How much the history of chain snapshots takes: some days of generated chains as large as that of
 * the Russell 2000, with own volatilities and Greeks and the judgement, saved as they come and
 * compacted; the rest is multiplication.
 */
public final class HistorySizes {

  private static final int DAYS = 3;
  private static final int DAYS_A_YEAR = 252;
  private static final int EXPIRIES = 20;
  private static final int STRIKES = 167;
  private static final double RATE = 0.05;
  private static final double VOLATILITY = 0.2;

  private HistorySizes() {}

  /**
   * Prints what is stored a day and a year.
   *
   * @param arguments snapshots a day of each underlying, 7 (hourly) if there is none
   * @throws IOException if the temporary folder cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    int snapshots = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    Path folder = Files.createTempDirectory("sizes");
    try (ChainHistory history = ChainHistory.open(folder)) {
      SplittableRandom random = new SplittableRandom(7);
      ChainJudge judge = ChainJudge.of(RATE);
      LocalDate date = LocalDate.of(2024, 1, 16);
      double spot = 1800;
      for (int day = 0; day < DAYS; day++) {
        Instant opens = TradingCalendar.usOptions().getSession(date).opensAt();
        for (int i = 0; i < snapshots; i++) {
          spot *= 1 + 0.01 * (random.nextDouble() - 0.5);
          Instant time = opens.plus(Duration.ofMinutes(1 + 380L * i / snapshots));
          history.save(judge.examine(chain(time, date, spot, random)).chain(), "generated");
        }
        date = TradingCalendar.usOptions().nextTradingDay(date);
      }
      print("as saved", history.folder().files(), snapshots);
      history.folder().compact(each -> true);
      print("compacted", history.folder().files(), snapshots);
    } finally {
      HistoryBenchmark.delete(folder);
    }
  }

  private static void print(String name, List<StoredFile> files, int snapshots) {
    long rows = files.stream().mapToLong(StoredFile::rows).sum();
    double aDay = files.stream().mapToLong(StoredFile::bytes).sum() / 1e6 / DAYS;
    System.out.printf(
        Locale.ROOT,
        "%s: %d rows, %.1f bytes a row; one underlying with %d snapshots a day: %.2f MB a day,"
            + " %.2f GB a year, %.2f GB in five years%n",
        name,
        rows,
        1e6 * DAYS * aDay / rows,
        snapshots,
        aDay,
        aDay * DAYS_A_YEAR / 1e3,
        5 * aDay * DAYS_A_YEAR / 1e3);
  }

  private static OptionChain chain(
      Instant time, LocalDate date, double spot, SplittableRandom random) {
    OptionChain.Builder builder = OptionChain.builder("RUT", time, date).spot(spot);
    for (int expiry = 1; expiry <= EXPIRIES; expiry++) {
      int days = 10 * expiry;
      double years = days / 365.0;
      double forward = spot * StrictMath.exp(RATE * years);
      double discount = StrictMath.exp(-RATE * years);
      for (int i = 0; i < STRIKES; i++) {
        int strike = 1380 + 5 * i;
        for (OptionType type : OptionType.values()) {
          double value = Black76.value(type, forward, strike, years, discount, VOLATILITY);
          double bid = Math.max(0.05, StrictMath.floor(19.8 * value) / 20);
          builder.add(
              OptionContract.of("RUTW", date.plusDays(days), type, BigDecimal.valueOf(strike)),
              Quote.of(bid, bid + 0.1 + StrictMath.floor(value / 5) / 20, time),
              random.nextInt(500),
              random.nextInt(9_000));
        }
      }
    }
    return builder.build();
  }
}
