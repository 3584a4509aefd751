/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ImpliedVolatilityTest {

  @Test
  void everyReferenceRowHasItsStatusAndIsSolvedAsWellAsTheRoundingOfItsPriceAllows() {
    for (ImpliedRow row : ImpliedRow.all()) {
      double solved =
          ImpliedVolatility.solve(
              row.type(),
              row.forward(),
              row.strike(),
              row.years(),
              row.discountFactor(),
              row.price());

      assertThat(
              ImpliedVolatility.status(
                  row.type(),
                  row.forward(),
                  row.strike(),
                  row.years(),
                  row.discountFactor(),
                  row.price()))
          .as("%s", row)
          .isEqualTo(row.status());
      assertThat(row.isAnswer(solved)).as("%s: %s", row, solved).isTrue();
    }
  }

  @Test
  void anyPreviousVolatilityLeadsToTheSameAnswer() {
    double[] starts = {1, 1 + 1e-4, 0.999, 1.02, 0.9, 2, 0.1, 30, 1e-6, 1e9, 0, -1, Double.NaN};
    for (ImpliedRow row : ImpliedRow.all()) {
      for (double start : starts) {
        double previous = row.isSolvable() ? start * row.volatility().doubleValue() : start;

        double solved =
            ImpliedVolatility.restart(
                row.type(),
                row.forward(),
                row.strike(),
                row.years(),
                row.discountFactor(),
                row.price(),
                previous);

        if (!row.isAnswer(solved)) {
          fail("%s from %s: %s".formatted(row, start, solved)); // cheaper than an assertion each
        }
      }
    }
  }

  @Test
  void volatilitiesSurviveTheRoundTripThroughThePriceOverTheWholeDomain() {
    SplittableRandom random = new SplittableRandom(90_030);
    int solved = 0;
    for (int i = 0; i < 90_000; i++) {
      OptionType type = random.nextBoolean() ? CALL : PUT;
      double forward = Math.exp(random.nextDouble(-3, 9));
      double years = Math.exp(random.nextDouble(-13, 3));
      double volatility = Math.exp(random.nextDouble(i % 5 == 0 ? -13 : -4, 1.8));
      double width =
          i % 3 == 0 ? 0.01 : i % 3 == 1 ? Math.min(300, 34 * volatility * Math.sqrt(years)) : 8;
      double strike = i % 17 == 0 ? forward : forward * Math.exp(width * random.nextDouble(-1, 1));
      double discountFactor = random.nextDouble(0.3, 1.1);
      double price = Black76.value(type, forward, strike, years, discountFactor, volatility);

      IvStatus status =
          ImpliedVolatility.status(type, forward, strike, years, discountFactor, price);
      double back = ImpliedVolatility.solve(type, forward, strike, years, discountFactor, price);

      boolean isOut = type.sign() * (forward - strike) <= 0;
      double vega = Black76.vega(type, forward, strike, years, discountFactor, volatility);
      if (status == IvStatus.OK && price > 1e-300) {
        solved++;
        double condition = price / (vega * volatility);
        assertThat(Math.abs(back / volatility - 1))
            .as("%s %s %s %s %s", type, forward, strike, years, volatility)
            .isLessThan(2e-15 * (1 + condition));
      } else if (status != IvStatus.OK) {
        // rounding has left nothing of the time value, or nothing of its distance from the maximum
        assertThat(status).isIn(IvStatus.ZERO_VOLATILITY, IvStatus.ABOVE_MAXIMUM);
        assertThat(isOut && price > 0 && status == IvStatus.ZERO_VOLATILITY).isFalse();
      }
    }
    assertThat(solved).isGreaterThan(40_000);
  }

  @Test
  void theRoundTripOfQuotableOptionsIsFarWithinAThousandth() {
    for (double strike = 80; strike <= 125; strike += 2.5) {
      for (double volatility : new double[] {0.08, 0.2, 0.8, 2.5}) {
        for (OptionType type : OptionType.values()) {
          double price = Black76.value(type, 101, strike, 0.25, 0.99, volatility);

          assertThat(ImpliedVolatility.solve(type, 101, strike, 0.25, 0.99, price))
              .isEqualTo(volatility, within(1e-3 * volatility));
        }
      }
    }
  }

  @Test
  void noDataThrowsAndTheStatusSaysWhetherThereIsAVolatility() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 200_000; i++) {
      assertConsistent(
          random.nextBoolean() ? CALL : PUT,
          anyNumber(random),
          anyNumber(random),
          anyNumber(random),
          anyNumber(random),
          anyNumber(random));
    }
  }

  /** Any bit pattern, or with even odds a number of a size that comes up in markets. */
  private static double anyNumber(SplittableRandom random) {
    return random.nextBoolean()
        ? Double.longBitsToDouble(random.nextLong())
        : Math.rint(Math.exp(random.nextDouble(-5, 9)) * 100) / 100;
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void plausibleDataWithAnyPriceIsSolvedOrSortedOut(
      @ForAll OptionType type,
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double forward,
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double strike,
      @ForAll @DoubleRange(min = 0, max = 50) double years,
      @ForAll @DoubleRange(min = 0.1, max = 1.5) double discountFactor,
      @ForAll @DoubleRange(min = -1, max = 1e6) double price) {
    assertConsistent(type, forward, strike, years, discountFactor, price);
  }

  private static void assertConsistent(
      OptionType type, double forward, double strike, double years, double discount, double price) {
    IvStatus status = ImpliedVolatility.status(type, forward, strike, years, discount, price);
    double volatility = ImpliedVolatility.solve(type, forward, strike, years, discount, price);

    String inputs =
        String.join(
            ", ",
            List.of(
                type.toString(),
                Double.toString(forward),
                Double.toString(strike),
                Double.toString(years),
                Double.toString(discount),
                Double.toString(price)));
    switch (status) {
      case OK -> assertThat(volatility).as(inputs).isPositive().isFinite();
      case ZERO_VOLATILITY -> assertThat(volatility).isZero();
      case BELOW_INTRINSIC, ABOVE_MAXIMUM, ZERO_TIME, INVALID -> assertThat(volatility).isNaN();
    }
  }

  @Nested
  class Intervals {

    @Test
    void bidAndAskBoundTheVolatility() {
      VolatilityInterval interval = ImpliedVolatility.interval(CALL, 100, 100, 1, 1, 7.90, 8.05);

      assertThat(interval.lower()).isEqualTo(0.1983, within(5e-5));
      assertThat(interval.upper()).isEqualTo(0.2021, within(5e-5));
      assertThat(interval.bidStatus()).isEqualTo(IvStatus.OK);
      assertThat(interval.isEmpty()).isFalse();
    }

    @Test
    void aBidThatSaysNothingLeavesZeroAsTheLowerBound() {
      for (double bid : new double[] {Double.NaN, -1, 0, 9.5, 10}) {
        VolatilityInterval interval = ImpliedVolatility.interval(CALL, 110, 100, 1, 1, bid, 14);

        assertThat(interval.lower()).isZero();
        assertThat(interval.upper()).isPositive().isFinite();
        assertThat(interval.isEmpty()).isFalse();
      }
      assertThat(ImpliedVolatility.interval(CALL, 110, 100, 1, 1, Double.NaN, 14).bidStatus())
          .isEqualTo(IvStatus.INVALID);
      assertThat(ImpliedVolatility.interval(CALL, 110, 100, 1, 1, 9.5, 14).bidStatus())
          .isEqualTo(IvStatus.BELOW_INTRINSIC);
    }

    @Test
    void anAskThatSaysNothingLeavesNoUpperBound() {
      for (double ask : new double[] {Double.NaN, 110, 500}) {
        VolatilityInterval interval = ImpliedVolatility.interval(CALL, 110, 100, 1, 1, 14, ask);

        assertThat(interval.lower()).isPositive();
        assertThat(interval.upper()).isInfinite();
        assertThat(interval.isEmpty()).isFalse();
      }
    }

    @Test
    void aQuoteThatNoVolatilityFitsIsEmpty() {
      VolatilityInterval dear = ImpliedVolatility.interval(CALL, 110, 100, 1, 1, 111, 112);
      VolatilityInterval cheap = ImpliedVolatility.interval(CALL, 110, 100, 1, 1, 8, 9);
      VolatilityInterval crossed = ImpliedVolatility.interval(CALL, 110, 100, 1, 1, 15, 14);

      assertThat(dear.lower()).isNaN();
      assertThat(dear.isEmpty()).isTrue();
      assertThat(cheap.upper()).isNaN();
      assertThat(cheap.isEmpty()).isTrue();
      assertThat(crossed.isEmpty()).isTrue();
      assertThat(ImpliedVolatility.interval(CALL, 110, 100, 1, 1, 8, 10).upper()).isZero();
    }

    @Test
    void withoutTimeOrWithUnusableArgumentsThereIsNoBound() {
      for (double bid : new double[] {12, Double.NaN}) {
        VolatilityInterval expired = ImpliedVolatility.interval(CALL, 110, 100, 0, 1, bid, 14);
        VolatilityInterval invalid = ImpliedVolatility.interval(CALL, -1, 100, 1, 1, bid, 14);

        assertThat(expired.lower()).isNaN();
        assertThat(expired.upper()).isNaN();
        assertThat(expired.askStatus()).isEqualTo(IvStatus.ZERO_TIME);
        assertThat(invalid.lower()).isNaN();
        assertThat(invalid.upper()).isNaN();
        assertThat(invalid.askStatus()).isEqualTo(IvStatus.INVALID);
      }
    }

    @Test
    void theIntervalHoldsTheVolatilityOfThePriceInTheMiddle() {
      SplittableRandom random = new SplittableRandom(20261123);
      int solved = 0;
      for (int i = 0; i < 50_000; i++) {
        OptionType type = random.nextBoolean() ? CALL : PUT;
        double forward = random.nextDouble(1, 1000);
        double strike = Math.rint(forward * random.nextDouble(0.6, 1.6) * 2) / 2;
        double years = Math.exp(random.nextDouble(-9, 1));
        double discountFactor = random.nextDouble(0.9, 1.02);
        double value =
            Black76.value(
                type, forward, strike, years, discountFactor, random.nextDouble(0.05, 1.5));
        double bid = Math.max(0, Math.floor(value * 20 - random.nextDouble(0, 9)) / 20);
        double ask = Math.ceil(value * 20 + random.nextDouble(0, 9)) / 20;
        double middle = 0.5 * (bid + ask);

        VolatilityInterval interval =
            ImpliedVolatility.interval(type, forward, strike, years, discountFactor, bid, ask);

        double volatility =
            ImpliedVolatility.solve(type, forward, strike, years, discountFactor, middle);
        if (volatility >= 0) {
          solved++;
          assertThat(volatility)
              .as("row %s: %s", i, interval)
              .isBetween(interval.lower(), interval.upper());
        }
      }
      assertThat(solved).isGreaterThan(30_000);
    }
  }

  @Nested
  class Statuses {

    @Test
    void thePriceOfTheDiscountedIntrinsicValueHasNoVolatility() {
      assertThat(ImpliedVolatility.status(CALL, 110, 100, 1, 1, 10))
          .isEqualTo(IvStatus.ZERO_VOLATILITY);
      assertThat(ImpliedVolatility.status(CALL, 110, 100, 1, 0.95, 0.95 * (110 - 100)))
          .isEqualTo(IvStatus.ZERO_VOLATILITY);
      assertThat(ImpliedVolatility.status(PUT, 90.3, 101.7, 1, 0.93, 0.93 * (101.7 - 90.3)))
          .isEqualTo(IvStatus.ZERO_VOLATILITY);
      assertThat(ImpliedVolatility.status(PUT, 110, 100, 1, 0.95, 0))
          .isEqualTo(IvStatus.ZERO_VOLATILITY);
      assertThat(ImpliedVolatility.status(PUT, 100, 100, 1, 0.95, 0))
          .isEqualTo(IvStatus.ZERO_VOLATILITY);
      assertThat(ImpliedVolatility.solve(PUT, 110, 100, 1, 0.95, 0)).isZero();
    }

    @Test
    void aPriceBelowTheDiscountedIntrinsicValueIsBelowIntrinsic() {
      assertThat(ImpliedVolatility.status(CALL, 110, 100, 1, 1, 9.99))
          .isEqualTo(IvStatus.BELOW_INTRINSIC);
      assertThat(ImpliedVolatility.status(PUT, 110, 100, 1, 1, -1e-9))
          .isEqualTo(IvStatus.BELOW_INTRINSIC);
    }

    @Test
    void aPriceFromTheDiscountedForwardOrStrikeOnIsAboveTheMaximum() {
      assertThat(ImpliedVolatility.status(CALL, 110, 100, 1, 0.95, 104.5))
          .isEqualTo(IvStatus.ABOVE_MAXIMUM);
      assertThat(ImpliedVolatility.status(PUT, 110, 100, 1, 1, 100))
          .isEqualTo(IvStatus.ABOVE_MAXIMUM);
      assertThat(ImpliedVolatility.status(PUT, 110, 100, 1, 1, 99.99)).isEqualTo(IvStatus.OK);
    }

    @Test
    void withoutTimeThereIsNoVolatilityWhateverThePrice() {
      assertThat(ImpliedVolatility.status(CALL, 110, 100, 0, 1, 12)).isEqualTo(IvStatus.ZERO_TIME);
      assertThat(ImpliedVolatility.status(CALL, 110, 100, 0, 1, 2)).isEqualTo(IvStatus.ZERO_TIME);
    }

    @Test
    void unusableArgumentsAreInvalid() {
      double nan = Double.NaN;
      assertThat(ImpliedVolatility.status(CALL, nan, 100, 1, 1, 5)).isEqualTo(IvStatus.INVALID);
      assertThat(ImpliedVolatility.status(CALL, 100, -1, 1, 1, 5)).isEqualTo(IvStatus.INVALID);
      assertThat(ImpliedVolatility.status(CALL, 100, 100, -1, 1, 5)).isEqualTo(IvStatus.INVALID);
      assertThat(ImpliedVolatility.status(CALL, 100, 100, 1, 0, 5)).isEqualTo(IvStatus.INVALID);
      assertThat(ImpliedVolatility.status(CALL, 100, 100, 1, 1, nan)).isEqualTo(IvStatus.INVALID);
      assertThat(ImpliedVolatility.status(CALL, 100, 100, 1, 1, 1 / 0.0))
          .isEqualTo(IvStatus.INVALID);
    }

    @Test
    void labelsAreTheNamesUsedInFiles() {
      assertThat(IvStatus.values())
          .extracting(IvStatus::label)
          .containsExactly(
              "ok", "zero_volatility", "below_intrinsic", "above_maximum", "zero_time", "invalid");
    }
  }

  @Nested
  class Clocks {

    /**
     * SPEC GK-04: the same price on a clock with fewer minutes per year implies a lower volatility.
     */
    @Test
    void withoutInterestTheCalendarClockImplies2_313TimesTheTradingClockAtEveryTime() {
      for (int minutes : new int[] {1, 5, 60, 390}) {
        double calendar = minutes / 525_600.0;
        double trading = minutes / 98_280.0;
        double price = Black76.value(CALL, 500, 500, trading, 1, 0.12);

        double ratio =
            ImpliedVolatility.solve(CALL, 500, 500, calendar, 1, price)
                / ImpliedVolatility.solve(CALL, 500, 500, trading, 1, price);

        assertThat(ratio).isEqualTo(2.313, within(5e-4));
      }
    }
  }
}
