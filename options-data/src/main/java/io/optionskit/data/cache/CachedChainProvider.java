/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.provider.ChainProvider;
import java.time.LocalDate;
import java.util.List;

/**
 * Keeps the chains of a provider, with what became of their rows. A chain keeps the time at which
 * it was received: who minds its age can see it. May be called from any thread.
 */
public final class CachedChainProvider implements ChainProvider {

  private final String name;
  private final ChainProvider provider;
  private final DataKind kind;
  private final TwoLevelCache cache;

  private CachedChainProvider(
      String name, ChainProvider provider, DataKind kind, TwoLevelCache cache) {
    this.name = name;
    this.provider = provider;
    this.kind = kind;
    this.cache = cache;
  }

  /**
   * Returns a cache in front of a provider.
   *
   * @param name name of the provider, which keeps its answers apart from those of others in the
   *     cache; with the address or account where answers depend on it
   * @param provider asked for what is not kept
   * @param kind {@link DataKind#CHAINS} or {@link DataKind#CHAINS_WEEKLY}
   * @param cache where answers are kept; not closed by this object
   * @return the cached provider
   */
  public static CachedChainProvider of(
      String name, ChainProvider provider, DataKind kind, TwoLevelCache cache) {
    return new CachedChainProvider(name, provider, kind, cache);
  }

  @Override
  public List<LocalDate> expirations(String underlying) {
    return cache.get(
        CacheKey.of(name, "expirations", underlying),
        kind,
        ValueFormat.dates(),
        () -> List.copyOf(provider.expirations(underlying)));
  }

  @Override
  public ChainAnswer answer(String underlying) {
    return cache.get(
        CacheKey.of(name, "answer", underlying),
        kind,
        ValueFormat.answers(),
        () -> provider.answer(underlying));
  }

  @Override
  public ChainAnswer answer(String underlying, LocalDate expiry) {
    return cache.get(
        CacheKey.of(name, "answer", underlying, expiry),
        kind,
        ValueFormat.answers(),
        () -> provider.answer(underlying, expiry));
  }
}
