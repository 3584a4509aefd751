/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.market.OptionChain;
import java.time.Instant;
import java.util.Optional;

/** Keeps chain snapshots. May be called from any thread. */
public interface ChainStore extends AutoCloseable {

  /**
   * Keeps a snapshot; keeping the same one again changes nothing.
   *
   * @param chain snapshot
   * @param source name of the provider it came from
   */
  void save(OptionChain chain, String source);

  /**
   * Finds the snapshot taken last.
   *
   * @param underlying ticker
   * @param asOf nothing known later is returned
   * @return the latest snapshot of that underlying, empty if there is none
   */
  Optional<OptionChain> findLatest(String underlying, Instant asOf);

  @Override
  void close();
}
