/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.data.json.JsonFields;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** How Alpaca names assets and writes times: unpadded OCC symbols, and RFC 3339. */
final class AlpacaNames {

  private AlpacaNames() {}

  static String of(Asset asset) {
    return asset instanceof OptionContract contract
        ? contract.occSymbol().compact()
        : asset.symbol();
  }

  /**
   * Returns the contract that a symbol names.
   *
   * @throws IllegalArgumentException if it names none
   */
  static OptionContract contract(String symbol, String underlying) {
    OccSymbol parts = OccSymbol.parse(symbol);
    OptionProduct product = OptionProduct.ofRoot(parts.root());
    boolean sameName = underlying.replace(".", "").equals(product.underlying());
    return new OptionContract(
        sameName ? product.withUnderlying(underlying) : product,
        parts.expiry(),
        parts.type(),
        parts.strike());
  }

  static Optional<Instant> time(JsonNode parent, String field) {
    try {
      return JsonFields.text(parent, field).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new ProviderException(
          Reason.BAD_DATA,
          field
              + " must be a time such as 2024-04-25T20:00:00.259Z: "
              + JsonFields.shown(parent.path(field)),
          e);
    }
  }

  static Instant getTime(JsonNode parent, String field) {
    return time(parent, field)
        .orElseThrow(() -> new ProviderException(Reason.BAD_DATA, field + " is missing"));
  }
}
