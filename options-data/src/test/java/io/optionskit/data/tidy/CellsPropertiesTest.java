/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.market.EpochNanos;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class CellsPropertiesTest {

  private final Cells cells = new Cells();

  private double number(String text) {
    return cells.number(padded(text), 2, text.length());
  }

  private static char[] padded(String text) {
    return ("9." + text + "9").toCharArray();
  }

  @Property(tries = 20_000)
  void readsDecimalsToTheLastBit(@ForAll("decimals") String text) {
    assertThat(number(text)).isEqualTo(Double.parseDouble(text));
    assertThat(cells.state).isEqualTo(Cells.State.OK);
  }

  @Property(tries = 20_000)
  void readsWhatJavaPrints(@ForAll double value) {
    double read = number(Double.toString(value));

    assertThat(Double.compare(read, value)).isZero();
  }

  @Provide
  Arbitrary<String> decimals() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(22);
    Arbitrary<String> fraction = Arbitraries.strings().numeric().ofMaxLength(25);
    Arbitrary<String> sign = Arbitraries.of("", "-", "+");
    return Combinators.combine(sign, digits, fraction).as((s, d, f) -> s + d + "." + f);
  }

  @Property
  void readsEveryStrikeOfAListing(@ForAll @LongRange(min = 1, max = 99_999_999) long thousandths) {
    BigDecimal strike = BigDecimal.valueOf(thousandths, 3);
    for (String text :
        new String[] {
          strike.toPlainString(),
          strike.stripTrailingZeros().toPlainString(),
          strike.setScale(6).toPlainString(),
          Double.toString(strike.doubleValue())
        }) {
      assertThat(cells.strike(padded(text), 2, text.length())).as(text).isEqualTo(thousandths);
    }
  }

  @Property
  void refusesStrikesWithAFourthDecimal(
      @ForAll @LongRange(min = 1, max = 9_999_999_999L) long tenThousandths) {
    String text = BigDecimal.valueOf(tenThousandths, 4).toPlainString();

    long strike = cells.strike(padded(text), 2, text.length());

    boolean possible = tenThousandths % 10 == 0 && tenThousandths / 10 <= 99_999_999;
    assertThat(strike).isEqualTo(possible ? tenThousandths / 10 : Cells.NONE);
  }

  @Property
  void readsEveryDate(@ForAll @IntRange(min = 0, max = 84_000) int epochDay) {
    String text = LocalDate.ofEpochDay(epochDay).toString();

    assertThat(cells.date(padded(text), 2, 10)).isEqualTo(epochDay);
  }

  @Property
  void refusesDatesThatJavaRefuses(
      @ForAll @IntRange(min = 1970, max = 2199) int year,
      @ForAll @IntRange(min = 0, max = 14) int month,
      @ForAll @IntRange(min = 0, max = 33) int day) {
    String text = String.format(java.util.Locale.ROOT, "%04d-%02d-%02d", year, month, day);
    boolean isDate;
    try {
      LocalDate.parse(text);
      isDate = true;
    } catch (java.time.DateTimeException e) {
      isDate = false;
    }

    assertThat(cells.date(padded(text), 2, 10) != Cells.NONE).isEqualTo(isDate);
  }

  @Property
  void readsEveryInstantAtEveryOffset(
      @ForAll @LongRange(min = 100_000, max = 7_000_000_000L) long epochSecond,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nano,
      @ForAll @IntRange(min = -1080, max = 1080) int offsetMinutes) {
    Instant instant = Instant.ofEpochSecond(epochSecond, nano);
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * offsetMinutes);
    String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atOffset(offset));

    assertThat(cells.time(padded(text), 2, text.length())).isEqualTo(EpochNanos.of(instant));
    assertThat(cells.time(padded(text), 2, text.length())).isEqualTo(EpochNanos.of(instant));
  }
}
