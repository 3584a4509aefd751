/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.decision.Decision;
import io.optionskit.decision.View;
import java.util.List;
import java.util.function.Function;

/**
 * A function from what can be seen to what should be done.
 *
 * <p>Called on the engine's thread after every instant of market data. It must not keep the view,
 * read a clock, or use randomness without a fixed seed; what it remembers between calls must follow
 * from the views it was given.
 */
public interface Strategy {

  /**
   * Returns the name under which orders and trades are kept.
   *
   * @return unique in the engine, of letters, digits and dashes, such as {@code iron-condor}
   */
  String name();

  /**
   * Decides.
   *
   * @param view market and account now
   * @return what to do, in order; empty for nothing
   */
  List<Decision> decide(View view);

  /**
   * Returns a strategy made of a function.
   *
   * @param name name under which orders and trades are kept
   * @param decide what to do in a view
   * @return the strategy
   */
  static Strategy of(String name, Function<View, List<Decision>> decide) {
    return new Strategy() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<Decision> decide(View view) {
        return decide.apply(view);
      }
    };
  }
}
