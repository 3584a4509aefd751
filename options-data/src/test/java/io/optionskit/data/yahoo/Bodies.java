/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Answers written by hand in the provider's form. */
final class Bodies {

  private Bodies() {}

  static long epoch(LocalDate date) {
    return date.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  static String options(
      String symbol, List<LocalDate> expiries, LocalDate listed, String calls, String puts) {
    return """
        {"optionChain":{"result":[{"underlyingSymbol":"%s","expirationDates":%s,"strikes":[],"hasMiniOptions":false,
        "quote":{"regularMarketPrice":100.05000305175781,"priceHint":2},
        "options":[{"expirationDate":%d,"hasMiniOptions":false,"calls":[%s],"puts":[%s]}]}],"error":null}}"""
        .formatted(
            symbol, expiries.stream().map(Bodies::epoch).toList(), epoch(listed), calls, puts);
  }

  static String row(String contractSymbol, double strike, LocalDate expiry, String rest) {
    return """
        {"contractSymbol":"%s","strike":%s,"currency":"USD","contractSize":"REGULAR","expiration":%d%s}"""
        .formatted(contractSymbol, strike, epoch(expiry), rest.isEmpty() ? "" : "," + rest);
  }

  static String noOptions(String symbol) {
    return """
        {"optionChain":{"result":[{"underlyingSymbol":"%s","expirationDates":[],"strikes":[],"hasMiniOptions":false,
        "quote":{},"options":[]}],"error":null}}"""
        .formatted(symbol);
  }

  static final String UNKNOWN = "{\"optionChain\":{\"result\":[],\"error\":null}}";

  static final String INVALID_CRUMB =
      "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\",\"description\":\"Invalid Crumb\"}}}";

  static String chart(String timesAndIndicators) {
    return """
        {"chart":{"result":[{"meta":{"currency":"USD","symbol":"XYZ","instrumentType":"EQUITY","priceHint":2,
        "exchangeTimezoneName":"America/New_York",
        "currentTradingPeriod":{"regular":{"timezone":"EST","start":1740061800,"end":1740085200,"gmtoffset":-18000}}},
        %s}],"error":null}}"""
        .formatted(timesAndIndicators);
  }
}
