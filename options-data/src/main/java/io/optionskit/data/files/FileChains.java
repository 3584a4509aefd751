/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.contract.Underlying;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.OptionChain;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The chains of some files, in order of time. Immutable; may be used by several threads.
 *
 * @param chains one per underlying and instant, with what became of its rows
 * @param report what became of all rows
 */
public record FileChains(List<ChainAnswer> chains, FileReport report) {

  /** Copies the list. */
  public FileChains {
    chains = List.copyOf(chains);
  }

  /**
   * Finds the last chain that was known at an instant.
   *
   * @param underlying ticker
   * @param asOf the instant
   * @return the chain, empty if the files have none of that time
   */
  public Optional<ChainAnswer> find(String underlying, Instant asOf) {
    Optional<ChainAnswer> found = Optional.empty();
    for (ChainAnswer answer : chains) {
      OptionChain chain = answer.chain();
      if (chain.underlying().equals(underlying) && !chain.time().isAfter(asOf)) {
        found = Optional.of(answer);
      }
    }
    return found;
  }

  /**
   * Returns the chains as market history: one row per contract, and one of the underlying where its
   * price is known.
   *
   * @return history from the start; each call gives another one
   */
  public FileHistory history() {
    AssetTable assets = new AssetTable();
    Map<LocalDate, DayRows> days = new TreeMap<>();
    for (ChainAnswer answer : chains) {
      OptionChain chain = answer.chain();
      DayRows rows = days.computeIfAbsent(chain.tradeDate(), date -> new DayRows(assets));
      long time = EpochNanos.of(chain.time());
      chain
          .spot()
          .ifPresent(
              spot ->
                  rows.add(
                      time,
                      assets.idOf(new Underlying(chain.underlying())),
                      Double.NaN,
                      Double.NaN,
                      spot,
                      -1,
                      -1,
                      -1,
                      -1));
      for (int row = 0; row < chain.size(); row++) {
        rows.add(
            time,
            assets.idOf(chain.contract(row)),
            chain.bid(row),
            chain.ask(row),
            chain.last(row),
            chain.bidSize(row),
            chain.askSize(row),
            chain.volume(row),
            chain.openInterest(row));
      }
    }
    return FileHistory.of(assets, report, days);
  }
}
