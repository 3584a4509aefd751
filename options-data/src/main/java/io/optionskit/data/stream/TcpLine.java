/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A line over plain TCP: lines of text as long as nothing else comes, then bytes as they come. Has
 * one thread that listens and one that speaks, so that nobody waits for the network.
 */
final class TcpLine implements StreamLine {

  private static final int CHUNK = 1 << 16;
  private static final int LONGEST_TEXT = 4096;

  private final InetSocketAddress address;
  private final int timeoutMs;
  private final StreamReceiver receiver;
  private final Socket socket = new Socket();
  private final BlockingQueue<Optional<byte[]>> toSend = new LinkedBlockingQueue<>();

  private TcpLine(InetSocketAddress address, int timeoutMs, StreamReceiver receiver) {
    this.address = address;
    this.timeoutMs = timeoutMs;
    this.receiver = receiver;
  }

  static StreamLine open(URI uri, Duration timeout, StreamReceiver receiver) {
    TcpLine line =
        new TcpLine(
            InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort()),
            (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis())),
            receiver);
    start("optionskit-tcp-listen", line::listen);
    return line;
  }

  @Override
  public void send(StreamFrame frame) {
    if (frame instanceof StreamFrame.Text text) {
      toSend.add(Optional.of((text.text() + "\n").getBytes(StandardCharsets.UTF_8)));
    } else if (frame instanceof StreamFrame.Binary binary) {
      toSend.add(Optional.of(binary.bytes()));
    }
  }

  @Override
  public void hangUp() {
    toSend.add(Optional.empty());
    try {
      socket.close();
    } catch (IOException e) {
      // it is given up in any case
    }
  }

  @Override
  public String toString() {
    return "TCP";
  }

  private void listen() {
    StreamEnd end = new StreamEnd(StreamEnd.Kind.CLOSED, 0, "");
    try {
      String host = address.getHostString();
      socket.connect(new InetSocketAddress(host, address.getPort()), timeoutMs);
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      start("optionskit-tcp-speak", () -> speak(out));
      receiver.opened(this);
      receive(socket.getInputStream());
    } catch (IOException e) {
      end = new StreamEnd(StreamEnd.Kind.BROKEN, 0, e.getClass().getSimpleName());
    }
    hangUp();
    receiver.ended(end);
  }

  private void speak(OutputStream out) {
    try {
      for (Optional<byte[]> next = toSend.take(); next.isPresent(); next = toSend.take()) {
        out.write(next.get());
      }
    } catch (IOException e) {
      hangUp(); // the listener notices and tells
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void receive(InputStream in) throws IOException {
    byte[] chunk = new byte[CHUNK];
    boolean isText = true;
    int kept = 0;
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk, kept, CHUNK - kept)) {
      int limit = kept + read;
      int from = 0;
      for (int i = kept; isText && i < limit; i++) {
        if (chunk[i] == '\n') {
          receiver.received(
              StreamFrame.of(new String(chunk, from, i - from, StandardCharsets.US_ASCII)));
          from = i + 1;
        } else {
          isText = chunk[i] >= ' ' && chunk[i] <= '~';
        }
      }
      if (!isText) {
        receiver.received(StreamFrame.of(Arrays.copyOfRange(chunk, from, limit)));
        from = limit;
      }
      kept = limit - from;
      if (kept > LONGEST_TEXT) {
        throw new IOException("a line of text has more than " + LONGEST_TEXT + " characters");
      }
      System.arraycopy(chunk, from, chunk, 0, kept);
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
