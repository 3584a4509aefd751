/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import io.optionskit.market.DelayClass;
import java.time.Duration;

/** Where Alpaca takes quotes of options from. */
public enum OptionFeed {
  /** The consolidated quotes of all exchanges, with a subscription. */
  OPRA("opra", DelayClass.REAL_TIME, Duration.ZERO),
  /** Estimates that nobody stands by, free; trades are 15 minutes late. */
  INDICATIVE("indicative", DelayClass.INDICATIVE, Duration.ofMinutes(15));

  private final String code;
  private final DelayClass delayClass;
  private final Duration delay;

  OptionFeed(String code, DelayClass delayClass, Duration delay) {
    this.code = code;
    this.delayClass = delayClass;
    this.delay = delay;
  }

  /**
   * Returns the name that Alpaca has for it.
   *
   * @return value of the parameter {@code feed}
   */
  public String code() {
    return code;
  }

  /**
   * Returns how it stands to the market of now.
   *
   * @return real time, or indicative
   */
  public DelayClass delayClass() {
    return delayClass;
  }

  Duration delay() {
    return delay;
  }
}
