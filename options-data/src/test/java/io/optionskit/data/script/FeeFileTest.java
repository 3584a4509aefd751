/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.spi.FeeSchedule;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeFileTest {

  private static final Asset CALL = OptionContract.parse("SPY210115C00380000");
  private static final Asset PUT = OptionContract.parse("SPY210115P00370000");
  private static final Asset SPY = new Underlying("SPY");

  private static final String FILE =
      """
      option: {perContract: 0.65, minimumPerOrder: 1.00, maximumPerOrder: 25}
      stock:
        perShare: 0.005
        minimumPerOrder: 1.00
        maximumFractionOfValue: 0.01
      exercise: 0
      """;

  private static List<BigDecimal> commissions(
      String file, int quantity, String prices, Leg... legs) {
    FeeSchedule fees = FeeFile.parse("fees.yaml", file);
    return fees.commissions(
        Order.market("order", quantity, List.of(legs)),
        quantity,
        Stream.of(prices.split(" ")).map(BigDecimal::new).toList(),
        0);
  }

  private static String total(List<BigDecimal> commissions) {
    return commissions.stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .stripTrailingZeros()
        .toPlainString();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1.3", "10, 6.5", "38, 24.7", "39, 25", "1000, 25"})
  void chargesContractsWithinTheBounds(int quantity, String dollars) {
    assertThat(total(commissions(FILE, quantity, "2.50", Leg.buy(CALL)))).isEqualTo(dollars);
  }

  @ParameterizedTest
  @CsvSource({"1, 400, 1", "200, 400, 1", "201, 400, 1.005", "1, 50, 0.5", "1000, 0.2, 2"})
  void chargesSharesWithinTheBounds(int shares, String price, String dollars) {
    assertThat(total(commissions(FILE, shares, price, Leg.buy(SPY)))).isEqualTo(dollars);
  }

  @Test
  void countsACombinationAsOneOrder() {
    assertThat(commissions(FILE, 1, "2 1", Leg.sell(CALL), Leg.buy(PUT)))
        .containsExactly(new BigDecimal("0.65"), new BigDecimal("0.65"));
  }

  @Test
  void splitsABoundOverTheLegsInWholeCents() {
    String file =
        "option: {perContract: 0.1, minimumPerOrder: 1}\nstock: {perShare: 0, minimumPerOrder: 0}";

    assertThat(commissions(file, 1, "1 1 400", Leg.buy(CALL), new Leg(PUT, -2), Leg.buy(SPY)))
        .containsExactly(new BigDecimal("0.34"), new BigDecimal("0.66"), new BigDecimal("0"));
  }

  @Test
  void boundsOptionsByTheValueOfTheirContracts() {
    String file = "{option: {perContract: 1, maximumFractionOfValue: 0.10}, stock: {perShare: 0}}";

    assertThat(total(commissions(file, 1, "0.05", Leg.buy(CALL)))).isEqualTo("0.5");
  }

  @Test
  void readsJson(@TempDir Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("fees.json"),
            "{\"option\": {\"perContract\": 0.5}, \"stock\": {\"perShare\": 0.01}}");

    FeeSchedule fees = FeeFile.read(file);

    assertThat(
            fees.commissions(
                Order.market("order", 1, List.of(Leg.buy(CALL))), 1, List.of(BigDecimal.ONE), 0))
        .containsExactly(new BigDecimal("0.5"));
    assertThat(fees).hasToString(file.toString());
  }

  @Test
  void listsAllProblemsAtOnce() {
    InvalidFileException refusal =
        catchThrowableOfType(
            InvalidFileException.class,
            () ->
                FeeFile.parse(
                    "fees.yaml",
                    """
                    option:
                      perContract: -0.65
                      minimumPerOrder: 2
                      maximumPerOrder: 1
                      perShare: 1
                    exercise: 5
                    margin: 1
                    """));

    assertThat(refusal.problems())
        .extracting(FileProblem::toString)
        .containsExactly(
            "line 7: unknown key 'margin'; known are option, stock, exercise",
            "line 5: option: unknown key 'perShare'; known are perContract, minimumPerOrder,"
                + " maximumPerOrder, maximumFractionOfValue",
            "line 2: option: perContract must be dollars, 0 or above: '-0.65'",
            "line 2: option: minimumPerOrder 2 must not be above maximumPerOrder 1",
            "line 1: stock must have the key perShare",
            "line 6: exercise must be 0: exercise, assignment and settlement are not charged: '5'");
  }

  @Test
  void refusesWhatIsNoFeeFile() {
    assertThatThrownBy(() -> FeeFile.parse("fees.yaml", "0.65"))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(
            "fees.yaml: line 1: a fee file must have the keys option and stock, not '0.65'");
  }
}
