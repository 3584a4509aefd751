/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.decision.FeatureRow;
import io.optionskit.market.AssetTable;
import io.optionskit.market.Bar;
import io.optionskit.market.MarketState;
import io.optionskit.time.TradingSession;
import io.optionskit.time.YearClock;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OnlineFeaturesTest {

  private static final SampleMarket MARKET = SampleMarket.of(42);
  private static final Map<Instant, FeatureRow> ROWS =
      MARKET.run(OnlineFeatures.standard().warmUp(MARKET.history));

  /**
   * Every feature again, each from the raw rows of the sample with the plainest code that says its
   * definition.
   */
  @Test
  void agreesWithAPlainRecomputationFromTheRawRows() {
    Map<String, Integer> present = new TreeMap<>();
    ROWS.forEach(
        (now, row) -> {
          Map<String, Double> expected = new PlainFeatures(MARKET, now).all();
          assertThat(expected.keySet()).containsExactlyInAnyOrderElementsOf(row.names());
          for (String name : row.names()) {
            double value = row.get(name);
            double reference = expected.get(name);
            if (Double.isNaN(reference)) {
              assertThat(value).as("%s at %s", name, now).isNaN();
            } else {
              // Sums in another order differ in the last digits.
              assertThat(value)
                  .as("%s at %s", name, now)
                  .isCloseTo(reference, within(1e-10 * Math.max(1, Math.abs(reference))));
              present.merge(name, 1, Integer::sum);
            }
          }
        });

    assertThat(present.keySet()).containsExactlyInAnyOrderElementsOf(OnlineFeatures.builtInNames());
    assertThat(ROWS).hasSizeGreaterThan(200);
  }

  @Test
  void givesTheSameRowsForTheSameData() {
    assertThat(MARKET.run(OnlineFeatures.standard().warmUp(MARKET.history))).isEqualTo(ROWS);
  }

  /** The hash was made on JDK 17 and is the same on JDK 25. */
  @Test
  void givesTheSameBitsOnEveryPlatform() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (FeatureRow row : ROWS.values()) {
      for (double value : row.values()) {
        digest.update(ByteBuffer.allocate(8).putLong(Double.doubleToLongBits(value)).array());
      }
    }

    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("c355f71fb7eba255443e4e877235d3d942095930bc769b6ef9128f407ecf7921");
  }

  @Test
  void givesTheSameValuesWhicheverFeaturesAreAskedFor() {
    List<String> names = List.of("rsi_14", "moneyness", "vix_rank");
    OnlineFeatures some = OnlineFeatures.of(FeatureSettings.STANDARD, names).warmUp(MARKET.history);

    Map<Instant, FeatureRow> rows = MARKET.run(some);

    assertThat(some.names()).isEqualTo(names);
    rows.forEach(
        (now, row) ->
            names.forEach(name -> assertThat(row.get(name)).isEqualTo(ROWS.get(now).get(name))));
  }

  @Test
  void namesThirtyOrMoreFeaturesOnce() {
    assertThat(OnlineFeatures.builtInNames()).hasSizeGreaterThan(30).doesNotHaveDuplicates();
  }

  @Test
  void refusesUnknownNames() {
    assertThatThrownBy(() -> OnlineFeatures.of(FeatureSettings.STANDARD, List.of("rv_5", "rv_6")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no feature is called 'rv_6'");
  }

  @Nested
  class MissingInputs {

    @Test
    void leavesEverythingMissingThatNeedsDaysNotYetKnown() {
      FeatureRow first = MARKET.run(OnlineFeatures.standard()).values().iterator().next();

      assertThat(first.missing())
          .contains(
              "rv_5",
              "rv_20",
              "rv_ratio_5_20",
              "vix_rank",
              "vix_change_1d",
              "returns_1d",
              "returns_5d",
              "rsi_14",
              "gap_pct",
              "variance_risk_premium")
          .doesNotContain(
              "moneyness", "delta_put", "vix_level", "return_since_open", "ret_5m", "dte");
    }

    @Test
    void leavesIntradayReturnsMissingUntilTheSessionIsLongEnough() {
      FeatureRow atQuarterPast = ROWS.values().iterator().next();

      assertThat(atQuarterPast.missing())
          .contains("ret_30m", "intraday_rv_30m")
          .doesNotContain("ret_5m");
    }

    @Test
    void leavesTheFeaturesOfAnUnlistedStrikeMissing() {
      AssetTable assets = new AssetTable();
      assets.idOf(SampleMarket.SPY);
      MarketState market = new MarketState(assets);
      OptionContract unlisted =
          OptionContract.of("SPY", LocalDate.of(2025, 12, 5), OptionType.PUT, BigDecimal.TEN);

      FeatureRow row =
          OnlineFeatures.standard()
              .row(
                  new MarketView(
                      market, Instant.parse("2025-12-01T15:00:00Z"), SampleMarket::analyse),
                  unlisted);

      assertThat(row.missing())
          .containsExactlyInAnyOrderElementsOf(
              OnlineFeatures.builtInNames().stream()
                  .filter(
                      name ->
                          !List.of(
                                  "day_of_week",
                                  "dte",
                                  "time_to_expiry_years",
                                  "minutes_to_close",
                                  "is_0dte",
                                  "is_half_day")
                              .contains(name))
                  .toList());
    }

    @Test
    void doesNotTakeThePriceOfYesterdayForTodaysOpening() {
      List<SampleMarket.Row> late = new ArrayList<>(MARKET.rows);
      TradingSession day = SampleMarket.CALENDAR.getSession(LocalDate.of(2025, 11, 19));
      late.removeIf(
          row ->
              row.asset().equals(SampleMarket.SPY)
                  && row.at().isAfter(day.opensAt())
                  && row.at().isBefore(day.opensAt().plus(Duration.ofMinutes(6))));

      Map<Instant, FeatureRow> rows =
          new SampleMarket(late, MARKET.history).run(OnlineFeatures.standard());

      assertThat(rows.get(day.opensAt().plus(Duration.ofMinutes(15))).get("return_since_open"))
          .isNaN();
      assertThat(rows.get(day.opensAt().plus(Duration.ofMinutes(15))).get("gap_pct")).isNaN();
    }
  }

  @Nested
  class Settings {

    @Test
    void measureTimeOnTheConfiguredClock() {
      FeatureSettings trading = new FeatureSettings(YearClock.TRADING, 5, Map.of());
      Instant now = Instant.parse("2025-11-18T15:00:00Z");

      double years =
          MARKET
              .run(OnlineFeatures.of(trading, List.of("time_to_expiry_years")))
              .get(now)
              .get("time_to_expiry_years");

      assertThat(years)
          .isEqualTo(YearClock.TRADING.years(now, Instant.parse("2025-12-01T21:00:00Z")))
          .isNotEqualTo(ROWS.get(now).get("time_to_expiry_years"));
    }

    @Test
    void takeTheVolatilityIndexOfTheUnderlying() {
      FeatureSettings own = new FeatureSettings(YearClock.CALENDAR, 5, Map.of("SPY", "VXN"));

      assertThat(MARKET.run(OnlineFeatures.of(own, List.of("vix_level"))).values())
          .allMatch(row -> row.missing().size() == 1);
    }

    @Test
    void takeTheWidthOfThePutVertical() {
      FeatureSettings wide = new FeatureSettings(YearClock.CALENDAR, 10, Map.of());
      Instant now = Instant.parse("2025-11-18T15:00:00Z");

      double ratio =
          MARKET
              .run(OnlineFeatures.of(wide, List.of("credit_to_width")))
              .get(now)
              .get("credit_to_width");

      assertThat(ratio).isBetween(0.0, 1.0).isNotEqualTo(ROWS.get(now).get("credit_to_width"));
    }

    @Test
    void refuseAWidthWithoutMeaning() {
      assertThatThrownBy(() -> new FeatureSettings(YearClock.CALENDAR, 0, Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("width of the put vertical must be above 0: 0.0");
    }
  }

  @Nested
  class WarmUp {

    @Test
    void refusesBarsOutOfOrder() {
      List<Bar> twice = List.of(MARKET.history.get(0), MARKET.history.get(0));

      assertThatThrownBy(() -> OnlineFeatures.standard().warmUp(twice))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesBarsOnceSomethingWasObserved() {
      OnlineFeatures features = OnlineFeatures.standard();
      MARKET.run(features);

      assertThatThrownBy(() -> features.warmUp(MARKET.history))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void forgetsWhatIsOlderThanThreeHundredSessions() {
      PriceHistory history = new PriceHistory();
      LocalDate date = LocalDate.of(2020, 1, 1);
      for (int i = 1; i <= 1_000; i++) {
        history.addClose(date.plusDays(i), i);
      }

      Instant now = Instant.parse("2025-11-18T15:00:00Z");
      assertThat(history.closes(now, LocalDate.of(2025, 11, 18))).isEqualTo(300);
      assertThat(history.close(now, LocalDate.of(2025, 11, 18), 0)).isEqualTo(1_000);
      assertThat(history.close(now, LocalDate.of(2025, 11, 18), 299)).isEqualTo(701);
      assertThat(history.close(now, LocalDate.of(2025, 11, 18), 300)).isNaN();
    }
  }
}
