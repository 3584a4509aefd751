/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.profile;

import io.optionskit.contract.Underlying;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How values of one kind are written in a profile.
 *
 * @param expects what a right value looks like, to follow "must be"
 * @param parser text to value; throws {@link IllegalArgumentException} or {@link DateTimeException}
 * @param printer value to its one canonical text
 * @param <T> type of the values
 */
record Format<T>(String expects, Function<String, T> parser, Function<T, String> printer) {

  /** Limits a format to some of its values. */
  private Format<T> where(String condition, java.util.function.Predicate<T> allowed) {
    return new Format<>(
        condition,
        text -> {
          T value = parser.apply(text);
          if (!allowed.test(value)) {
            throw new IllegalArgumentException(text);
          }
          return value;
        },
        printer);
  }

  /** The same, or a word that stands for no value. */
  Format<Optional<T>> or(String word) {
    return new Format<>(
        expects + ", or " + word,
        text -> text.equals(word) ? Optional.empty() : Optional.of(parser.apply(text)),
        value -> value.map(printer).orElse(word));
  }

  static Format<Boolean> flag() {
    return choice("true", "false").map(Boolean::parseBoolean, String::valueOf);
  }

  static Format<String> choice(String... words) {
    List<String> allowed = List.of(words);
    String expects = allowed.size() == 1 ? allowed.get(0) : "one of " + String.join(", ", allowed);
    return new Format<>(expects, Function.identity(), Function.<String>identity())
        .where(expects, allowed::contains);
  }

  static <E extends Enum<E>> Format<E> choice(Class<E> type) {
    Function<E, String> word = value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String words =
        Arrays.stream(type.getEnumConstants()).map(word).collect(Collectors.joining(", "));
    return new Format<>(
        "one of " + words,
        text ->
            Arrays.stream(type.getEnumConstants())
                .filter(value -> word.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)),
        word);
  }

  static Format<Integer> count(int min, int max) {
    return new Format<>("", Integer::parseInt, String::valueOf)
        .where("a whole number from " + min + " to " + max, n -> n >= min && n <= max);
  }

  static Format<BigDecimal> number(String min, String max) {
    BigDecimal low = new BigDecimal(min);
    BigDecimal high = new BigDecimal(max);
    return new Format<>("", BigDecimal::new, Format::plain)
        .where(
            "a number from " + min + " to " + max,
            n -> n.compareTo(low) >= 0 && n.compareTo(high) <= 0);
  }

  /** Part of a whole: 0.05 is 5 %. */
  static Format<BigDecimal> fraction() {
    return number("0", "1").expecting("a fraction from 0 to 1, such as 0.05 for 5 %");
  }

  static Format<BigDecimal> dollars() {
    return number("0", "1000000000").expecting("dollars from 0 to 1000000000");
  }

  static Format<Range> range(String min, String max) {
    Format<BigDecimal> bound = number(min, max);
    return list(bound)
        .where("", parts -> parts.size() == 2)
        .map(
            parts -> new Range(parts.get(0), parts.get(1)),
            range -> List.of(range.low(), range.high()))
        .expecting("[low, high] within " + min + " to " + max);
  }

  static Format<Limit> limit() {
    return new Format<>("a limit such as '> 10' or '>= 100'", Limit::parse, Limit::toString);
  }

  static Format<Duration> duration() {
    return new Format<>("", Duration::parse, Duration::toString)
        .where(
            "an ISO 8601 duration above zero, such as PT300S",
            duration -> !duration.isZero() && !duration.isNegative());
  }

  static Format<Period> period() {
    return new Format<>("", Period::parse, Period::toString)
        .where("a period above zero, such as P30D or P1Y", p -> !p.isZero() && !p.isNegative());
  }

  static Format<LocalTime> time() {
    return new Format<>(
        "a time of day in New York, such as 16:30", LocalTime::parse, String::valueOf);
  }

  static Format<List<LocalTime>> timeSpan() {
    Format<LocalTime> time = time();
    return new Format<>(
            "",
            text -> Arrays.stream(text.split("-", -1)).map(time.parser).toList(),
            times -> times.stream().map(time.printer).collect(Collectors.joining("-")))
        .where(
            "times of day in New York, such as 09:30-16:00",
            times -> times.size() == 2 && times.get(0).isBefore(times.get(1)));
  }

  /** Bytes; 1 MB is 1024 KB. */
  static Format<Long> bytes() {
    return new Format<>("a size such as 256 MB or 1 KB", Format::parseBytes, String::valueOf);
  }

  static Format<List<String>> symbols() {
    return list(new Format<>("", text -> new Underlying(text).symbol(), Function.identity()))
        .expecting("a list of tickers, such as [SPY, QQQ]");
  }

  static Format<List<String>> words(String... words) {
    Format<String> word = choice(words);
    return list(word).expecting("a list of " + String.join(", ", words));
  }

  static Format<List<Integer>> counts(int min, int max) {
    return list(count(min, max)).expecting("a list of whole numbers from " + min + " to " + max);
  }

  static Format<String> host() {
    return new Format<>("", Function.identity(), Function.<String>identity())
        .where("a host name or address", text -> text.matches("[A-Za-z0-9.:-]{1,253}"));
  }

  private static <T> Format<List<T>> list(Format<T> element) {
    return new Format<>(
            "",
            text ->
                Arrays.stream(text.split(",", -1)).map(String::strip).map(element.parser).toList(),
            values -> values.stream().map(element.printer).collect(Collectors.joining(",")))
        .where("", values -> values.size() == values.stream().distinct().count());
  }

  private <U> Format<U> map(Function<T, U> to, Function<U, T> from) {
    return new Format<>(expects, parser.andThen(to), from.andThen(printer));
  }

  private Format<T> expecting(String text) {
    return new Format<>(text, parser, printer);
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static long parseBytes(String text) {
    String digits = text.replaceFirst(" ?(KB|MB|GB)?$", "");
    int shift = text.endsWith("GB") ? 30 : text.endsWith("MB") ? 20 : text.endsWith("KB") ? 10 : 0;
    return Math.multiplyExact((long) Integer.parseInt(digits), 1L << shift);
  }
}
