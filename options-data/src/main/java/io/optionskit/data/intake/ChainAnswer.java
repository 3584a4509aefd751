/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

import io.optionskit.market.OptionChain;
import java.time.LocalDate;
import java.util.List;

/**
 * A chain as one provider gave it.
 *
 * @param chain the chain, with the source's own columns and the origin of each value
 * @param report what became of the rows
 * @param listed expiry dates that the provider lists, as far as the answer tells, ascending; at
 *     least those of the chain
 */
public record ChainAnswer(OptionChain chain, IntakeReport report, List<LocalDate> listed) {

  /** Copies the list. */
  public ChainAnswer {
    listed = List.copyOf(listed);
  }

  /**
   * Returns this answer with the dates that the provider lists.
   *
   * @param dates expiry dates, ascending
   * @return changed copy
   */
  public ChainAnswer listing(List<LocalDate> dates) {
    return new ChainAnswer(chain, report, dates);
  }

  /**
   * Returns the contracts of one expiry date, with the report of the whole answer.
   *
   * @param expiry expiry date
   * @return answer with fewer contracts
   */
  public ChainAnswer only(LocalDate expiry) {
    return new ChainAnswer(
        chain.only(contract -> contract.expiry().equals(expiry)), report, listed);
  }
}
