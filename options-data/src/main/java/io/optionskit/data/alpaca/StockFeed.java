/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import io.optionskit.market.DelayClass;
import java.util.Map;

/** Where Alpaca takes quotes, trades and bars of stocks from. */
public enum StockFeed {
  /** What the account's plan has best; Alpaca chooses. */
  BEST(""),
  /** All exchanges. */
  SIP("sip"),
  /** One exchange with a few percent of the volume, free. */
  IEX("iex");

  private final String code;

  StockFeed(String code) {
    this.code = code;
  }

  /** Returns how it stands to the market of now, which nobody says where Alpaca chooses. */
  DelayClass delayClass() {
    return this == BEST ? DelayClass.UNSTATED : DelayClass.REAL_TIME;
  }

  Map<String, String> parameter() {
    return code.isEmpty() ? Map.of() : Map.of("feed", code);
  }
}
