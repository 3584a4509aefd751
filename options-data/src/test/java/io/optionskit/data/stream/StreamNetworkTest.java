/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Underlying;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams over real sockets, in real time, each wait with an end. */
@Timeout(60)
class StreamNetworkTest {

  private static final Asset SPY = new Underlying("SPY");
  private static final String NOW = "1772461800000";

  private final BlockingQueue<StreamEvent> told = new LinkedBlockingQueue<>();
  private WebSocketServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        new WebSocketServer(
            new WebSocketServer.Script() {
              @Override
              public void opened(WebSocketServer.Line line) {
                line.say("hello");
              }

              @Override
              public void heard(WebSocketServer.Line line, String text) {
                if (text.equals("key")) {
                  line.say("in");
                } else if (text.startsWith("add ")) {
                  line.say("has " + text.substring(4));
                  line.say("trade SPY 500 " + NOW);
                }
              }
            });
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private StreamAccess access() {
    return StreamAccess.at(server.url("/"))
        .withWire(StreamWire.network(Duration.ofSeconds(5), Duration.ofSeconds(30)))
        .withSettings(
            StreamSettings.defaults()
                .withBackoff(Duration.ofMillis(5), Duration.ofMillis(20))
                .withDeadlines(Duration.ofSeconds(5), Duration.ofSeconds(2)));
  }

  private StreamSource source(StreamAccess access) {
    StreamRules rules = PlainProtocol.rules(Optional.empty());
    return MarketStream.of(() -> new PlainProtocol(rules, access.url()), access);
  }

  private StreamEvent await(Predicate<StreamEvent> wanted) throws InterruptedException {
    while (true) {
      StreamEvent event = told.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("an event in time").isNotNull();
      if (wanted.test(event)) {
        return event;
      }
    }
  }

  @Test
  void eventsComeOverARealWebSocketAndAfterABreakAgain() throws InterruptedException {
    try (StreamSession session = source(access()).connect(told::add)) {
      session.subscribe(List.of(SPY));
      await(event -> event instanceof TradeEvent);
      server.lines().forEach(WebSocketServer.Line::cut);
      await(event -> event instanceof GapEvent);
      await(event -> event instanceof TradeEvent);
      server.lines().forEach(line -> line.end(1001));
      await(event -> event instanceof GapEvent);
      await(event -> event instanceof TradeEvent);

      assertThat(session.counts().reconnects()).isEqualTo(2);
      assertThat(server.accepted()).isEqualTo(3);
    }
  }

  @Test
  void aServerThatAnswersNoPingIsGivenUp() throws InterruptedException {
    StreamWire pinging = StreamWire.network(Duration.ofSeconds(5), Duration.ofMillis(500));
    try (StreamSession session = source(access().withWire(pinging)).connect(told::add)) {
      session.subscribe(List.of(SPY));
      await(event -> event instanceof TradeEvent);
      server.lines().forEach(WebSocketServer.Line::goDeaf);
      await(event -> event instanceof GapEvent);
      await(event -> event instanceof TradeEvent);
    }
  }

  @Test
  void aRefusedLineAndAServerThatIsNotThereAreErrorsAsData() throws InterruptedException {
    server.refuse(401);
    try (StreamSession session = source(access()).connect(told::add)) {
      StateEvent failed =
          (StateEvent)
              await(
                  event ->
                      event instanceof StateEvent state && state.state() == StreamState.FAILED);
      assertThat(failed.reason()).contains(Reason.NOT_ENTITLED);
      assertThat(session.counts().state()).isEqualTo(StreamState.FAILED);
    }
    StreamAccess nowhere = access().withUrl(URI.create("ws://127.0.0.1:1/"));
    try (StreamSession session = source(nowhere).connect(told::add)) {
      StateEvent waiting =
          (StateEvent)
              await(
                  event ->
                      event instanceof StateEvent state && state.state() == StreamState.WAITING);
      assertThat(waiting.reason()).contains(Reason.UNAVAILABLE);
      assertThat(session.counts().state()).isNotEqualTo(StreamState.LIVE);
    }
  }

  @Test
  void aSlowHandlerHoldsNobodyUpAndClosingEndsInTime() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    StreamAccess access =
        access()
            .withSettings(
                StreamSettings.defaults()
                    .withCapacity(10)
                    .withDeadlines(Duration.ofSeconds(5), Duration.ofMillis(200)));
    StreamSession session =
        source(access)
            .connect(
                event -> {
                  told.add(event);
                  if (event instanceof TradeEvent) {
                    entered.countDown();
                    try {
                      never.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }
                });
    session.subscribe(List.of(SPY));
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 20_000; i++) {
      String text = "quote SPY " + (100 + i) + " " + (1772461800000L + i);
      server.lines().forEach(line -> line.say(text));
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (session.counts().frames() < 20_000 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }

    assertThat(session.counts().frames()).isGreaterThanOrEqualTo(20_000);
    assertThat(session.counts().waiting()).isLessThanOrEqualTo(12);
    assertThat(session.counts().replaced()).isGreaterThan(19_900);
    long before = System.nanoTime();
    session.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void manyReconnectsLeaveNoThreads() throws InterruptedException {
    StreamSession session = source(access()).connect(told::add);
    session.subscribe(List.of(SPY));
    int threads = 0;
    for (int i = 0; i < 300; i++) {
      await(event -> event instanceof TradeEvent);
      server.lines().forEach(WebSocketServer.Line::cut);
      if (i == 50) {
        threads = Thread.activeCount();
      }
    }
    await(event -> event instanceof TradeEvent);

    assertThat(session.counts().reconnects()).isEqualTo(300);
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 10);
    session.close();
  }
}
