/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cboe;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.contract.SymbolForm;
import io.optionskit.contract.Underlying;
import io.optionskit.data.csv.CsvBody;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.json.JsonBody;
import io.optionskit.data.provider.BarProvider;
import io.optionskit.data.provider.Capabilities;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.Bar;
import io.optionskit.market.DelayClass;
import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.SeriesSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chains of Cboe's delayed quotes: about 15 minutes late, without key or contract, with
 * volatilities and Greeks of its own. One answer holds every expiry. Daily history of its indices,
 * such as VIX, as bars or, under the same name, as a series of closing values.
 *
 * <p>The time of a chain is that of the underlying's last trade, as the answer gives it. May be
 * called from any thread; all share one rate limit. Close it when done.
 */
public final class CboeMarket implements ChainProvider, BarProvider, SeriesSource, AutoCloseable {

  /** Address of the delayed quotes. */
  public static final URI HOME = URI.create("https://cdn.cboe.com");

  private static final String USER_AGENT = "Mozilla/5.0 (compatible; OptionsKit)";

  private final ProviderAccess access;
  private final HttpCaller caller;

  private CboeMarket(ProviderAccess access) {
    this.access = access;
    caller = access.caller("cboe").userAgent(USER_AGENT).build();
  }

  /**
   * Returns the market of a server.
   *
   * @param access how it is reached; no key is needed
   * @return the market; nothing is asked yet
   */
  public static CboeMarket of(ProviderAccess access) {
    return new CboeMarket(access);
  }

  /**
   * Returns what Cboe offers. It publishes no terms: the rate is a careful guess.
   *
   * @return what is known
   */
  public static Capabilities capabilities() {
    return new Capabilities(
        Set.of(
            Capability.CHAINS,
            Capability.GREEKS,
            Capability.OPEN_INTEREST,
            Capability.BARS,
            Capability.SERIES),
        DelayClass.DELAYED,
        Duration.ofMinutes(15),
        30,
        Duration.ofMinutes(1),
        Optional.of(0),
        Set.of(),
        "chains and volatility indices without a key, a check of other providers");
  }

  @Override
  public List<LocalDate> expirations(String underlying) {
    return answer(underlying).chain().expiries();
  }

  @Override
  public ChainAnswer answer(String underlying, LocalDate expiry) {
    return answer(underlying).only(expiry);
  }

  @Override
  public ChainAnswer answer(String underlying) {
    if (!underlying.matches("[A-Z][A-Z0-9.]{0,9}")) {
      throw new IllegalArgumentException(
          "ticker must have 1 to 10 characters of A-Z, 0-9 and dots: " + underlying);
    }
    String name = SymbolForm.UNDERSCORE.write(new Underlying(underlying));
    HttpAnswer answer =
        caller.get(access.resolve("/api/global/delayed_quotes/options/" + name + ".json"));
    if (answer.status() == 403 || answer.status() == 404) {
      throw new ProviderException(
          Reason.UNKNOWN_SYMBOL,
          "cboe has no delayed quotes of " + underlying + ": status " + answer.status());
    }
    if (answer.status() != 200) {
      throw new ProviderException(
          Reason.BAD_REQUEST, "cboe answered " + answer.status() + " for " + underlying);
    }
    JsonNode root = JsonBody.read("cboe", answer);
    return new CboeChainReader(underlying, answer.receivedAt()).read(root);
  }

  /**
   * Gets the daily bars of an index that end within a span.
   *
   * @param asset an index of Cboe, such as VIX
   * @param length {@code P1D}
   * @param from start of the span, exclusive
   * @param to end of the span, inclusive
   * @return bars in order of time, and what became of the rows of these dates
   * @throws ProviderException {@code UNSUPPORTED} for other lengths and assets, or an index of
   *     which Cboe gives one value per day; others if Cboe fails or does not know the index
   */
  @Override
  public RowsAnswer<Bar> barsAnswer(Asset asset, Duration length, Instant from, Instant to) {
    if (!length.equals(Duration.ofDays(1)) || !(asset instanceof Underlying index)) {
      throw new ProviderException(
          Reason.UNSUPPORTED,
          "cboe has daily bars of its indices only, not " + length + " of " + asset);
    }
    HttpAnswer answer = history(index.symbol());
    return new CboeIndexHistory(CsvBody.read("cboe", answer))
        .bars(asset, from, to, answer.receivedAt());
  }

  @Override
  public List<SeriesPoint> observations(
      String series, LocalDate from, LocalDate to, LocalDate asOf) {
    return new CboeIndexHistory(CsvBody.read("cboe", history(series)))
        .points(from, to, asOf)
        .rows();
  }

  private HttpAnswer history(String index) {
    if (!index.matches("[A-Z][A-Z0-9]{0,9}")) {
      throw new IllegalArgumentException(
          "index must have 1 to 10 characters of A-Z and 0-9: " + index);
    }
    HttpAnswer answer =
        caller.get(access.resolve("/api/global/us_indices/daily_prices/" + index + "_History.csv"));
    if (answer.status() == 403 || answer.status() == 404) {
      throw new ProviderException(
          Reason.UNKNOWN_SYMBOL,
          "cboe has no history of an index " + index + ": status " + answer.status());
    }
    if (answer.status() != 200) {
      throw new ProviderException(
          Reason.BAD_REQUEST, "cboe answered " + answer.status() + " for the history of " + index);
    }
    return answer;
  }

  /**
   * Returns what was done to reach Cboe so far.
   *
   * @return counts since this market was made
   */
  public HttpUsage usage() {
    return caller.usage();
  }

  @Override
  public void close() {
    caller.close();
  }
}
