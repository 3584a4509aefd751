/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.intake.RowsIntake;
import io.optionskit.spi.ProviderException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Reads rows that come by symbol, one or a list of them for each. A symbol that Alpaca does not
 * know is simply not there.
 *
 * @param <T> kind of the rows
 */
final class AlpacaRows<T> {

  /** Reads one row. */
  interface Reader<T> {
    T read(Asset asset, JsonNode row, Instant receivedAt);
  }

  private final String part;
  private final Map<String, Asset> assets;
  private final FieldCensus census;
  private final Reader<T> reader;
  private final int most;
  private final RowsIntake<T> intake;

  /**
   * Creates a reader.
   *
   * @param part field of the answer with the rows
   * @param assets what was asked for, by the names of Alpaca
   * @param census fields known
   * @param reader reads one row
   * @param most rows to be read at most
   */
  AlpacaRows(
      String part, Map<String, Asset> assets, FieldCensus census, Reader<T> reader, int most) {
    this.part = part;
    this.assets = assets;
    this.census = census;
    this.reader = reader;
    this.most = most;
    intake = new RowsIntake<>(census);
  }

  /** Reads a page and returns whether there is room for more. */
  boolean accept(AlpacaCalls.Page page) {
    for (Map.Entry<String, JsonNode> entry : page.part(part).properties()) {
      Iterable<JsonNode> rows =
          entry.getValue().isArray() ? entry.getValue() : List.of(entry.getValue());
      for (JsonNode row : rows) {
        if (intake.size() == most) {
          intake.stoppedEarly();
          return false;
        }
        accept(entry.getKey(), row, page.receivedAt());
      }
    }
    if (intake.size() == most && page.hasNext()) {
      intake.stoppedEarly();
      return false;
    }
    return true;
  }

  RowsAnswer<T> answer() {
    return intake.answer();
  }

  private void accept(String symbol, JsonNode row, Instant receivedAt) {
    Asset asset = assets.get(symbol);
    if (asset == null) {
      intake.refuse(Refusal.OTHER_UNDERLYING, symbol + " was not asked for");
      return;
    }
    row.fieldNames().forEachRemaining(census::see);
    try {
      intake.add(reader.read(asset, row, receivedAt));
    } catch (RefusedRowException e) {
      intake.refuse(e.reason(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ProviderException e) {
      intake.refuse(Refusal.MALFORMED, symbol + ": " + e.getMessage());
    }
  }
}
