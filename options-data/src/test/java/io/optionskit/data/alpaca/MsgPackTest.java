/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.optionskit.spi.ProviderException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes worked out by hand from the specification of MessagePack. */
class MsgPackTest {

  private static JsonNode read(String hex) {
    return MsgPack.read(HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "00|0",
        "7f|127",
        "ff|-1",
        "e0|-32",
        "c0|null",
        "c2|false",
        "c3|true",
        "cc80|128",
        "cdffff|65535",
        "ceffffffff|4294967295",
        "cfffffffffffffffff|18446744073709551615",
        "cf000000000000002a|42",
        "d080|-128",
        "d18000|-32768",
        "d280000000|-2147483648",
        "d38000000000000000|-9223372036854775808",
        "ca3fc00000|1.5",
        "cb3ff8000000000000|1.5",
        "a0|\"\"",
        "a3616263|\"abc\"",
        "d903616263|\"abc\"",
        "da0003616263|\"abc\"",
        "db00000003616263|\"abc\"",
        "a2c3a9|\"é\"",
        "90|[]",
        "9301a161c0|[1,\"a\",null]",
        "dc000101|[1]",
        "dd0000000101|[1]",
        "80|{}",
        "82a16101a162c3|{\"a\":1,\"b\":true}",
        "de0001a16101|{\"a\":1}",
        "df00000001a16101|{\"a\":1}",
        "c40201ff|\"Af8=\"",
        "d6ff00000000|\"1970-01-01T00:00:00Z\"",
        "d6ffffffffff|\"2106-02-07T06:28:15Z\"",
        "c70cff3b9ac9ffffffffffffffffff|\"1969-12-31T23:59:59.999999999Z\"",
      })
  void everyFormIsReadAsTheJsonItStandsFor(String hex, String json) {
    assertThat(read(hex).toString()).isEqualTo(json);
  }

  @Test
  void aTimeOfEightBytesHasNanosecondsAndSeconds() {
    long seconds = 1_714_075_200L;
    long bits = 259_123_456L << 34 | seconds;

    assertThat(read("d7ff" + HexFormat.of().toHexDigits(bits)).textValue())
        .isEqualTo("2024-04-25T20:00:00.259123456Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0000",
        "c1",
        "a361",
        "92c0",
        "81a161",
        "8101c0",
        "dbffffffff00",
        "ddffffffff00",
        "c6ffffffff00",
        "a1ff",
        "d40100",
        "c703ff010203",
        "c70cff000000007fffffffffffffff",
        "9191919191919191919191919191919191919191919191919191919191919191919100"
      })
  void anythingElseIsBadData(String hex) {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> read(hex))
        .matches(e -> e.reason() == ProviderException.Reason.BAD_DATA);
  }

  @Test
  void whatIsWrittenIsReadBackAlike() throws IOException {
    String names = "\"SPY260320P00500000\",".repeat(40);
    JsonNode value =
        JsonMapper.builder()
            .build()
            .readTree(
                "{\"action\":\"subscribe\",\"n\":-7,\"x\":2.5,\"long\":\""
                    + "é".repeat(300)
                    + "\",\"quotes\":["
                    + names.substring(0, names.length() - 1)
                    + "]}");

    assertThat(MsgPack.read(MsgPack.write(value)).toString()).isEqualTo(value.toString());
  }

  @Test
  void randomBytesAreAValueOrBadData() {
    SplittableRandom random = new SplittableRandom(20251121);
    int times = Integer.getInteger("optionskit.mutations", 20_000);
    int values = 0;
    for (int i = 0; i < times; i++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int size = random.nextInt(40);
      for (int k = 0; k < size; k++) {
        bytes.write(random.nextInt(256));
      }
      try {
        MsgPack.read(bytes.toByteArray());
        values++;
      } catch (ProviderException e) {
        assertThat(e.reason()).isEqualTo(ProviderException.Reason.BAD_DATA);
      }
    }
    assertThat(values).isPositive().isLessThan(times);
  }
}
