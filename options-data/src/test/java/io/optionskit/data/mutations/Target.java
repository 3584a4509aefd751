/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.mutations;

import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** What damaged bodies are given to. Used by one thread. */
interface Target extends AutoCloseable {

  /**
   * Reads a body and checks what comes of it.
   *
   * @return number of rows refused, of a body that is not refused as a whole
   */
  int read(byte[] body, int status);

  /** Returns whether the reader knows the secret that may be planted in a body. */
  default boolean knowsSecret() {
    return false;
  }

  @Override
  default void close() {}

  /** Asks something of a market. */
  interface Question {
    int ask(AutoCloseable market, Recording recording);
  }

  /** Returns a market of which every call is answered with the body, whatever is asked. */
  static Target served(
      Function<ProviderAccess, AutoCloseable> opener, Question question, Recording recording) {
    return new Served(opener, market -> question.ask(market, recording), false);
  }

  /** Returns a market whose crumb is the body, and which refuses every crumb once. */
  static Target crumb(
      Function<ProviderAccess, AutoCloseable> opener, ToIntFunction<AutoCloseable> question) {
    return new Served(opener, question, true);
  }

  /** Returns a reader of a file. */
  static Target file(Path folder, String name, ToIntFunction<Path> reader) {
    return file(folder, name, body -> body, reader);
  }

  /** Returns a reader of a file that holds the body in another form, such as compressed. */
  static Target file(
      Path folder, String name, UnaryOperator<byte[]> form, ToIntFunction<Path> reader) {
    Path file = folder.resolve(name);
    return (body, status) -> {
      try {
        Files.write(file, form.apply(body));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return reader.applyAsInt(file);
    };
  }

  /** Returns a reader of bytes. */
  static Target bytes(ToIntFunction<byte[]> reader) {
    return (body, status) -> reader.applyAsInt(body);
  }

  /** Returns a reader of a text. */
  static Target text(ToIntFunction<String> reader) {
    return (body, status) -> reader.applyAsInt(new String(body, StandardCharsets.UTF_8));
  }

  /** A market behind a wire that answers with the latest body. */
  final class Served implements Target {

    private static final URI SERVER = URI.create("http://localhost:1");
    private static final byte[] CRUMB = "abcDEF12345".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REFUSED =
        "{\"finance\":{\"error\":{\"code\":\"Unauthorized\",\"description\":\"Invalid Crumb\"}}}"
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHAIN =
        ("{\"optionChain\":{\"result\":[{\"underlyingSymbol\":\"XYZ\",\"expirationDates\":[],"
                + "\"quote\":{},\"options\":[]}],\"error\":null}}")
            .getBytes(StandardCharsets.US_ASCII);

    private final Function<ProviderAccess, AutoCloseable> opener;
    private final ToIntFunction<AutoCloseable> question;
    private final boolean isCrumb;
    private final ProviderAccess access;
    private byte[] body = {};
    private int status;
    private boolean askedForSecret;
    private boolean refuses;
    private Instant now = Answers.NOW.minus(Duration.ofHours(1));
    private Optional<AutoCloseable> market = Optional.empty();

    Served(
        Function<ProviderAccess, AutoCloseable> opener,
        ToIntFunction<AutoCloseable> question,
        boolean isCrumb) {
      this.opener = opener;
      this.question = question;
      this.isCrumb = isCrumb;
      access =
          ProviderAccess.at(SERVER)
              .withClock(() -> now)
              .withSecrets(name -> secret())
              .withHttp(HttpSettings.defaults().withRetries(0).withRate(1000, Duration.ofMillis(1)))
              .withWire(network -> request -> answer(request.uri()));
    }

    private Optional<Secret> secret() {
      askedForSecret = true;
      return Optional.of(Secret.of(Damage.SECRET));
    }

    @Override
    public boolean knowsSecret() {
      try (AutoCloseable opened = opener.apply(access)) {
        return askedForSecret && opened != null;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    private WireAnswer answer(URI address) {
      boolean asksForCrumb = address.getPath().endsWith("/getcrumb");
      if (asksForCrumb == isCrumb) {
        return new WireAnswer(status, Map.of(), new ByteArrayInputStream(body));
      }
      refuses = isCrumb && !refuses;
      return new WireAnswer(
          refuses ? 401 : 200,
          Map.of(),
          new ByteArrayInputStream(asksForCrumb ? CRUMB : refuses ? REFUSED : CHAIN));
    }

    @Override
    public int read(byte[] newBody, int newStatus) {
      body = newBody;
      status = newStatus;
      refuses = false;
      now = now.plusMillis(1); // so that no limit of calls is reached
      if (market.isEmpty()) {
        market = Optional.of(opener.apply(access));
      }
      return question.applyAsInt(market.get());
    }

    @Override
    public void close() {
      market.ifPresent(
          open -> {
            try {
              open.close();
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });
      market = Optional.empty();
    }
  }
}
