/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {

  private static final RouteTable TABLE = RouteTable.standard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DEVELOPMENT | WEEKLY   | yahoo replay                 | yahoo",
        "DEVELOPMENT | ZERO_DTE | yahoo replay                 | replay yahoo",
        "TRAINING    | WEEKLY   | thetadata                    | thetadata",
        "TRAINING    | ZERO_DTE | databento thetadata          | databento",
        "PAPER       | WEEKLY   | yahoo ibkr-paper             | ibkr-paper yahoo",
        "PAPER       | ZERO_DTE | databento ibkr-paper         | databento ibkr-paper",
        "PAPER       | ZERO_DTE | ibkr-paper                   | ibkr-paper",
        "LIVE        | WEEKLY   | ibkr polygon yahoo           | ibkr polygon",
        "LIVE        | ZERO_DTE | ibkr polygon databento       | databento ibkr",
        "LIVE        | ZERO_DTE | ibkr polygon                 | ibkr polygon",
        "LIVE        | ZERO_DTE | databento polygon            | databento polygon",
        "LIVE        | WEEKLY   | yahoo                        | ''",
      })
  void namesTheConfiguredProvidersOfAModeInOrder(
      TradingMode mode, HoldingPeriod period, String configured, String expected) {
    List<String> order = TABLE.route(mode, period).order(Set.of(configured.split(" ")));

    assertThat(String.join(" ", order)).isEqualTo(expected);
  }

  @Test
  void hasARowForEveryModeAndHorizonThatCanBeReplaced() {
    assertThat(TABLE.routes()).hasSize(8);
    assertThat(TABLE.route(TradingMode.TRAINING, HoldingPeriod.WEEKLY).alongside())
        .containsExactly("parquet");
    Route mine =
        new Route(TradingMode.LIVE, HoldingPeriod.WEEKLY, List.of("polygon"), List.of(), List.of());

    RouteTable changed = TABLE.with(mine);

    assertThat(changed.routes()).hasSize(8);
    assertThat(changed.route(TradingMode.LIVE, HoldingPeriod.WEEKLY)).isEqualTo(mine);
  }

  @Test
  void refusesAmbiguousAndMissingRows() {
    Route route = TABLE.route(TradingMode.LIVE, HoldingPeriod.WEEKLY);
    assertThatThrownBy(() -> new RouteTable(List.of(route, route)))
        .hasMessage("two routes of LIVE and WEEKLY");
    assertThatThrownBy(
            () -> new RouteTable(List.of()).route(TradingMode.LIVE, HoldingPeriod.WEEKLY))
        .hasMessage("no route of LIVE and WEEKLY");
    assertThatThrownBy(
            () ->
                new Route(
                    TradingMode.LIVE, HoldingPeriod.WEEKLY, List.of(), List.of("a"), List.of()))
        .hasMessage("route of LIVE and WEEKLY needs a primary provider");
  }
}
