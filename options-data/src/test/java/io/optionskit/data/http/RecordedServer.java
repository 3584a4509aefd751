/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.optionskit.data.recording.Archive;
import io.optionskit.data.recording.Replay;
import io.optionskit.spi.ProviderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A local server that answers with bodies somebody recorded, or wrote by hand.
 *
 * <p>An answer fits a request of the same path; among those that fit, the one with the most query
 * parameters in common is given. Answers added to a path with {@link #next} come one after the
 * other, the last for ever.
 */
public final class RecordedServer implements AutoCloseable {

  private record Recorded(
      String path,
      List<String> query,
      int status,
      String type,
      byte[] body,
      Map<String, String> headers) {}

  private final HttpServer server;
  private final List<Recorded> recorded = new CopyOnWriteArrayList<>();
  private final Map<String, List<Recorded>> queues = new java.util.concurrent.ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> cookies = new CopyOnWriteArrayList<>();
  private volatile Optional<Archive> archive = Optional.empty();
  private volatile Optional<Replay> replay = Optional.empty();

  private RecordedServer(HttpServer server) {
    this.server = server;
    server.createContext("/", this::answer);
    server.start();
  }

  public static RecordedServer start() {
    try {
      return new RecordedServer(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers with the bodies of a folder that has an {@code index.json}. */
  public RecordedServer folder(Path folder) {
    archive = Optional.of(Archive.open(folder));
    replay = archive.map(Replay::of);
    return this;
  }

  /** Answers a path always the same way. */
  public RecordedServer always(String path, int status, String body) {
    recorded.add(
        new Recorded(
            path,
            List.of(),
            status,
            "application/json",
            body.getBytes(StandardCharsets.UTF_8),
            Map.of()));
    return this;
  }

  /** Answers a path from now on this way and no longer as before. */
  public RecordedServer replace(String path, String body) {
    recorded.removeIf(each -> each.path.equals(path));
    return always(path, 200, body);
  }

  /** Answers a path with one query parameter always the same way. */
  public RecordedServer withQuery(String path, String parameter, String body) {
    recorded.add(
        new Recorded(
            path,
            List.of(parameter),
            200,
            "application/json",
            body.getBytes(StandardCharsets.UTF_8),
            Map.of()));
    return this;
  }

  /** Answers the next request of a path. */
  public RecordedServer next(String path, int status, String body, Map<String, String> headers) {
    queues
        .computeIfAbsent(path, key -> new CopyOnWriteArrayList<>())
        .add(
            new Recorded(
                path,
                List.of(),
                status,
                "text/plain",
                body.getBytes(StandardCharsets.UTF_8),
                headers));
    return this;
  }

  public RecordedServer next(String path, int status, String body) {
    return next(path, status, body, Map.of());
  }

  public URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Returns the requests so far, as method, path and query. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Returns the cookies sent with each request so far. */
  public List<String> cookies() {
    return List.copyOf(cookies);
  }

  @Override
  public void close() {
    server.stop(0);
    archive.ifPresent(Archive::close);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    URI uri = exchange.getRequestURI();
    requests.add(exchange.getRequestMethod() + " " + uri + (sent.isEmpty() ? "" : " " + sent));
    cookies.add(String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")));
    Recorded best = find(exchange.getRequestMethod(), uri);
    exchange.getResponseHeaders().set("Content-Type", best.type);
    best.headers.forEach(exchange.getResponseHeaders()::add);
    exchange.sendResponseHeaders(best.status, best.body.length == 0 ? -1 : best.body.length);
    exchange.getResponseBody().write(best.body);
    exchange.close();
  }

  private Recorded find(String method, URI uri) throws IOException {
    List<Recorded> queue = queues.get(uri.getPath());
    if (queue != null) {
      return queue.size() > 1 ? queue.remove(0) : queue.get(0);
    }
    List<String> asked = query(uri.getRawQuery());
    Recorded best =
        new Recorded(
            uri.getPath(),
            List.of(),
            404,
            "text/plain",
            "no such recording".getBytes(StandardCharsets.UTF_8),
            Map.of());
    long most = -1;
    for (Recorded each : recorded) {
      long common = each.query.stream().filter(asked::contains).count();
      if (each.path.equals(uri.getPath()) && common > most) {
        best = each;
        most = common;
      }
    }
    return most < 0 && replay.isPresent() ? replayed(method, uri, best) : best;
  }

  private Recorded replayed(String method, URI uri, Recorded none) throws IOException {
    WireRequest request = new WireRequest(method, url().resolve(uri), Map.of(), new byte[0]);
    try (WireAnswer answer = replay.orElseThrow().send(request)) {
      return new Recorded(
          uri.getPath(),
          List.of(),
          answer.status(),
          answer.header("Content-Type").orElse("application/json"),
          answer.body().readAllBytes(),
          Map.of());
    } catch (ProviderException notRecorded) {
      return none;
    }
  }

  private static List<String> query(String rawQuery) {
    return rawQuery == null ? List.of() : Arrays.asList(rawQuery.split("&"));
  }
}
