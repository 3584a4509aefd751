/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit.kits;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Underlying;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.testkit.MarketHistoryCompliance;
import io.optionskit.testkit.MemoryHistory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MarketHistoryComplianceTest {

  private static Fault fault = Fault.NONE;
  private static int opened;

  enum Fault {
    NONE(""),
    PIECES_SWAPPED("rule5_1"),
    TABLE_OF_ITS_OWN("rule5_2"),
    NO_ROWS("rule5_2"),
    ANOTHER_EACH_TIME("rule5_3"),
    STARTS_AGAIN("rule5_4"),
    ZERO_FOR_MISSING("rule5_5"),
    NEGATIVE_PRICE("rule5_5"),
    EMPTY_ROW("rule5_6"),
    CLOSES_ONCE("rule5_7");

    final String rule;

    Fault(String rule) {
      this.rule = rule;
    }
  }

  @Test
  void passesARightHistory() {
    fault = Fault.NONE;

    KitRun run = KitRun.of(Kit.class);

    assertThat(run.failed).as(run.failures.toString()).isEmpty();
    assertThat(run.passed).hasSize(7);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void failsAHistoryWithA(Fault wrong) {
    fault = wrong;

    assertThat(KitRun.of(Kit.class).failed).contains(wrong.rule);
  }

  static class Kit extends MarketHistoryCompliance {

    @Override
    protected MarketHistory open() {
      opened++;
      return new Spoiled(right());
    }
  }

  private static MemoryHistory right() {
    AssetTable assets = new AssetTable();
    AssetTable other = new AssetTable();
    int spy = assets.idOf(new Underlying("SPY"));
    other.idOf(new Underlying("SPY"));
    double noise = fault == Fault.ANOTHER_EACH_TIME ? opened : 0;
    double none = Double.NaN;
    QuoteTable first =
        QuoteTable.builder(assets)
            .addLast(10, spy, 510.25 + noise)
            .add(20, spy, 510, fault == Fault.ZERO_FOR_MISSING ? 0 : 511, none, 1, 1, 5, -1)
            .build();
    QuoteTable second =
        QuoteTable.builder(assets).addLast(20, spy, 511).addLast(30, spy, 512).build();
    return switch (fault) {
      case PIECES_SWAPPED -> MemoryHistory.of(second, first);
      case NO_ROWS -> MemoryHistory.of(QuoteTable.builder(assets).build());
      case NEGATIVE_PRICE ->
          MemoryHistory.of(QuoteTable.builder(assets).addLast(1, spy, -1).build());
      case EMPTY_ROW ->
          MemoryHistory.of(
              first,
              QuoteTable.builder(assets).add(25, spy, none, none, none, -1, -1, -1, -1).build());
      default -> MemoryHistory.of(first, second);
    };
  }

  private static final class Spoiled implements MarketHistory {

    private MemoryHistory right;
    private boolean isClosed;

    Spoiled(MemoryHistory right) {
      this.right = right;
    }

    @Override
    public AssetTable assets() {
      return fault == Fault.TABLE_OF_ITS_OWN ? new AssetTable() : right.assets();
    }

    @Override
    public Optional<QuoteTable> next() {
      Optional<QuoteTable> piece = right.next();
      if (fault == Fault.STARTS_AGAIN && piece.isEmpty()) {
        right = right();
      }
      return piece;
    }

    @Override
    public void close() {
      if (fault == Fault.CLOSES_ONCE && isClosed) {
        throw new IllegalStateException("closed");
      }
      isClosed = true;
    }
  }
}
