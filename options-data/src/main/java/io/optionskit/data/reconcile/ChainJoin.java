/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of one chain beside the rows of another with the same OCC symbol. */
final class ChainJoin {

  private static final int NONE = -1;

  private final OptionChain first;
  private final OptionChain second;
  private final int[] partners; // row of the second for each row of the first
  private final List<OptionContract> clashes = new ArrayList<>();
  private final int onlySecond;

  private ChainJoin(OptionChain first, OptionChain second) {
    this.first = first;
    this.second = second;
    Map<String, Integer> rows = new TreeMap<>();
    for (int row = 0; row < second.size(); row++) {
      rows.putIfAbsent(second.contract(row).symbol(), row);
    }
    partners = new int[first.size()];
    for (int row = 0; row < partners.length; row++) {
      OptionContract contract = first.contract(row);
      Integer partner = rows.remove(contract.symbol());
      partners[row] = partner == null ? NONE : partner;
      if (partner != null && !second.contract(partner).equals(contract)) {
        clashes.add(contract);
        partners[row] = NONE;
      }
    }
    onlySecond = rows.size();
  }

  static ChainJoin of(OptionChain first, OptionChain second) {
    return new ChainJoin(first, second);
  }

  /** Returns the row of the second chain for a row of the first, or −1 for none. */
  int partner(int row) {
    return partners[row];
  }

  ChainComparison compare(Tolerances tolerances) {
    ChainStanding one = ChainStanding.of(first);
    ChainStanding other = ChainStanding.of(second);
    Optional<Duration> apart =
        one.marketTime()
            .flatMap(time -> other.marketTime().map(later -> Duration.between(time, later)));
    Map<QuoteField, FieldAgreement> fields = new EnumMap<>(QuoteField.class);
    for (QuoteField field : QuoteField.values()) {
      AgreementCount count =
          new AgreementCount(field, tolerances.of(field), apart.map(Duration::abs));
      for (int row = 0; row < partners.length; row++) {
        if (partners[row] != NONE) {
          count.add(first.quote(row), second.quote(partners[row]));
        }
      }
      fields.put(field, count.result());
    }
    int common = common();
    return new ChainComparison(
        one.source(),
        other.source(),
        apart,
        common,
        partners.length - common - clashes.size(),
        onlySecond,
        clashes,
        fields);
  }

  private int common() {
    int common = 0;
    for (int partner : partners) {
      common += partner == NONE ? 0 : 1;
    }
    return common;
  }
}
