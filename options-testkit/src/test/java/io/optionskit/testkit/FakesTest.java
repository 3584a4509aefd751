/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import static io.optionskit.testkit.OptionsKitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.decision.Decision;
import io.optionskit.market.OptionChain;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.TimeInForce;
import io.optionskit.spi.ProviderException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class FakesTest {

  private static final OptionContract NEAR = OptionContract.parse("SPY240322P00505000");
  private static final OptionContract FAR = OptionContract.parse("SPY240322P00500000");

  @Nested
  class AManualTime {

    @Test
    void movesOnlyWhenTold() {
      ManualTime time = ManualTime.at("2024-03-15T14:00:00Z");

      assertThat(time.advance(Duration.ofMinutes(5)))
          .isEqualTo(Instant.parse("2024-03-15T14:05:00Z"));
      time.jumpTo(Instant.EPOCH);

      assertThat(time.instant()).isEqualTo(Instant.EPOCH);
      assertThat(time.millis()).isZero();
    }

    @Test
    void advancesForwardOnly() {
      assertThatThrownBy(() -> ManualTime.at(Instant.EPOCH).advance(Duration.ofSeconds(-1)))
          .hasMessage("time must advance by 0 or more: PT-1S");
    }
  }

  @Nested
  class AFakeProvider {

    private final OptionChain chain =
        TestMarket.at("2024-03-15T10:00", "SPY", 510.25).expiring(0, 7).view().chain("SPY");
    private final FakeProvider provider = FakeProvider.create().show(chain);

    @Test
    void failsAsOftenAsTold() {
      provider.failNext(ProviderException.Reason.RATE_LIMITED, 2);

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> provider.expirations("SPY"))
            .isInstanceOfSatisfying(
                ProviderException.class, e -> assertThat(e.retryable()).isTrue());
      }

      assertThat(provider.expirations("SPY")).hasSize(2);
      assertThat(provider.calls())
          .containsExactly("expirations SPY", "expirations SPY", "expirations SPY");
    }

    @Test
    void showsTheLastChainGiven() {
      provider.show(TestMarket.at("2024-03-15T10:01", "SPY", 511).expiring(7).view().chain("SPY"));

      assertThat(provider.chain("SPY", LocalDate.of(2024, 3, 22)).spot()).hasValue(511);
    }
  }

  @Nested
  class AssertionsAboutDecisions {

    private final Order order =
        Order.limit("spread", 2, List.of(Leg.sell(NEAR), Leg.buy(FAR)), new BigDecimal("-1.2"));
    private final List<Decision> decisions =
        List.of(
            Decision.submit(order, "rank above 0.70"),
            Decision.close("test/t-1", "profit target"),
            new Decision.Cancel("test/o-1", "old"),
            new Decision.Replace("test/o-2", OrderPrice.market(), "chase"),
            new Decision.Flatten(Optional.of(NEAR), "roll"),
            new Decision.Flatten(Optional.empty(), "end of day"));

    @Test
    void pass() {
      assertThat(List.<Decision>of()).doNothing();
      assertThat(decisions)
          .close("test/t-1")
          .cancel("test/o-1")
          .replace("test/o-2")
          .flatten(NEAR)
          .flattenAll()
          .because("0.70")
          .submit(Leg.buy(FAR), Leg.sell(NEAR))
          .hasLimit("-1.20")
          .hasQuantity(2)
          .hasOrderId("spread")
          .works(TimeInForce.DAY);
      assertThat(Order.market("m", 1, order.legs())).isMarketOrder();
    }

    @Test
    void failWithWhatWasFound() {
      assertThatThrownBy(() -> assertThat(decisions).doNothing())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Expected no decision but found")
          .hasMessageContaining("spread");
      assertThatThrownBy(() -> assertThat(List.<Decision>of()).submitOneOrder())
          .hasMessageContaining("Expected one order but found 0");
      assertThatThrownBy(() -> assertThat(decisions).close("test/t-2"))
          .hasMessageContaining("Expected a close of trade test/t-2");
      assertThatThrownBy(() -> assertThat(decisions).flatten(FAR))
          .hasMessageContaining("Expected a flatten of SPY   240322P00500000");
      assertThatThrownBy(() -> assertThat(decisions).submit(Leg.buy(FAR)))
          .hasMessageContaining("Expected the legs");
      assertThatThrownBy(() -> assertThat(order).isMarketOrder())
          .hasMessageContaining("Expected a market order");
      assertThatThrownBy(() -> assertThat(order).hasLimit("1.20"))
          .hasMessageContaining("Expected a limit of 1.20");
      assertThatThrownBy(() -> assertThat(order).hasQuantity(3))
          .hasMessageContaining("Expected 3 units but found 2");
    }
  }

  @Nested
  class SharedDataIn {

    @Test
    void theFolderNamed(@TempDir Path folder) throws Exception {
      Files.createDirectories(folder.resolve("data/options"));

      assertThat(SharedDataExtension.find(Optional.of(folder.toString()), "data/options"))
          .isDirectory();
    }

    @Test
    void noFolderSkipsTheTest(@TempDir Path folder) {
      assertThatThrownBy(
              () -> SharedDataExtension.find(Optional.of(folder.toString()), "data/none"))
          .isInstanceOf(TestAbortedException.class)
          .hasMessageContaining("real market data are not here")
          .hasMessageContaining("-Doptionskit.shared=FOLDER");
    }

    @Test
    void aParameter(@SharedData("data") Path data) {
      assertThat(data).isDirectory();
    }
  }
}
