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
      assertThat(found.forward()).as("%s", expected).isEqualTo(expected.forward(), within(0.05));
      assertThat(found.discountFactor())
          .as("%s", expected)
          .isEqualTo(expected.discountFactor(), within(0.0005));
      assertThat(found.fit().orElseThrow().bounds().contains(expected.forward())).isTrue();
    }
  }

  @Test
  void volatilitiesOutOfTheMoneyAreThoseFoundElsewhere() {
    OptionChain chain = CboeChain.chain();
    int compared = 0;

    for (CboeChain.Expected expected : CboeChain.expected()) {
      ExpirySlice slice = ExpirySlice.find(chain, expected.root(), expected.expiry()).orElseThrow();
      ExpiryForward found = forward(chain, expected);
      for (int row = slice.from(); row < slice.to(); row++) {
        OptionContract contract = chain.contract(row);
        double[] volatilities = expected.volatilities().get(slice.strike(row));
        boolean isOut = contract.type().intrinsic(found.forward(), slice.strike(row)) == 0;
        if (volatilities == null || !isOut) {
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

    assertThat(compared).isGreaterThan(400);
  }

  private static ExpiryForward forward(OptionChain chain, CboeChain.Expected expected) {
    return ExpirySlice.find(chain, expected.root(), expected.expiry())
        .flatMap(ChainForwards.of(RATE)::fit)
        .orElseThrow();
  }
}
