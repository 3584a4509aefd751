/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.market.OptionChain;
import io.optionskit.spi.ChainStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A chain store in memory. Safe to use from any thread. */
public final class MemoryChainStore implements ChainStore {

  private final Map<String, TreeMap<Instant, OptionChain>> chains = new TreeMap<>();

  /** Creates an empty store. */
  public MemoryChainStore() {}

  @Override
  public synchronized void save(OptionChain chain, String source) {
    chains.computeIfAbsent(chain.underlying(), ticker -> new TreeMap<>()).put(chain.time(), chain);
  }

  @Override
  public synchronized Optional<OptionChain> findLatest(String underlying, Instant asOf) {
    TreeMap<Instant, OptionChain> known = chains.get(underlying);
    return known == null
        ? Optional.empty()
        : Optional.ofNullable(known.floorEntry(asOf)).map(Map.Entry::getValue);
  }

  /** Does nothing: the chains stay readable. */
  @Override
  public void close() {}
}
