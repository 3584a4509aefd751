/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesCleanerTest {

  private static final Instant START = Instant.parse("2026-03-16T14:00:00Z");
  private static final SeriesCleaner CLEANER = SeriesCleaner.of(CleaningRules.defaults());

  private static Instant minute(int minute) {
    return START.plusSeconds(60L * minute);
  }

  /** A calm series: changes of 0.05 % up and down. */
  private static List<RawRow> calm(int rows) {
    List<RawRow> calm = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      calm.add(RawRow.price(minute(row), row % 2 == 0 ? 500 : 500.25));
    }
    return calm;
  }

  private static CleanRow row(Cleaned cleaned, int index) {
    return cleaned.rows().stream().filter(row -> row.index() == index).findFirst().orElseThrow();
  }

  @Nested
  class Rows {

    @ParameterizedTest
    @CsvSource({
      "'', 500, TIME_MISSING",
      "noon, 500, WRONG_TYPE",
      "2026-03-16, 500, WRONG_TYPE",
      "2026-03-16T14:00:00Z, five hundred, WRONG_TYPE",
      "2026-03-16T14:00:00Z, NaN, WRONG_TYPE",
      "2026-03-16T14:00:00Z, -1, IMPOSSIBLE",
      "2026-03-16T14:00:00Z, 0, IMPOSSIBLE",
      "2026-03-16T14:00:00Z, 1e999999999, IMPOSSIBLE",
      "2026-03-16T14:00:00Z, '', VALUE_MISSING",
    })
    void thatCannotBeReadAreRejectedWithTheReason(String time, String price, Finding finding) {
      Cleaned cleaned = CLEANER.prices(List.of(new RawRow(time, price, "", "", "", "")));

      assertThat(cleaned.kept()).isEmpty();
      assertThat(cleaned.rows().get(0).decision()).isEqualTo(RowDecision.REJECT);
      assertThat(cleaned.rows().get(0).findings()).contains(finding);
    }

    @ParameterizedTest
    @CsvSource({"1.5", "-3", "1e40"})
    void withImpossibleCountsAreRejected(String volume) {
      Cleaned cleaned =
          CLEANER.quotes(List.of(new RawRow(START.toString(), "", "1", "2", volume, "")));

      assertThat(cleaned.findings()).containsExactly(Map.entry(Finding.IMPOSSIBLE, 1));
    }

    @Test
    void ofTheSameTimeAreRepeatedOrContradicted() {
      Cleaned cleaned =
          CLEANER.prices(
              List.of(
                  RawRow.price(START, 500), RawRow.price(START, 500), RawRow.price(START, 501)));

      assertThat(cleaned.kept()).hasSize(1);
      assertThat(row(cleaned, 1).findings()).containsExactly(Finding.REPEATED);
      assertThat(row(cleaned, 2).findings()).containsExactly(Finding.CONTRADICTED);
    }

    @Test
    void thatCameTooLateArePutInTheirPlace() {
      Cleaned cleaned =
          CLEANER.prices(
              List.of(
                  RawRow.price(minute(0), 500),
                  RawRow.price(minute(2), 502),
                  RawRow.price(minute(1), 501)));

      assertThat(cleaned.kept()).extracting(CleanRow::index).containsExactly(0, 2, 1);
      assertThat(row(cleaned, 2).decision()).isEqualTo(RowDecision.REPAIR);
      assertThat(row(cleaned, 2).findings()).containsExactly(Finding.OUT_OF_ORDER);
      assertThat(row(cleaned, 2).isTradable()).isTrue();
    }
  }

  @Nested
  class Prices {

    @Test
    void thatAreMissingAreFilledInAndNeverTradable() {
      Cleaned cleaned =
          CLEANER.prices(
              List.of(
                  RawRow.price(minute(0), 500),
                  RawRow.price(minute(5), Double.NaN),
                  RawRow.price(minute(6), Double.NaN)));

      CleanRow filled = row(cleaned, 1);
      assertThat(filled.price()).hasValue(500);
      assertThat(filled.decision()).isEqualTo(RowDecision.REPAIR);
      assertThat(filled.findings()).containsExactly(Finding.FILLED);
      assertThat(filled.isTradable()).isFalse();
      assertThat(row(cleaned, 2).findings()).containsExactly(Finding.VALUE_MISSING);
      assertThat(cleaned.tradable()).extracting(CleanRow::index).containsExactly(0);
    }

    @Test
    void thatJumpAreFlaggedAndTheNextOneIsNot() {
      List<RawRow> rows = calm(20);
      rows.add(RawRow.price(minute(20), 550));
      rows.add(RawRow.price(minute(21), 500.25));

      Cleaned cleaned = CLEANER.prices(rows);

      assertThat(row(cleaned, 20).findings()).containsExactly(Finding.OUTLIER);
      assertThat(row(cleaned, 20).isTradable()).isFalse();
      assertThat(row(cleaned, 21).decision()).isEqualTo(RowDecision.ACCEPT);
      assertThat(cleaned.decisions())
          .containsExactly(Map.entry(RowDecision.ACCEPT, 21), Map.entry(RowDecision.FLAG, 1));
    }

    @Test
    void thatStayAtANewLevelAreTakenAsRealAfterThree() {
      List<RawRow> rows = calm(20);
      for (int row = 20; row < 26; row++) {
        rows.add(RawRow.price(minute(row), row % 2 == 0 ? 550 : 550.25));
      }

      Cleaned cleaned = CLEANER.prices(rows);

      assertThat(cleaned.findings()).containsExactly(Map.entry(Finding.OUTLIER, 2));
      assertThat(row(cleaned, 22).decision()).isEqualTo(RowDecision.ACCEPT);
    }

    @Test
    void areNotFilledFromAnOutlier() {
      List<RawRow> rows = calm(20);
      rows.add(RawRow.price(minute(20), 550));
      rows.add(RawRow.price(minute(21), Double.NaN));

      assertThat(row(CLEANER.prices(rows), 21).price()).hasValue(500.25);
    }

    @Test
    void areNotJudgedBeforeThereAreEnough() {
      List<RawRow> rows = calm(10); // nine changes
      rows.add(RawRow.price(minute(10), 550));

      assertThat(CLEANER.prices(rows).findings()).isEmpty();
    }

    @Test
    void ofADeadCalmSeriesMayMoveALittle() {
      List<RawRow> rows = new ArrayList<>();
      for (int row = 0; row < 20; row++) {
        rows.add(RawRow.price(minute(row), 500));
      }
      rows.add(RawRow.price(minute(20), 500.4));

      assertThat(CLEANER.prices(rows).findings()).isEmpty();
    }
  }

  @Nested
  class Quotes {

    @Test
    void areFlaggedAndNeverFilled() {
      Cleaned cleaned =
          CLEANER.quotes(
              List.of(
                  RawRow.quote(minute(0), 1.0, 1.1, -1, -1),
                  RawRow.quote(minute(1), Double.NaN, Double.NaN, -1, -1),
                  RawRow.quote(minute(2), 1.0, Double.NaN, -1, -1),
                  RawRow.quote(minute(3), 1.2, 1.1, -1, -1)));

      assertThat(row(cleaned, 0).isTradable()).isTrue();
      assertThat(row(cleaned, 1).findings()).containsExactly(Finding.NO_QUOTE);
      assertThat(row(cleaned, 1).bid()).isEmpty();
      assertThat(row(cleaned, 2).findings()).containsExactly(Finding.ONE_SIDED);
      assertThat(row(cleaned, 3).findings()).containsExactly(Finding.CROSSED);
      assertThat(cleaned.tradable()).hasSize(1);
      assertThat(cleaned.kept()).hasSize(4);
    }

    @Test
    void areFlaggedAsIlliquidIfAsked() {
      SeriesCleaner weekly =
          SeriesCleaner.of(CleaningRules.defaults().withLiquidity(LiquidityFilter.weekly()));

      Cleaned cleaned =
          weekly.quotes(
              List.of(
                  RawRow.quote(minute(0), 1.0, 1.1, 11, 101),
                  RawRow.quote(minute(1), 1.0, 1.1, 10, 101)));

      assertThat(row(cleaned, 0).decision()).isEqualTo(RowDecision.ACCEPT);
      assertThat(row(cleaned, 1).findings()).containsExactly(Finding.ILLIQUID);
    }
  }

  @Nested
  class Always {

    @Property(tries = 300)
    void everyRowIsAccountedForOnceAndThoseKeptAreInOrder(@ForAll long seed) {
      List<RawRow> rows = rows(new Random(seed));

      for (Cleaned cleaned : List.of(CLEANER.prices(rows), CLEANER.quotes(rows))) {
        assertThat(cleaned.rows().stream().map(CleanRow::index).distinct()).hasSize(rows.size());
        List<Instant> times =
            cleaned.kept().stream().map(CleanRow::time).map(Optional::orElseThrow).toList();
        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(cleaned.tradable())
            .allSatisfy(row -> assertThat(row.findings()).isSubsetOf(Set.of(Finding.OUT_OF_ORDER)));
      }
    }

    @Property(tries = 300)
    void theOrderOfArrivalChangesNoPriceOfDistinctRows(@ForAll long seed) {
      Random random = new Random(seed);
      List<RawRow> rows = new ArrayList<>();
      for (int row = 0; row < 60; row++) {
        double price = random.nextInt(8) == 0 ? Double.NaN : 500 + random.nextGaussian();
        rows.add(RawRow.price(minute(row), price));
      }
      List<RawRow> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, random);

      assertThat(view(CLEANER.prices(shuffled))).isEqualTo(view(CLEANER.prices(rows)));
    }

    private List<String> view(Cleaned cleaned) {
      return cleaned.kept().stream()
          .map(
              row ->
                  row.time() + " " + row.price() + " " + row.findings().contains(Finding.OUTLIER))
          .toList();
    }

    @Property(tries = 300)
    void whatComesLaterChangesNothingBefore(@ForAll long seed) {
      List<RawRow> rows = new ArrayList<>();
      Random random = new Random(seed);
      for (int row = 0; row < 60; row++) {
        rows.add(RawRow.price(minute(row), 500 + random.nextGaussian()));
      }
      List<CleanRow> all = CLEANER.prices(rows).rows();
      List<CleanRow> part = CLEANER.prices(rows.subList(0, 40)).rows();

      assertThat(all.subList(0, 40)).isEqualTo(part);
    }

    private List<RawRow> rows(Random random) {
      List<RawRow> rows = new ArrayList<>();
      for (int row = 0; row < 50; row++) {
        rows.add(
            new RawRow(
                pick(random, minute(random.nextInt(60)).toString(), "", "x"),
                pick(random, "5" + random.nextInt(100), "", "-1"),
                pick(random, "1." + random.nextInt(10), "", "?"),
                pick(random, "1." + random.nextInt(10), "", "1e400"),
                pick(random, "" + random.nextInt(300), "", "0.5"),
                pick(random, "" + random.nextInt(300), "", "ten")));
      }
      return rows;
    }

    private String pick(Random random, String usual, String missing, String wrong) {
      int choice = random.nextInt(20);
      return choice == 0 ? wrong : choice < 4 ? missing : usual;
    }
  }

  @Test
  void impossibleRulesAreRefused() {
    assertThatThrownBy(() -> new CleaningRules(0, 20, 10, 0, 3, Duration.ZERO, Optional.empty()))
        .hasMessage("sigmas is out of its range: 0.0");
    assertThatThrownBy(() -> new CleaningRules(3, 20, 21, 0, 3, Duration.ZERO, Optional.empty()))
        .hasMessage("leastWindow is out of its range: 21");
  }
}
