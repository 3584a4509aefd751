/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one chain out of an {@code optionChain} answer. Used once. */
final class YahooChainReader {

  private static final Logger LOG = LoggerFactory.getLogger(YahooChainReader.class);
  private static final double IV_PLACEHOLDER = 1.1e-5;
  private static final double STRIKE_TOLERANCE = 0.0005;

  private final String ticker;
  private final Instant receivedAt;
  private final OptionChain.Builder chain;
  private final Map<OptionContract, YahooSnapshot.Extra> extras = new TreeMap<>();
  private final Map<String, Integer> refused = new TreeMap<>();

  YahooChainReader(String ticker, Instant receivedAt) {
    this.ticker = ticker;
    this.receivedAt = receivedAt;
    chain =
        OptionChain.builder(
            ticker, receivedAt, TradingCalendar.usOptions().tradingDateAt(receivedAt));
  }

  /** Returns the expiry dates, ascending. */
  static List<LocalDate> expiries(JsonNode result) {
    JsonNode dates = result.path("expirationDates");
    if (!dates.isArray()) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED, "yahoo's chain has no list expirationDates any more");
    }
    TreeSet<LocalDate> expiries = new TreeSet<>();
    dates.forEach(date -> expiries.add(YahooJson.date(date)));
    return List.copyOf(expiries);
  }

  /** Returns the expiry date of the contracts listed, empty if none is. */
  static Optional<LocalDate> listedExpiry(JsonNode result) {
    JsonNode date = result.path("options").path(0).path("expirationDate");
    return date.isIntegralNumber() ? Optional.of(YahooJson.date(date)) : Optional.empty();
  }

  /** Returns the chain of one expiry. */
  YahooSnapshot read(JsonNode result, LocalDate expiry) {
    double spot = YahooJson.number(result.path("quote"), "regularMarketPrice");
    if (spot > 0) {
      chain.spot(WidenedFloats.narrowed(spot));
    }
    for (JsonNode listed : result.path("options")) {
      addAll(listed.path("calls"), OptionType.CALL, expiry);
      addAll(listed.path("puts"), OptionType.PUT, expiry);
    }
    return new YahooSnapshot(
        chain.build(), expiries(result), new ArrayList<>(extras.values()), refused);
  }

  private void addAll(JsonNode rows, OptionType type, LocalDate expiry) {
    for (JsonNode row : rows) {
      String problem;
      try {
        problem = add(row, type, expiry);
      } catch (ProviderException e) {
        problem = "malformed number";
        LOG.debug("yahoo's row refused: {}", e.getMessage());
      } catch (IllegalArgumentException e) {
        problem = "contract that cannot exist";
        LOG.debug("yahoo's row refused: {}", e.getMessage());
      }
      if (!problem.isEmpty()) {
        refused.merge(problem, 1, Integer::sum);
      }
    }
  }

  /** Adds a row and returns what is wrong with it instead, empty if nothing is. */
  private String add(JsonNode row, OptionType type, LocalDate expiry) {
    OccSymbol symbol = OccSymbol.parse(row.path("contractSymbol").asText());
    double strike = YahooJson.number(row, "strike");
    if (symbol.type() != type) {
      return "contract listed among those of the other type";
    }
    if (!symbol.expiry().equals(expiry)
        || (YahooJson.instant(row, "expiration").isPresent()
            && !YahooJson.date(row.path("expiration")).equals(expiry))) {
      return "contract of another expiry than the one asked for";
    }
    if (Math.abs(strike - symbol.strike().doubleValue()) > STRIKE_TOLERANCE) {
      return "strike differs from the one in the contract's symbol";
    }
    if (!row.path("contractSize").asText("REGULAR").equals("REGULAR")) {
      return "contract of another size than REGULAR";
    }
    OptionProduct product =
        OptionProduct.ofRoot(symbol.root(), symbol.expiry()).withUnderlying(ticker);
    OptionContract contract = new OptionContract(product, symbol.expiry(), type, symbol.strike());
    if (extras.containsKey(contract)) {
      return "contract listed twice";
    }
    // Zero on both sides is Yahoo's way to say that there is no quote; an ask of zero never is one.
    double bid = price(row, "bid");
    double ask = price(row, "ask");
    boolean hasAsk = ask > 0;
    double last = price(row, "lastPrice");
    Quote quote =
        Quote.of(
            hasAsk || bid > 0 ? bid : Double.NaN,
            hasAsk ? ask : Double.NaN,
            last > 0 ? last : Double.NaN,
            -1,
            -1,
            receivedAt,
            receivedAt);
    long volume = YahooJson.count(row, "volume", Long.MAX_VALUE / 1024);
    int openInterest = (int) YahooJson.count(row, "openInterest", Integer.MAX_VALUE);
    YahooSnapshot.Extra extra =
        new YahooSnapshot.Extra(YahooJson.instant(row, "lastTradeDate"), impliedVolatility(row));
    chain.add(contract, quote, volume, openInterest);
    extras.put(contract, extra);
    return "";
  }

  private static double price(JsonNode row, String field) {
    double value = YahooJson.number(row, field);
    if (value < 0) {
      throw new ProviderException(Reason.BAD_DATA, field + " below 0");
    }
    return WidenedFloats.narrowed(value);
  }

  private static OptionalDouble impliedVolatility(JsonNode row) {
    double value = YahooJson.number(row, "impliedVolatility");
    return value > IV_PLACEHOLDER ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
