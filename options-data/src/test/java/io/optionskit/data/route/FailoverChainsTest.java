/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.data.reconcile.GivenChain;
import io.optionskit.market.Bar;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import io.optionskit.spi.BarSource;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FailoverChainsTest {

  private static final List<LocalDate> EXPIRIES =
      IntStream.range(0, 4).mapToObj(GivenChain.EXPIRY::plusWeeks).toList();

  /** Gives chains of its own, and fails now and then. */
  private record Unsteady(String name, Random random, int failsInTen) implements ChainProvider {

    @Override
    public List<LocalDate> expirations(String underlying) {
      fail();
      return EXPIRIES;
    }

    @Override
    public ChainAnswer answer(String underlying) {
      return answer(underlying, EXPIRIES.get(0));
    }

    @Override
    public ChainAnswer answer(String underlying, LocalDate expiry) {
      fail();
      IntakeRow row = new IntakeRow().set(QuoteField.BID, 1).set(QuoteField.ASK, 2);
      return GivenChain.realTime(name).row(expiry, OptionType.CALL, 100, row).answer();
    }

    private void fail() {
      if (random.nextInt(10) < failsInTen) {
        Reason[] reasons = Reason.values();
        throw new ProviderException(reasons[random.nextInt(reasons.length)], "unsteady");
      }
    }
  }

  @Property(tries = 500)
  void noSnapshotEverHasRowsOfTwoProviders(@ForAll long seed) {
    Random random = new Random(seed);
    MovableClock clock = new MovableClock("2026-03-16T14:00:00Z");
    FailoverChains chains =
        FailoverChains.of(
            Failover.<ChainProvider>builder(clock)
                .then("a", new Unsteady("a", random, 4))
                .then("b", new Unsteady("b", random, 3))
                .then("c", new Unsteady("c", random, 1))
                .build());
    int answered = 0;
    for (int call = 0; call < 10; call++) {
      clock.move(Duration.ofSeconds(random.nextInt(40)));
      try {
        Routed<List<ChainAnswer>> snapshot = chains.snapshot("XYZ", EXPIRIES);
        answered++;
        TreeSet<String> sources = new TreeSet<>();
        for (ChainAnswer answer : snapshot.value()) {
          for (OptionQuote quote : answer.chain().all().toList()) {
            sources.add(quote.observation(QuoteField.BID).orElseThrow().feed().source());
          }
        }
        assertThat(sources).containsExactly(snapshot.provider());
        assertThat(snapshot.value()).hasSize(EXPIRIES.size());
        assertThat(snapshot.attempts().get(snapshot.attempts().size() - 1).provider())
            .isEqualTo(snapshot.provider());
      } catch (ProviderException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(answered).isBetween(0, 10);
  }

  @Test
  void isAChainProviderLikeAnyOther() {
    Random steady = new Random(1);
    FailoverChains chains =
        FailoverChains.of(
            Failover.<ChainProvider>builder(new MovableClock("2026-03-16T14:00:00Z"))
                .then("down", new Unsteady("down", steady, 10))
                .then("up", new Unsteady("up", steady, 0))
                .settings(
                    FailoverSettings.defaults().with(Reason.BAD_REQUEST, FailureAction.ASK_NEXT))
                .build());

    assertThat(chains.expirations("XYZ")).isEqualTo(EXPIRIES);
    assertThat(chains.answer("XYZ").chain().expiries()).containsExactly(EXPIRIES.get(0));
    assertThat(chains.chain("XYZ", EXPIRIES.get(1)).provenance().feeds().get(0).source())
        .isEqualTo("up");
    assertThat(chains.routed("XYZ", EXPIRIES.get(1)).failedOver()).isTrue();
  }

  @Test
  void barsComeFromTheFirstThatHasThemAndNoBarsAreAnAnswer() {
    BarSource down =
        (asset, length, from, to) -> {
          throw new ProviderException(Reason.UNAVAILABLE, "down");
        };
    BarSource empty = (asset, length, from, to) -> List.of();
    BarSource never =
        (asset, length, from, to) -> {
          throw new AssertionError("asked though another answered");
        };
    FailoverBars bars =
        FailoverBars.of(
            Failover.<BarSource>builder(new MovableClock("2026-03-16T14:00:00Z"))
                .then("down", down)
                .then("empty", empty)
                .then("never", never)
                .build());
    Instant noon = GivenChain.NOON;

    Routed<List<Bar>> answer =
        bars.routed(new Underlying("XYZ"), Duration.ofMinutes(1), noon, noon.plusSeconds(600));

    assertThat(answer.value()).isEmpty();
    assertThat(answer.provider()).isEqualTo("empty");
    assertThat(bars.bars(new Underlying("XYZ"), Duration.ofMinutes(1), noon, noon.plusSeconds(600)))
        .isEmpty();
  }
}
