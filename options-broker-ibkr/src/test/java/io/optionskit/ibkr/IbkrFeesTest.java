/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ibkr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.spi.FeeSchedule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IbkrFeesTest {

  private static final Asset SPY = new Underlying("SPY");

  @Nested
  class FixedSchedule {

    private final FeeSchedule fees = IbkrFees.fixed();

    @ParameterizedTest
    @CsvSource({"1, 1.00", "2, 1.30", "3, 1.95", "10, 6.50", "1000, 650"})
    void chargesSixtyFiveCentsPerContractAndAtLeastADollar(int quantity, BigDecimal expected) {
      assertThat(fees.commissions(singleOption(), quantity, prices("2.00"), 0))
          .usingElementComparator(BigDecimal::compareTo)
          .containsExactly(expected);
    }

    @Test
    void chargesACondorAsOneOrder() {
      assertThat(fees.commissions(options(-1, 1, -1, 1), 1, prices("2", "1", "2", "1"), 0))
          .containsExactly(money("0.65"), money("0.65"), money("0.65"), money("0.65"));
    }

    @Test
    void chargesEachLegForItsOwnUnits() {
      assertThat(fees.commissions(options(1, -2, 1), 3, prices("2", "1", "0.5"), 0))
          .containsExactly(money("1.95"), money("3.90"), money("1.95"));
    }

    @ParameterizedTest
    @CsvSource({"1, 1.00", "199, 1.00", "200, 1.000", "201, 1.005", "1000, 5.000"})
    void chargesHalfACentPerShareAndAtLeastADollarWithoutRounding(int shares, BigDecimal expected) {
      assertThat(fees.commissions(order(Leg.buy(SPY)), shares, prices("600"), 0))
          .usingElementComparator(BigDecimal::compareTo)
          .containsExactly(expected);
    }

    @Test
    void chargesOptionsAndSharesOfACoveredCallEachWithTheirMinimum() {
      Order coveredCall = order(new Leg(SPY, 100), Leg.sell(option(0)));

      assertThat(fees.commissions(coveredCall, 1, prices("600", "5"), 0))
          .containsExactly(money("1.00"), money("1.00"));
    }

    @Test
    void dependsNeitherOnPremiumNorOnVolume() {
      assertThat(fees.commissions(singleOption(), 100, prices("0.01"), 1_000_000))
          .containsExactly(money("65.00"));
    }
  }

  @Nested
  class TieredSchedule {

    private final FeeSchedule fees = IbkrFees.tiered();

    /** The first rows are the examples printed below the published table. */
    @ParameterizedTest
    @CsvSource({
      "1, 2, 0, 1.00",
      "2, 5, 0, 1.30",
      "3, 0.075, 0, 1.50",
      "5, 0.03, 0, 1.25",
      "1, 2, 10000, 1.00",
      "2, 5, 10000, 1.00",
      "3, 0.075, 10000, 1.50",
      "5, 0.03, 10000, 1.25",
      "1, 2, 50000, 1.00",
      "2, 5, 50000, 1.00",
      "5, 2, 50000, 1.25",
      "1, 2, 100000, 1.00",
      "5, 5, 100000, 1.00",
      "7, 2, 100000, 1.05",
      "10, 0.0499, 0, 2.50",
      "10, 0.05, 0, 5.00",
      "10, 0.0999, 0, 5.00",
      "10, 0.10, 0, 6.50",
      "10, 0.10, 9990, 6.50",
      "10, 0.10, 9991, 6.35",
      "10, 0.10, 49995, 3.75",
      "10, 0.10, 99999, 1.60",
      "100000, 1, 0, 39000.00"
    })
    void chargesByPremiumAndByEachContractsPlaceInTheMonth(
        int quantity, String premium, long before, BigDecimal expected) {
      assertThat(fees.commissions(singleOption(), quantity, prices(premium), before))
          .usingElementComparator(BigDecimal::compareTo)
          .containsExactly(expected);
    }

    @Test
    void chargesEachLegByItsOwnPremium() {
      assertThat(fees.commissions(options(-1, 1), 10, prices("0.30", "0.02"), 0))
          .containsExactly(money("6.50"), money("2.50"));
    }

    @Test
    void splitsTheMinimumInWholeCentsWithTheRemainderOnTheFirstLeg() {
      assertThat(fees.commissions(options(1, 1, -1), 1, prices("0.01", "0.01", "0.01"), 0))
          .usingElementComparator(BigDecimal::compareTo)
          .containsExactly(money("0.34"), money("0.33"), money("0.33"));
    }

    @ParameterizedTest
    @CsvSource({
      "10, 600, 0.35",
      "100, 600, 0.35",
      "101, 600, 0.3535",
      "1000, 25, 3.5",
      "1000, 0.25, 2.5",
      "1, 20, 0.20",
      "1, 35, 0.35"
    })
    void chargesSharesBetweenMinimumAndOnePercentOfTheirValue(
        int shares, String price, BigDecimal expected) {
      assertThat(fees.commissions(order(Leg.buy(SPY)), shares, prices(price), 0))
          .usingElementComparator(BigDecimal::compareTo)
          .containsExactly(expected);
    }
  }

  @Property
  void legsAddUpToTheCommissionOfTheOrder(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 5) Integer> ratios,
      @ForAll @IntRange(min = 1, max = 500) int quantity,
      @ForAll @IntRange(min = 0, max = 30) int cents,
      @ForAll @LongRange(min = 0, max = 200_000) long before) {
    Order order = options(ratios.stream().mapToInt(Integer::intValue).toArray());
    List<BigDecimal> prices = ratios.stream().map(r -> BigDecimal.valueOf(cents, 2)).toList();
    int contracts = quantity * ratios.stream().mapToInt(Integer::intValue).sum();

    BigDecimal fixed = sum(IbkrFees.fixed().commissions(order, quantity, prices, before));
    BigDecimal tiered = sum(IbkrFees.tiered().commissions(order, quantity, prices, before));

    assertThat(fixed)
        .isEqualByComparingTo(BigDecimal.valueOf(65L * contracts, 2).max(BigDecimal.ONE));
    assertThat(tiered)
        .isEqualByComparingTo(tieredOneByOne(contracts, cents, before).max(BigDecimal.ONE));
  }

  @Test
  void namesWhatIsWrong() {
    Order order = singleOption();

    assertThatThrownBy(() -> IbkrFees.fixed().commissions(order, 0, prices("1"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("quantity filled must be above 0: 0");
    assertThatThrownBy(() -> IbkrFees.fixed().commissions(order, 1, prices("1", "2"), 0))
        .hasMessage("order o has 1 legs but 2 prices");
    assertThatThrownBy(() -> IbkrFees.tiered().commissions(order, 1, prices("1"), -1))
        .hasMessage("contracts of the month must not be negative: -1");
  }

  /** Independent reading of the table: the price of every single contract, one after another. */
  private static BigDecimal tieredOneByOne(int contracts, int cents, long before) {
    long total = 0;
    for (long n = before + 1; n <= before + contracts; n++) {
      if (n > 100_000) {
        total += 15;
      } else if (n > 50_000 || cents < 5) {
        total += 25;
      } else if (n > 10_000 || cents < 10) {
        total += 50;
      } else {
        total += 65;
      }
    }
    return BigDecimal.valueOf(total, 2);
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Order singleOption() {
    return options(1);
  }

  private static Order options(int... ratios) {
    return order(
        IntStream.range(0, ratios.length)
            .mapToObj(i -> new Leg(option(i), ratios[i]))
            .toArray(Leg[]::new));
  }

  private static Order order(Leg... legs) {
    return Order.market("o", 1, new ArrayList<>(Arrays.asList(legs)));
  }

  private static OptionContract option(int index) {
    return OptionContract.of(
        "SPY", LocalDate.of(2026, 1, 16), OptionType.PUT, BigDecimal.valueOf(500 + index));
  }

  private static List<BigDecimal> prices(String... texts) {
    return Arrays.stream(texts).map(BigDecimal::new).toList();
  }

  private static BigDecimal money(String text) {
    return new BigDecimal(text).setScale(2, RoundingMode.UNNECESSARY);
  }
}
