/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionContract;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.greeks.forward.ForwardFit;
import java.util.Optional;

/**
 * One root and expiry, with what its forward and discount factor may be wrong by.
 *
 * @param slice its rows
 * @param forward its forward, if it has one
 * @param forwardError what the forward may be off by, per share; 0 without a forward
 * @param discountError what the discount factor may be off by; 0 without a forward
 */
record JudgedExpiry(
    ExpirySlice slice, Optional<ExpiryForward> forward, double forwardError, double discountError) {

  /** What a rate is known to, per year. */
  private static final double RATE_ERROR = 0.03;

  /** What a price of the underlying may be off by, as a part of it. */
  private static final double SPOT_ERROR = 0.002;

  static JudgedExpiry of(ExpirySlice slice, Optional<ExpiryForward> forward) {
    if (forward.isEmpty()) {
      return new JudgedExpiry(slice, forward, 0, 0);
    }
    ExpiryForward found = forward.get();
    double years = found.years();
    Optional<ForwardFit> fit = found.isFromParity() ? found.fit() : Optional.empty();
    boolean knowsDiscount = fit.isPresent() && isEuropean(slice.contract());
    return new JudgedExpiry(
        slice,
        forward,
        fit.map(ForwardFit::standardError)
            .orElse(found.forward() * (SPOT_ERROR + RATE_ERROR * years)),
        knowsDiscount
            ? fit.get().discountFactorError()
            : RATE_ERROR * years * found.discountFactor());
  }

  private static boolean isEuropean(OptionContract contract) {
    return contract.exerciseStyle() == ExerciseStyle.EUROPEAN;
  }

  int from() {
    return slice.from();
  }

  int to() {
    return slice.to();
  }

  boolean isEuropean() {
    return isEuropean(slice.contract());
  }

  /** Returns whether the contracts deliver something else than shares of the underlying. */
  boolean isAdjusted() {
    return slice.contract().product().isAdjusted();
  }

  boolean isFromParity() {
    return forward.map(ExpiryForward::isFromParity).orElse(false);
  }
}
