/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** The network, reached through OkHttp. Redirects are not followed: a key goes to no other host. */
final class StreamNetwork implements StreamWire {

  private static final int NORMAL = 1000;

  private final OkHttpClient client;
  private final Duration timeout;

  StreamNetwork(Duration timeout, Duration ping) {
    if (timeout.isNegative() || timeout.isZero() || ping.isNegative() || ping.isZero()) {
      throw new IllegalArgumentException(
          "timeout and ping must be above 0: " + timeout + ", " + ping);
    }
    this.timeout = timeout;
    client =
        new OkHttpClient.Builder()
            .connectTimeout(timeout)
            .readTimeout(timeout)
            .writeTimeout(timeout)
            .pingInterval(ping)
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .build();
  }

  @Override
  public StreamLine open(StreamRequest request, StreamReceiver receiver) {
    if (request.isTcp()) {
      return TcpLine.open(request.uri(), timeout, receiver);
    }
    Request.Builder asked = new Request.Builder().url(request.uri().toString());
    request.headers().forEach(asked::header);
    return new Line(client.newWebSocket(asked.build(), new Listener(receiver)));
  }

  private record Line(WebSocket socket) implements StreamLine {

    @Override
    public void send(StreamFrame frame) {
      if (frame instanceof StreamFrame.Text text) {
        socket.send(text.text());
      } else if (frame instanceof StreamFrame.Binary binary) {
        socket.send(ByteString.of(binary.bytes()));
      }
    }

    /** Says goodbye, but does not wait for the other side: it may be gone. */
    @Override
    public void hangUp() {
      socket.close(NORMAL, null);
      socket.cancel();
    }

    @Override
    public String toString() {
      return "WebSocket";
    }
  }

  private static final class Listener extends WebSocketListener {

    private final StreamReceiver receiver;
    private boolean isOver;

    Listener(StreamReceiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
      receiver.opened(new Line(socket));
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      receiver.received(StreamFrame.of(text));
    }

    @Override
    public void onMessage(WebSocket socket, ByteString bytes) {
      receiver.received(StreamFrame.of(bytes.toByteArray()));
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      socket.close(NORMAL, null);
      end(new StreamEnd(StreamEnd.Kind.CLOSED, code, reason));
    }

    @Override
    public void onClosed(WebSocket socket, int code, String reason) {
      end(new StreamEnd(StreamEnd.Kind.CLOSED, code, reason));
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
      end(
          response == null || response.code() == 101
              ? new StreamEnd(StreamEnd.Kind.BROKEN, 0, failure.getClass().getSimpleName())
              : new StreamEnd(StreamEnd.Kind.REFUSED, response.code(), response.message()));
    }

    private synchronized void end(StreamEnd end) {
      if (!isOver) {
        isOver = true;
        receiver.ended(end);
      }
    }
  }
}
