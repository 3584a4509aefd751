/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit.kits;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Underlying;
import io.optionskit.market.Bar;
import io.optionskit.spi.BarSource;
import io.optionskit.spi.ProviderException;
import io.optionskit.testkit.BarSourceCompliance;
import io.optionskit.testkit.FakeProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BarSourceComplianceTest {

  private static final Underlying SPY = new Underlying("SPY");
  private static final Instant OPEN = Instant.parse("2024-03-15T13:30:00Z");
  private static Fault fault = Fault.NONE;

  enum Fault {
    NONE(""),
    NEWEST_FIRST("rule2_1"),
    START_INCLUSIVE("rule2_2"),
    END_EXCLUSIVE("rule2_2"),
    ANOTHER_ASSET("rule2_3"),
    LAST_BAR_UNFINISHED("rule2_4"),
    BARS_TOO_LONG("rule2_5"),
    FAILS_WITHOUT_TRADES("rule2_6"),
    EMPTY_FOR_UNKNOWN("rule2_7");

    final String rule;

    Fault(String rule) {
      this.rule = rule;
    }
  }

  @Test
  void passesARightSource() {
    fault = Fault.NONE;

    KitRun run = KitRun.of(Kit.class);

    assertThat(run.failed).as(run.failures.toString()).isEmpty();
    assertThat(run.passed).hasSize(7);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void failsASourceWithA(Fault wrong) {
    fault = wrong;

    assertThat(KitRun.of(Kit.class).failed).contains(wrong.rule);
  }

  static class Kit extends BarSourceCompliance {

    @Override
    protected BarSource source() {
      FakeProvider right = FakeProvider.create();
      for (int i = 0; i < 10; i++) {
        right.show(bar(SPY, i, 60));
      }
      return (asset, length, from, to) -> spoiled(right, asset, length, from, to);
    }

    @Override
    protected Asset asset() {
      return SPY;
    }

    @Override
    protected Duration length() {
      return Duration.ofMinutes(1);
    }

    @Override
    protected Instant from() {
      return OPEN;
    }

    @Override
    protected Instant to() {
      return OPEN.plusSeconds(600);
    }
  }

  private static Bar bar(Asset asset, int minute, int seconds) {
    Instant end = OPEN.plusSeconds(60L * (minute + 1));
    return new Bar(asset, end.minusSeconds(seconds), end, 510, 530, 509, 511 + minute, 1000);
  }

  private static List<Bar> spoiled(
      FakeProvider right, Asset asset, Duration length, Instant from, Instant to) {
    if (fault == Fault.EMPTY_FOR_UNKNOWN && !asset.equals(SPY)) {
      return List.of();
    }
    List<Bar> bars = new ArrayList<>(right.bars(asset, length, from, to));
    if (fault == Fault.FAILS_WITHOUT_TRADES && bars.isEmpty()) {
      throw new ProviderException(ProviderException.Reason.BAD_DATA, "no bars");
    }
    switch (fault) {
      case NEWEST_FIRST -> Collections.reverse(bars);
      case START_INCLUSIVE ->
          bars = new ArrayList<>(right.bars(asset, length, from.minusNanos(1), to));
      case END_EXCLUSIVE ->
          bars = new ArrayList<>(right.bars(asset, length, from, to.minusNanos(1)));
      case ANOTHER_ASSET -> bars.replaceAll(bar -> bar(new Underlying("QQQ"), 0, 60));
      case BARS_TOO_LONG -> bars.replaceAll(bar -> bar(SPY, 0, 61));
      case LAST_BAR_UNFINISHED -> {
        if (!bars.isEmpty()) {
          Bar last = bars.remove(bars.size() - 1);
          bars.add(
              new Bar(
                  SPY,
                  last.start(),
                  last.end(),
                  last.open(),
                  600,
                  last.low(),
                  599,
                  from.getEpochSecond() % 7));
        }
      }
      default -> {}
    }
    return bars;
  }
}
