/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.batch.EuropeanBatch;
import io.optionskit.greeks.batch.ImpliedVolatilityBatch;
import io.optionskit.greeks.batch.MeasureColumns;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
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
      sum += ImpliedVolatility.restart(CALL, 100, strike, 0.1, 0.99, price, 0.21);
      sum += ImpliedVolatility.status(CALL, 100, strike, 0.1, 0.99, price) == IvStatus.OK ? 1 : 0;
    }
    return sum;
  }

  @Test
  void columnsAllocateNothingPerBatch() {
    int rows = 300;
    OptionType[] types = new OptionType[rows];
    double[] spots = new double[rows];
    double[] strikes = new double[rows];
    double[] years = new double[rows];
    double[] rates = new double[rows];
    double[] ones = new double[rows];
    double[] volatilities = new double[rows];
    double[] prices = new double[rows];
    IvStatus[] statuses = new IvStatus[rows];
    for (int i = 0; i < rows; i++) {
      types[i] = i % 2 == 0 ? CALL : PUT;
      spots[i] = 100;
      strikes[i] = 40 + i; // strikes far from the spot included
      years[i] = 0.01 * (i % 40);
      rates[i] = 0.03;
      ones[i] = 1;
      volatilities[i] = 0.1 + 0.01 * (i % 90);
      prices[i] = 0.1 + i % 30;
    }
    EuropeanBatch batch = EuropeanBatch.create();
    ImpliedVolatilityBatch solver = ImpliedVolatilityBatch.create();
    MeasureColumns out = MeasureColumns.of(rows, EnumSet.allOf(Measure.class));
    Runnable all =
        () -> {
          batch.price(types, spots, strikes, years, rates, rates, volatilities, out);
          batch.priceChain(types, 100, strikes, 0.3, 0.03, 0.01, volatilities, out);
          batch.priceForwards(types, spots, strikes, years, ones, volatilities, out);
          batch.priceForwardChain(types, 100, strikes, 0.3, 0.99, volatilities, out);
          solver.solve(types, spots, strikes, years, ones, prices, rates.clone(), statuses);
          solver.solveChain(types, 100, strikes, 0.3, 0.99, prices, prices.clone(), statuses);
        };
    long clones = 2 * (16 + 8L * rows);

    long least = Long.MAX_VALUE;
    for (int run = 0; run < 20; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      all.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }

    // one object per row would be 4,800 bytes and more
    assertThat(least - clones).isBetween(0L, 1024L);
  }
}
