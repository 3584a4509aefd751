/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.SymbolForm;
import io.optionskit.data.internal.PlainText;
import io.optionskit.data.json.JsonFields;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** How Alpaca names assets and writes times: unpadded OCC symbols, and RFC 3339. */
final class AlpacaNames {

  private static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant FIRST = Instant.parse("1973-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2099-12-31T00:00:00Z");

  private AlpacaNames() {}

  static String of(Asset asset) {
    return SymbolForm.COMPACT.write(asset);
  }

  /**
   * Returns the contract that a symbol names.
   *
   * @throws IllegalArgumentException if it names none
   */
  static OptionContract contract(String symbol, String underlying) {
    OccSymbol parts = OccSymbol.parse(symbol);
    OptionProduct product = OptionProduct.ofRoot(parts.root(), parts.expiry());
    boolean sameName = underlying.replace(".", "").equals(product.underlying());
    return new OptionContract(
        sameName ? product.withUnderlying(underlying) : product,
        parts.expiry(),
        parts.type(),
        parts.strike());
  }

  /** Returns a time; the year 1 is how the server writes that there is none. */
  static Optional<Instant> time(JsonNode parent, String field) {
    try {
      Optional<Instant> time =
          JsonFields.text(parent, field)
              .map(PlainText::time)
              .filter(instant -> !instant.equals(NO_TIME));
      if (time.isPresent() && (time.get().isBefore(FIRST) || time.get().isAfter(LAST))) {
        throw new DateTimeException("out of all bounds");
      }
      return time;
    } catch (DateTimeException e) {
      throw new ProviderException(
          Reason.BAD_DATA,
          field
              + " must be a time of 1973 to 2099 such as 2024-04-25T20:00:00.259Z: "
              + JsonFields.shown(parent.path(field)),
          e);
    }
  }

  static Instant getTime(JsonNode parent, String field) {
    return time(parent, field)
        .orElseThrow(() -> new ProviderException(Reason.BAD_DATA, field + " is missing"));
  }
}
