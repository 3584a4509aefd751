/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The recorded Cboe chain of the Russell 2000 of 20 September 2023, with Cboe's own numbers and an
 * independent calculation of forwards, discount factors and volatilities beside it.
 */
public final class CboeChain {

  private static final Path FOLDER =
      Path.of(System.getProperty("optionskit.shared", "../../shared"), "fixtures", "cboe");
  private static final String NAME = "delayed_quotes-RUT-2023-09-20-A";
  private static final Instant CLOSE = Instant.parse("2023-09-20T20:15:00Z");
  private static final Pattern OPTION = Pattern.compile("\\{\"option\":\"([^\"]+)\",([^}]*)\\}");
  private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\":\\s*(-?[0-9.eE+-]+)");
  private static final Pattern TEXT = Pattern.compile("\"(\\w+)\":\\s*\"([^\"]*)\"");

  private CboeChain() {}

  /** Cboe's own numbers of a contract, in its units. */
  public record Vendor(double volatility, double delta, double gamma, double vega, double theta) {}

  /** What was computed independently for an expiry; volatilities by strike, NaN for none. */
  public record Expected(
      String root,
      LocalDate expiry,
      double forward,
      double discountFactor,
      double years,
      int outside,
      Map<Double, double[]> volatilities) {}

  /** Returns the chain at the close. */
  public static OptionChain chain() {
    String text = text(".json");
    OptionChain.Builder chain =
        OptionChain.builder("RUT", CLOSE, LocalDate.of(2023, 9, 20)).spot(1806.1193);
    Matcher option = OPTION.matcher(text);
    while (option.find()) {
      Map<String, Double> numbers = numbers(option.group(2));
      double bid = numbers.get("bid");
      double ask = numbers.get("ask");
      boolean isQuoted = ask > 0;
      chain.add(
          contract(option.group(1)),
          Quote.of(isQuoted ? bid : Double.NaN, isQuoted ? ask : Double.NaN, CLOSE),
          numbers.get("volume").longValue(),
          numbers.get("open_interest").intValue());
    }
    return chain.build();
  }

  /** Returns Cboe's own numbers. */
  public static Map<OptionContract, Vendor> vendor() {
    Map<OptionContract, Vendor> vendor = new LinkedHashMap<>();
    Matcher option = OPTION.matcher(text(".json"));
    while (option.find()) {
      Map<String, Double> n = numbers(option.group(2));
      vendor.put(
          contract(option.group(1)),
          new Vendor(n.get("iv"), n.get("delta"), n.get("gamma"), n.get("vega"), n.get("theta")));
    }
    return vendor;
  }

  /** Returns the independent calculation. */
  public static List<Expected> expected() {
    List<Expected> expected = new ArrayList<>();
    String[] blocks = text(".expect.json").split("\"root\":");
    for (int i = 1; i < blocks.length; i++) {
      String block = "\"root\":" + blocks[i];
      Map<String, String> texts = new LinkedHashMap<>();
      Matcher text = TEXT.matcher(block);
      while (text.find()) {
        texts.putIfAbsent(text.group(1), text.group(2));
      }
      int strikes = block.indexOf("\"strikes\"");
      Map<String, Double> numbers = numbers(block.substring(0, strikes));
      Matcher years = Pattern.compile("\"T_years[^\"]*\":\\s*([0-9.eE-]+)").matcher(block);
      if (!years.find()) {
        throw new IllegalStateException("no years: " + block);
      }
      Map<Double, double[]> volatilities = new LinkedHashMap<>();
      Matcher strike = Pattern.compile("\"([0-9.]+)\":\\s*\\{([^}]*)\\}").matcher(block);
      while (strike.find()) {
        Map<String, Double> values = numbers(strike.group(2));
        volatilities.put(
            Double.valueOf(strike.group(1)),
            new double[] {
              values.getOrDefault("call_iv", Double.NaN), values.getOrDefault("put_iv", Double.NaN)
            });
      }
      expected.add(
          new Expected(
              texts.get("root"),
              LocalDate.parse(texts.get("expiry")),
              numbers.get("forward"),
              numbers.get("discount_factor"),
              Double.parseDouble(years.group(1)),
              numbers.get("pairs_outside_half_spreads").intValue(),
              volatilities));
    }
    return expected;
  }

  private static OptionContract contract(String symbol) {
    String root = symbol.substring(0, symbol.length() - 15);
    return OptionContract.parse(
        root + " ".repeat(6 - root.length()) + symbol.substring(root.length()));
  }

  private static Map<String, Double> numbers(String text) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      numbers.put(number.group(1), Double.valueOf(number.group(2)));
    }
    return numbers;
  }

  private static String text(String ending) {
    Path file = FOLDER.resolve(NAME + ending);
    assumeTrue(
        Files.isRegularFile(file),
        () -> "skipped: no " + file + "; -Doptionskit.shared names the folder above fixtures/");
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
