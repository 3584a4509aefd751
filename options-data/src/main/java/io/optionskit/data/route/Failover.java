/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import io.optionskit.data.route.Attempt.Outcome;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several providers of the same, asked in order until one answers.
 *
 * <p>A question is asked of one provider as a whole; its answer is the result, and nothing of a
 * provider that failed half-way is in it. Who asks for several things that must fit together, such
 * as the expiry dates and the chains of some of them, asks for them in one question:
 *
 * <pre>{@code
 * Routed<OptionChain> nearest =
 *     failover.ask(source -> source.chain("SPY", source.expirations("SPY").get(0)));
 * }</pre>
 *
 * <p>An empty answer is an answer. A provider that is down or limits the rate is left alone until
 * the time that it names, or else for {@link FailoverSettings#probeInterval()}; then one call tries
 * it, and if it answers it is asked in its turn again. If all of them rest, all are asked. The
 * start and the end of a rest are logged once each; everything is counted in {@link #health()}. An
 * exception other than {@link ProviderException} is a mistake in the program and is thrown as it
 * is.
 *
 * <p>May be used by several threads if the providers may.
 *
 * @param <S> port of the providers
 */
public final class Failover<S> {

  private final List<Member<S>> members;
  private final FailoverSettings settings;
  private final InstantSource clock;
  private final LongAdder failovers = new LongAdder();

  private Failover(Builder<S> builder) {
    members = List.copyOf(builder.members);
    settings = builder.settings;
    clock = builder.clock;
  }

  /**
   * Returns a builder.
   *
   * @param clock source of the time by which providers rest
   * @param <S> port of the providers
   * @return builder with default settings, without providers
   */
  public static <S> Builder<S> builder(InstantSource clock) {
    return new Builder<>(clock);
  }

  /**
   * Asks the first provider that can answer.
   *
   * @param question asked of one provider after the other
   * @param <T> type of the answer
   * @return the answer, who gave it and what became of the others
   * @throws ProviderException if none answers, or the thread is interrupted: with the first reason
   *     for which a retry may help, otherwise the first one; the message tells of all, and their
   *     failures are {@linkplain Throwable#getSuppressed() suppressed}
   */
  public <T> Routed<T> ask(Function<S, T> question) {
    List<Attempt> attempts = new ArrayList<>();
    List<ProviderException> problems = new ArrayList<>();
    Set<Member<S>> resting = new LinkedHashSet<>();
    for (Member<S> member : members) {
      if (!member.mayBeAsked(clock.instant(), settings.probeInterval())) {
        resting.add(member);
        attempts.add(resting(member));
        continue;
      }
      Optional<Routed<T>> answer = ask(member, question, attempts, problems);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    if (resting.size() == members.size()) {
      for (Member<S> member : resting) {
        Optional<Routed<T>> answer = ask(member, question, attempts, problems);
        if (answer.isPresent()) {
          return answer.get();
        }
      }
    }
    throw failure(attempts, problems);
  }

  private <T> Optional<Routed<T>> ask(
      Member<S> member,
      Function<S, T> question,
      List<Attempt> attempts,
      List<ProviderException> problems) {
    Instant start = clock.instant();
    try {
      T value = question.apply(member.source());
      member.answered();
      attempts.add(
          new Attempt(member.name(), Outcome.ANSWERED, Optional.empty(), "", since(start)));
      if (attempts.size() > 1) {
        failovers.increment();
      }
      return Optional.of(new Routed<>(value, member.name(), attempts));
    } catch (ProviderException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e; // says nothing of the provider, and nobody waits for another one's answer
      }
      FailureAction action = settings.after(e.reason());
      member.failed(e, action, restsUntil(e));
      attempts.add(
          new Attempt(
              member.name(), Outcome.FAILED, Optional.of(e.reason()), text(e), since(start)));
      problems.add(e);
      if (action == FailureAction.FAIL) {
        throw failure(attempts, problems);
      }
      return Optional.empty();
    }
  }

  /** Returns when to try again: when the provider says so itself, else after the interval. */
  private Instant restsUntil(ProviderException failure) {
    Instant now = clock.instant();
    return failure.retryAt().filter(now::isBefore).orElse(now.plus(settings.probeInterval()));
  }

  private static <S> Attempt resting(Member<S> member) {
    Optional<ProviderException> problem = member.problem();
    return new Attempt(
        member.name(),
        Outcome.RESTING,
        problem.map(ProviderException::reason),
        problem.map(Failover::text).orElse(""),
        Duration.ZERO);
  }

  private ProviderException failure(List<Attempt> attempts, List<ProviderException> problems) {
    ProviderException told =
        problems.stream()
            .filter(problem -> settings.after(problem.reason()) == FailureAction.FAIL)
            .findFirst()
            .or(() -> problems.stream().filter(ProviderException::retryable).findFirst())
            .orElseGet(() -> problems.get(0));
    if (attempts.size() == 1) {
      return told;
    }
    // A provider that rests may answer soon, though those asked now never will.
    boolean mayRecover =
        settings.after(told.reason()) != FailureAction.FAIL
            && attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.RESTING);
    Reason reason = mayRecover && !told.retryable() ? Reason.UNAVAILABLE : told.reason();
    String message =
        "no provider answered: "
            + attempts.stream().map(Attempt::toString).collect(Collectors.joining("; "));
    ProviderException failure =
        told.retryAt()
            .map(time -> new ProviderException(reason, message, time))
            .orElseGet(() -> new ProviderException(reason, message));
    failure.initCause(told);
    problems.stream().filter(problem -> problem != told).forEach(failure::addSuppressed);
    return failure;
  }

  private Duration since(Instant start) {
    return Duration.between(start, clock.instant());
  }

  private static String text(ProviderException problem) {
    String message = problem.getMessage();
    return message == null ? "" : message;
  }

  /**
   * Returns how each provider has done.
   *
   * @return one entry per provider, in the order of asking
   */
  public List<ProviderHealth> health() {
    Instant now = clock.instant();
    return members.stream().map(member -> member.health(now)).toList();
  }

  /**
   * Returns how often somebody else than the first provider answered.
   *
   * @return count since this object was made
   */
  public long failovers() {
    return failovers.sum();
  }

  /**
   * Collects the providers. Not safe for use by several threads.
   *
   * @param <S> port of the providers
   */
  public static final class Builder<S> {

    private final InstantSource clock;
    private final List<Member<S>> members = new ArrayList<>();
    private FailoverSettings settings = FailoverSettings.defaults();

    private Builder(InstantSource clock) {
      this.clock = clock;
    }

    /**
     * Adds a provider, to be asked after those added before.
     *
     * @param name its name in results, messages and counts
     * @param source the provider
     * @return this builder
     * @throws IllegalArgumentException if there is one of that name already
     */
    public Builder<S> then(String name, S source) {
      if (name.isBlank() || members.stream().anyMatch(member -> member.name().equals(name))) {
        throw new IllegalArgumentException("provider needs a name of its own: '" + name + "'");
      }
      members.add(new Member<>(name, source));
      return this;
    }

    /**
     * Sets when another provider is asked.
     *
     * @param newSettings settings
     * @return this builder
     */
    public Builder<S> settings(FailoverSettings newSettings) {
      settings = newSettings;
      return this;
    }

    /**
     * Returns the failover chain.
     *
     * @return providers in the order in which they were added
     * @throws IllegalStateException if there is none
     */
    public Failover<S> build() {
      if (members.isEmpty()) {
        throw new IllegalStateException("at least one provider is needed");
      }
      return new Failover<>(this);
    }
  }
}
