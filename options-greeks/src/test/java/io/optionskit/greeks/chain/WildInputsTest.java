/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.forward.ChainForwards;
import io.optionskit.greeks.forward.EuropeanEquivalents;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.greeks.forward.ForwardFit;
import io.optionskit.greeks.forward.Forwards;
import io.optionskit.greeks.forward.ParitySlice;
import io.optionskit.greeks.structure.StructureAnalytics;
import io.optionskit.greeks.structure.StructureLeg;
import io.optionskit.greeks.structure.StructurePricer;
import io.optionskit.greeks.structure.StructureProfile;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Anything may come in: what cannot be answered is empty, NaN or an {@link
 * IllegalArgumentException}.
 */
class WildInputsTest {

  private static final double[] WILD = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0,
    -0.0,
    Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    1e-300,
    1e300,
    -1,
    1e-9,
    1e9
  };

  private static double wild(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> WILD[random.nextInt(WILD.length)];
      case 1 -> random.nextDouble(-1, 1);
      default -> random.nextDouble(0, 200);
    };
  }

  private static ParitySlice slice(SplittableRandom random) {
    double[][] columns = new double[5][random.nextInt(12)];
    for (double[] column : columns) {
      for (int i = 0; i < column.length; i++) {
        column[i] = wild(random);
      }
    }
    if (random.nextBoolean()) {
      for (int i = 0; i < columns[0].length; i++) {
        columns[0][i] = 90 + 2 * i;
        columns[2][i] = columns[1][i] + random.nextDouble(5);
        columns[4][i] = columns[3][i] + random.nextDouble(5);
      }
    }
    return new ParitySlice(columns[0], columns[1], columns[2], columns[3], columns[4]);
  }

  @RepeatedTest(4)
  void slicesGiveAFiniteForwardOrNone(RepetitionInfo repetition) {
    SplittableRandom random = random(repetition);
    for (int i = 0; i < 2000; i++) {
      ParitySlice slice = slice(random);
      double years = wild(random);
      double rate = random.nextBoolean() ? 0.03 : wild(random);
      Optional<ForwardFit> fit;
      try {
        fit = Forwards.fit(slice, years, rate, wild(random));
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageMatching("(years|rate|rateUncertainty).*");
        continue;
      }
      fit.ifPresent(
          found -> {
            assertThat(found.forward()).isPositive().isFinite();
            assertThat(found.discountFactor()).isPositive().isFinite();
          });
    }
  }

  @RepeatedTest(4)
  void slicesGiveAFiniteVarianceOrNone(RepetitionInfo repetition) {
    SplittableRandom random = random(repetition);
    for (int i = 0; i < 2000; i++) {
      ParitySlice slice = slice(random);
      Optional<VarianceTerm> term;
      try {
        term = VarianceIndex.term(slice, wild(random), random.nextBoolean() ? 0.03 : wild(random));
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageMatching("(years|rate|strike).*");
        continue;
      }
      term.ifPresent(
          found -> {
            assertThat(found.variance()).isNotNegative().isFinite();
            assertThat(found.strikes()).isGreaterThan(2);
          });
    }
  }

  @RepeatedTest(4)
  void chainsOfAnyQuotesAreAnalysed(RepetitionInfo repetition) {
    SplittableRandom random = random(repetition);
    Instant now = Instant.parse("2024-01-16T20:59:59.5Z");
    LocalDate today = LocalDate.of(2024, 1, 16);
    for (int i = 0; i < 25; i++) {
      boolean isAmerican = random.nextBoolean();
      OptionChain.Builder builder = OptionChain.builder(isAmerican ? "SPY" : "SPX", now, today);
      if (random.nextBoolean()) {
        builder.spot(random.nextInt(4) == 0 ? 1e-3 : random.nextDouble(50, 150));
      }
      for (int row = 0; row < 12; row++) {
        double bid = random.nextInt(5) == 0 ? Double.NaN : random.nextDouble(0, 40);
        double ask = random.nextInt(5) == 0 ? Double.NaN : random.nextDouble(0.01, 40);
        builder.add(
            OptionContract.of(
                isAmerican ? "SPY" : "SPXW",
                today.plusDays(random.nextInt(3) == 0 ? 0 : 3),
                random.nextBoolean() ? OptionType.CALL : OptionType.PUT,
                BigDecimal.valueOf(80 + 10 * random.nextInt(5))),
            Quote.of(bid, ask, now),
            random.nextInt(-1, 500),
            random.nextInt(-1, 500));
      }
      OptionChain chain = builder.build();
      ChainAnalysis analysis = BlackScholesAnalytics.of(0.04).explain(chain);
      EuropeanEquivalents equivalents = EuropeanEquivalents.of(chain, ChainForwards.of(0.04));
      for (ExpirySlice slice : ExpirySlice.of(chain)) {
        ExpiryStatistics statistics = ExpiryStatistics.of(slice, analysis);
        assertThat(statistics.expectedMove().orElse(0)).isNotNegative();
        for (int row = slice.from(); row < slice.to(); row++) {
          assertThat(equivalents.reason(row)).isNotNull();
        }
      }
      GammaExposure.of(chain, analysis)
          .ifPresent(exposure -> assertThat(exposure.net()).isFinite());
      for (ExpiryForward forward : equivalents.forwards()) {
        assertThat(forward.forward()).isPositive().isFinite();
      }
    }
  }

  @RepeatedTest(4)
  void structuresOfAnyLegsAreRefusedOrValued(RepetitionInfo repetition) {
    SplittableRandom random = random(repetition);
    for (int i = 0; i < 150; i++) {
      try {
        List<StructureLeg> legs = new ArrayList<>();
        for (int leg = random.nextInt(1, 4); leg > 0; leg--) {
          legs.add(
              random.nextInt(4) == 0
                  ? new StructureLeg.Shares(random.nextInt(-2, 3), wild(random))
                  : new StructureLeg.Option(
                      random.nextBoolean() ? OptionType.CALL : OptionType.PUT,
                      wild(random),
                      Math.abs(wild(random)),
                      Math.abs(wild(random)),
                      ExerciseStyle.EUROPEAN,
                      random.nextInt(-2, 3),
                      wild(random)));
        }
        StructurePricer pricer = StructurePricer.of(legs, random.nextDouble(-0.1, 0.1), 0.01);
        double spot = wild(random);
        double value = pricer.value(spot, 0, 0);
        assertThat(value).as("%s at %s", legs, spot).isNotNaN();
        StructureProfile profile = pricer.profile(0, 0);
        assertThat(profile.breakEvens()).allMatch(price -> price > 0);
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  @RepeatedTest(4)
  void payoffsOfAnyLegsAreRefusedOrAnalysed(RepetitionInfo repetition) {
    SplittableRandom random = random(repetition);
    for (int i = 0; i < 2000; i++) {
      try {
        StructureAnalytics structure =
            StructureAnalytics.of(
                new OptionType[] {OptionType.CALL, OptionType.PUT},
                new double[] {wild(random), wild(random)},
                new int[] {random.nextInt(-2, 3), random.nextInt(-2, 3)},
                new double[] {wild(random), wild(random)});
        StructureProfile profile = structure.profile();
        assertThat(profile.breakEvens()).allMatch(price -> price > 0);
        assertThat(structure.probabilityOfProfit(wild(random), wild(random), wild(random)))
            .isBetween(0.0, 1.0);
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  private static SplittableRandom random(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    System.out.println("seed " + seed);
    return new SplittableRandom(seed);
  }
}
