/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Redis on a free port of this machine, from the {@code redis-server} on the path. Tests are
 * skipped where there is none.
 */
final class RedisServer implements AutoCloseable {

  private static final int TRIES = 5; // somebody else may take the free port first

  private final Path folder;
  private final Process process;
  private final int port;

  private RedisServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  static RedisServer start(String... options) {
    Optional<Path> program = program();
    Assumptions.assumeTrue(
        program.isPresent(),
        "skipped: no redis-server on the path; apt-get install redis-server brings one");
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Optional<RedisServer> server = tryStart(program.orElseThrow(), freePort(), options);
      if (server.isPresent()) {
        return server.get();
      }
    }
    throw new IllegalStateException("redis-server did not start in " + TRIES + " tries");
  }

  static RedisServer startAt(int port) {
    return tryStart(program().orElseThrow(), port)
        .orElseThrow(() -> new IllegalStateException("redis-server did not start again"));
  }

  private static Optional<Path> program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<RedisServer> tryStart(Path program, int port, String... options) {
    try {
      Path folder = Files.createTempDirectory("optionskit-redis");
      List<String> command =
          new ArrayList<>(
              List.of(
                  program.toString(),
                  "--bind",
                  "127.0.0.1",
                  "--port",
                  Integer.toString(port),
                  "--dir",
                  folder.toString(),
                  "--save",
                  "",
                  "--appendonly",
                  "no",
                  "--maxmemory",
                  "256mb",
                  "--maxmemory-policy",
                  "allkeys-lru"));
      command.addAll(List.of(options));
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      RedisServer server = new RedisServer(folder, process, port);
      if (server.isReady()) {
        return Optional.of(server);
      }
      server.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads its log until it takes connections; goes on reading, so that it never has to wait. */
  private boolean isReady() {
    CompletableFuture<Boolean> ready = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  if (line.contains("eady to accept connections")) {
                    ready.complete(true);
                  }
                }
              } catch (IOException e) {
                ready.completeExceptionally(e);
              }
              ready.complete(false);
            },
            "redis-server-log");
    reader.setDaemon(true);
    reader.start();
    try {
      return ready.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IllegalStateException("redis-server did not get ready", e);
    }
  }

  int port() {
    return port;
  }

  RedisSettings settings() {
    return RedisSettings.at("127.0.0.1", port);
  }

  /** Kills the server and waits for its end. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (Files.notExists(folder)) {
      return; // closed before
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
