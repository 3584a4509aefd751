/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionContract;
import io.optionskit.greeks.CboeChain;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.market.OptionChain;
import org.junit.jupiter.api.Test;

/** A recorded chain with forwards, discount factors and volatilities that were found elsewhere. */
class RussellForwardsTest {

  private static final double RATE = 0.053;

  @Test
  void forwardsAndDiscountFactorsAreThoseFoundElsewhere() {
    OptionChain chain = CboeChain.chain();

    for (CboeChain.Expected expected : CboeChain.expected()) {
      ExpiryForward found = forward(chain, expected);

      assertThat(found.source()).isEqualTo(ForwardSource.PARITY);
      assertThat(found.forward()).as("%s", expected).isEqualTo(expected.forward(), within(0.004));
      assertThat(found.discountFactor())
          .as("%s", expected)
          .isEqualTo(expected.discountFactor(), within(0.0002));
      ForwardBounds bounds = found.fit().orElseThrow().bounds();
      // an error of the discount factor moves the bounds of strikes far from the money
      assertThat(expected.forward())
          .as("%s", expected)
          .isBetween(bounds.lower() - 0.2, bounds.upper() + 0.2);
    }
  }

  @Test
  void volatilitiesOfMiddlesAreThoseFoundElsewhere() {
    OptionChain chain = CboeChain.chain();
    int compared = 0;

    for (CboeChain.Expected expected : CboeChain.expected()) {
      ExpirySlice slice = ExpirySlice.find(chain, expected.root(), expected.expiry()).orElseThrow();
      ExpiryForward found = forward(chain, expected);
      for (int row = slice.from(); row < slice.to(); row++) {
        OptionContract contract = chain.contract(row);
        double[] volatilities = expected.volatilities().get(slice.strike(row));
        if (volatilities == null) {
          continue;
        }
        double volatility =
            ImpliedVolatility.solve(
                contract.type(),
                found.forward(),
                slice.strike(row),
                expected.years(), // theirs ignores that clocks are put back in November
                found.discountFactor(),
                0.5 * (chain.bid(row) + chain.ask(row)));
        assertThat(volatility)
            .as("%s", contract)
            .isEqualTo(volatilities[contract.type().ordinal()], within(0.0005));
        compared++;
      }
    }

    assertThat(compared).isEqualTo(1006);
  }

  private static ExpiryForward forward(OptionChain chain, CboeChain.Expected expected) {
    return ExpirySlice.find(chain, expected.root(), expected.expiry())
        .flatMap(ChainForwards.of(RATE)::fit)
        .orElseThrow();
  }
}
