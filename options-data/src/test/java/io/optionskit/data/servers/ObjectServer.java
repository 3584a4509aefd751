/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.servers;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An S3-compatible object store that checks signatures, S3Proxy, with its objects in memory, on a
 * free port of the loopback interface. Started once for all tests of a Java process, at the first
 * use, and stopped with it.
 */
public final class ObjectServer {

  /** Id of the access key. */
  public static final String ACCESS_KEY = "AKIDOPTIONSKIT";

  /** The key; tests look for it in texts where it must not be. */
  public static final String SECRET_KEY = "canary-s3/K7M+DENG";

  private static final Duration START_WITHIN = Duration.ofSeconds(60);

  private final int port;

  private ObjectServer(int port) {
    this.port = port;
  }

  /** Returns the server; skips the test where its jar was not copied by the build. */
  public static ObjectServer start() {
    return Once.SERVER.orElseGet(
        () -> abort("there is no target/servers/s3proxy.jar: run the tests with Maven"));
  }

  /** Returns its address; it also knows {@code bucket.localhost}, if its client finds that host. */
  public URI endpoint() {
    return URI.create("http://localhost:" + port);
  }

  private static final class Once {
    static final Optional<ObjectServer> SERVER = run();

    private static Optional<ObjectServer> run() {
      Path jar = Path.of("target", "servers", "s3proxy.jar").toAbsolutePath();
      if (!Files.isRegularFile(jar)) {
        return Optional.empty();
      }
      try {
        int port = freePort();
        Path settings = Files.createTempFile("s3proxy", ".conf");
        Files.write(
            settings,
            List.of(
                "s3proxy.endpoint=http://127.0.0.1:" + port,
                "s3proxy.virtual-host=localhost",
                "s3proxy.authorization=aws-v4",
                "s3proxy.identity=" + ACCESS_KEY,
                "s3proxy.credential=" + SECRET_KEY,
                "jclouds.provider=transient",
                "jclouds.identity=x",
                "jclouds.credential=x"));
        Process process =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-jar",
                    jar.toString(),
                    "--properties",
                    settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      process.destroyForcibly();
                      settings.toFile().delete();
                    }));
        await(process, port);
        return Optional.of(new ObjectServer(port));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }

    private static void await(Process process, int port) {
      long deadlineNs = System.nanoTime() + START_WITHIN.toNanos();
      while (true) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          if (socket.isConnected()) {
            return;
          }
        } catch (IOException e) {
          if (System.nanoTime() > deadlineNs) {
            throw new IllegalStateException("the object store does not answer", e);
          }
        }
        try {
          if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the object store stopped: " + process.exitValue());
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
