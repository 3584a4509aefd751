/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.decision.Decision;
import io.optionskit.order.Order;
import java.util.List;

/**
 * Assertions about decisions and orders; may be imported statically beside AssertJ's own.
 *
 * <pre>{@code
 * import static io.optionskit.testkit.OptionsKitAssertions.assertThat;
 *
 * assertThat(strategy.decide(view)).submit(Leg.sell(put505), Leg.buy(put500)).hasLimit("-1.20");
 * }</pre>
 */
public final class OptionsKitAssertions {

  private OptionsKitAssertions() {}

  /**
   * Starts assertions about what a strategy decided.
   *
   * @param decisions result of a strategy
   * @return assertions
   */
  public static DecisionsAssert assertThat(List<Decision> decisions) {
    return new DecisionsAssert(decisions);
  }

  /**
   * Starts assertions about an order.
   *
   * @param order the order
   * @return assertions
   */
  public static OrderAssert assertThat(Order order) {
    return new OrderAssert(order);
  }
}
