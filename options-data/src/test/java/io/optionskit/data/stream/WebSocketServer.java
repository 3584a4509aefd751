/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A WebSocket server on this machine that does what a script says, one thread per line. */
public final class WebSocketServer implements AutoCloseable {

  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  /** What the server does on its lines. */
  public interface Script {

    /** A line stands. */
    default void opened(Line line) {}

    /** A text came, or bytes as one character each. */
    void heard(Line line, String text);
  }

  /** One line. */
  public static final class Line {

    private final Socket socket;
    private final OutputStream out;
    private volatile boolean isDeaf;

    private Line(Socket socket, OutputStream out) {
      this.socket = socket;
      this.out = out;
    }

    /** Sends a text. */
    public void say(String text) {
      write(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes. */
    public void say(byte[] bytes) {
      write(0x82, bytes);
    }

    /** Says goodbye. */
    public void end(int code) {
      write(0x88, new byte[] {(byte) (code >>> 8), (byte) code});
    }

    /** Drops the connection. */
    public void cut() {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Stays connected but answers nothing more, not even pings. */
    public void goDeaf() {
      isDeaf = true;
    }

    private synchronized void write(int head, byte[] bytes) {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.write(head);
      if (bytes.length < 126) {
        frame.write(bytes.length);
      } else {
        frame.write(126);
        frame.write(bytes.length >>> 8);
        frame.write(bytes.length);
      }
      frame.writeBytes(bytes);
      try {
        out.write(frame.toByteArray());
        out.flush();
      } catch (IOException e) {
        // the other side has gone
      }
    }
  }

  private final ServerSocket server;
  private final Script script;
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile int refusal;

  /** Starts a server on a free port. */
  public WebSocketServer(Script script) throws IOException {
    this.script = script;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "test-websocket");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns an address of the server. */
  public URI url(String path) {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort() + path);
  }

  /** Answers further requests for lines with an HTTP status, or lets them in again with 0. */
  public void refuse(int status) {
    refusal = status;
  }

  /** Returns the heads of all requests, as sent. */
  public List<String> requests() {
    return requests;
  }

  /** Returns how many lines were let in. */
  public int accepted() {
    return accepted.get();
  }

  /** Returns the lines that stand. */
  public Set<Line> lines() {
    return lines;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String head = head(in);
      requests.add(head);
      OutputStream out = socket.getOutputStream();
      if (refusal != 0) {
        out.write(
            ("HTTP/1.1 " + refusal + " No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return;
      }
      out.write(
          ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Accept: "
                  + accept(head)
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      accepted.incrementAndGet();
      Line line = new Line(socket, out);
      lines.add(line);
      try {
        script.opened(line);
        listen(line, new DataInputStream(in));
      } finally {
        lines.remove(line);
      }
    } catch (IOException e) {
      // the other side has gone
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("end of request");
      }
      head.append((char) c);
    }
    return head.toString();
  }

  private static String accept(String head) {
    String key =
        head.lines()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("");
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1")
                  .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void listen(Line line, DataInputStream in) throws IOException {
    while (true) {
      int head = in.readUnsignedByte();
      int length = in.readUnsignedByte() & 0x7F;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = (int) in.readLong();
      }
      byte[] mask = new byte[4];
      in.readFully(mask);
      byte[] bytes = new byte[length];
      in.readFully(bytes);
      for (int i = 0; i < length; i++) {
        bytes[i] ^= mask[i % 4];
      }
      if (line.isDeaf) {
        continue;
      }
      switch (head & 0x0F) {
        case 1 -> script.heard(line, new String(bytes, StandardCharsets.UTF_8));
        case 2 -> script.heard(line, new String(bytes, StandardCharsets.ISO_8859_1));
        case 8 -> {
          line.end(1000);
          return;
        }
        case 9 -> line.write(0x8A, bytes);
        default -> {
          // pongs
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Line line : lines) {
      line.socket.close();
    }
  }
}
