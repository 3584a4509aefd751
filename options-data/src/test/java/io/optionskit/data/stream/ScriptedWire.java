/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A server in memory, whose frames take a millisecond of a virtual clock each way. */
public final class ScriptedWire implements StreamWire {

  private static final Duration DELAY = Duration.ofMillis(1);

  /** One line, as the server sees it. */
  public final class Client implements StreamLine {

    private final StreamReceiver receiver;
    private final StreamRequest request;
    private final List<String> heard = new ArrayList<>();
    private final List<StreamFrame> frames = new ArrayList<>();
    private boolean isOver;

    private Client(StreamRequest request, StreamReceiver receiver) {
      this.request = request;
      this.receiver = receiver;
    }

    /** Sends a text. */
    public void say(String text) {
      say(StreamFrame.of(text));
    }

    /** Sends a frame. */
    public void say(StreamFrame frame) {
      clock.after(
          DELAY,
          () -> {
            if (!isOver) {
              receiver.received(frame);
            }
          });
    }

    /** Ends the line. */
    public void end(StreamEnd.Kind kind, int code) {
      clock.after(
          DELAY,
          () -> {
            if (!isOver) {
              isOver = true;
              receiver.ended(new StreamEnd(kind, code, ""));
            }
          });
    }

    /** Breaks the line. */
    public void cut() {
      end(StreamEnd.Kind.BROKEN, 0);
    }

    /** Returns what was heard on this line. */
    public List<String> heard() {
      return List.copyOf(heard);
    }

    /** Returns the frames that were heard on this line. */
    public List<StreamFrame> frames() {
      return List.copyOf(frames);
    }

    /** Returns what asked for the line. */
    public StreamRequest request() {
      return request;
    }

    /** Returns whether either side ended it. */
    public boolean isOver() {
      return isOver;
    }

    @Override
    public void send(StreamFrame frame) {
      String text = frame instanceof StreamFrame.Text words ? words.text() : String.valueOf(frame);
      clock.after(
          DELAY,
          () -> {
            if (!isOver) {
              heard.add(text);
              frames.add(frame);
              onText.accept(this, text);
            }
          });
    }

    @Override
    public void hangUp() {
      isOver = true;
    }
  }

  private final VirtualClock clock;
  private final List<Client> clients = new ArrayList<>();
  private int lines;
  private Runnable onConnect = () -> {};
  private Optional<StreamEnd> refusal = Optional.empty();
  private boolean isDeaf;
  private BiConsumer<Client, String> onOpened = (client, any) -> {};
  private BiConsumer<Client, String> onText = (client, text) -> {};

  /** Makes a server that takes every line and says nothing. */
  public ScriptedWire(VirtualClock clock) {
    this.clock = clock;
  }

  /** Says what to do when a line stands. */
  public ScriptedWire whenOpened(java.util.function.Consumer<Client> action) {
    onOpened = (client, any) -> action.accept(client);
    return this;
  }

  /** Says what to do when a frame comes. */
  public ScriptedWire whenHeard(BiConsumer<Client, String> action) {
    onText = action;
    return this;
  }

  /** Refuses further lines, or takes them again. */
  public ScriptedWire refusing(Optional<StreamEnd> end) {
    refusal = end;
    return this;
  }

  /** Leaves further lines unanswered, or answers again. */
  public ScriptedWire deaf(boolean isNowDeaf) {
    isDeaf = isNowDeaf;
    return this;
  }

  /** Returns how many lines were asked for. */
  public int lines() {
    return lines;
  }

  /** Returns the newest line. */
  public Client last() {
    return clients.get(clients.size() - 1);
  }

  /** Returns the lines that neither side has ended. */
  public List<Client> standing() {
    return clients.stream().filter(client -> !client.isOver).toList();
  }

  /** Forgets lines that are over. */
  public void forgetOld() {
    clients.removeIf(client -> client.isOver && client != last());
  }

  @Override
  public StreamLine open(StreamRequest request, StreamReceiver receiver) {
    lines++;
    onConnect.run();
    Client client = new Client(request, receiver);
    clients.add(client);
    if (!isDeaf) {
      Optional<StreamEnd> end = refusal;
      clock.after(
          DELAY,
          () -> {
            if (client.isOver) {
              return;
            }
            if (end.isPresent()) {
              client.isOver = true;
              receiver.ended(end.get());
            } else {
              receiver.opened(client);
              onOpened.accept(client, "");
            }
          });
    }
    return client;
  }
}
