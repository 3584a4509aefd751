/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.optionskit.data.http.MovableClock;
import io.optionskit.data.route.Attempt.Outcome;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailoverTest {

  /** A provider that answers with its name unless it is told to fail. */
  private final class Scripted {

    private final String name;
    private Optional<Reason> failure = Optional.empty();

    Scripted(String name) {
      this.name = name;
    }

    String answer() {
      asked.add(name);
      clock.move(Duration.ofMillis(20));
      if (failure.isPresent()) {
        throw new ProviderException(failure.get(), name + " is out of order");
      }
      return name;
    }

    void fails(Reason reason) {
      failure = Optional.of(reason);
    }

    void works() {
      failure = Optional.empty();
    }
  }

  private static final Function<Scripted, String> QUESTION = Scripted::answer;

  private final MovableClock clock = new MovableClock("2026-03-16T14:00:00Z");
  private final List<String> asked = new ArrayList<>();
  private final Scripted first = new Scripted("first");
  private final Scripted second = new Scripted("second");
  private final Failover<Scripted> failover =
      Failover.<Scripted>builder(clock).then("first", first).then("second", second).build();

  @Test
  void asksTheFirstWhileItAnswers() {
    Routed<String> answer = failover.ask(QUESTION);

    assertThat(answer.value()).isEqualTo("first");
    assertThat(answer.provider()).isEqualTo("first");
    assertThat(answer.failedOver()).isFalse();
    assertThat(answer.attempts())
        .containsExactly(
            new Attempt("first", Outcome.ANSWERED, Optional.empty(), "", Duration.ofMillis(20)));
    assertThat(failover.failovers()).isZero();
  }

  @Test
  void saysWhoFailedAndWhyAndHowLongItTook() {
    first.fails(Reason.UNAVAILABLE);

    Routed<String> answer = failover.ask(QUESTION);

    assertThat(answer.provider()).isEqualTo("second");
    assertThat(answer.failedOver()).isTrue();
    assertThat(answer.attempts())
        .containsExactly(
            new Attempt(
                "first",
                Outcome.FAILED,
                Optional.of(Reason.UNAVAILABLE),
                "first is out of order",
                Duration.ofMillis(20)),
            new Attempt("second", Outcome.ANSWERED, Optional.empty(), "", Duration.ofMillis(20)));
    assertThat(failover.failovers()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, REST",
    "RATE_LIMITED, REST",
    "NOT_ENTITLED, ASK_NEXT",
    "BAD_REQUEST, FAIL",
    "UNKNOWN_SYMBOL, ASK_NEXT",
    "BAD_DATA, ASK_NEXT",
    "SCHEMA_CHANGED, ASK_NEXT",
    "TOO_EXPENSIVE, ASK_NEXT",
    "UNSUPPORTED, ASK_NEXT"
  })
  void doesAfterEachReasonWhatItsDefaultsSay(Reason reason, FailureAction action) {
    first.fails(reason);

    switch (action) {
      case FAIL -> {
        assertThatThrownBy(() -> failover.ask(QUESTION)).hasMessage("first is out of order");
        assertThat(asked).containsExactly("first");
      }
      case ASK_NEXT -> {
        failover.ask(QUESTION);
        failover.ask(QUESTION);
        assertThat(asked).containsExactly("first", "second", "first", "second");
      }
      case REST -> {
        failover.ask(QUESTION);
        assertThat(failover.ask(QUESTION).attempts().get(0).outcome()).isEqualTo(Outcome.RESTING);
        assertThat(asked).containsExactly("first", "second", "second");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void doesWhatItIsToldInstead(Reason reason) {
    Map<Reason, FailureAction> actions = new EnumMap<>(Reason.class);
    for (Reason each : Reason.values()) {
      actions.put(each, FailureAction.FAIL);
    }
    Failover<Scripted> strict =
        Failover.<Scripted>builder(clock)
            .then("first", first)
            .then("second", second)
            .settings(new FailoverSettings(actions, Duration.ofMinutes(1)))
            .build();
    first.fails(reason);

    assertThatThrownBy(() -> strict.ask(QUESTION)).hasMessage("first is out of order");
    assertThat(asked).containsExactly("first");
  }

  @Test
  void returnsToTheFirstOnceItHasRestedAndAnswersAgain() {
    first.fails(Reason.UNAVAILABLE);
    failover.ask(QUESTION);
    first.works();
    clock.move(Duration.ofSeconds(58));
    assertThat(failover.ask(QUESTION).provider()).isEqualTo("second");
    clock.move(Duration.ofSeconds(2));

    assertThat(failover.ask(QUESTION).provider()).isEqualTo("first");
    assertThat(failover.ask(QUESTION).failedOver()).isFalse();
    assertThat(failover.health().get(0).isUp()).isTrue();
    assertThat(failover.health().get(0).problem()).isEmpty();
  }

  @Test
  void restsUntilTheTimeThatAProviderNamesItself() {
    Instant later = clock.instant().plusSeconds(600);

    Routed<String> answer =
        failover.ask(
            source -> {
              if (source == first) {
                throw new ProviderException(Reason.RATE_LIMITED, "slow down", later);
              }
              return source.answer();
            });
    second.fails(Reason.UNSUPPORTED);

    assertThat(answer.provider()).isEqualTo("second");
    assertThat(failover.health().get(0).restsUntil()).hasValue(later);
    assertThatThrownBy(() -> failover.ask(QUESTION)).hasMessageContaining("first rests");
    clock.move(Duration.ofSeconds(600));
    assertThat(failover.ask(QUESTION).provider()).isEqualTo("first");
  }

  @Test
  void letsOneCallTryAProviderThatHasRestedAndTheOthersPassItOver() {
    first.fails(Reason.UNAVAILABLE);
    failover.ask(QUESTION);
    clock.move(Duration.ofMinutes(1));
    asked.clear();

    List<String> within = new ArrayList<>();
    Routed<String> probe =
        failover.ask(
            source -> {
              if (source == first && within.isEmpty()) {
                within.add(failover.ask(QUESTION).provider()); // another call during the probe
              }
              return source.answer();
            });

    assertThat(within).containsExactly("second");
    assertThat(probe.provider()).isEqualTo("second");
    assertThat(asked).containsExactly("second", "first", "second");
  }

  @Test
  void asksAllIfAllRest() {
    first.fails(Reason.UNAVAILABLE);
    second.fails(Reason.RATE_LIMITED);
    assertThatThrownBy(() -> failover.ask(QUESTION)).isInstanceOf(ProviderException.class);
    second.works();

    Routed<String> answer = failover.ask(QUESTION);

    assertThat(answer.provider()).isEqualTo("second");
    assertThat(answer.attempts())
        .extracting(Attempt::outcome)
        .containsExactly(Outcome.RESTING, Outcome.RESTING, Outcome.FAILED, Outcome.ANSWERED);
  }

  @Test
  void tellsOfAllWhenNoneAnswers() {
    first.fails(Reason.NOT_ENTITLED);
    second.fails(Reason.RATE_LIMITED);

    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> failover.ask(QUESTION));

    assertThat(failure.reason()).isEqualTo(Reason.RATE_LIMITED);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure)
        .hasMessage(
            "no provider answered: first failed after 20 ms (NOT_ENTITLED: first is out of order);"
                + " second failed after 20 ms (RATE_LIMITED: second is out of order)");
    assertThat(failure.getCause()).hasMessage("second is out of order");
    assertThat(failure.getSuppressed()[0]).hasMessage("first is out of order");
  }

  @Test
  void mayBeRetriedIfTheOneThatCouldHelpRests() {
    first.fails(Reason.UNAVAILABLE);
    failover.ask(QUESTION);
    second.fails(Reason.UNKNOWN_SYMBOL);

    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> failover.ask(QUESTION));

    assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(failure.getMessage()).contains("first rests (UNAVAILABLE", "UNKNOWN_SYMBOL");
  }

  @Test
  void countsWhatEachDid() {
    first.fails(Reason.RATE_LIMITED);
    failover.ask(QUESTION);
    failover.ask(QUESTION);

    ProviderHealth health = failover.health().get(0);

    assertThat(health.failures()).containsExactly(Map.entry(Reason.RATE_LIMITED, 1L));
    assertThat(health.passedOver()).isEqualTo(1);
    assertThat(health.answers()).isZero();
    assertThat(health.restsUntil()).hasValue(Instant.parse("2026-03-16T14:01:00.020Z"));
    assertThat(health.problem()).hasValue("RATE_LIMITED: first is out of order");
    assertThat(failover.health().get(1).answers()).isEqualTo(2);
    assertThat(failover.failovers()).isEqualTo(2);
  }

  @Test
  void asksNobodyElseForAThreadThatIsInterrupted() {
    first.fails(Reason.UNAVAILABLE);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> failover.ask(QUESTION)).hasMessage("first is out of order");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(asked).containsExactly("first");
    assertThat(failover.health().get(0).isUp()).isTrue();
  }

  @Test
  void hidesNoMistakeInTheProgram() {
    assertThatThrownBy(
            () ->
                failover.ask(
                    source -> {
                      throw new IllegalStateException("a bug");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a bug");
  }

  @Test
  void needsProvidersWithNamesOfTheirOwn() {
    Failover.Builder<Scripted> builder = Failover.<Scripted>builder(clock).then("a", first);

    assertThatThrownBy(() -> builder.then("a", second))
        .hasMessage("provider needs a name of its own: 'a'");
    assertThatThrownBy(() -> Failover.<Scripted>builder(clock).build())
        .hasMessage("at least one provider is needed");
    assertThatThrownBy(() -> FailoverSettings.defaults().withProbeInterval(Duration.ZERO))
        .hasMessage("probeInterval must be positive: PT0S");
    assertThatThrownBy(() -> new FailoverSettings(Map.of(), Duration.ofSeconds(1)))
        .hasMessage("action missing for UNAVAILABLE");
  }
}
