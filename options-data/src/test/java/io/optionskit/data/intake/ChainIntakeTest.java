/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.QuoteField;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChainIntakeTest {

  private static final Instant NOW = Instant.parse("2025-03-03T15:00:00Z");
  private static final OptionContract CALL = OptionContract.parse("XYZ250321C00100000");
  private static final Set<QuoteField> ASK = Set.of(QuoteField.ASK);

  private final ChainIntake intake =
      new ChainIntake(
          "XYZ",
          new Feed("test", DelayClass.DELAYED, Duration.ZERO, Optional.of(NOW)),
          LocalDate.of(2025, 3, 3),
          new FieldCensus(Set.of(), Set.of()));

  @Test
  void refusesValuesOfTheFuture() {
    intake.add(CALL, row().time(NOW.plusSeconds(61), ASK));

    assertThat(intake.answer().report().refused()).isEqualTo(Map.of(Refusal.MALFORMED, 1));
    assertThat(intake.answer().report().examples().get(0))
        .contains("after the receipt at 2025-03-03T15:00:00Z: 2025-03-03T15:01:01Z");
  }

  @Test
  void takesValuesOfAClockThatIsALittleAhead() {
    intake.add(CALL, row().time(NOW.plusSeconds(60), ASK));

    assertThat(intake.answer().report().accepted()).isEqualTo(1);
  }

  @Test
  void refusesTimesThatNoColumnHolds() {
    assertThatThrownBy(() -> row().time(Instant.parse("0001-01-01T00:00:00Z"), ASK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between 1970 and 2262");
    assertThatThrownBy(() -> row().time(Instant.MAX, ASK))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leavesATimeOfTheMarketAsideThatCannotBe() {
    intake.marketTime(Instant.parse("0001-01-01T00:00:00Z"));
    intake.spot(1e18);
    intake.add(CALL, row());

    assertThat(intake.answer().chain().time()).isEqualTo(NOW);
    assertThat(intake.answer().chain().spot()).isEmpty();
  }

  @Test
  void showsRefusedRowsOnOneLine() {
    intake.refuse(Refusal.MALFORMED, "a\r\nINFO forged\u001b[31m");

    assertThat(intake.answer().report().examples())
        .containsExactly("MALFORMED: a  INFO forged [31m");
  }

  private static IntakeRow row() {
    return new IntakeRow().set(QuoteField.ASK, 1.2);
  }
}
