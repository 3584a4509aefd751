/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.decision.FeatureRow;
import io.optionskit.order.Leg;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetTest {

  private static final Instant NOON = Instant.parse("2025-01-06T17:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2025, 1, 6);
  private static final List<String> NAMES = List.of("a", "b");

  @Test
  void keepsRowsInOrderOfTime() {
    DataSet data =
        DataSet.builder(NAMES)
            .add(row(2, 20), true, NOON.plusSeconds(1), DAY, NOON.plusSeconds(60))
            .add(row(1, 10), false, NOON, DAY, NOON.plusSeconds(60))
            .build();

    assertThat(data.value(0, 1)).isEqualTo(10);
    assertThat(data.label(1)).isTrue();
    assertThat(data.baseRate()).isEqualTo(0.5);
  }

  @Test
  void refusesLabelsThatDoNotLookBeyondTheirFeatures() {
    assertThatThrownBy(() -> DataSet.builder(NAMES).add(row(1, 2), true, NOON, DAY, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("label must look strictly beyond its features");
  }

  @Test
  void refusesRowsThatLackAFeature() {
    FeatureRow other = FeatureRow.of(List.of("a", "c"), new double[] {1, 2});

    assertThatThrownBy(
            () -> DataSet.builder(NAMES).add(other, true, NOON, DAY, NOON.plusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'b'");
  }

  @Test
  void refusesInfiniteValuesAndRepeatedNames() {
    assertThatThrownBy(
            () ->
                DataSet.builder(NAMES)
                    .add(row(1, Double.POSITIVE_INFINITY), true, NOON, DAY, NOON.plusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DataSet.builder(List.of("a", "a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findsFeaturesByNameWhateverTheirOrderInTheRow() {
    FeatureRow swapped = FeatureRow.of(List.of("b", "x", "a"), new double[] {2, 0, 1});

    DataSet data =
        DataSet.builder(NAMES).add(swapped, true, NOON, DAY, NOON.plusSeconds(1)).build();

    assertThat(data.features(0)).isEqualTo(row(1, 2));
    assertThat(data.select(List.of("b")).features(0))
        .isEqualTo(FeatureRow.of(List.of("b"), new double[] {2}));
  }

  @Test
  void countsAndLeavesOutMissingValues() {
    DataSet data =
        DataSet.builder(NAMES)
            .add(row(1, Double.NaN), true, NOON, DAY, NOON.plusSeconds(1))
            .add(row(1, 2), true, NOON, DAY, NOON.plusSeconds(1))
            .build();

    assertThat(data.missing(1)).isEqualTo(1);
    assertThat(data.complete().size()).isEqualTo(1);
  }

  @Nested
  class Splitting {

    @Test
    void cutsSeventyTenTwentyByTradingDate() {
      TimeSplit split = TimeSplit.of(SampleRows.of(1, 50, 4, 0));

      assertThat(split.training().days()).hasSize(35);
      assertThat(split.validation().days()).hasSize(5);
      assertThat(split.test().days()).hasSize(10);
      assertThat(split.purged()).isZero();
    }

    @Test
    void keepsRowsOfADateTogetherAndPartsInOrder() {
      TimeSplit split = TimeSplit.of(SampleRows.of(1, 37, 4, 0));
      Set<LocalDate> seen = new HashSet<>();

      for (DataSet part : List.of(split.training(), split.validation(), split.test())) {
        for (LocalDate day : part.days()) {
          assertThat(seen.add(day)).isTrue();
        }
      }
      assertThat(last(split.training())).isBefore(split.validation().time(0));
      assertThat(last(split.validation())).isBefore(split.test().time(0));
    }

    @ParameterizedTest
    @CsvSource({"PT3H, 0", "P1D, 4", "P5D, 24", "P7D, 32"})
    void leavesOutRowsWhoseLabelsLookIntoALaterPart(Duration horizon, int purgedAtLeast) {
      TimeSplit split = TimeSplit.of(SampleRows.of(1, 100, 4, 0, horizon));

      assertThat(split.purged()).isGreaterThanOrEqualTo(purgedAtLeast);
      assertThat(latestLabel(split.training())).isBefore(split.validation().time(0));
      assertThat(latestLabel(split.validation())).isBefore(split.test().time(0));
      assertThat(
              split.training().size()
                  + split.validation().size()
                  + split.test().size()
                  + split.purged())
          .isEqualTo(400);
    }

    @Test
    void refusesTooFewDates() {
      assertThatThrownBy(() -> TimeSplit.of(SampleRows.of(1, 9, 4, 0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("it has 9");
    }

    private static Instant last(DataSet data) {
      return data.time(data.size() - 1);
    }

    private static Instant latestLabel(DataSet data) {
      Instant latest = Instant.MIN;
      for (int row = 0; row < data.size(); row++) {
        latest = data.labelEnd(row).isAfter(latest) ? data.labelEnd(row) : latest;
      }
      return latest;
    }
  }

  @Nested
  class Outcomes {

    private final List<Leg> spread = List.of(Leg.sell(put(100)), Leg.buy(put(95)));
    private final Instant settled = NOON.plus(Duration.ofDays(4));

    @ParameterizedTest
    @CsvSource({
      "105, 97.4, true",
      "100, 97.4, true",
      "99.1, 7.4, true",
      "99.0, -2.6, false",
      "97, -202.6, false",
      "90, -402.6, false"
    })
    void ofACreditSpreadHeldToSettlement(double settlement, double pnl, boolean profitable) {
      TradeOutcome outcome =
          TradeOutcome.heldToSettlement(spread, -1.00, 2.60, NOON, settled, settlement);

      assertThat(outcome.pnl()).isCloseTo(pnl, org.assertj.core.api.Assertions.within(1e-9));
      assertThat(outcome.profitable()).isEqualTo(profitable);
      assertThat(outcome.maxRisk()).isCloseTo(402.6, org.assertj.core.api.Assertions.within(1e-9));
      assertThat(outcome.expectedReturn())
          .isCloseTo(pnl / 402.6, org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void becomeLabels() {
      TradeOutcome loss = TradeOutcome.heldToSettlement(spread, -1.00, 2.60, NOON, settled, 90);

      DataSet data = DataSet.builder(NAMES).add(row(1, 2), loss, DAY).build();

      assertThat(data.label(0)).isFalse();
      assertThat(data.time(0)).isEqualTo(NOON);
      assertThat(data.labelEnd(0)).isEqualTo(settled);
    }

    @Test
    void refuseWhatHasNoMeaning() {
      assertThatThrownBy(() -> new TradeOutcome(NOON, NOON, 1, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new TradeOutcome(NOON, settled, 1, 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () ->
                  TradeOutcome.heldToSettlement(
                      List.of(
                          Leg.sell(OptionContract.of("SPY", DAY, OptionType.CALL, BigDecimal.TEN))),
                      -1,
                      0,
                      NOON,
                      settled,
                      90))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("legs must not lose without bound");
    }

    private OptionContract put(int strike) {
      return OptionContract.of(
          "SPY", LocalDate.of(2025, 1, 10), OptionType.PUT, BigDecimal.valueOf(strike));
    }
  }

  private static FeatureRow row(double... values) {
    return FeatureRow.of(NAMES, values);
  }
}
