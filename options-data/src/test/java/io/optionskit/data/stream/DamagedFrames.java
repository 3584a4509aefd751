/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.data.http.MutatedBodies;
import io.optionskit.market.Quote;
import io.optionskit.spi.ProviderException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Gives a protocol damaged frames, of which each must be read or be bad data, and what is read must
 * be possible. {@code -Doptionskit.mutations=200000} makes it many.
 */
public final class DamagedFrames {

  private static final int TIMES = Integer.getInteger("optionskit.mutations", 2_000);
  private static final long SEED = Long.getLong("optionskit.seed", 20251121L);
  private static final Instant NOW = Instant.parse("2026-03-02T14:30:00Z");

  private DamagedFrames() {}

  /** Damages texts. */
  public static void ofText(StreamProtocol protocol, String text) {
    MutatedBodies bodies = new MutatedBodies(SEED, text);
    run(protocol, i -> StreamFrame.of(new String(bodies.mutated(), StandardCharsets.UTF_8)));
  }

  /** Damages bytes. */
  public static void ofBytes(
      StreamProtocol protocol, byte[] bytes, Function<byte[], StreamFrame> wrap) {
    SplittableRandom random = new SplittableRandom(SEED);
    run(
        protocol,
        i -> {
          byte[] damaged =
              random.nextInt(8) == 0
                  ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))
                  : bytes.clone();
          for (int k = random.nextInt(1, 4); k > 0 && damaged.length > 0; k--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
          }
          return wrap.apply(damaged);
        });
  }

  private static void run(StreamProtocol protocol, Function<Integer, StreamFrame> frames) {
    int read = 0;
    for (int i = 0; i < TIMES; i++) {
      StreamFrame frame = frames.apply(i);
      try {
        StreamReading reading = protocol.read(frame, NOW);
        assertThat(reading.refused()).isNotNegative();
        reading.events().forEach(DamagedFrames::check);
        read++;
      } catch (ProviderException e) {
        assertThat(e.reason()).isEqualTo(ProviderException.Reason.BAD_DATA);
        assertThat(e.getMessage()).isNotEmpty();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + SEED + ", frame " + i, e);
      }
    }
    assertThat(read).as("frames that could be read").isPositive().isLessThanOrEqualTo(TIMES);
  }

  private static void check(StreamEvent event) {
    if (event instanceof QuoteEvent quote) {
      Quote q = quote.quote();
      q.bid().ifPresent(bid -> assertThat(bid).isPositive().isFinite());
      q.ask().ifPresent(ask -> assertThat(ask).isPositive().isFinite());
    } else if (event instanceof TradeEvent trade) {
      assertThat(trade.price()).isPositive().isFinite();
    } else if (event instanceof ValueEvent value) {
      assertThat(value.value()).isPositive().isFinite();
    }
    assertThat(event.toString()).isNotEmpty();
  }
}
