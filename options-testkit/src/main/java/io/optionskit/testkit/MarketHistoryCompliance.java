/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MarketHistory} must do. A history is tested by a subclass that says how to open
 * it.
 *
 * <p>The numbers of the rules are those of docs/concepts/compliance-kits.md.
 */
public abstract class MarketHistoryCompliance {

  /** For subclasses. */
  protected MarketHistoryCompliance() {}

  /**
   * Opens the history under test at its beginning.
   *
   * @return history of the same data on every call, with at least one row; the kit closes it
   */
  protected abstract MarketHistory open();

  @Test
  final void rule5_1_timeNeverGoesBack() {
    long before = Long.MIN_VALUE;
    for (QuoteTable piece : pieces()) {
      for (int row = 0; row < piece.rows(); row++) {
        assertThat(piece.timeNs()[row]).as("row %d", row).isGreaterThanOrEqualTo(before);
        before = piece.timeNs()[row];
      }
    }
  }

  @Test
  final void rule5_2_allPiecesNumberTheirAssetsByTheTableOfTheHistory() {
    try (MarketHistory history = open()) {
      int rows = 0;
      for (Optional<QuoteTable> piece = history.next(); piece.isPresent(); piece = history.next()) {
        QuoteTable table = piece.get();
        assertThat(table.assets()).isSameAs(history.assets());
        for (int row = 0; row < table.rows(); row++) {
          assertThat(table.assetIds()[row]).isBetween(0, history.assets().size() - 1);
        }
        rows += table.rows();
      }
      assertThat(rows).as("the history has rows").isPositive();
    }
  }

  @Test
  final void rule5_3_openedAgainItGivesTheSame() {
    assertThat(hashes()).isEqualTo(hashes());
  }

  @Test
  final void rule5_4_itStaysAtItsEnd() {
    try (MarketHistory history = open()) {
      while (history.next().isPresent()) {
        // to the end
      }
      assertThat(history.next()).isEmpty();
      assertThat(history.next()).isEmpty();
    }
  }

  @Test
  final void rule5_5_valuesArePossible() {
    for (QuoteTable piece : pieces()) {
      for (int row = 0; row < piece.rows(); row++) {
        String where = "row " + row + " of " + piece.assets().asset(piece.assetIds()[row]);
        assertPrice(where, piece.bids()[row]);
        assertPrice(where, piece.asks()[row]);
        assertPrice(where, piece.lasts()[row]);
        assertThat(piece.asks()[row]).as(where + ": no ask is missing, not 0").isNotZero();
        assertThat(piece.bidSizes()[row]).as(where).isGreaterThanOrEqualTo(-1);
        assertThat(piece.askSizes()[row]).as(where).isGreaterThanOrEqualTo(-1);
        assertThat(piece.volumes()[row]).as(where).isGreaterThanOrEqualTo(-1);
        assertThat(piece.openInterests()[row]).as(where).isGreaterThanOrEqualTo(-1);
      }
    }
  }

  @Test
  final void rule5_6_everyRowSaysSomething() {
    for (QuoteTable piece : pieces()) {
      for (int row = 0; row < piece.rows(); row++) {
        boolean isSilent =
            Double.isNaN(piece.bids()[row])
                && Double.isNaN(piece.asks()[row])
                && Double.isNaN(piece.lasts()[row])
                && piece.volumes()[row] < 0
                && piece.openInterests()[row] < 0;
        assertThat(isSilent).as("row %d is empty", row).isFalse();
      }
    }
  }

  @Test
  final void rule5_7_itMayBeClosedTwiceAndEarly() {
    MarketHistory history = open();
    history.next();

    history.close();
    history.close();
  }

  private static void assertPrice(String where, double price) {
    assertThat(Double.isNaN(price) || (price >= 0 && price < Double.POSITIVE_INFINITY))
        .as(where + " has the price " + price)
        .isTrue();
  }

  private List<QuoteTable> pieces() {
    List<QuoteTable> pieces = new ArrayList<>();
    try (MarketHistory history = open()) {
      for (Optional<QuoteTable> piece = history.next(); piece.isPresent(); piece = history.next()) {
        pieces.add(piece.get());
      }
    }
    return pieces;
  }

  private List<String> hashes() {
    return pieces().stream().map(QuoteTable::sha256).toList();
  }
}
