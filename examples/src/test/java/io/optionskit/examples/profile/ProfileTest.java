/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {

  @TempDir Path folder;

  @Nested
  class Shipped {

    @Test
    void bothLoadWithAValueForEveryKey() {
      for (String name : Profile.SHIPPED) {
        assertThat(load(name).canonical().keySet())
            .containsExactlyInAnyOrderElementsOf(ProfileKeys.all().keySet());
      }
    }

    @Test
    void differWhereTheyShould() {
      Profile weekly = load("weekly-ivrank");
      Profile lean = load("lean-0dte");

      assertThat(weekly.get(ProfileKeys.DTE_MIN)).isEqualTo(3);
      assertThat(weekly.get(ProfileKeys.SHORT_DELTA)).contains(new BigDecimal("0.25"));
      assertThat(weekly.get(ProfileKeys.ORDER_TIMEOUT)).isEqualTo(Duration.ofMinutes(5));
      assertThat(lean.get(ProfileKeys.DTE_MAX)).isZero();
      assertThat(lean.get(ProfileKeys.SHORT_DELTA)).isEqualTo(Optional.empty());
      assertThat(lean.get(ProfileKeys.DAILY_LOSS_USD)).contains(new BigDecimal("1000"));
    }

    @Test
    void loseLessInOneStopOutThanADayMay() {
      assertThat(load("weekly-ivrank").largestStopOut()).isEqualByComparingTo("2000");
      assertThat(load("weekly-ivrank").dailyLossLimit()).isEqualByComparingTo("3000");
      assertThat(load("lean-0dte").largestStopOut()).isEqualByComparingTo("200");
      assertThat(load("lean-0dte").dailyLossLimit()).isEqualByComparingTo("1000");
    }
  }

  @Nested
  class Overrides {

    @Test
    void replaceTheFilesValue() {
      Profile profile = load("weekly-ivrank", "risk.per-trade=0.01");

      assertThat(profile.get(ProfileKeys.RISK_PER_TRADE)).isEqualByComparingTo("0.01");
    }

    @Test
    void winOverTheEnvironmentWhichWinsOverTheFile() {
      Map<String, String> environment = Map.of("RISK_FREE_RATE", "0.03", "LOG_LEVEL", "info");

      assertThat(Profile.load("lean-0dte", environment, List.of()).get(ProfileKeys.RATE))
          .isEqualByComparingTo("0.03");
      assertThat(
              Profile.load("lean-0dte", environment, List.of("pricing.rate-fallback=0.02"))
                  .get(ProfileKeys.RATE))
          .isEqualByComparingTo("0.02");
    }

    @Test
    void ofTheSameValueInAnotherNotationAreTheSameProfile() {
      assertThat(load("weekly-ivrank", "risk.per-trade=0.0200", "order.timeout=PT5M").canonical())
          .isEqualTo(load("weekly-ivrank").canonical());
    }
  }

  @Nested
  class Mistakes {

    @Test
    void areAllToldAtOnceWithValueAndWhatIsRight() {
      InvalidProfileException refused =
          refused(
              "weekly-ivrank",
              "risk.per-trade=2",
              "risk.per-trad=0.02",
              "order.timeout=five",
              "nonsense");

      assertThat(refused.problems())
          .containsExactlyInAnyOrder(
              "--set must look like key=value: nonsense",
              "risk.per-trade must be a fraction from 0 to 1, such as 0.05 for 5 %: '2' (--set)",
              "unknown key risk.per-trad (--set); did you mean risk.per-trade?",
              "order.timeout must be an ISO 8601 duration above zero, such as PT300S: 'five'"
                  + " (--set)");
    }

    @Test
    void inUnknownNamesSayWhichProfilesThereAre() {
      assertThat(refused("weekly").problems())
          .containsExactly(
              "profile 'weekly' is neither shipped (weekly-ivrank, lean-0dte) nor a readable file");
    }

    @Test
    void inContradictingValuesAreFound() {
      assertThat(
              refused("weekly-ivrank", "universe.dte.min=9", "risk.drawdown.alert=0.5").problems())
          .containsExactly(
              "universe.dte.min must not be above universe.dte.max: 9 > 7",
              "risk.drawdown.alert must not be above risk.drawdown.stop: 0.5 > 0.25");
    }

    @Test
    void ofAStopOutLargerThanTheDailyLossLimitRefuseTheStart() {
      InvalidProfileException refused =
          refused("lean-0dte", "risk.base-usd=12000", "risk.max-usd=24000");

      assertThat(refused.problems())
          .singleElement()
          .asString()
          .startsWith(
              "one stop-out at the largest permitted size loses $2400, more than the daily loss"
                  + " limit of $1000");
    }
  }

  @Nested
  class OwnFiles {

    @Test
    void takeWhatTheyDoNotSayFromAShippedProfile() {
      Path file = write("mine.yaml", "extends: lean-0dte\nuniverse:\n  symbols: [TWX]\n");

      Profile profile = load(file.toString());

      assertThat(profile.name()).isEqualTo("mine");
      assertThat(profile.get(ProfileKeys.SYMBOLS)).containsExactly("TWX");
      assertThat(profile.get(ProfileKeys.DTE_MAX)).isZero();
    }

    @Test
    void mustOtherwiseBeComplete() {
      Path file = write("mine.yaml", "universe:\n  symbols: [TWX]\n");

      assertThat(refused(file.toString()).problems())
          .singleElement()
          .asString()
          .startsWith("profile mine has no value for universe.dte.min, universe.dte.max, ");
    }

    @Test
    void mustNotSayAKeyTwice() {
      Path file = write("mine.yaml", "extends: lean-0dte\nfill:\n  model: mid\n  model: natural\n");

      assertThat(refused(file.toString()).problems())
          .singleElement()
          .asString()
          .contains("mine.yaml is not valid YAML, line 4: ")
          .contains("model");
    }

    @Test
    void mustBeYamlWithKeysAndValues() {
      assertThat(refused(write("list.yaml", "- a\n- b\n").toString()).problems())
          .singleElement()
          .asString()
          .endsWith("list.yaml must hold keys and values");
      assertThat(refused(write("broken.yaml", "a: [1\n").toString()).problems())
          .singleElement()
          .asString()
          .contains("broken.yaml is not valid YAML, line ");
    }

    private Path write(String name, String text) {
      try {
        return Files.writeString(folder.resolve(name), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Profile load(String name, String... overrides) {
    return Profile.load(name, Map.of(), List.of(overrides));
  }

  private static InvalidProfileException refused(String name, String... overrides) {
    return catchThrowableOfType(InvalidProfileException.class, () -> load(name, overrides));
  }
}
