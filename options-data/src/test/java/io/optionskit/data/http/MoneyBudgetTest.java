/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MoneyBudgetTest {

  private static final Instant MORNING = Instant.parse("2025-03-31T09:00:00Z");

  private final MoneyBudget budget =
      MoneyBudget.ofUsd(usd("10")).withPerDay(usd("2")).withPerMonth(usd("3"));

  @Test
  void refusesWhatTheDayDoesNotCoverAndSaysWhenItDoes() {
    budget.reserve(usd("1.5"), "a", MORNING);

    ProviderException e = refused("0.75", MORNING);

    assertThat(e)
        .hasMessage("x would cost $0.75, but $0.5 is left of the budget of $2 for this day");
    assertThat(e.retryAt()).contains(Instant.parse("2025-04-01T00:00:00Z"));
    budget.reserve(usd("0.75"), "b", Instant.parse("2025-04-01T00:00:00Z"));
    assertThat(budget.spent()).isEqualByComparingTo("2.25");
  }

  @Test
  void refusesWhatTheMonthDoesNotCover() {
    budget.reserve(usd("2"), "a", Instant.parse("2025-03-30T09:00:00Z"));

    ProviderException e = refused("1.5", MORNING);

    assertThat(e).hasMessageContaining("$1 is left of the budget of $3 for this month");
    assertThat(e.retryAt()).contains(Instant.parse("2025-04-01T00:00:00Z"));
  }

  @Test
  void promisesNoDayForWhatNoDayCovers() {
    assertThat(refused("2.5", MORNING).retryAt()).isEmpty();
    assertThat(refused("11", MORNING).retryAt()).isEmpty();
  }

  @Test
  void givesBackToTheDayItWasTakenFrom() {
    MoneyBudget.Reservation reservation = budget.reserve(usd("2"), "a", MORNING);

    reservation.giveBack();
    reservation.giveBack();

    assertThat(budget.spent()).isEqualByComparingTo("0");
    budget.reserve(usd("2"), "b", MORNING);
    assertThat(refused("0.01", MORNING).reason()).isEqualTo(Reason.TOO_EXPENSIVE);
  }

  @Test
  void isNotRenewedByAClockThatIsSetBack() {
    budget.reserve(usd("2"), "a", MORNING);

    assertThat(refused("1", Instant.parse("2025-03-30T00:00:00Z")).reason())
        .isEqualTo(Reason.TOO_EXPENSIVE);
  }

  @Test
  void takesNoNegativeMoney() {
    assertThatThrownBy(() -> budget.reserve(usd("-1"), "a", MORNING))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MoneyBudget.ofUsd(usd("-1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ProviderException refused(String cost, Instant now) {
    ProviderException e =
        catchThrowableOfType(ProviderException.class, () -> budget.reserve(usd(cost), "x", now));
    assertThat(e).isNotNull();
    assertThat(e.reason()).isEqualTo(Reason.TOO_EXPENSIVE);
    return e;
  }

  private static BigDecimal usd(String text) {
    return new BigDecimal(text);
  }
}
