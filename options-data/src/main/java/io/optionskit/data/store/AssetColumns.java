/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Assets as the tables write them; what an underlying does not have is null. */
final class AssetColumns {

  private AssetColumns() {}

  static @Nullable String type(Asset asset) {
    return asset instanceof OptionContract contract
        ? (contract.type() == OptionType.CALL ? "call" : "put")
        : null;
  }

  static @Nullable BigDecimal strike(Asset asset) {
    return asset instanceof OptionContract contract ? contract.strike() : null;
  }

  static @Nullable LocalDate expiry(Asset asset) {
    return asset instanceof OptionContract contract ? contract.expiry() : null;
  }

  static @Nullable String root(Asset asset) {
    return asset instanceof OptionContract contract ? contract.root() : null;
  }

  /** Returns the expiry that all option legs share, empty if they have several or none. */
  static Optional<LocalDate> onlyExpiry(List<Leg> legs) {
    List<LocalDate> expiries =
        legs.stream()
            .map(Leg::asset)
            .filter(OptionContract.class::isInstance)
            .map(asset -> ((OptionContract) asset).expiry())
            .distinct()
            .toList();
    return expiries.size() == 1 ? Optional.of(expiries.get(0)) : Optional.empty();
  }

  /** Returns the number of the leg that trades an asset, from 1; 0 if none does. */
  static int legNumber(Order order, Asset asset) {
    for (int i = 0; i < order.legs().size(); i++) {
      if (order.legs().get(i).asset().equals(asset)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Returns the dollars that a net price of 1.00 costs per unit. */
  static int unitMultiplier(List<Leg> legs) {
    return legs.stream().mapToInt(leg -> leg.asset().multiplier()).max().orElse(1);
  }
}
