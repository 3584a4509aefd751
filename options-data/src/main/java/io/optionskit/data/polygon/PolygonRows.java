/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.intake.RowsIntake;
import io.optionskit.spi.ProviderException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Reads the rows of pages, each for itself, up to a number of rows.
 *
 * @param <T> kind of the rows
 */
final class PolygonRows<T> {

  /** Reads one row. */
  interface Reader<T> {
    T read(JsonNode row, Instant receivedAt);
  }

  private final FieldCensus census;
  private final Reader<T> reader;
  private final int most;
  private final RowsIntake<T> intake;

  PolygonRows(FieldCensus census, Reader<T> reader, int most) {
    this.census = census;
    this.reader = reader;
    this.most = most;
    intake = new RowsIntake<>(census);
  }

  /** Reads a page and returns whether there is room for more. */
  boolean accept(PolygonCalls.Page page) {
    for (JsonNode row : page.rows()) {
      if (intake.size() == most) {
        intake.stoppedEarly();
        return false;
      }
      accept(row, page.receivedAt());
    }
    if (intake.size() == most && PolygonCalls.hasNext(page)) {
      intake.stoppedEarly();
      return false;
    }
    return true;
  }

  void accept(JsonNode row, Instant receivedAt) {
    try {
      if (row.has("error")) {
        throw new RefusedRowException(
            Refusal.PROVIDER_ERROR,
            row.path("ticker").asText() + ": " + row.path("error").asText());
      }
      row.fieldNames().forEachRemaining(census::see);
      intake.add(reader.read(row, receivedAt));
    } catch (RefusedRowException e) {
      intake.refuse(e.reason(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | DateTimeException | ProviderException e) {
      intake.refuse(Refusal.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  RowsAnswer<T> answer() {
    return intake.answer();
  }
}
