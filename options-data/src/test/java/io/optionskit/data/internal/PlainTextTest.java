/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

  private static final long SEED = 20260920;
  private static final int TIMES = 20_000;
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "-0.0",
        "00012",
        "1.",
        ".5",
        "-.5",
        ".",
        "-",
        "",
        "+1",
        "1e5",
        "1E-400",
        "1e400",
        "NaN",
        "Infinity",
        "0x1p3",
        "1d",
        "1f",
        "١٢",
        "1_000",
        "1,5",
        " 1",
        "1 ",
        "--1",
        "1.2.3",
        "123456789012345",
        "1234567890123456",
        "12345678901234.5",
        "0.1",
        "0.30000000000000004",
        "999999999999999",
        "0.00000000000001",
        "-9007199254740993",
        "5.",
        "1-",
        "1.5-"
      })
  void numbersAreThoseOfTheExactParser(String text) {
    assertSame(text, PlainText::number, it -> new BigDecimal(it).doubleValue());
  }

  @Test
  void randomNumbersAreThoseOfTheExactParser() {
    Random random = new Random(SEED);
    for (int i = 0; i < TIMES; i++) {
      BigDecimal value =
          BigDecimal.valueOf(random.nextLong() >> random.nextInt(60), random.nextInt(18));
      assertSame(value.toPlainString(), PlainText::number, it -> new BigDecimal(it).doubleValue());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29",
        "2023-02-29",
        "1900-02-29",
        "2000-02-29",
        "2024-04-31",
        "2024-13-01",
        "2024-00-10",
        "2024-01-00",
        "2024-01-32",
        "0000-01-01",
        "9999-12-31",
        "+12024-01-01",
        "-2024-01-01",
        "20240101",
        "2024-1-01",
        "2024/01/01",
        "2024-01-0a",
        "",
        "2024-01-01 ",
        "٢٠٢٤-01-01"
      })
  void datesAreThoseOfThePlatform(String text) {
    assertSame(text, PlainText::date, LocalDate::parse);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20240229", "20230229", "20241301", "20240100", "2024010", "202401010", "20240101Z",
        "20240101+0100", "2024-01-01", "", "2024010a", "+2024010", "-0240101", "00000101"
      })
  void basicDatesAreThoseOfThePlatform(String text) {
    assertSame(
        text, PlainText::basicDate, it -> LocalDate.parse(it, DateTimeFormatter.BASIC_ISO_DATE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-11-04T09:30:00",
        "2024-11-04T09:30:00.91",
        "2024-11-04T09:30",
        "2024-11-04t09:30:00",
        "2024-11-04T24:00:00",
        "2024-11-04T23:59:60",
        "2024-11-04T09:60:00",
        "2024-11-04 09:30:00",
        "2024-11-04T09:30:00.",
        "2024-11-04T09:30:00.0",
        "2024-11-04T09:30:00.123456789",
        "2024-11-04T09:30:00.1234567890",
        "2024-11-04T09:30:00,5",
        "2024-11-04T09:30:00Z",
        "2024-11-04T09:30:00+01:00",
        "2024-11-04T09:30:00.000000001Z",
        "2024-02-30T09:30:00",
        "2024-11-03T01:30:00",
        "2024-11-03T00:00:00",
        "2024-11-03T23:59:59.9",
        "2024-03-10T02:30:00",
        "2024-03-10T01:59:59",
        "2024-03-10T03:00:00",
        "2024-03-11T00:00:00",
        "2024-03-09T23:00:00",
        "0001-01-01T00:00:00Z",
        "1883-11-18T12:00:00",
        "",
        "Z",
        "2024-11-04T09:30:0a",
        "2024-11-04T9:30:00.1",
        "2024-11-04T09:30:00-05:00"
      })
  void timesAreThoseOfThePlatform(String text) {
    assertSame(
        text, PlainText::newYorkTime, it -> LocalDateTime.parse(it).atZone(NEW_YORK).toInstant());
    assertSame(text, PlainText::utcTime, it -> LocalDateTime.parse(it).toInstant(ZoneOffset.UTC));
    assertSame(text, PlainText::time, it -> OffsetDateTime.parse(it).toInstant());
  }

  @Test
  void randomTimesAreThoseOfThePlatform() {
    Random random = new Random(SEED);
    for (int i = 0; i < TIMES; i++) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              random.nextInt(), random.nextInt(1_000_000_000), ZoneOffset.UTC);
      assertThat(PlainText.newYorkTime(time.toString()))
          .isEqualTo(time.atZone(NEW_YORK).toInstant());
      assertThat(PlainText.time(time + "Z")).isEqualTo(time.toInstant(ZoneOffset.UTC));
      assertThat(PlainText.utcTime(time.toString())).isEqualTo(time.toInstant(ZoneOffset.UTC));
    }
  }

  @Test
  void damagedTextsFailAsTheyDoOnThePlatform() {
    Random random = new Random(SEED);
    List<String> good = List.of("2024-11-04T09:30:00.91Z", "2024-11-04", "-1234.5678");
    for (int i = 0; i < TIMES; i++) {
      StringBuilder text = new StringBuilder(good.get(random.nextInt(good.size())));
      for (int damage = random.nextInt(3); damage >= 0; damage--) {
        text.setCharAt(
            random.nextInt(text.length()), "0123456789.-+:TZe ".charAt(random.nextInt(18)));
      }
      String damaged = text.toString();
      assertSame(damaged, PlainText::number, it -> new BigDecimal(it).doubleValue());
      assertSame(damaged, PlainText::date, LocalDate::parse);
      assertSame(damaged, PlainText::time, it -> OffsetDateTime.parse(it).toInstant());
      assertSame(
          damaged,
          PlainText::newYorkTime,
          it -> LocalDateTime.parse(it).atZone(NEW_YORK).toInstant());
    }
  }

  private static <T> void assertSame(
      String text, Function<String, T> ours, Function<String, T> platform) {
    assertThat(outcome(text, ours)).as(text).isEqualTo(outcome(text, platform));
  }

  /** Returns the value, or nothing where there is none. */
  private static <T> Optional<T> outcome(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Test
  void theLatestDayIsNoTrapForThreads() {
    assertThat(PlainText.newYorkTime("2024-11-04T09:30:00"))
        .isEqualTo(Instant.parse("2024-11-04T14:30:00Z"));
    assertThat(PlainText.newYorkTime("2024-07-04T09:30:00"))
        .isEqualTo(Instant.parse("2024-07-04T13:30:00Z"));
  }
}
