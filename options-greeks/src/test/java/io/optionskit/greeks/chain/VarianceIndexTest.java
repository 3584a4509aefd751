/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.greeks.Black76;
import io.optionskit.greeks.SharedChains;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.greeks.forward.ParitySlice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VarianceIndexTest {

  private static final double NEAR_YEARS = 34_484 / 525_600.0;
  private static final double NEXT_YEARS = 44_954 / 525_600.0;

  @Nested
  class TheWorkedExampleOfTheMethodology {

    private final VarianceTerm near =
        VarianceIndex.term(quotes("near"), NEAR_YEARS, 0.00031664).orElseThrow();
    private final VarianceTerm next =
        VarianceIndex.term(quotes("next"), NEXT_YEARS, 0.00028797).orElseThrow();

    @Test
    void givesThePublishedForwardsAndStrikes() {
      assertThat(near.forward()).isEqualTo(1962.89996, within(5e-6));
      assertThat(next.forward()).isEqualTo(1962.40006, within(5e-6));
      assertThat(near.atTheMoneyStrike()).isEqualTo(1960);
      assertThat(next.atTheMoneyStrike()).isEqualTo(1960);
      assertThat(near.lowestStrike()).isEqualTo(1370);
      assertThat(near.highestStrike()).isEqualTo(2125);
      assertThat(near.strikes()).isEqualTo(146);
      assertThat(next.lowestStrike()).isEqualTo(1275);
      assertThat(next.highestStrike()).isEqualTo(2200);
    }

    @Test
    void givesThePublishedVariances() {
      assertThat(near.variance()).isEqualTo(0.019233906, within(1e-9));
      assertThat(next.variance()).isEqualTo(0.019423884, within(1e-9));
    }

    @Test
    void givesThePublishedIndex() {
      double index = 100 * VarianceIndex.constantMaturity(near, next, 30).orElseThrow();

      assertThat(index).isEqualTo(13.927842, within(1e-6));
    }

    private ParitySlice quotes(String term) {
      TreeMap<Double, double[]> rows = new TreeMap<>();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  Objects.requireNonNull(
                      VarianceIndexTest.class.getResourceAsStream("vix-methodology.csv")),
                  UTF_8))) {
        for (String line : lines.lines().toList()) {
          String[] cells = line.split(",");
          if (cells[0].equals(term)) {
            double[] row =
                rows.computeIfAbsent(
                    Double.valueOf(cells[1]),
                    strike -> new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN});
            int side = cells[2].equals("C") ? 0 : 2;
            row[side] = Double.parseDouble(cells[3]);
            row[side + 1] = Double.parseDouble(cells[4]);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      double[][] columns = new double[5][rows.size()];
      int i = 0;
      for (var row : rows.entrySet()) {
        columns[0][i] = row.getKey();
        for (int side = 0; side < 4; side++) {
          columns[side + 1][i] = row.getValue()[side];
        }
        i++;
      }
      return new ParitySlice(columns[0], columns[1], columns[2], columns[3], columns[4]);
    }
  }

  /** Black-76 prices have the variance that went into them, if strikes are many and dense. */
  @Test
  void aDenseChainOfOneVolatilityHasItsSquareAsVariance() {
    VarianceTerm term =
        VarianceIndex.term(flat(0.2, 0.25, 4000.7, 0.03, 1000, 9000, 5), 0.25, 0.03).orElseThrow();

    assertThat(term.volatility()).isEqualTo(0.2, within(1e-5));
    assertThat(term.forward()).isEqualTo(4000.7, within(1e-9));
    assertThat(term.totalVariance()).isEqualTo(0.01, within(1e-6));
    assertThat(term.volatility(0.125)).isEqualTo(0.2 * Math.sqrt(2), within(2e-5));
  }

  @Test
  void twoOptionsInARowWithoutABidEndTheSum() {
    ParitySlice all = flat(0.2, 0.25, 100, 0, 50, 150, 1);
    Arrays.fill(all.putBids(), 10, 12, 0);
    all.putBids()[20] = Double.NaN;

    VarianceTerm term = VarianceIndex.term(all, 0.25, 0).orElseThrow();

    assertThat(term.lowestStrike()).isEqualTo(62);
    assertThat(term.strikes()).isEqualTo(150 - 62 + 1 - 1);
  }

  @Test
  void quotesThatSayTooLittleGiveNoVariance() {
    ParitySlice quotes = flat(0.2, 0.25, 100, 0, 95, 105, 5);

    assertThat(VarianceIndex.term(quotes, 0.25, 0)).isPresent();
    quotes.putBids()[0] = Double.NaN;
    assertThat(VarianceIndex.term(quotes, 0.25, 0)).as("no put").isEmpty();
    assertThat(VarianceIndex.term(flat(0.2, 0.25, 100, 0, 105, 105, 5), 0.25, 0)).isEmpty();
    assertThat(VarianceIndex.term(flat(0.2, 0.25, 100, 0, 105, 100, 5), 0.25, 0)).isEmpty();
  }

  @Test
  void maturitiesThatDoNotEncloseTheTargetGiveNoIndex() {
    VarianceTerm near = new VarianceTerm(20 / 365.0, 100, 100, 50, 150, 100, 0.04);
    VarianceTerm next = new VarianceTerm(40 / 365.0, 100, 100, 50, 150, 100, 0.09);

    assertThat(VarianceIndex.constantMaturity(near, next, 41)).isEmpty();
    assertThat(VarianceIndex.constantMaturity(near, next, 19)).isEmpty();
    assertThat(VarianceIndex.constantMaturity(near, next, 40).orElseThrow())
        .isEqualTo(0.3, within(1e-12));
    // total variance: half of 0.04 · 20 and half of 0.09 · 40 days, over 30 days
    assertThat(VarianceIndex.constantMaturity(near, next, 30).orElseThrow())
        .isEqualTo(Math.sqrt((0.4 + 1.8) / 30), within(1e-12));
  }

  @Test
  void wrongArgumentsAreNamed() {
    ParitySlice quotes = flat(0.2, 0.25, 100, 0, 95, 105, 5);
    ParitySlice descending = flat(0.2, 0.25, 100, 0, 95, 105, 5);
    descending.strikes()[0] = 200;

    assertThatThrownBy(() -> VarianceIndex.term(quotes, 0, 0)).hasMessageContaining("years");
    assertThatThrownBy(() -> VarianceIndex.term(quotes, 1, Double.NaN))
        .hasMessageContaining("rate");
    assertThatThrownBy(() -> VarianceIndex.term(descending, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("strikes must ascend: 200.0, 100.0");
  }

  /** The VIX closed at 17.61, 17.38 and 17.02; the quotes are those of its close. */
  @Test
  void theChainsOfThreeDaysGiveThePublishedIndexToAFiftiethOfAPoint() {
    double[] published = {17.61, 17.38, 17.02};
    List<SharedChains.Snapshot> snapshots =
        SharedChains.read("options/eod/spx_2011-01-03_05_fullchain.csv.gz");

    for (int day = 0; day < snapshots.size(); day++) {
      List<ExpirySlice> monthly =
          ExpirySlice.of(snapshots.get(day).chain()).stream()
              .filter(slice -> slice.root().equals("SPX"))
              .toList();
      double index = 100 * VarianceIndex.constantMaturity(monthly, 0.001, 30).orElseThrow();
      assertThat(index).isEqualTo(published[day], within(0.02));
    }
  }

  private static ParitySlice flat(
      double volatility,
      double years,
      double forward,
      double rate,
      double from,
      double to,
      double step) {
    int count = Math.max(0, (int) Math.round((to - from) / step) + 1);
    double[][] columns = new double[5][count];
    double discountFactor = Math.exp(-rate * years);
    for (int i = 0; i < count; i++) {
      double strike = from + i * step;
      columns[0][i] = strike;
      double call = Black76.value(CALL, forward, strike, years, discountFactor, volatility);
      double put = Black76.value(PUT, forward, strike, years, discountFactor, volatility);
      columns[1][i] = call;
      columns[2][i] = call;
      columns[3][i] = put;
      columns[4][i] = put;
    }
    return new ParitySlice(columns[0], columns[1], columns[2], columns[3], columns[4]);
  }
}
