/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.optionskit.data.http.WireRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Serves an archive over HTTP to this machine only, so that any client can be pointed at it.
 *
 * <p>Answers are the recorded ones byte for byte. Redirects to a recorded host lead back to this
 * server. A request that was not recorded gets status 404 and a text that names the nearest ones. A
 * recorded failure of the connection closes it. Two headers are added, {@value #RECORDED_URL} and
 * {@value #RECORDED_AT}, from which a recorder takes where and when the answer came from.
 *
 * <p>May be used by several threads; answers up to {@value #THREADS} requests at once.
 */
public final class ReplayServer implements AutoCloseable {

  /** Header that says which address gave the answer when it was recorded. */
  public static final String RECORDED_URL = "X-Recorded-Url";

  /** Header that says when the answer was recorded, as an instant. */
  public static final String RECORDED_AT = "X-Recorded-At";

  private static final int THREADS = 8;

  private final Archive archive;
  private final Replay replay;
  private final HttpServer server;
  private final ExecutorService threads;
  private final Set<String> hosts = new TreeSet<>();
  private final LongAdder answered = new LongAdder();
  private final LongAdder unmatched = new LongAdder();

  private ReplayServer(Archive archive, ReplaySettings settings, HttpServer server) {
    this.archive = archive;
    this.server = server;
    replay = Replay.of(archive, settings);
    for (RecordedCall call : archive.calls()) {
      if (call.isHttp()) {
        hosts.add(authority(call.url()));
      }
    }
    threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "replay-server");
              thread.setDaemon(true);
              return thread;
            });
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts a server with the settings that suit the archive, on a free port; the last answer to a
   * request is given for ever.
   *
   * @param archive an open archive; not closed by the server
   * @return a running server, to be closed
   */
  public static ReplayServer start(Archive archive) {
    return start(archive, ReplaySettings.of(archive).repeatingLast(), 0);
  }

  /**
   * Starts a server.
   *
   * @param archive an open archive; not closed by the server
   * @param settings how answers are found
   * @param port port on the loopback address; 0 for any free one
   * @return a running server, to be closed
   * @throws ArchiveException if the port is taken
   * @throws IllegalArgumentException if it is not from 0 to 65535
   */
  public static ReplayServer start(Archive archive, ReplaySettings settings, int port) {
    try {
      return new ReplayServer(
          archive,
          settings,
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    } catch (IOException e) {
      throw new ArchiveException("cannot serve on port " + port + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns the address of this server.
   *
   * @return such as {@code http://127.0.0.1:40123}
   */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * Returns how many requests had a recorded answer.
   *
   * @return count since the start
   */
  public long answered() {
    return answered.sum();
  }

  /**
   * Returns how many requests had none.
   *
   * @return count since the start
   */
  public long unmatched() {
    return unmatched.sum();
  }

  /** Stops the server at once. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try {
      byte[] sent = exchange.getRequestBody().readAllBytes();
      Map<String, String> headers = new TreeMap<>();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      WireRequest request =
          new WireRequest(
              exchange.getRequestMethod(), url().resolve(exchange.getRequestURI()), headers, sent);
      Optional<RecordedCall> call = replay.find(request);
      if (call.isEmpty()) {
        unmatched.increment();
        byte[] text = (replay.problem(request) + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        send(exchange, 404, text);
        return;
      }
      answered.increment();
      if (call.get().status() == 0) {
        return; // closes the connection without an answer
      }
      answer(exchange, call.get());
    } catch (RuntimeException e) {
      byte[] text = (e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      send(exchange, 500, text);
    } finally {
      exchange.close();
    }
  }

  private void answer(HttpExchange exchange, RecordedCall call) throws IOException {
    byte[] body = archive.body(call);
    call.headers()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase("Transfer-Encoding")
                  && !name.equalsIgnoreCase("Content-Encoding")) {
                String shown = name.equalsIgnoreCase("Location") ? local(value) : value;
                exchange.getResponseHeaders().set(name, shown);
              }
            });
    exchange.getResponseHeaders().set(RECORDED_URL, call.url());
    call.receivedAt()
        .ifPresent(at -> exchange.getResponseHeaders().set(RECORDED_AT, at.toString()));
    send(exchange, call.status(), body);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean without =
        body.length == 0
            || status == 204
            || status == 304
            || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, without ? -1 : body.length);
    if (!without) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Returns an address on this server for one on a recorded host. */
  private String local(String location) {
    return (location.startsWith("http://") || location.startsWith("https://"))
            && hosts.contains(authority(location))
        ? url()
            + location.substring(
                location.indexOf(authority(location)) + authority(location).length())
        : location;
  }

  private static String authority(String url) {
    String rest = url.substring(url.indexOf("://") + 3);
    return rest.split("[/?# ]", 2)[0];
  }
}
