/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderBudgetTest {

  private static final URI HOME = URI.create("http://localhost/");
  private static final byte[] TEN_BYTES = new byte[10];

  private final MovableClock clock = new MovableClock("2025-03-03T15:00:00Z");
  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void countsTheRateOfAllWhoShareIt() {
    ProviderBudget budget = ProviderBudget.of(BudgetLimits.none());
    HttpCaller one = caller(budget, request -> answer());
    HttpCaller other = caller(budget, request -> answer());

    one.get(HOME);
    other.get(HOME);
    one.get(HOME);

    assertThat(clock.sleeps()).containsExactly(Duration.ofMinutes(1));
    assertThat(one.usage().calls()).isEqualTo(2);
    assertThat(one.usage().callsToday()).isEqualTo(3);
  }

  @Test
  void leavesAloneForAllWhoWasAskedToBeLeftAlone() {
    ProviderBudget budget = ProviderBudget.of(BudgetLimits.none());
    HttpCaller one =
        caller(
            budget,
            request ->
                new WireAnswer(429, Map.of("Retry-After", "3600"), InputStream.nullInputStream()));
    AtomicInteger asked = new AtomicInteger();
    HttpCaller other =
        caller(
            budget,
            request -> {
              asked.incrementAndGet();
              return answer();
            });
    problem(() -> one.get(HOME));

    ProviderException e = problem(() -> other.get(HOME));

    assertThat(e.reason()).isEqualTo(Reason.RATE_LIMITED);
    assertThat(e.retryAt()).contains(Instant.parse("2025-03-03T16:00:00Z"));
    assertThat(asked).hasValue(0);
  }

  @Test
  void refusesCallsAndBytesBeyondTheDayUntilTheNext() {
    HttpCaller calls =
        caller(ProviderBudget.of(BudgetLimits.none().withCallsPerDay(2)), request -> answer());
    HttpCaller bytes =
        caller(ProviderBudget.of(BudgetLimits.none().withBytesPerDay(15)), request -> answer());
    for (HttpCaller each : List.of(calls, bytes)) {
      each.get(HOME);
      each.get(HOME);

      ProviderException e = problem(() -> each.get(HOME));

      assertThat(e.reason()).isEqualTo(Reason.RATE_LIMITED);
      assertThat(e.retryAt()).contains(Instant.parse("2025-03-04T00:00:00Z"));
    }
    clock.move(Duration.ofHours(9));
    assertThat(calls.get(HOME).status()).isEqualTo(200);
    assertThat(bytes.get(HOME).status()).isEqualTo(200);
  }

  @Test
  void letsNoMoreThanSoManyCallAtTheSameTime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier pair = new CyclicBarrier(2);
    ProviderBudget budget = ProviderBudget.of(BudgetLimits.none().withConcurrency(2));
    Wire wire =
        request -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          await(pair);
          inside.decrementAndGet();
          return answer();
        };
    HttpCaller one = caller(budget, wire, HttpSettings.defaults());
    HttpCaller other = caller(budget, wire, HttpSettings.defaults());
    List<Future<HttpAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      URI each = HOME.resolve("/" + i);
      answers.add(threads.submit(() -> one.get(each)));
      answers.add(threads.submit(() -> other.get(each)));
    }

    for (Future<HttpAnswer> answer : answers) {
      assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
    assertThat(most).hasValue(2);
  }

  @Test
  void givesThePlaceOfAStreamFreeWhenItIsClosed() throws Exception {
    ProviderBudget budget = ProviderBudget.of(BudgetLimits.none().withConcurrency(1));
    HttpSettings hasty =
        new HttpSettings(
            100,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            0,
            Duration.ofMillis(1),
            Duration.ofMillis(20),
            5,
            Duration.ofSeconds(1),
            1000);
    HttpCaller caller = caller(budget, request -> answer(), hasty);

    try (HttpStream stream = caller.postForStream(HOME, Map.of("a", "b"))) {
      assertThat(problem(() -> caller.get(HOME)).reason()).isEqualTo(Reason.RATE_LIMITED);
      assertThat(stream.body().readAllBytes()).hasSize(10);
    }

    assertThat(caller.get(HOME).status()).isEqualTo(200);
    assertThat(caller.usage().bytes()).isEqualTo(20);
  }

  @Test
  void asksOnceForEqualQuestionsUnderWay() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch answered = new CountDownLatch(1);
    HttpCaller caller =
        caller(
            ProviderBudget.of(BudgetLimits.none()),
            request -> {
              asked.incrementAndGet();
              await(answered);
              return answer();
            });
    List<Future<HttpAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(threads.submit(() -> caller.get(HOME)));
    }
    until(() -> caller.usage().coalesced() == 7);
    answered.countDown();

    for (Future<HttpAnswer> answer : answers) {
      assertThat(answer.get(10, TimeUnit.SECONDS).body()).hasSize(10);
    }
    assertThat(asked).hasValue(1);
    assertThat(caller.get(HOME).body()).as("a later question is asked anew").hasSize(10);
    assertThat(asked).hasValue(2);
  }

  @Test
  void letsTheOthersAskIfTheOneWhoAskedIsInterrupted() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    HttpCaller caller =
        caller(
            ProviderBudget.of(BudgetLimits.none()),
            request -> {
              if (asked.incrementAndGet() == 1) {
                begun.countDown();
                await(new CountDownLatch(1)); // until it is interrupted
              }
              return answer();
            });
    Future<HttpAnswer> first = threads.submit(() -> caller.get(HOME));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    Future<HttpAnswer> second = threads.submit(() -> caller.get(HOME));
    until(() -> caller.usage().coalesced() == 1);

    first.cancel(true);

    assertThat(second.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(asked).hasValue(2);
  }

  private HttpCaller caller(ProviderBudget budget, Wire wire) {
    return caller(
        budget, wire, HttpSettings.defaults().withRate(2, Duration.ofMinutes(1)).withRetries(0));
  }

  private HttpCaller caller(ProviderBudget budget, Wire wire, HttpSettings settings) {
    return HttpCaller.builder("somebody", settings, clock)
        .sleeper(clock)
        .budget(budget)
        .wire(network -> wire)
        .build();
  }

  private static WireAnswer answer() {
    return new WireAnswer(200, Map.of(), new ByteArrayInputStream(TEN_BYTES));
  }

  private static ProviderException problem(Callable<?> call) {
    ProviderException e = catchThrowableOfType(ProviderException.class, call::call);
    assertThat(e).isNotNull();
    return e;
  }

  private static void until(Callable<Boolean> happened) throws Exception {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!happened.call()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadlineNs);
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IOException("nobody came");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void await(CyclicBarrier barrier) throws IOException {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IOException("nobody came", e);
    }
  }
}
