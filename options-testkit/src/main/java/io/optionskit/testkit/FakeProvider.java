/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.market.Bar;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.spi.BarSource;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * A data provider that shows what a test gives it, and fails when it is told to. Safe to use from
 * any thread.
 *
 * <pre>{@code
 * FakeProvider provider = FakeProvider.create().show(view.chain("SPY")).failNext(Reason.RATE_LIMITED, 2);
 * }</pre>
 */
public final class FakeProvider implements ChainSource, BarSource {

  private final TreeMap<String, OptionChain> chains = new TreeMap<>();
  private final TreeMap<Asset, List<Bar>> bars = new TreeMap<>();
  private final Deque<ProviderException.Reason> failures = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();

  private FakeProvider() {}

  /**
   * Returns a provider that knows nothing yet.
   *
   * @return the provider
   */
  public static FakeProvider create() {
    return new FakeProvider();
  }

  /**
   * Shows a chain from now on, in place of the one before of the same underlying.
   *
   * @param chain chain of all expiry dates
   * @return this
   */
  public synchronized FakeProvider show(OptionChain chain) {
    chains.put(chain.underlying(), chain);
    return this;
  }

  /**
   * Adds bars.
   *
   * @param added bars in order of time, behind those already there of the same asset
   * @return this
   */
  public synchronized FakeProvider show(Bar... added) {
    for (Bar bar : added) {
      bars.computeIfAbsent(bar.asset(), asset -> new ArrayList<>()).add(bar);
    }
    return this;
  }

  /**
   * Lets the next calls fail.
   *
   * @param reason why
   * @param times number of calls
   * @return this
   */
  public synchronized FakeProvider failNext(ProviderException.Reason reason, int times) {
    for (int i = 0; i < times; i++) {
      failures.add(reason);
    }
    return this;
  }

  /**
   * Returns what was asked.
   *
   * @return calls in order, such as {@code chain SPY 2024-03-15}; failed ones too
   */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public synchronized List<LocalDate> expirations(String underlying) {
    called("expirations " + underlying);
    return getChain(underlying).expiries();
  }

  @Override
  public synchronized OptionChain chain(String underlying, LocalDate expiry) {
    called("chain " + underlying + " " + expiry);
    OptionChain all = getChain(underlying);
    OptionChain.Builder builder = OptionChain.builder(underlying, all.time(), all.tradeDate());
    all.spot().ifPresent(builder::spot);
    for (int row = 0; row < all.size(); row++) {
      OptionContract contract = all.contract(row);
      if (contract.expiry().equals(expiry)) {
        builder.add(contract, quote(all, row), all.volume(row), all.openInterest(row));
      }
    }
    return builder.build();
  }

  @Override
  public synchronized List<Bar> bars(Asset asset, Duration length, Instant from, Instant to) {
    called("bars " + asset.symbol() + " " + length + " " + from + " " + to);
    List<Bar> known = bars.get(asset);
    if (known == null) {
      throw unknown(asset.symbol());
    }
    return known.stream().filter(bar -> bar.end().isAfter(from) && !bar.end().isAfter(to)).toList();
  }

  private OptionChain getChain(String underlying) {
    OptionChain chain = chains.get(underlying);
    if (chain == null) {
      throw unknown(underlying);
    }
    return chain;
  }

  private static Quote quote(OptionChain chain, int row) {
    Instant time = chain.quote(row).quoteTime().orElse(chain.time());
    return Quote.of(
        chain.bid(row),
        chain.ask(row),
        chain.last(row),
        chain.bidSize(row),
        chain.askSize(row),
        time,
        time);
  }

  private void called(String call) {
    calls.add(call);
    ProviderException.Reason failure = failures.poll();
    if (failure != null) {
      throw new ProviderException(failure, "told to fail: " + call);
    }
  }

  private static ProviderException unknown(String symbol) {
    return new ProviderException(
        ProviderException.Reason.UNKNOWN_SYMBOL, "no such symbol: " + symbol);
  }
}
