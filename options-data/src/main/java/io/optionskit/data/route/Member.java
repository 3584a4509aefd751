/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One provider of a failover chain with its state. Safe for use by several threads. */
final class Member<S> {

  private static final Logger log = LoggerFactory.getLogger(Failover.class);

  private final String name;
  private final S source;
  private final Map<Reason, Long> failures = new EnumMap<>(Reason.class);
  private final Set<Reason> logged = EnumSet.noneOf(Reason.class);
  private Optional<Instant> restsUntil = Optional.empty();
  private Optional<ProviderException> problem = Optional.empty();
  private long answers;
  private long passedOver;

  Member(String name, S source) {
    this.name = name;
    this.source = source;
  }

  String name() {
    return name;
  }

  S source() {
    return source;
  }

  /**
   * Returns whether it may be asked. If it has rested long enough, one caller gets leave to try it;
   * the others go on passing it over until that one knows more.
   */
  synchronized boolean mayBeAsked(Instant now, Duration probeInterval) {
    if (restsUntil.isPresent() && now.isBefore(restsUntil.get())) {
      passedOver++;
      return false;
    }
    restsUntil = restsUntil.map(rested -> now.plus(probeInterval));
    return true;
  }

  synchronized void answered() {
    answers++;
    if (restsUntil.isPresent()) {
      log.info("{} answers again and is asked in its turn", name);
    }
    restsUntil = Optional.empty();
    problem = Optional.empty();
  }

  synchronized void failed(ProviderException failure, FailureAction action, Instant restUntil) {
    failures.merge(failure.reason(), 1L, Long::sum);
    problem = Optional.of(failure);
    boolean rested = restsUntil.isPresent();
    if (action == FailureAction.REST) {
      restsUntil = Optional.of(restUntil);
      if (!rested) {
        log.warn(
            "{} failed and rests until {}: {}: {}",
            name,
            restUntil,
            failure.reason(),
            failure.getMessage());
      }
      return;
    }
    restsUntil = Optional.empty(); // it is there again, though it does not answer this question
    if (logged.add(failure.reason())) {
      log.warn(
          "{} failed, further failures of this reason are only counted: {}: {}",
          name,
          failure.reason(),
          failure.getMessage());
    }
  }

  /** Returns the failure after which it rests. */
  synchronized Optional<ProviderException> problem() {
    return problem;
  }

  synchronized ProviderHealth health(Instant now) {
    return new ProviderHealth(
        name,
        answers,
        failures,
        passedOver,
        restsUntil.filter(now::isBefore),
        problem.map(failure -> failure.reason() + ": " + failure.getMessage()));
  }
}
