/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {

  private static final int CALLS = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void pricingAndImpliedVolatilityAllocateNothing() {
    double[] out = new double[Measure.COUNT];
    price(out);

    long before = threads.getCurrentThreadAllocatedBytes();
    double sum = price(out);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // the measurement itself may cost a little, one object per call would cost 320,000 bytes
    assertThat(allocated).isLessThan(CALLS);
    assertThat(sum).isPositive();
  }

  private static double price(double[] out) {
    double sum = 0;
    for (int i = 0; i < CALLS; i++) {
      double strike = 80 + i % 40;
      BlackScholes.all(PUT, 100, strike, 0.1, 0.04, 0.01, 0.2, out);
      sum += out[0] + BlackScholes.delta(CALL, 100, strike, 0.1, 0.04, 0.01, 0.2);
      double price = Black76.value(CALL, 100, strike, 0.1, 0.99, 0.2);
      sum += ImpliedVolatility.solve(CALL, 100, strike, 0.1, 0.99, price);
    }
    return sum;
  }
}
