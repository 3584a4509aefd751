/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.http.Redaction;
import io.optionskit.data.http.Wire;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.http.WireRequest;
import io.optionskit.data.stream.StreamRequest;
import io.optionskit.data.stream.StreamWire;
import io.optionskit.spi.Secret;
import io.optionskit.spi.SecretSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what a provider answers while it passes it on unchanged.
 *
 * <pre>{@code
 * try (Recorder recorder = Recorder.into(Path.of("today.zip"), "cboe", InstantSource.system());
 *     CboeMarket market = CboeMarket.of(ProviderAccess.at(home).withWire(recorder::wire))) {
 *   market.answer("SPY");
 * }
 * }</pre>
 *
 * <p>Keys, cookies, crumbs and tokens are not written, wherever they stand: in addresses, forms,
 * redirects or the body of an answer. All other bytes of a body are written as they came.
 *
 * <p>A recording that is cut off at any instant can be read up to its last whole answer. If the
 * disk does not take it, answers go on to the caller, nothing more is written, and closing fails.
 *
 * <p>May be used by several threads and for several callers.
 */
public final class Recorder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final int LONGEST_BODY = 256 << 20;
  private static final int LONGEST_FAILURE = 200;

  private final Path out;
  private final Path folder;
  private final InstantSource clock;
  private final ArchiveWriter writer;
  private final Redaction redaction = new Redaction(Set.of());
  private final AtomicReference<@Nullable Instant> firstAnswer = new AtomicReference<>();
  private final AtomicReference<@Nullable Instant> latestAnswer = new AtomicReference<>();
  private final AtomicReference<@Nullable Exception> trouble = new AtomicReference<>();

  private Recorder(Path out, Path folder, String provider, InstantSource clock) {
    this.out = out;
    this.folder = folder;
    this.clock = clock;
    writer = new ArchiveWriter(folder, Optional.of(provider));
  }

  /**
   * Begins a recording, or goes on with one in a folder.
   *
   * @param out a folder that is empty, not there or holds a recording of the same provider; or a
   *     zip file that is not there, which lies in the folder {@code out.recording} until it is
   *     complete
   * @param provider name of the provider, such as {@code cboe}
   * @param clock source of receive times
   * @return a recorder, to be closed
   * @throws ArchiveException if nothing can be recorded there
   */
  public static Recorder into(Path out, String provider, InstantSource clock) {
    if (!isZip(out)) {
      return new Recorder(out, out, provider, clock);
    }
    if (Files.exists(out)) {
      throw new ArchiveException(out + " exists already; name a new file, or a folder to add to");
    }
    return new Recorder(out, out.resolveSibling(out.getFileName() + ".recording"), provider, clock);
  }

  /**
   * Returns a wire that records what goes over another one.
   *
   * @param wire what carries the requests
   * @return wire that does the same and records it
   */
  public Wire wire(Wire wire) {
    return request -> {
      WireAnswer answer;
      try {
        answer = wire.send(request);
      } catch (IOException e) {
        record(request, Optional.empty(), new byte[0], Optional.of(e));
        throw e;
      }
      TappedBody body =
          new TappedBody(
              answer.body(),
              LONGEST_BODY,
              (bytes, broken) -> record(request, Optional.of(answer), bytes, broken));
      return new WireAnswer(answer.status(), answer.headers(), body);
    };
  }

  /**
   * Returns a wire that records the lines of streams that are opened over another one, each in a
   * file of its own.
   *
   * @param wire what carries the lines
   * @return wire that does the same and records it; give its user its keys by {@link #secrets}, for
   *     frames do not say what in them is a key
   */
  public StreamWire streams(StreamWire wire) {
    return new StreamTape(wire, this);
  }

  /**
   * Returns a source of the same secrets, each of which this recorder knows when it is given.
   *
   * @param source where the keys come from
   * @return source to be given to what is recorded
   */
  public SecretSource secrets(SecretSource source) {
    return name -> {
      Optional<Secret> secret = source.find(name);
      secret.ifPresent(value -> redaction.addKey(value.reveal()));
      return secret;
    };
  }

  /**
   * Notes a question that was asked just now, so that a replay can ask it again. Its time is that
   * of the first answer since the note before.
   *
   * @param symbol underlying
   * @param expiry expiry date asked for, empty for what the provider gives without one
   * @param problem reason why there was no answer, empty if there was one
   */
  public void note(String symbol, Optional<LocalDate> expiry, Optional<String> problem) {
    Instant latest = latestAnswer.get();
    Instant first = firstAnswer.getAndSet(null);
    Instant known = first == null ? latest : first;
    Instant askedAt = known == null ? clock.instant() : known;
    write(() -> writer.add(new RecordedQuestion(askedAt, symbol, expiry, problem)));
  }

  /**
   * Returns how many calls have been recorded.
   *
   * @return count, with those of an earlier recording in the same folder
   */
  public int calls() {
    return writer.size();
  }

  /**
   * Finishes the recording.
   *
   * @throws ArchiveException if something could not be written
   */
  @Override
  public void close() {
    writer.close();
    Exception failed = trouble.get();
    if (failed != null) {
      throw new ArchiveException(
          "the recording " + folder + " is not complete: " + failed.getMessage(), failed);
    }
    if (!out.equals(folder) && Files.isDirectory(folder)) {
      try {
        ZipForm.write(folder, out);
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      } catch (IOException e) {
        throw new ArchiveException("cannot make " + out + " of " + folder, e);
      }
    }
  }

  /** Begins the file of a line; empty if it cannot be recorded. */
  Optional<String> beginTape(StreamRequest request) {
    AtomicReference<@Nullable String> name = new AtomicReference<>();
    write(
        () -> {
          ObjectNode entry = ArchiveIndex.JSON.createObjectNode();
          boolean isTcp = "tcp".equalsIgnoreCase(request.uri().getScheme());
          entry.put("method", isTcp ? "TCP" : "WS");
          entry.put("url", scrubber().address(request.uri()));
          entry.put("status", isTcp ? 0 : 101);
          entry.put("content_type", ArchiveIndex.FRAMES);
          entry.put("recorded", clock.instant().toString());
          name.set(writer.beginTape(isTcp ? "session" : word(request.uri(), scrubber()), entry));
        });
    return Optional.ofNullable(name.get());
  }

  /** Adds something to the file of a line. */
  void addToTape(String name, Consumer<ObjectNode> content) {
    write(
        () -> {
          ObjectNode line = ArchiveIndex.JSON.createObjectNode();
          line.put("at", clock.instant().toString());
          content.accept(line);
          writer.addToTape(name, line);
        });
  }

  /** Ends the file of a line. */
  void endTape(String name) {
    write(() -> writer.endTape(name));
  }

  /** Returns what takes out the secrets given so far. */
  Scrubber scrubber() {
    return new Scrubber(redaction::of);
  }

  private void record(
      WireRequest request, Optional<WireAnswer> answer, byte[] body, Optional<IOException> broken) {
    write(
        () -> {
          Map<String, String> origin = origin(request.uri(), answer);
          Scrubber scrubber = new Scrubber(text -> redaction.of(request.redaction().apply(text)));
          String recordedUrl = origin.get("url");
          URI uri =
              recordedUrl == null
                  ? request.uri()
                  : atOrigin(request.uri(), URI.create(recordedUrl));
          ObjectNode entry = ArchiveIndex.JSON.createObjectNode();
          entry.put("method", request.method());
          entry.put("url", scrubber.address(uri));
          entry.put("status", answer.map(WireAnswer::status).orElse(0));
          Map<String, String> headers =
              scrubber.headers(answer.map(WireAnswer::headers).orElse(Map.of()));
          String type = headers.getOrDefault("content-type", "");
          entry.put("content_type", type);
          String at = origin.get("at");
          Instant receivedAt = at == null ? clock.instant() : Instant.parse(at);
          firstAnswer.compareAndSet(null, receivedAt);
          latestAnswer.set(receivedAt);
          entry.put("recorded", receivedAt.toString());
          headers.remove("content-type");
          if (!headers.isEmpty()) {
            ObjectNode node = entry.putObject("headers");
            headers.forEach(node::put);
          }
          putRequest(entry, request, scrubber);
          broken.ifPresent(e -> entry.put("failure", failure(e, scrubber)));
          writer.add(word(uri, scrubber), extension(type), entry, scrubber.body(uri, body));
        });
  }

  private static void putRequest(ObjectNode entry, WireRequest request, Scrubber scrubber) {
    Asked asked = Asked.of(request);
    asked.bodySha256().ifPresent(hash -> entry.put("request_sha256", hash));
    if (asked.bodySha256().isEmpty() && request.body().length > 0) {
      String form = new String(request.body(), StandardCharsets.UTF_8);
      entry.put("form", scrubber.parameters(form));
    }
  }

  /** Returns where and when a replay on this machine says that its answer came from. */
  private static Map<String, String> origin(URI uri, Optional<WireAnswer> answer) {
    Optional<String> url = answer.flatMap(it -> it.header(ReplayServer.RECORDED_URL));
    Optional<String> at = answer.flatMap(it -> it.header(ReplayServer.RECORDED_AT));
    if (url.isEmpty() || !isLoopback(uri)) {
      return Map.of();
    }
    try {
      String address = URI.create(url.get()).toString();
      return at.isPresent()
          ? Map.of("url", address, "at", Instant.parse(at.get()).toString())
          : Map.of("url", address);
    } catch (IllegalArgumentException | DateTimeException e) {
      return Map.of(); // an address with a remark behind it
    }
  }

  /**
   * Returns what a replay was asked for, at the server that once answered. The replay of bodies
   * from elsewhere may have answered with those to a similar question.
   */
  private static URI atOrigin(URI asked, URI origin) {
    return question(asked).equals(question(origin))
        ? origin
        : URI.create(
            origin.getScheme()
                + "://"
                + origin.getRawAuthority()
                + asked.getRawPath()
                + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery()));
  }

  private static Asked question(URI uri) {
    Asked asked = Asked.of("", uri.toString(), "", Optional.empty());
    asked.parameters().keySet().removeIf(Scrubber::isSecretName);
    return asked;
  }

  private static boolean isLoopback(URI uri) {
    String host = String.valueOf(uri.getHost());
    if (!host.equals("localhost") && !host.matches("[0-9.]+|\\[[0-9a-fA-F:.]+]")) {
      return false; // no name is looked up for this
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String failure(IOException e, Scrubber scrubber) {
    String text = scrubber.text(e.getClass().getSimpleName() + ": " + e.getMessage());
    return text.length() > LONGEST_FAILURE ? text.substring(0, LONGEST_FAILURE) : text;
  }

  /** Returns the last part of a path, for the name of the file. */
  private static String word(URI uri, Scrubber scrubber) {
    String path = scrubber.text(String.valueOf(uri.getRawPath()));
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String last = trimmed.substring(trimmed.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot > 0 ? last.substring(0, dot) : last;
  }

  private static String extension(String type) {
    String kind = type.toLowerCase(Locale.ROOT);
    if (kind.contains("ndjson")) {
      return "ndjson";
    }
    return Stream.of("json", "csv", "html", "xml")
        .filter(kind::contains)
        .findFirst()
        .orElse(kind.startsWith("text/") ? "txt" : "bin");
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void write(Writing writing) {
    if (trouble.get() != null) {
      return;
    }
    try {
      writing.run();
    } catch (IOException | RuntimeException e) { // the caller's answer matters more
      if (trouble.compareAndSet(null, e)) {
        LOG.error("recording into {} has stopped: {}", folder, String.valueOf(e.getMessage()));
      }
    }
  }

  private static boolean isZip(Path out) {
    return String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT).endsWith(".zip");
  }
}
