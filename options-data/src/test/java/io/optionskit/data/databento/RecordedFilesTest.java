/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.data.databento.DbnLayout.Field;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every recorded DBN file is read as the decoder beside it says, which was written by others from
 * the published layouts.
 */
class RecordedFilesTest {

  private static final List<String> HEADER_KEYS =
      List.of("rtype", "publisher_id", "instrument_id", "ts_event", "record_bytes");

  @BeforeAll
  static void filesAreThere() {
    Fixtures.assumePresent();
  }

  @TestFactory
  Stream<DynamicTest> everyFileIsReadFieldByField() {
    return Fixtures.withExpectation().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> compare(name)));
  }

  @Test
  void noFileIsLeftOut() {
    assertThat(Fixtures.withExpectation()).hasSizeGreaterThanOrEqualTo(60);
  }

  @TestFactory
  Stream<DynamicTest> olderFormatIsRefusedByName() {
    return Stream.of("definition", "ohlcv-1m", "ohlcv-1s", "trades")
        .map(name -> "dbn-test_data." + name + ".dbz")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        assertThatThrownBy(
                                () ->
                                    DbnReader.open(new ByteArrayInputStream(Fixtures.bytes(name))))
                            .isInstanceOfSatisfying(
                                ProviderException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                            .hasMessageContaining("DBZ")));
  }

  private static void compare(String name) {
    JsonNode expected = Fixtures.expected(name);
    int records = 0;
    try (DbnReader reader = Fixtures.open(name)) {
      compareMetadata(expected.path("metadata"), reader.metadata());
      while (reader.next()) {
        compareRecord(expected.path("records").path(records), reader.cursor());
        records++;
      }
      assertThat(reader.report().isTorn()).isFalse();
      assertThat(reader.report().records()).isEqualTo(records);
    }
    assertThat(records).isEqualTo(expected.path("record_count").asInt());
    assertThat(records).isEqualTo(expected.path("records").size());
  }

  private static void compareMetadata(JsonNode expected, Optional<DbnMetadata> metadata) {
    if (expected.isNull()) {
      assertThat(metadata).isEmpty();
      return;
    }
    DbnMetadata read = metadata.orElseThrow();
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("version", read.version());
    found.put("dataset", read.dataset());
    found.put("schema", read.schema().map(DbnSchema::text).orElse(null));
    found.put("start", nanos(read.start()));
    found.put("end", read.end().map(RecordedFilesTest::nanos).orElse(null));
    found.put("limit", read.limit().isPresent() ? "" + read.limit().getAsLong() : null);
    found.put("stype_in", read.symbolsIn().map(SymbolType::text).orElse(null));
    found.put("stype_out", read.symbolsOut().text());
    found.put("ts_out", read.hasSentTimes());
    found.put("symbol_cstr_len", read.symbolLength());
    found.put("symbols", read.symbols());
    found.put("partial", read.partial());
    found.put("not_found", read.notFound());
    found.put(
        "mappings",
        read.mappings().stream()
            .map(
                mapping ->
                    Map.of(
                        "raw_symbol",
                        mapping.symbol(),
                        "intervals",
                        mapping.intervals().stream()
                            .map(
                                interval ->
                                    Map.of(
                                        "start_date",
                                        number(interval.start()),
                                        "end_date",
                                        number(interval.end()),
                                        "symbol",
                                        interval.symbol()))
                            .toList()))
            .toList());
    assertThat(plain(expected)).isEqualTo(found);
  }

  private static void compareRecord(JsonNode expected, DbnCursor read) {
    List<String> keys = new ArrayList<>();
    expected.fieldNames().forEachRemaining(keys::add);
    assertThat(keys).containsAll(HEADER_KEYS);
    assertThat(read.kind().code()).isEqualTo(expected.path("rtype").asInt());
    assertThat(read.publisherId()).isEqualTo(expected.path("publisher_id").asInt());
    assertThat(read.instrumentId()).isEqualTo(expected.path("instrument_id").asLong());
    assertThat(time(read.eventNs())).isEqualTo(text(expected.path("ts_event")));
    assertThat(read.length()).isEqualTo(expected.path("record_bytes").asInt());
    assertThat(read.sentNs()).isEqualTo(DbnCursor.NO_TIME);
    if (expected.has("raw_text")) {
      assertThat(bodyText(read)).isEqualTo(expected.path("raw_text").asText());
      return;
    }
    Map<String, Object> found = new LinkedHashMap<>();
    for (Field field : read.fields()) {
      found.put(field.name(), value(read, field));
    }
    Map<String, Object> wanted = new LinkedHashMap<>();
    for (String key : keys) {
      if (!HEADER_KEYS.contains(key)) {
        JsonNode value = expected.path(key);
        wanted.put(key, value.isIntegralNumber() ? (Object) value.longValue() : text(value));
      }
    }
    assertThat(found).containsExactlyInAnyOrderEntriesOf(wanted);
    assertThat(read.toRecord().header().instrumentId()).isEqualTo(read.instrumentId());
  }

  /** Writes a field in the way of the other decoder. */
  private static Object value(DbnCursor read, Field field) {
    return switch (field.type()) {
      case PRICE ->
          read.number(field) == DbnCursor.NO_PRICE
              ? null
              : BigDecimal.valueOf(read.number(field), 9).toPlainString();
      case TIME -> time(read.number(field));
      case CHARACTER -> {
        char c = (char) read.number(field);
        yield c == 0 ? "" : Character.toString(c);
      }
      case TEXT -> read.text(field);
      default -> read.number(field);
    };
  }

  private static String bodyText(DbnCursor read) {
    byte[] bytes = read.toBytes();
    int end = 16;
    while (bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 16, end - 16, StandardCharsets.UTF_8);
  }

  private static String time(long ns) {
    return ns == -1 ? null : Long.toUnsignedString(ns);
  }

  private static String nanos(Instant instant) {
    return BigDecimal.valueOf(instant.getEpochSecond())
        .movePointRight(9)
        .add(BigDecimal.valueOf(instant.getNano()))
        .toPlainString();
  }

  private static int number(LocalDate date) {
    return Integer.parseInt(date.format(DateTimeFormatter.BASIC_ISO_DATE));
  }

  private static String text(JsonNode node) {
    return node.isNull() ? null : node.asText();
  }

  /** Turns a tree into maps, lists and plain values. */
  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(each -> list.add(plain(each)));
      return list;
    }
    return node.isNull()
        ? null
        : node.isBoolean()
            ? (Object) node.booleanValue()
            : node.isInt() ? node.intValue() : node.asText();
  }
}
