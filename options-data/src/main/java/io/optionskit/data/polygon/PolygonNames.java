/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.SymbolForm;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.data.internal.PlainText;
import io.optionskit.data.json.JsonFields;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * How Polygon names things: {@code O:} before options, {@code I:} before indices. The terms of an
 * option are sent beside its ticker; both have to say the same.
 */
final class PolygonNames {

  private static final int STANDARD_SHARES = 100;

  private PolygonNames() {}

  static String of(Asset asset) {
    return SymbolForm.PREFIXED.write(asset);
  }

  /** Returns what a ticker names; refuses the row if it names nothing that can exist. */
  static Asset asset(String ticker) {
    try {
      return SymbolForm.PREFIXED.parse(ticker);
    } catch (IllegalArgumentException e) {
      throw new RefusedRowException(
          Refusal.IMPOSSIBLE_CONTRACT, ticker + ": " + String.valueOf(e.getMessage()));
    }
  }

  /** Returns the ticker of an underlying without the mark of an index. */
  static String plain(String ticker) {
    return ticker.startsWith("I:") ? ticker.substring(2) : ticker;
  }

  /**
   * Returns the contract of a row, or refuses the row.
   *
   * @param details object with the terms and the ticker
   * @param underlying ticker of the underlying as the row gives it, plain; blank if it does not
   */
  static OptionContract contract(JsonNode details, String underlying) {
    String ticker = JsonFields.text(details, "ticker").orElse("");
    OptionContract contract = terms(details, ticker, underlying);
    boolean isStandard =
        details.path("additional_underlyings").isEmpty()
            && isHundred(JsonFields.number(details, "shares_per_contract"))
            && hasUsualStyle(details, contract);
    if (!isStandard) {
      throw new RefusedRowException(
          Refusal.NON_STANDARD,
          ticker
              + ": "
              + details.path("exercise_style").asText()
              + " on "
              + details.path("shares_per_contract").asText("unknown")
              + " shares and "
              + details.path("additional_underlyings").size()
              + " other deliverables");
    }
    return contract;
  }

  private static OptionContract terms(JsonNode details, String ticker, String underlying) {
    LocalDate expiry = expiry(details, ticker);
    OptionType type = type(details, ticker);
    BigDecimal strike = strike(details, ticker);
    OccSymbol symbol;
    try {
      symbol = OccSymbol.parse(ticker.startsWith("O:") ? ticker.substring(2) : ticker);
    } catch (IllegalArgumentException e) {
      throw clash(ticker, expiry, type, strike);
    }
    if (!symbol.expiry().equals(expiry)
        || symbol.type() != type
        || symbol.strike().compareTo(strike) != 0) {
      throw clash(ticker, expiry, type, strike);
    }
    OptionProduct product = OptionProduct.ofRoot(symbol.root(), expiry);
    boolean sameName = underlying.replace(".", "").equals(product.underlying());
    return new OptionContract(
        sameName ? product.withUnderlying(underlying) : product, expiry, type, symbol.strike());
  }

  private static RefusedRowException clash(
      String ticker, LocalDate expiry, OptionType type, BigDecimal strike) {
    return new RefusedRowException(
        Refusal.IDENTITY_CLASH,
        "'" + ticker + "' beside the terms " + expiry + " " + type + " " + strike);
  }

  private static LocalDate expiry(JsonNode details, String ticker) {
    String text = JsonFields.text(details, "expiration_date").orElse("");
    try {
      return PlainText.date(text);
    } catch (DateTimeException e) {
      throw new RefusedRowException(
          Refusal.IMPOSSIBLE_CONTRACT,
          ticker + ": expiration_date must be a date such as 2025-01-17: '" + text + "'");
    }
  }

  private static OptionType type(JsonNode details, String ticker) {
    String text = JsonFields.text(details, "contract_type").orElse("");
    return switch (text) {
      case "call" -> OptionType.CALL;
      case "put" -> OptionType.PUT;
      default ->
          throw new RefusedRowException(
              Refusal.IMPOSSIBLE_CONTRACT,
              ticker + ": contract_type must be call or put: '" + text + "'");
    };
  }

  private static BigDecimal strike(JsonNode details, String ticker) {
    double estimate = JsonFields.number(details, "strike_price");
    if (!(estimate > 0.0005 && estimate < 100_000)) {
      throw new RefusedRowException(
          Refusal.IMPOSSIBLE_CONTRACT,
          ticker + ": strike_price must be above 0 and below 100000: " + estimate);
    }
    return JsonFields.decimal(details, "strike_price").orElseThrow();
  }

  private static boolean isHundred(double shares) {
    return Double.isNaN(shares) || shares == STANDARD_SHARES;
  }

  /** Known index roots have the style of our table, whatever the row says. */
  private static boolean hasUsualStyle(JsonNode details, OptionContract contract) {
    String style = JsonFields.text(details, "exercise_style").orElse("american");
    return contract.settlement().isCash() || style.equals("american");
  }
}
