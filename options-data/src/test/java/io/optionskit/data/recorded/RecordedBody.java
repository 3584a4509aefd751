/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.Secret;
import io.optionskit.testkit.ManualTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A file of a folder of recorded bodies, with what its index says of it.
 *
 * @param file where it is
 * @param status status of the answer, 0 for a dialogue
 * @param method method of the request, or {@code WS} or {@code TCP}
 * @param url what was asked, with remarks behind a blank
 */
record RecordedBody(Path file, int status, String method, String url) {

  static final String NOW = "2026-11-20T22:00:00Z";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final URI SERVER = URI.create("http://localhost:1");

  /** Returns all bodies of a folder, in the order of its index. */
  static List<RecordedBody> all(Path folder) {
    try {
      List<RecordedBody> bodies = new ArrayList<>();
      JsonNode index = JSON.readTree(folder.resolve("index.json").toFile());
      for (Map.Entry<String, JsonNode> entry : index.properties()) {
        JsonNode said = entry.getValue();
        bodies.add(
            new RecordedBody(
                folder.resolve(entry.getKey()),
                said.path("status").asInt(),
                said.path("method").asText(),
                said.path("url").asText()));
      }
      return bodies;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the bodies of a kind, of which there is at least one. */
  static List<RecordedBody> of(Path fixtures, BodyKind kind) {
    List<RecordedBody> bodies = ofAny(fixtures, kind);
    assertThat(bodies).as(kind.toString()).isNotEmpty();
    return bodies;
  }

  /** Returns the bodies of a kind of which there may be none. */
  static List<RecordedBody> ofAny(Path fixtures, BodyKind kind) {
    return all(fixtures.resolve(kind.folder())).stream()
        .filter(body -> BodyKind.of(body).equals(Optional.of(kind)))
        .toList();
  }

  String folder() {
    return String.valueOf(file.getParent().getFileName());
  }

  String name() {
    return String.valueOf(file.getFileName());
  }

  byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  JsonNode json() {
    try {
      return JSON.readTree(bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the last part of the path that was asked for. */
  String ticker() {
    String path = url.replaceFirst(" .*", "").replaceFirst("[?].*", "");
    return URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
  }

  /** Returns a value of the query that was asked, empty if it is not there. */
  Optional<String> parameter(String name) {
    String query = url.replaceFirst(" .*", "").replaceFirst("^[^?]*[?]?", "");
    for (String pair : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        return Optional.of(
            URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  /** Asks a source whose first answer is this body, and which has nothing more to say. */
  <S extends AutoCloseable, T> T ask(
      Function<ProviderAccess, S> source, Supplier<WireAnswer> end, Function<S, T> question) {
    AtomicInteger asked = new AtomicInteger();
    return opened(
        source,
        address ->
            asked.getAndIncrement() == 0
                ? new WireAnswer(status, Map.of(), new ByteArrayInputStream(bytes()))
                : end.get(),
        question);
  }

  /** Asks a source of which every answer but the crumb is this body. */
  <S extends AutoCloseable, T> T ask(Function<ProviderAccess, S> source, Function<S, T> question) {
    return ask(bytes(), source, question);
  }

  /** Asks a source of which every answer but the crumb is this body, in other bytes. */
  <S extends AutoCloseable, T> T ask(
      byte[] changed, Function<ProviderAccess, S> source, Function<S, T> question) {
    return opened(
        source,
        address ->
            address.getPath().endsWith("/getcrumb") && !url.contains("/getcrumb")
                ? answer(200, "abcDEF12345")
                : new WireAnswer(status, Map.of(), new ByteArrayInputStream(changed)),
        question);
  }

  /** Returns why a source that gets this body refuses to answer, empty if it does answer. */
  <S extends AutoCloseable> Optional<Reason> refusal(
      Function<ProviderAccess, S> source, Function<S, ?> question) {
    try {
      assertThat((Object) ask(source, question)).as(name()).isNotNull();
      return Optional.empty();
    } catch (ProviderException e) {
      assertThat(e.getMessage()).as(name()).isNotBlank();
      return Optional.of(e.reason());
    }
  }

  static WireAnswer answer(int status, String body) {
    return new WireAnswer(
        status, Map.of(), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static <S extends AutoCloseable, T> T opened(
      Function<ProviderAccess, S> source, Function<URI, WireAnswer> wire, Function<S, T> question) {
    ProviderAccess access =
        ProviderAccess.at(SERVER)
            .withClock(ManualTime.at(NOW))
            .withSecrets(name -> Optional.of(Secret.of("db-01234567890123456789012345678")))
            .withHttp(HttpSettings.defaults().withRetries(0).withRate(1000, Duration.ofMillis(1)))
            .withWire(network -> request -> wire.apply(request.uri()));
    S opened = source.apply(access);
    try {
      return question.apply(opened);
    } finally {
      close(opened);
    }
  }

  private static void close(AutoCloseable source) {
    try {
      source.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the body as the index lists it, which is what tells its kind. */
  @Override
  public String toString() {
    return status + " " + method + " " + url + " " + name();
  }
}
