/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks.parsing;

import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.Wire;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.http.WireRequest;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.SecretSource;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** A provider's port whose wire answers with a body from memory, and what it is asked. */
final class Port {

  private static final Map<String, String> KEYS =
      Map.of(
          "ALPHA_VANTAGE_API_KEY", "demo",
          "FRED_API_KEY", "abcdefghijklmnopqrstuvwxyz123456",
          "TRADING_ECONOMICS_API_KEY", "guest:guest",
          "DATABENTO_API_KEY", "db-abcdefghijklmnopqrstuvwxyz123");

  private Port() {}

  /** Answers every request for data with a body, and what comes before it with little. */
  @SuppressWarnings("ArrayRecordComponent") // the bytes are handed on, not compared
  private record Memory(byte[] body) implements Wire {

    @Override
    public WireAnswer send(WireRequest request) {
      String path = request.uri().getPath();
      byte[] answer =
          path.isEmpty() || path.equals("/") || path.endsWith("getcrumb")
              ? new byte[] {'c', 'r', 'u', 'm', 'b'}
              : path.endsWith("get_cost") ? new byte[] {'0'} : body;
      return new WireAnswer(200, Map.of(), new ByteArrayInputStream(answer));
    }
  }

  /** A clock that goes on by a microsecond when it is looked at, so that no rate is exceeded. */
  private static InstantSource clock(Instant start) {
    AtomicLong looks = new AtomicLong();
    return () -> start.plusNanos(1000 * looks.incrementAndGet());
  }

  static <M> Supplier<Tally> ask(
      byte[] body,
      URI home,
      Instant now,
      Function<ProviderAccess, M> opener,
      Function<M, Tally> question) {
    M market =
        opener.apply(
            ProviderAccess.at(home)
                .withSecrets(SecretSource.of(new HashMap<>(KEYS)))
                .withClock(clock(now))
                .withHttp(HttpSettings.defaults().withRate(1 << 30, Duration.ofNanos(1)))
                .withWire(network -> new Memory(body)));
    return () -> question.apply(market);
  }
}
