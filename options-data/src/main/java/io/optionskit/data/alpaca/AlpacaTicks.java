/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.data.json.JsonFields;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Reads quotes and trades, whose condition is a text for options and a list for stocks. */
final class AlpacaTicks {

  private AlpacaTicks() {}

  static FieldCensus quoteFields() {
    return new FieldCensus(Set.of("ap", "bp", "t"), Set.of("as", "ax", "bs", "bx", "c", "z"));
  }

  static QuoteEvent quote(Asset asset, JsonNode row, Instant receivedAt) {
    double[] prices = {JsonFields.number(row, "bp"), JsonFields.number(row, "ap")};
    double[] sizes = {JsonFields.number(row, "bs"), JsonFields.number(row, "as")};
    return QuoteEvent.of(asset, prices, sizes, AlpacaNames.getTime(row, "t"), receivedAt);
  }

  static FieldCensus tradeFields() {
    return new FieldCensus(Set.of("p", "s", "t"), Set.of("c", "i", "u", "x", "z"));
  }

  static TradeEvent trade(Asset asset, JsonNode row, Instant receivedAt) {
    String update = JsonFields.text(row, "u").orElse("");
    if (update.equals("canceled") || update.equals("incorrect")) {
      throw new RefusedRowException(
          Refusal.WITHDRAWN, "trade of " + AlpacaNames.of(asset) + " is " + update);
    }
    double size = JsonFields.number(row, "s");
    if (Double.isNaN(size)) {
      throw new ProviderException(Reason.BAD_DATA, "size of a trade is missing");
    }
    return new TradeEvent(
        asset,
        JsonFields.number(row, "p"),
        size,
        row.path("x").asText(),
        conditions(row.path("c")),
        AlpacaNames.getTime(row, "t"),
        receivedAt);
  }

  /** Returns condition codes; a blank one says nothing. */
  static List<String> conditions(JsonNode codes) {
    if (codes.isArray()) {
      return StreamSupport.stream(codes.spliterator(), false)
          .map(JsonNode::asText)
          .filter(code -> !code.isBlank())
          .toList();
    }
    return codes.isTextual() && !codes.asText().isBlank() ? List.of(codes.asText()) : List.of();
  }
}
