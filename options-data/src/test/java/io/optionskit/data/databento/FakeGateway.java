/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A gateway on this machine that follows a script: what it sends, in which order, and where it
 * waits for a line of the client. Takes one connection after the other, each with the same script.
 */
final class FakeGateway implements AutoCloseable {

  static final String CHALLENGE = "t7kNhwj4xqR0QYjzFKtBEG2ec2pXJ4FK";

  /** What the gateway does next. */
  @FunctionalInterface
  interface Step {

    void run(Connection connection) throws IOException;
  }

  /** One client. */
  static final class Connection {

    private final InputStream in;
    private final OutputStream out;
    private final List<String> received;

    private Connection(Socket socket, List<String> received) throws IOException {
      in = socket.getInputStream();
      out = socket.getOutputStream();
      this.received = received;
    }

    private void readLine() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new IOException("client hung up");
        }
        line.write(c);
      }
      received.add(line.toString(StandardCharsets.UTF_8));
    }
  }

  private final ServerSocket server;
  private final Thread thread;
  private final List<String> received = new CopyOnWriteArrayList<>();

  private FakeGateway(ServerSocket server, List<List<Step>> scripts) {
    this.server = server;
    thread = new Thread(() -> serve(scripts), "fake gateway");
    thread.setDaemon(true);
    thread.start();
  }

  static FakeGateway of(Step... script) {
    return inTurn(List.of(List.of(script)));
  }

  /** Returns a gateway with a script for each connection, the last one for all further ones. */
  static FakeGateway inTurn(List<List<Step>> scripts) {
    try {
      return new FakeGateway(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()), scripts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a gateway that lets everybody in and then follows the script. */
  static FakeGateway lettingIn(Step... script) {
    return inTurn(List.of(afterEntry(script)));
  }

  /** Returns the steps that let somebody in, and others behind them. */
  static List<Step> afterEntry(Step... script) {
    List<Step> steps = new ArrayList<>();
    steps.add(says("lsg_version=0.7.2\ncram=" + CHALLENGE + "\n"));
    steps.add(hears(1));
    steps.add(says("success=1|session_id=1712950800\n"));
    steps.addAll(List.of(script));
    return steps;
  }

  static Step says(String text) {
    return sends(text.getBytes(StandardCharsets.UTF_8));
  }

  static Step sends(byte[] bytes) {
    return connection -> {
      connection.out.write(bytes);
      connection.out.flush();
    };
  }

  /** Waits for lines of the client. */
  static Step hears(int lines) {
    return connection -> {
      for (int i = 0; i < lines; i++) {
        connection.readLine();
      }
    };
  }

  /** Says nothing more, but stays until the client hangs up. */
  static Step waits() {
    return connection -> {
      while (connection.in.read() >= 0) {
        // what the client says now is of no interest
      }
    };
  }

  LiveSettings settings() {
    return LiveSettings.of("OPRA.PILLAR")
        .at(server.getInetAddress().getHostAddress(), server.getLocalPort());
  }

  List<String> received() {
    return received;
  }

  @Override
  public void close() {
    try {
      server.close();
      thread.join(5000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(List<List<Step>> scripts) {
    for (int i = 0; !server.isClosed(); i++) {
      try (Socket socket = server.accept()) {
        Connection connection = new Connection(socket, received);
        for (Step step : scripts.get(Math.min(i, scripts.size() - 1))) {
          step.run(connection);
        }
      } catch (IOException e) {
        // the client or the test hung up
      }
    }
  }
}
