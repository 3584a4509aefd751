/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.market.CorporateAction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * Gives dividends and splits as they were known at a time. May be called from any thread.
 *
 * <p>A backtest that asks as of its own time never learns of an action before it was announced.
 */
@FunctionalInterface
public interface CorporateActionSource {

  /**
   * Gets the actions of one company.
   *
   * @param ticker ticker
   * @param from first ex-date
   * @param to last ex-date
   * @param asOf instant at which the actions were known
   * @return actions ascending by ex-date, without those that were not known then
   * @throws ProviderException if the source fails
   */
  List<CorporateAction> actions(String ticker, LocalDate from, LocalDate to, Instant asOf);

  /**
   * Returns a source of actions at hand.
   *
   * @param all actions of any companies in any order
   * @return the source
   */
  static CorporateActionSource of(List<? extends CorporateAction> all) {
    List<CorporateAction> kept = List.copyOf(all);
    return (ticker, from, to, asOf) ->
        kept.stream()
            .filter(action -> action.ticker().equals(ticker))
            .filter(action -> !action.exDate().isBefore(from) && !action.exDate().isAfter(to))
            .filter(action -> !action.knownAt().isAfter(asOf))
            .sorted(Comparator.comparing(CorporateAction::exDate))
            .toList();
  }
}
