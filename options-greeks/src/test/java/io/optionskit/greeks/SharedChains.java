/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.time.TradingCalendar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Chains of real quotes that lie beside the checkout, with the volatilities their vendor gave;
 * tests that want one that is not there are skipped.
 */
public final class SharedChains {

  private static final Path ROOT =
      Path.of(System.getProperty("optionskit.shared", "../../shared"), "data");

  private SharedChains() {}

  /**
   * All quotes of one instant, and the vendor's volatility, and delta, gamma, theta, vega and rho
   * in its own units, per contract where it gave them.
   */
  public record Snapshot(
      OptionChain chain,
      Map<OptionContract, Double> vendorVolatilities,
      Map<OptionContract, double[]> vendorGreeks) {}

  /** Returns the snapshots of a file in the order of time. */
  public static List<Snapshot> read(String path) {
    Path file = ROOT.resolve(path);
    assumeTrue(
        Files.isRegularFile(file),
        () -> "skipped: no " + file + "; -Doptionskit.shared names the folder above data/");
    try (InputStream bytes = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(new GZIPInputStream(bytes), UTF_8))) {
      return snapshots(lines.lines().map(line -> line.split(",", -1)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Returns the chains of a file as they were known at each instant: with the last quote of every
   * contract on that day.
   */
  public static List<OptionChain> carried(String path) {
    List<OptionChain> chains = new ArrayList<>();
    Map<OptionContract, Quote> last = new TreeMap<>();
    LocalDate day = LocalDate.MIN;
    double spot = Double.NaN;
    for (Snapshot snapshot : read(path)) {
      OptionChain now = snapshot.chain();
      if (!now.tradeDate().equals(day)) {
        last.clear();
        day = now.tradeDate();
      }
      for (int row = 0; row < now.size(); row++) {
        last.put(now.contract(row), Quote.of(now.bid(row), now.ask(row), now.time()));
      }
      spot = now.spot().orElse(spot);
      OptionChain.Builder chain = OptionChain.builder(now.underlying(), now.time(), day);
      last.forEach((contract, quote) -> chain.add(contract, quote, -1, -1));
      chains.add((spot > 0 ? chain.spot(spot) : chain).build());
    }
    return chains;
  }

  private static List<Snapshot> snapshots(List<String[]> lines) {
    List<String> columns = List.of(lines.get(0));
    int spotColumn = columns.indexOf("underlying_price");
    int volumeColumn = columns.indexOf("volume"); // open interest follows
    int volatilityColumn = columns.indexOf("iv");
    List<Snapshot> snapshots = new ArrayList<>();
    int from = 1;
    while (from < lines.size()) {
      Instant time = Instant.parse(lines.get(from)[0]);
      LocalDate tradeDate = TradingCalendar.usOptions().tradingDateAt(time);
      OptionChain.Builder chain = OptionChain.builder(lines.get(from)[1], time, tradeDate);
      Map<OptionContract, Double> volatilities = new HashMap<>();
      Map<OptionContract, double[]> greeks = new HashMap<>();
      int row = from;
      for (; row < lines.size() && lines.get(row)[0].equals(lines.get(from)[0]); row++) {
        String[] cells = lines.get(row);
        OptionContract contract =
            OptionContract.of(
                cells[2],
                LocalDate.parse(cells[3]),
                OptionType.ofCode(cells[5].charAt(0)),
                new BigDecimal(cells[4]));
        double bid = number(cells[6]);
        double ask = number(cells[7]);
        chain.add(
            contract,
            Quote.of(ask > 0 ? bid : Double.NaN, ask > 0 ? ask : Double.NaN, time),
            count(cells[volumeColumn]),
            (int) count(cells[volumeColumn + 1]));
        if (!cells[spotColumn].isEmpty()) {
          chain.spot(Double.parseDouble(cells[spotColumn]));
        }
        if (!cells[volatilityColumn].isEmpty()) {
          volatilities.put(contract, Double.valueOf(cells[volatilityColumn]));
        }
        if (!cells[volatilityColumn + 2].isEmpty()) {
          double[] measures = new double[5];
          Arrays.setAll(measures, i -> number(cells[volatilityColumn + 1 + i]));
          greeks.put(contract, measures);
        }
      }
      snapshots.add(new Snapshot(chain.build(), volatilities, greeks));
      from = row;
    }
    return snapshots;
  }

  private static long count(String cell) {
    return cell.isEmpty() ? -1 : (long) Double.parseDouble(cell);
  }

  private static double number(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }
}
