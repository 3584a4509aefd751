/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.profile;

import io.optionskit.examples.profile.ProfileKeys.ExitFamily;
import io.optionskit.examples.profile.ProfileKeys.Sizing;
import java.math.BigDecimal;
import java.util.List;

/** Checks of a profile as a whole: values that are right alone but not together. */
final class ProfileCheck {

  private final Profile profile;
  private final List<String> problems;

  ProfileCheck(Profile profile, List<String> problems) {
    this.profile = profile;
    this.problems = problems;
  }

  void run() {
    notAbove(ProfileKeys.DTE_MIN, ProfileKeys.DTE_MAX);
    notAbove(ProfileKeys.MAX_PER_SYMBOL, ProfileKeys.MAX_POSITIONS);
    notAbove(ProfileKeys.DRAWDOWN_ALERT, ProfileKeys.DRAWDOWN_STOP);
    notAbove(ProfileKeys.VIX_WARNING, ProfileKeys.VIX_HALT);
    sizingIsComplete();
    exitsAreComplete();
    oneStopOutFitsTheDay();
  }

  private <T extends Comparable<T>> void notAbove(Key<T> low, Key<T> high) {
    T lowValue = profile.get(low);
    T highValue = profile.get(high);
    if (lowValue.compareTo(highValue) > 0) {
      problems.add(
          low.name() + " must not be above " + high.name() + ": " + lowValue + " > " + highValue);
    }
  }

  private void sizingIsComplete() {
    if (profile.get(ProfileKeys.SIZING) == Sizing.ADAPTIVE_DOLLAR) {
      needed(ProfileKeys.BASE_USD, "risk.sizing is adaptive-dollar");
      needed(ProfileKeys.MAX_USD, "risk.sizing is adaptive-dollar");
      needed(ProfileKeys.CLAMP, "risk.sizing is adaptive-dollar");
    }
  }

  private void exitsAreComplete() {
    if (profile.get(ProfileKeys.EXIT_FAMILY) == ExitFamily.A) {
      needed(ProfileKeys.STOP_CREDIT, "exit.family is A");
      needed(ProfileKeys.STOP_DEBIT, "exit.family is A");
      needed(ProfileKeys.TIME_ELAPSED, "exit.family is A");
    } else {
      needed(ProfileKeys.STOP_PREMIUM, "exit.family is B");
    }
  }

  private void needed(Key<? extends java.util.Optional<?>> key, String because) {
    if (profile.get(key).isEmpty()) {
      problems.add(key.name() + " must have a value because " + because);
    }
  }

  private void oneStopOutFitsTheDay() {
    BigDecimal loss = profile.largestStopOut();
    BigDecimal limit = profile.dailyLossLimit();
    if (loss.compareTo(limit) > 0) {
      problems.add(
          "one stop-out at the largest permitted size loses "
              + dollars(loss)
              + ", more than the daily loss limit of "
              + dollars(limit)
              + "; lower risk.per-trade, risk.base-usd, risk.max-usd or the stop, or raise"
              + " risk.daily-loss");
    }
  }

  private static String dollars(BigDecimal value) {
    return "$" + value.stripTrailingZeros().toPlainString();
  }
}
