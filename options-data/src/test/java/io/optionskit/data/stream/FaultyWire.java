/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A market behind a bad network: it trades ten times a second, numbers what it says on each line,
 * and while faults are on, frames are lost, doubled, late and out of order in both directions, and
 * lines break, go dead without a word, or cannot be had.
 */
final class FaultyWire implements StreamWire {

  private final class Peer implements StreamLine {

    private final StreamReceiver receiver;
    private final Set<String> subscribed = new LinkedHashSet<>();
    private long number;
    private boolean isDead;
    private boolean isOver;

    private Peer(StreamReceiver receiver) {
      this.receiver = receiver;
    }

    private void say(String text) {
      String numbered = text + " #" + ++number;
      travel(
          () -> {
            if (!isDead && !isOver) {
              receiver.received(StreamFrame.of(numbered));
            }
          });
    }

    private void end(StreamEnd.Kind kind, int code) {
      clock.after(
          Duration.ofMillis(1),
          () -> {
            if (!isDead && !isOver) {
              isOver = true;
              receiver.ended(new StreamEnd(kind, code, ""));
            }
          });
    }

    @Override
    public void send(StreamFrame frame) {
      String text = ((StreamFrame.Text) frame).text();
      travel(
          () -> {
            if (!isDead && !isOver) {
              answer(text);
            }
          });
    }

    private void answer(String text) {
      if (text.equals("key")) {
        say("in");
      } else if (text.startsWith("add ")) {
        subscribed.add(text.substring(4));
        say("has " + text.substring(4));
      }
    }

    @Override
    public void hangUp() {
      isOver = true;
    }
  }

  private final VirtualClock clock;
  private final SplittableRandom random;
  private final List<Peer> peers = new ArrayList<>();
  private final Map<Integer, Long> tradedAtMs = new LinkedHashMap<>();
  private boolean isFaulty = true;
  private int refusals;
  private int deafness;
  private int lines;

  FaultyWire(VirtualClock clock, long seed) {
    this.clock = clock;
    random = new SplittableRandom(seed);
    clock.after(Duration.ofMillis(100), this::trade);
    clock.after(Duration.ofSeconds(5), this::strike);
  }

  private void travel(Runnable arrival) {
    int fate = isFaulty ? random.nextInt(100) : 99;
    Duration way = Duration.ofMillis(fate < 5 ? random.nextInt(1, 2000) : 1);
    if (fate >= 5 && fate < 7) {
      return;
    }
    clock.after(way, arrival);
    if (fate >= 7 && fate < 9) {
      clock.after(way.plusMillis(random.nextInt(50)), arrival);
    }
  }

  private void trade() {
    int id = tradedAtMs.size() + 1;
    long nowMs = clock.now().toEpochMilli();
    tradedAtMs.put(id, nowMs);
    for (Peer peer : peers) {
      if (!peer.isOver && peer.subscribed.contains("SPY")) {
        peer.say("trade SPY " + id + " " + nowMs);
      }
    }
    peers.removeIf(peer -> peer.isOver);
    clock.after(Duration.ofMillis(100), this::trade);
  }

  private void strike() {
    if (!isFaulty) {
      return;
    }
    for (Peer peer : List.copyOf(peers)) {
      switch (random.nextInt(6)) {
        case 0 -> peer.end(StreamEnd.Kind.BROKEN, 0);
        case 1 -> peer.end(StreamEnd.Kind.CLOSED, 1001);
        case 2 -> peer.isDead = true;
        default -> {
          // spared
        }
      }
    }
    refusals = random.nextInt(8) == 0 ? random.nextInt(4) : refusals;
    deafness = random.nextInt(8) == 0 ? random.nextInt(3) : deafness;
    clock.after(Duration.ofMillis(random.nextInt(500, 10_000)), this::strike);
  }

  @Override
  public StreamLine open(StreamRequest request, StreamReceiver receiver) {
    lines++;
    Peer peer = new Peer(receiver);
    if (isFaulty && refusals-- > 0) {
      peer.end(StreamEnd.Kind.REFUSED, 503);
      return peer;
    }
    if (isFaulty && deafness-- > 0) {
      return peer;
    }
    peers.add(peer);
    clock.after(
        Duration.ofMillis(1),
        () -> {
          if (!peer.isOver) {
            receiver.opened(peer);
            peer.say("hello");
          }
        });
    return peer;
  }

  /** Ends the faults; what is under way still arrives late. */
  void calm() {
    isFaulty = false;
  }

  /** Returns when each trade happened, by its number. */
  Map<Integer, Long> tradedAtMs() {
    return tradedAtMs;
  }

  /** Returns what is subscribed to on each line that stands. */
  List<Set<String>> subscriptions() {
    return peers.stream().filter(peer -> !peer.isOver).map(peer -> peer.subscribed).toList();
  }

  int lines() {
    return lines;
  }
}
