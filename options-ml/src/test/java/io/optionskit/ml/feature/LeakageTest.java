/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.decision.FeatureRow;
import io.optionskit.decision.View;
import io.optionskit.market.MarketState;
import io.optionskit.spi.FeatureSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FE-08: no feature knows what became known later. */
class LeakageTest {

  private static final Function<SampleMarket, FeatureSource> BUILT_IN =
      market -> OnlineFeatures.standard().warmUp(market.history);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void alteredFuturesLeaveAllFeaturesUnchanged(long seed) {
    Random random = new Random(seed);
    SampleMarket market = SampleMarket.of(seed);
    Map<Instant, FeatureRow> rows = market.run(BUILT_IN.apply(market));
    List<Instant> instants = new ArrayList<>(rows.keySet());

    for (int i = 0; i < 5; i++) {
      Instant cut = instants.get(random.nextInt(instants.size()));

      assertThat(leaks(BUILT_IN, market, rows, cut, random))
          .as("data after %s of seed %d", cut, seed)
          .isFalse();
    }
  }

  @Test
  void aSourceThatKnowsTheNextPriceIsCaught() {
    SampleMarket market = SampleMarket.of(7);
    Map<Instant, FeatureRow> rows = market.run(new KnowsTheNextPrice(market));
    List<Instant> instants = new ArrayList<>(rows.keySet());

    for (Instant cut : instants.subList(0, instants.size() - 1)) {
      if (instants.indexOf(cut) % 20 == 0) {
        assertThat(leaks(KnowsTheNextPrice::new, market, rows, cut, new Random(7))).isTrue();
      }
    }
  }

  /** Whether a row up to an instant changes when what comes later is removed, altered or moved. */
  private static boolean leaks(
      Function<SampleMarket, FeatureSource> source,
      SampleMarket market,
      Map<Instant, FeatureRow> rows,
      Instant cut,
      Random random) {
    List<SampleMarket.Row> past =
        market.rows.stream().filter(row -> !row.at().isAfter(cut)).toList();
    List<SampleMarket.Row> future =
        market.rows.stream().filter(row -> row.at().isAfter(cut)).toList();
    List<SampleMarket.Row> altered = new ArrayList<>(past);
    future.forEach(row -> altered.add(scaled(row, 0.5 + random.nextDouble())));
    List<SampleMarket.Row> shuffled = new ArrayList<>(future);
    Collections.shuffle(shuffled, random);
    List<SampleMarket.Row> moved = new ArrayList<>(past);
    for (int i = 0; i < future.size(); i++) {
      SampleMarket.Row other = shuffled.get(i);
      moved.add(
          new SampleMarket.Row(
              future.get(i).at(),
              other.asset(),
              other.bid(),
              other.ask(),
              other.last(),
              other.volume(),
              other.openInterest()));
    }
    for (List<SampleMarket.Row> variant : List.of(past, altered, moved)) {
      SampleMarket changed = new SampleMarket(variant, market.history);
      Map<Instant, FeatureRow> again = changed.run(source.apply(changed));
      for (Map.Entry<Instant, FeatureRow> row : rows.entrySet()) {
        if (!row.getKey().isAfter(cut) && !row.getValue().equals(again.get(row.getKey()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static SampleMarket.Row scaled(SampleMarket.Row row, double factor) {
    return new SampleMarket.Row(
        row.at(),
        row.asset(),
        row.bid() * factor,
        row.ask() * factor,
        row.last() * factor,
        row.volume() < 0 ? -1 : row.volume() + 1,
        row.openInterest() < 0 ? -1 : row.openInterest() + 1);
  }

  /** Gives the underlying's next price, as a careless shift by −1 does. */
  private record KnowsTheNextPrice(SampleMarket market) implements FeatureSource {

    @Override
    public List<String> names() {
      return List.of("next_price");
    }

    @Override
    public void onMarket(MarketState state, Instant now) {}

    @Override
    public FeatureRow row(View view, OptionContract contract) {
      double next =
          market.rows.stream()
              .filter(row -> row.at().isAfter(view.now()) && row.asset().equals(SampleMarket.SPY))
              .findFirst()
              .map(SampleMarket.Row::last)
              .orElse(Double.NaN);
      return FeatureRow.of(names(), new double[] {next});
    }
  }
}
