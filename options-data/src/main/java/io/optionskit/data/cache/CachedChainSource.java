/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import io.optionskit.market.OptionChain;
import io.optionskit.spi.ChainSource;
import java.time.LocalDate;
import java.util.List;

/**
 * Keeps the chains of a source that tells nothing of its rows. A chain keeps the time at which it
 * was received: who minds its age can see it. May be called from any thread.
 *
 * @see CachedChainProvider
 */
public final class CachedChainSource implements ChainSource {

  private final String name;
  private final ChainSource source;
  private final DataKind kind;
  private final TwoLevelCache cache;

  private CachedChainSource(String name, ChainSource source, DataKind kind, TwoLevelCache cache) {
    this.name = name;
    this.source = source;
    this.kind = kind;
    this.cache = cache;
  }

  /**
   * Returns a cache in front of a source.
   *
   * @param name name of the source, which keeps its answers apart from those of others in the
   *     cache; with the address or account where answers depend on it
   * @param source asked for what is not kept
   * @param kind {@link DataKind#CHAINS} or {@link DataKind#CHAINS_WEEKLY}
   * @param cache where answers are kept; not closed by this object
   * @return the cached source
   */
  public static CachedChainSource of(
      String name, ChainSource source, DataKind kind, TwoLevelCache cache) {
    return new CachedChainSource(name, source, kind, cache);
  }

  @Override
  public List<LocalDate> expirations(String underlying) {
    return cache.get(
        CacheKey.of(name, "expirations", underlying),
        kind,
        ValueFormat.dates(),
        () -> List.copyOf(source.expirations(underlying)));
  }

  @Override
  public OptionChain chain(String underlying, LocalDate expiry) {
    return cache.get(
        CacheKey.of(name, "chain", underlying, expiry),
        kind,
        ValueFormat.chains(),
        () -> source.chain(underlying, expiry));
  }
}
