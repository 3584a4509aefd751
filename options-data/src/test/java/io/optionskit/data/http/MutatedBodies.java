/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A wire that answers every request with a body damaged at random: bytes changed, pieces left out
 * or repeated, numbers and texts exchanged for odd ones. The same seed gives the same bodies.
 */
public final class MutatedBodies implements Wire {

  private static final List<String> ODD =
      List.of(
          "null",
          "[]",
          "{}",
          "-1",
          "0",
          "1e308",
          "1e-320",
          "1e999",
          "-0.0",
          "\"\"",
          "\"NaN\"",
          "\"1E999999999\"",
          "9223372036854775807",
          "18446744073709551616",
          "true",
          "\"0001-01-01T00:00:00Z\"",
          "\"\\u0000\"",
          "\"https://evil.example/a\"");

  private final Random random;
  private final byte[] body;

  public MutatedBodies(long seed, String body) {
    random = new Random(seed);
    this.body = body.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public WireAnswer send(WireRequest request) {
    return new WireAnswer(200, Map.of(), new ByteArrayInputStream(mutated()));
  }

  /** Returns the next damaged body. */
  public byte[] mutated() {
    byte[] damaged = body.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && damaged.length > 0; i++) {
      damaged = once(damaged);
    }
    return damaged;
  }

  private byte[] once(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(random.nextInt(12), bytes.length - at);
    String before = text(bytes, 0, at);
    String after = text(bytes, at + length, bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> bytes(before + (char) random.nextInt(256) + text(bytes, at + 1, bytes.length));
      case 1 -> bytes(before + after);
      case 2 -> bytes(before + text(bytes, at, at + length) + text(bytes, at, bytes.length));
      default -> withOddValue(bytes, at);
    };
  }

  /** Exchanges the value after the next colon. */
  private byte[] withOddValue(byte[] bytes, int from) {
    String text = text(bytes, 0, bytes.length);
    int colon = text.indexOf(':', from);
    int end = colon + 1;
    while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return colon < 0
        ? bytes
        : bytes(
            text.substring(0, colon + 1)
                + ODD.get(random.nextInt(ODD.size()))
                + text.substring(end));
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, Math.max(0, to - from), StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
