/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import static io.optionskit.risk.AccountView.opening;
import static io.optionskit.risk.AccountView.put;
import static io.optionskit.risk.AccountView.putSpread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RiskLimitsTest {

  @Test
  void letsAnOrdinarySpreadPassEveryRuleOfTheShippedProfiles() {
    AccountView view = quoted();
    ProposedOrder spread = opening(5, -1.00, 400, putSpread());

    assertThat(rejections(RiskLimits.WEEKLY, spread, view)).isEmpty();
    assertThat(rejections(RiskLimits.ZERO_DTE, spread, view)).isEmpty();
  }

  @Test
  void givesEveryReasonAgainstAnOrder() {
    AccountView view = quoted();
    view.equity = 70_000;

    List<Rejection> rejections =
        rejections(RiskLimits.ZERO_DTE, opening(11, -1.00, 400, putSpread()), view);

    assertThat(rejections)
        .extracting(Rejection::code)
        .containsExactly(
            Rejection.Code.POSITION_LIMIT_EXCEEDED, // contracts
            Rejection.Code.RISK_REJECTED, // loss of the order
            Rejection.Code.EMERGENCY_HALT_ACTIVE, // drawdown
            Rejection.Code.EMERGENCY_HALT_ACTIVE); // daily loss
  }

  @Test
  void leavesOutTheCoverageRuleWhereNakedShortsAreAllowed() {
    RiskLimits naked =
        new RiskLimits(
            0.02, 10, 5, 3, 0.2, 20, 0.03, 1_000, 0.25, true, 10, 5, Duration.ofMinutes(5));

    assertThat(naked.rules()).doesNotHaveAnyElementsOfTypes(DefinedRiskRule.class);
    assertThat(RiskLimits.WEEKLY.rules()).hasAtLeastOneElementOfType(DefinedRiskRule.class);
  }

  @Test
  void refusesAProfileInWhichOneStopOutExceedsTheDailyLoss() {
    assertThat(RiskLimits.ZERO_DTE.problems(60_000, 24_000, 0.10))
        .containsExactly(
            "one stop-out of the largest position ($24,000.00, stop 10.00 %) loses $2,400.00, more"
                + " than the daily loss limit of $1,000.00");
  }

  @Test
  void acceptsTheShippedProfiles() {
    assertThat(RiskLimits.WEEKLY.problems(100_000, 0.02 * 100_000, 1)).isEmpty();
    assertThat(RiskLimits.ZERO_DTE.problems(100_000, Math.min(5_000, 1_000 * 2.0), 0.10)).isEmpty();
    assertThat(RiskLimits.ZERO_DTE.problems(100_000, 10_000, 0.10)).isEmpty();
    assertThat(RiskLimits.ZERO_DTE.problems(100_000, 10_001, 0.10)).hasSize(1);
  }

  @Test
  void namesTheLimitThatHasNoMeaning() {
    assertThatThrownBy(
            () ->
                new RiskLimits(
                    0.02, 10, 0, 3, 0.2, 20, 0.03, 1_000, 0.25, true, 10, 5, Duration.ofMinutes(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("risk.max-positions must be above 0: 0.0");
  }

  @Test
  void sizesWithItsOwnSettings() {
    assertThat(RiskLimits.WEEKLY.sizer().size(opening(1, -1, 400, putSpread()), quoted()))
        .isEqualTo(5);
  }

  private static AccountView quoted() {
    return new AccountView().quote(put(100), 2.00, 2.10).quote(put(95), 0.90, 1.00);
  }

  private static List<Rejection> rejections(
      RiskLimits limits, ProposedOrder order, AccountView view) {
    return limits.rules().stream()
        .map(rule -> rule.check(order, view))
        .flatMap(Optional::stream)
        .toList();
  }
}
