/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.market.ChainProvenance;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StreamConnectionTest {

  private static final Instant START = Instant.parse("2026-03-02T14:30:00Z");
  private static final Asset SPY = new Underlying("SPY");
  private static final Asset QQQ = new Underlying("QQQ");

  private final VirtualClock clock = new VirtualClock(START);
  private final List<StreamEvent> told = new ArrayList<>();
  private final ScriptedWire server =
      new ScriptedWire(clock)
          .whenOpened(client -> client.say("hello"))
          .whenHeard(StreamConnectionTest::friendly);
  private StreamAccess access =
      StreamAccess.at(URI.create("ws://plain.test/")).withClock(clock, 7).withWire(server);

  private static void friendly(ScriptedWire.Client client, String text) {
    if (text.equals("key")) {
      client.say("in");
    } else if (text.startsWith("add ")) {
      client.say("has " + text.substring(4));
    }
  }

  private StreamSession connect() {
    return connect(PlainProtocol.rules(Optional.empty()));
  }

  private StreamSession connect(StreamRules rules) {
    StreamSession session =
        MarketStream.of(() -> new PlainProtocol(rules), access).connect(told::add);
    session.subscribe(List.of(SPY, QQQ));
    clock.advance(Duration.ofSeconds(1));
    return session;
  }

  private <T extends StreamEvent> List<T> all(Class<T> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private List<StreamState> states() {
    return all(StateEvent.class).stream().map(StateEvent::state).toList();
  }

  private String ms(int afterMs) {
    return String.valueOf(START.toEpochMilli() + afterMs);
  }

  @Test
  void aStreamConnectsShowsItsKeySubscribesAndIsLive() {
    StreamSession session = connect();
    server.last().say("quote SPY 500 " + ms(900));
    clock.advance(Duration.ofSeconds(1));

    assertThat(server.last().heard()).containsExactly("key", "add SPY", "add QQQ");
    assertThat(states()).containsExactly(StreamState.CONNECTING, StreamState.LIVE);
    assertThat(all(QuoteEvent.class)).hasSize(1);
    assertThat(all(QuoteEvent.class).get(0).feed()).isEqualTo(PlainProtocol.FEED);
    assertThat(session.counts().state()).isEqualTo(StreamState.LIVE);
    assertThat(session.counts().unconfirmed()).isZero();
    assertThat(all(GapEvent.class)).isEmpty();
  }

  @Test
  void aBrokenLineIsReplacedAllIsSubscribedAgainAndTheGapIsTold() {
    StreamSession session = connect();
    server.last().say("trade SPY 500 " + ms(900));
    clock.advance(Duration.ofSeconds(9));
    Instant lastHeard = START.plusMillis(1001);

    server.last().cut();
    clock.advance(Duration.ofSeconds(2));

    assertThat(server.last().heard()).containsExactly("key", "add SPY", "add QQQ");
    assertThat(session.counts().reconnects()).isEqualTo(1);
    assertThat(all(GapEvent.class)).hasSize(1);
    GapEvent gap = all(GapEvent.class).get(0);
    assertThat(gap.cause()).isEqualTo(GapEvent.Cause.RECONNECT);
    assertThat(gap.from()).isEqualTo(lastHeard);
    assertThat(gap.to()).isBetween(START.plusSeconds(10), START.plusSeconds(12));
    assertThat(states())
        .containsExactly(
            StreamState.CONNECTING,
            StreamState.LIVE,
            StreamState.WAITING,
            StreamState.CONNECTING,
            StreamState.LIVE);
  }

  @Test
  void waitsBeforeReconnectsDoubleUpToTheLongestAndVaryByTheSeed() {
    connect();
    server.refusing(Optional.of(new StreamEnd(StreamEnd.Kind.REFUSED, 503, "")));
    server.last().cut();
    List<Long> waits = new ArrayList<>();
    int lines = server.lines();
    long last = clock.nanoTime();
    while (waits.size() < 12) {
      clock.advance(Duration.ofMillis(1));
      if (server.lines() > lines) {
        lines = server.lines();
        waits.add((clock.nanoTime() - last) / 1_000_000);
        last = clock.nanoTime();
      }
    }

    for (int i = 0; i < waits.size(); i++) {
      double full = Math.min(60_000, 500 * Math.pow(2, i));
      assertThat((double) waits.get(i)).isBetween(0.5 * full - 5, full + 5);
    }
    assertThat(waits.subList(8, 12)).doesNotHaveDuplicates();
  }

  @Test
  void aSilentLineIsCalledQuietThenGivenUpAndTheSilenceIsTheGap() {
    StreamSession session = connect();

    clock.advance(Duration.ofSeconds(60));
    assertThat(session.counts().state()).isEqualTo(StreamState.QUIET);
    server.last().say("quote SPY 500 " + ms(61_000));
    clock.advance(Duration.ofSeconds(1));
    assertThat(session.counts().state()).isEqualTo(StreamState.LIVE);
    int lines = server.lines();
    clock.advance(Duration.ofSeconds(298));
    assertThat(server.lines()).isEqualTo(lines);
    clock.advance(Duration.ofSeconds(4));

    assertThat(server.lines()).isEqualTo(lines + 1);
    assertThat(session.counts().state()).isEqualTo(StreamState.LIVE);
    assertThat(all(GapEvent.class))
        .extracting(GapEvent::cause)
        .containsExactly(GapEvent.Cause.SILENCE);
  }

  @Test
  void aServerWithABeatIsGivenUpAfterFiveMissedBeats() {
    StreamSession session = connect(PlainProtocol.rules(Optional.of(Duration.ofSeconds(1))));
    for (int i = 0; i < 100; i++) {
      server.last().say("beat");
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(server.lines()).isEqualTo(1);

    clock.advance(Duration.ofSeconds(6));

    assertThat(server.lines()).isEqualTo(2);
    assertThat(session.counts().gaps()).isEqualTo(1);
  }

  @Test
  void aKeyThatIsNotTakenIsNotTriedAgain() {
    server.whenHeard((client, text) -> client.say("out"));
    StreamSession session = connect();
    clock.advance(Duration.ofHours(1));

    assertThat(server.lines()).isEqualTo(1);
    assertThat(session.counts().state()).isEqualTo(StreamState.FAILED);
    StateEvent end = all(StateEvent.class).get(1);
    assertThat(end.reason()).contains(Reason.NOT_ENTITLED);
    assertThat(server.standing()).isEmpty();
  }

  @Test
  void aRefusedUpgradeIsAnErrorOfItsKind() {
    for (int status : new int[] {401, 403, 404, 400}) {
      told.clear();
      server.refusing(Optional.of(new StreamEnd(StreamEnd.Kind.REFUSED, status, "")));
      int before = server.lines();
      StreamSession session = connect();
      clock.advance(Duration.ofHours(1));

      assertThat(server.lines()).isEqualTo(before + 1);
      assertThat(session.counts().state()).isEqualTo(StreamState.FAILED);
      assertThat(all(StateEvent.class).get(1).reason())
          .contains(status == 401 || status == 403 ? Reason.NOT_ENTITLED : Reason.BAD_REQUEST);
    }
  }

  @Test
  void tooManyConnectionsAreTriedSomeTimesAndThenNoMore() {
    server.whenHeard((client, text) -> client.say("full"));
    StreamSession session = connect();
    clock.advance(Duration.ofHours(1));

    assertThat(server.lines()).isEqualTo(6);
    assertThat(session.counts().state()).isEqualTo(StreamState.FAILED);
    assertThat(all(StateEvent.class).get(states().size() - 1).reason())
        .contains(Reason.RATE_LIMITED);
  }

  @Test
  void aSymbolTooManyLeavesTheOthersAndIsToldAsAGap() {
    server.whenHeard(
        (client, text) -> {
          if (text.equals("key")) {
            client.say("in");
          } else if (text.equals("add SPY")) {
            client.say("has SPY");
          } else {
            client.say("many");
          }
        });
    StreamSession session = connect();
    clock.advance(Duration.ofMinutes(1));

    assertThat(session.counts().state()).isIn(StreamState.LIVE, StreamState.QUIET);
    assertThat(session.counts().unconfirmed()).isZero();
    assertThat(all(GapEvent.class)).hasSize(1);
    assertThat(all(GapEvent.class).get(0).asset()).contains(QQQ);
    assertThat(all(GapEvent.class).get(0).cause()).isEqualTo(GapEvent.Cause.NOT_SUBSCRIBED);
    assertThat(server.lines()).isEqualTo(1);
  }

  @Test
  void aSubscriptionThatIsNotConfirmedIsToldOnceAndAskedForAgain() {
    server.whenHeard(
        (client, text) -> {
          long asked = client.heard().stream().filter(text::equals).count();
          if (text.equals("key")) {
            client.say("in");
          } else if (text.equals("add SPY") || asked == 3) {
            client.say("has " + text.substring(4));
          }
        });
    StreamSession session = connect();
    clock.advance(Duration.ofSeconds(29));
    assertThat(session.counts().unconfirmed()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(30));

    assertThat(session.counts().unconfirmed()).isZero();
    assertThat(all(GapEvent.class)).hasSize(1);
    assertThat(server.lines()).isEqualTo(1);
  }

  @Test
  void aServerThatConfirmsNothingOrDoesNotAnswerIsTriedAgain() {
    server.whenHeard(
        (client, text) -> {
          if (text.equals("key")) {
            client.say("in");
          }
        });
    StreamSession session = connect();
    clock.advance(Duration.ofMinutes(1));
    assertThat(server.lines()).isGreaterThanOrEqualTo(2);

    server.deaf(true);
    int lines = server.lines();
    clock.advance(Duration.ofMinutes(10));
    assertThat(server.lines()).isGreaterThan(lines + 5);

    server.deaf(false).whenHeard(StreamConnectionTest::friendly);
    clock.advance(Duration.ofMinutes(2));
    assertThat(session.counts().state()).isIn(StreamState.LIVE, StreamState.QUIET);
    assertThat(server.standing()).hasSize(1);
  }

  @Test
  void aHoleInTheNumbersIsAGapWithItsSize() {
    connect();
    server.last().say("trade SPY 500 " + ms(1000) + " #7");
    server.last().say("trade SPY 500 " + ms(1001) + " #8");
    server.last().say("trade SPY 500 " + ms(1002) + " #12");
    server.last().say("trade SPY 500 " + ms(1003) + " #12");
    clock.advance(Duration.ofSeconds(1));

    assertThat(all(GapEvent.class)).hasSize(1);
    assertThat(all(GapEvent.class).get(0).cause()).isEqualTo(GapEvent.Cause.SEQUENCE);
    assertThat(all(GapEvent.class).get(0).missed()).isEqualTo(OptionalLong.of(3));
    assertThat(all(TradeEvent.class)).hasSize(3);
  }

  @Test
  void aQuoteOlderThanOneAlreadyToldIsCountedAndDropped() {
    StreamSession session = connect();
    server.last().say("quote SPY 500 " + ms(1000));
    server.last().say("quote SPY 499 " + ms(999));
    server.last().say("quote QQQ 400 " + ms(999));
    server.last().say("quote SPY 501 " + ms(1000));
    clock.advance(Duration.ofSeconds(1));

    assertThat(all(QuoteEvent.class))
        .extracting(event -> event.quote().bid().getAsDouble())
        .containsExactly(500.0, 400.0, 501.0);
    assertThat(session.counts().late()).isEqualTo(1);
  }

  @Test
  void aQuoteFromTheFutureDoesNotShutOutThoseAfterIt() {
    StreamSession session = connect();
    server.last().say("quote SPY 500 " + ms(3_600_000));
    server.last().say("quote SPY 501 " + ms(1001));
    clock.advance(Duration.ofSeconds(1));

    assertThat(all(QuoteEvent.class)).hasSize(2);
    assertThat(session.counts().late()).isZero();
  }

  @Test
  void unreadableFramesAreGapsAndTooManyInARowEndTheLine() {
    StreamSession session = connect();
    server.last().say("nonsense");
    server.last().say("bug");
    clock.advance(Duration.ofSeconds(1));
    assertThat(session.counts().unreadable()).isEqualTo(2);
    assertThat(all(GapEvent.class)).hasSize(2);
    assertThat(server.lines()).isEqualTo(1);

    for (int i = 0; i < 200; i++) {
      server.last().say("nonsense");
    }
    clock.advance(Duration.ofSeconds(2));

    assertThat(session.counts().unreadable()).isEqualTo(100);
    assertThat(server.lines()).isEqualTo(2);
    assertThat(session.counts().state()).isEqualTo(StreamState.LIVE);
  }

  @Test
  void whatIsNotAskedForIsNotTold() {
    StreamSession session = connect();
    session.unsubscribe(List.of(QQQ));
    server.last().say("trade QQQ 400 " + ms(1000));
    server.last().say("trade SPY 500 " + ms(1000));
    clock.advance(Duration.ofSeconds(1));

    assertThat(server.last().heard()).endsWith("drop QQQ");
    assertThat(all(TradeEvent.class)).hasSize(1);
    assertThat(session.counts().unwanted()).isEqualTo(1);
    server.last().cut();
    clock.advance(Duration.ofSeconds(2));
    assertThat(server.last().heard()).containsExactly("key", "add SPY");
  }

  @Test
  void moreAssetsThanAllowedAreRefusedAtOnceAndNoneIsSubscribed() {
    StreamRules two =
        new StreamRules(PlainProtocol.FEED, true, true, 2, Optional.empty(), Optional.empty());
    StreamSession session = connect(two);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.subscribe(List.of(new Underlying("IWM"))))
        .withMessage("a stream of plain may have at most 2 assets, not 3");
    session.subscribe(List.of(SPY));
    assertThat(session.counts().subscriptions()).isEqualTo(2);
  }

  @Test
  void aClosedStreamHangsUpLeavesNothingBehindAndTakesNothing() {
    StreamSession session = connect();
    session.close();
    session.close();

    assertThat(server.standing()).isEmpty();
    assertThat(clock.waiting()).isZero();
    assertThat(states()).endsWith(StreamState.CLOSED);
    assertThatIllegalStateException().isThrownBy(() -> session.subscribe(List.of(SPY)));
    clock.advance(Duration.ofHours(1));
    assertThat(server.lines()).isEqualTo(1);
  }

  @Test
  void ownHeartbeatsAreSentWhileTheLineStands() {
    StreamRules beating =
        new StreamRules(
            PlainProtocol.FEED,
            true,
            true,
            10,
            Optional.empty(),
            Optional.of(Duration.ofSeconds(15)));
    StreamSession session = connect(beating);
    clock.advance(Duration.ofSeconds(50));

    assertThat(server.last().heard().stream().filter("alive"::equals)).hasSize(3);
    session.close();
  }

  @Test
  void whileTheStreamIsDownChainsAreAskedAndNotAfterwards() {
    OptionContract put = OptionContract.parse("SPY   260320P00500000");
    List<Instant> asked = new ArrayList<>();
    Feed other = new Feed("other", DelayClass.DELAYED, Duration.ofMinutes(15), Optional.empty());
    access =
        access.withFallback(
            new ChainSource() {
              @Override
              public List<LocalDate> expirations(String underlying) {
                return List.of();
              }

              @Override
              public OptionChain chain(String underlying, LocalDate expiry) {
                asked.add(clock.now());
                if (asked.size() == 2) {
                  throw new ProviderException(Reason.UNAVAILABLE, "down as well");
                }
                return OptionChain.builder(underlying, clock.now(), LocalDate.of(2026, 3, 2))
                    .spot(510)
                    .add(put, Quote.of(1.0, 1.2, clock.now()), -1, -1)
                    .build()
                    .withProvenance(ChainProvenance.of(other));
              }
            });
    StreamSession session = connect();
    session.subscribe(List.of(put));
    clock.advance(Duration.ofSeconds(1));
    server.deaf(true).last().cut();

    clock.advance(Duration.ofSeconds(9));
    assertThat(asked).isEmpty();
    clock.advance(Duration.ofSeconds(35));
    assertThat(asked).hasSize(3);
    assertThat(session.counts().isPolling()).isTrue();
    assertThat(all(QuoteEvent.class)).hasSize(2);
    assertThat(all(QuoteEvent.class).get(0).feed()).isEqualTo(other);

    server.deaf(false);
    clock.advance(Duration.ofMinutes(2));
    int before = asked.size();
    assertThat(session.counts().state()).isIn(StreamState.LIVE, StreamState.QUIET);
    clock.advance(Duration.ofMinutes(2));
    assertThat(asked).hasSize(before);
    assertThat(all(StatusEvent.class).stream().map(StatusEvent::kind))
        .contains(
            StatusEvent.Kind.POLLING, StatusEvent.Kind.FAILED, StatusEvent.Kind.POLLING_ENDED);
  }

  @Test
  void aHandlerThatThrowsKeepsItsStream() {
    List<StreamEvent> got = new ArrayList<>();
    StreamSession session =
        MarketStream.of(() -> new PlainProtocol(PlainProtocol.rules(Optional.empty())), access)
            .connect(
                event -> {
                  got.add(event);
                  throw new IllegalStateException("handler");
                });
    session.subscribe(List.of(SPY));
    clock.advance(Duration.ofSeconds(1));
    server.last().say("trade SPY 500 " + ms(1000));
    clock.advance(Duration.ofSeconds(1));

    assertThat(got).hasAtLeastOneElementOfType(TradeEvent.class);
    assertThat(session.counts().handlerFailures()).isEqualTo(got.size());
  }

  @Test
  void tenThousandReconnectsLeaveNothingBehind() {
    StreamSession session = connect();
    int tasks = clock.waiting();
    for (int i = 0; i < 10_000; i++) {
      server.last().cut();
      clock.advance(Duration.ofSeconds(70));
      server.forgetOld();
      told.clear();
    }

    assertThat(session.counts().reconnects()).isEqualTo(10_000);
    assertThat(session.counts().gaps()).isEqualTo(10_000);
    assertThat(server.standing()).hasSize(1);
    assertThat(clock.waiting()).isEqualTo(tasks);
    assertThat(session.counts().waiting()).isZero();
  }
}
