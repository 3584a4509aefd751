/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.contract.OptionContract;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.ChainIntake;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.time.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Puts rows of many instants and underlyings into their chains. */
final class ChainCollector {

  private record Key(Instant time, String underlying) {}

  private final String source;
  private final DelayClass delayClass;
  private final Findings findings;
  private final Map<Key, ChainIntake> intakes =
      new TreeMap<>(Comparator.comparing(Key::time).thenComparing(Key::underlying));

  ChainCollector(String source, DelayClass delayClass, Findings findings) {
    this.source = source;
    this.delayClass = delayClass;
    this.findings = findings;
  }

  void add(Instant time, OptionContract contract, IntakeRow row, double spot) {
    ChainIntake intake =
        intakes.computeIfAbsent(new Key(time, contract.underlying()), this::intake);
    if (!Double.isNaN(spot)) {
      intake.spot(spot);
    }
    intake.add(contract, row);
  }

  FileChains chains() {
    List<ChainAnswer> answers = new ArrayList<>();
    intakes.forEach(
        (key, intake) -> {
          ChainAnswer answer = intake.answer();
          answers.add(answer);
          findings.refuse(answer.report(), key.time + " " + key.underlying);
        });
    return new FileChains(answers, findings.report());
  }

  private ChainIntake intake(Key key) {
    return new ChainIntake(
        key.underlying,
        new Feed(source, delayClass, Duration.ZERO, Optional.of(key.time)),
        TradingCalendar.usOptions().tradingDateAt(key.time),
        new FieldCensus(Set.of(), Set.of()));
  }
}
