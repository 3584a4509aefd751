/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damaged JSON answers give a {@link ProviderException} that does not tell the key, and nothing
 * else.
 *
 * <p>{@code -Doptionskit.mutations=200000} sets the number of damaged answers.
 */
class AnswerFuzzTest {

  private static final int MUTATIONS = Integer.getInteger("optionskit.mutations", 10_000);
  private static final long SEED = Long.getLong("optionskit.seed", 20250221);
  private static final String SECRET = "db-CANARYcanary0123456789abcdefgh";
  private static final DatabentoKey KEY = DatabentoKey.of(SECRET);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String SYMBOLS =
      """
      {"result":{"AAPL  250221C00250000":[{"d0":"2025-02-20","d1":"2025-02-21","s":"16783963"},
      {"d0":"2025-02-21","d1":"2025-02-22","s":"5"}]},"partial":["X"],"not_found":["Y"]}
      """;

  private static final List<String> ERRORS =
      List.of(
          "{\"detail\":\"bad key " + SECRET + "\"}",
          "{\"detail\":{\"case\":\"license_not_found\",\"message\":\"for " + SECRET + "\"}}",
          "{\"detail\":[{\"loc\":[\"body\",\"start\"],\"msg\":\"" + SECRET + "\",\"type\":\"x\"}]}",
          "Internal Server Error " + SECRET);

  private static final String PIECES = "{}[]\":,0123456789-.eE\\ntrue<";

  @Test
  void aboutSymbolsNeverSurprise() {
    Random random = new Random(SEED);
    Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    int understood = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      String answer = mutate(SYMBOLS, random);
      try {
        SymbolResolution resolution = SymbolResolution.parse(JSON.readTree(answer));
        assertThat(InstrumentMap.of(resolution, SymbolType.RAW_SYMBOL)).isNotNull();
        understood++;
      } catch (ProviderException e) {
        reasons.merge(e.reason(), 1, Integer::sum);
      } catch (JsonProcessingException e) {
        reasons.merge(Reason.BAD_DATA, 1, Integer::sum); // as the client does
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + SEED + ", mutation " + i + ": " + answer, e);
      }
    }

    System.out.printf(
        "answers about symbols: seed %d, %d mutations, %d understood, %s%n",
        SEED, MUTATIONS, understood, reasons);
    assertThat(reasons).containsOnlyKeys(Reason.BAD_DATA, Reason.SCHEMA_CHANGED);
    assertThat(understood).isPositive();
  }

  @Test
  void ofErrorsAlwaysHaveAReasonAndNeverTheKey() {
    Random random = new Random(SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      String body = ERRORS.get(random.nextInt(ERRORS.size()));
      // The key itself stays whole: what is left of half a key is none.
      int secret = body.indexOf(SECRET);
      String damaged =
          mutate(body.substring(0, secret), random)
              + SECRET
              + mutate(body.substring(secret + SECRET.length()), random);
      int status = 400 + random.nextInt(200);

      HttpAnswer answer =
          new HttpAnswer(
              DatabentoHistory.HOME,
              status,
              damaged.getBytes(StandardCharsets.UTF_8),
              Instant.EPOCH,
              Duration.ZERO,
              Map.of("request-id", "r-" + i));

      ProviderException e = DatabentoErrors.of("test", answer, Optional.of(KEY));

      assertThat(e.getMessage())
          .as("seed %d, mutation %d", SEED, i)
          .doesNotContain("CANARY")
          .startsWith("databento answered " + status);
      assertThat(e.getMessage().length()).isLessThan(1200);
    }
  }

  private static String mutate(String original, Random random) {
    StringBuilder text = new StringBuilder(original);
    for (int i = random.nextInt(3); i >= 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      char piece = PIECES.charAt(random.nextInt(PIECES.length()));
      switch (random.nextInt(5)) {
        case 0 -> text.setCharAt(at, piece);
        case 1 -> text.insert(at, piece);
        case 2 -> text.deleteCharAt(at);
        case 3 -> text.setCharAt(at, (char) ('0' + random.nextInt(10)));
        default -> text.delete(at, Math.min(text.length(), at + random.nextInt(12)));
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
