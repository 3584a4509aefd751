/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import io.optionskit.greeks.IvStatus;

/**
 * Implied volatility of an option on an underlying with cash dividends, or why there is none.
 *
 * @param volatility annual volatility, 0.20 is 20 %; 0 for {@link IvStatus#ZERO_VOLATILITY}; {@code
 *     NaN} for every other status but {@link IvStatus#OK}
 * @param status whether the price has an implied volatility
 */
public record DividendVolatility(double volatility, IvStatus status) {

  static DividendVolatility none(IvStatus status) {
    return new DividendVolatility(status == IvStatus.ZERO_VOLATILITY ? 0 : Double.NaN, status);
  }
}
