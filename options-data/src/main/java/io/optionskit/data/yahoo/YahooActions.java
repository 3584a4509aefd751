/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.market.CorporateAction;
import io.optionskit.market.CorporateAction.Dividend;
import io.optionskit.market.CorporateAction.Split;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads dividends and splits out of a {@code chart} answer. */
final class YahooActions {

  private YahooActions() {}

  /**
   * Returns what is in the answer.
   *
   * @throws ProviderException {@code BAD_DATA} if a day, an amount or a ratio makes no sense
   */
  static List<CorporateAction> of(String ticker, JsonNode result) {
    try {
      JsonNode meta = result.path("meta");
      ZoneId zone = ZoneId.of(meta.path("exchangeTimezoneName").asText("America/New_York"));
      String currency = meta.path("currency").asText("USD");
      List<Split> splits = new ArrayList<>();
      for (JsonNode node : result.path("events").path("splits")) {
        LocalDate date = YahooJson.instant(node.path("date")).atZone(zone).toLocalDate();
        splits.add(
            new Split(
                ticker,
                date,
                decimal(node, "numerator"),
                decimal(node, "denominator"),
                CorporateAction.knownAt(date, Optional.empty())));
      }
      List<CorporateAction> actions = new ArrayList<>(splits);
      for (JsonNode node : result.path("events").path("dividends")) {
        LocalDate date = YahooJson.instant(node.path("date")).atZone(zone).toLocalDate();
        BigDecimal paid = decimal(node, "amount");
        for (Split split : splits) {
          if (split.exDate().isAfter(date)) {
            paid =
                paid.multiply(split.newShares()).divide(split.oldShares(), MathContext.DECIMAL64);
          }
        }
        actions.add(
            new Dividend(
                ticker, date, paid, currency, CorporateAction.knownAt(date, Optional.empty())));
      }
      actions.sort(Comparator.comparing(CorporateAction::exDate));
      return actions;
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      throw new ProviderException(
          Reason.BAD_DATA, "yahoo's events of " + ticker + " are broken: " + e.getMessage(), e);
    }
  }

  private static BigDecimal decimal(JsonNode node, String field) {
    double value = YahooJson.number(node, field);
    if (!(Math.abs(value) < 1e9)) {
      throw new IllegalArgumentException(field + " must be a number: " + node.path(field));
    }
    return BigDecimal.valueOf(WidenedFloats.narrowed(value));
  }
}
