/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MutatedBodies;
import io.optionskit.data.http.Wire;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ProviderException;
import io.optionskit.testkit.SharedData;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every recorded answer of every provider, damaged at random: what comes out is a good answer or a
 * {@link ProviderException}, never another exception, and no row that cannot be.
 */
class MutationsTest {

  private static final int TIMES = Integer.getInteger("optionskit.mutations", 2_000);
  private static final long SEED = Long.getLong("optionskit.seed", 20251121L);
  private static final URI SERVER = URI.create("http://localhost:1");

  @ParameterizedTest
  @EnumSource
  void aDamagedAnswerIsRefusedOrGood(Parser parser, @SharedData("fixtures") Path fixtures)
      throws Exception {
    List<Recording> recordings = Recording.of(fixtures.resolve(parser.folder), parser.path);
    assertThat(recordings).isNotEmpty();
    Outcomes outcomes = new Outcomes();
    for (int i = 0; i < recordings.size(); i++) {
      int from = (int) ((long) TIMES * i / recordings.size());
      int to = (int) ((long) TIMES * (i + 1) / recordings.size());
      outcomes.add(damaged(parser, recordings.get(i), to - from));
    }
    assertThat(outcomes.good + outcomes.failed.size()).isPositive();
  }

  private static Outcomes damaged(Parser parser, Recording recording, int times) throws Exception {
    MutatedBodies bodies = new MutatedBodies(SEED, recording.body());
    Outcomes outcomes = new Outcomes();
    byte[][] latest = {{}};
    Wire wire =
        request -> {
          byte[] body =
              request.uri().getPath().endsWith("/getcrumb")
                  ? "abcDEF12345".getBytes(StandardCharsets.UTF_8)
                  : bodies.mutated();
          latest[0] = body;
          return new WireAnswer(200, Map.of(), new ByteArrayInputStream(body));
        };
    ProviderAccess access =
        ProviderAccess.at(SERVER)
            .withClock(InstantSource.fixed(Answers.NOW))
            .withHttp(
                HttpSettings.defaults().withRetries(0).withRate(1 << 30, Duration.ofSeconds(1)))
            .withWire(network -> wire);
    try (AutoCloseable market = parser.opener.apply(access)) {
      for (int i = 0; i < times; i++) {
        try {
          parser.question.ask(market, recording);
          outcomes.good++;
        } catch (ProviderException e) {
          outcomes.failed.add(e.reason());
          outcomes.refused++;
        } catch (RuntimeException | StackOverflowError e) {
          throw new AssertionError(
              recording.file()
                  + ", seed "
                  + SEED
                  + ", call "
                  + i
                  + ": "
                  + new String(latest[0], StandardCharsets.ISO_8859_1),
              e);
        }
      }
    }
    return outcomes;
  }

  private static final class Outcomes {
    private int good;
    private int refused;
    private final Set<ProviderException.Reason> failed =
        EnumSet.noneOf(ProviderException.Reason.class);

    private void add(Outcomes more) {
      good += more.good;
      refused += more.refused;
      failed.addAll(more.failed);
    }

    @Override
    public String toString() {
      return good + " good, " + refused + " refused " + failed;
    }
  }
}
