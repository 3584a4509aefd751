/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each rule finds every offence planted for it, and nothing in code that keeps all rules. */
class RulesTest {

  private static final JavaClasses PLANTED =
      new ClassFileImporter().importClasses(RulesTest.class.getDeclaredClasses());

  @Test
  void findsEveryReadingOfTheWallClock() {
    assertThat(offences(Rules::noWallClock, WallClock.class)).isEqualTo(5);
  }

  @Test
  void findsEveryUnseededRandomNumber() {
    assertThat(offences(Rules::noUnseededRandomness, Randomness.class)).isEqualTo(4);
  }

  @Test
  void findsEveryUndefinedOrder() {
    assertThat(offences(Rules::noUndefinedOrder, UndefinedOrder.class)).isEqualTo(8);
  }

  @Test
  void findsInputAndOutput() {
    assertThat(offences(Rules::noInputOrOutput, InputOutput.class)).isPositive();
  }

  @Test
  void findsEveryIntrinsicFunction() {
    assertThat(offences(Rules::noIntrinsicFunctions, Intrinsics.class)).isEqualTo(2);
  }

  @Test
  void findsEveryDefault() {
    assertThat(offences(Rules::noDefaultLocaleZoneOrCharset, Defaults.class)).isEqualTo(6);
  }

  @Test
  void findsEveryLookAtTheEnvironment() {
    assertThat(offences(Rules::noEnvironment, Environment.class)).isEqualTo(2);
  }

  @Test
  void leavesCleanCodeAlone() {
    List<Function<DescribedPredicate<JavaClass>, ArchRule>> rules =
        List.of(
            Rules::noWallClock,
            Rules::noUnseededRandomness,
            Rules::noUndefinedOrder,
            Rules::noInputOrOutput,
            Rules::noIntrinsicFunctions,
            Rules::noDefaultLocaleZoneOrCharset,
            Rules::noEnvironment);

    assertThat(rules).allSatisfy(rule -> assertThat(offences(rule, Clean.class)).isZero());
  }

  private static int offences(
      Function<DescribedPredicate<JavaClass>, ArchRule> rule, Class<?> type) {
    return rule.apply(Rules.named(type.getName()))
        .evaluate(PLANTED)
        .getFailureReport()
        .getDetails()
        .size();
  }

  @SuppressWarnings("unused")
  private static final class WallClock {
    final long millis = System.currentTimeMillis();
    final long nanos = System.nanoTime();
    final Instant instant = Instant.now();
    final LocalDate date = LocalDate.now(ZoneOffset.UTC);
    final Clock clock = Clock.systemUTC();
  }

  @SuppressWarnings("unused")
  private static final class Randomness {
    final double number = Math.random();
    final Random unseeded = new Random();
    final UUID id = UUID.randomUUID();
    final int shared = ThreadLocalRandom.current().hashCode();
  }

  @SuppressWarnings("unused")
  private static final class UndefinedOrder {
    final Map<String, String> map = new HashMap<>();
    final Set<String> set = new HashSet<>();
    final Supplier<Map<String, String>> reference = HashMap::new;
    final Set<String> two = Set.of("a", "b");
    final Set<String> copy = Set.copyOf(List.of("a"));
    final Map<String, String> entries = Map.of("a", "b", "c", "d");
    final Map<Integer, List<String>> groups =
        List.of("a").stream().collect(Collectors.groupingBy(String::length));
    final long parallel = List.of("a").parallelStream().count();
  }

  @SuppressWarnings("unused")
  private static final class InputOutput {
    final boolean exists = Files.exists(Path.of("."));
  }

  @SuppressWarnings("unused")
  private static final class Intrinsics {
    final double exponential = Math.exp(1);
    final double power = Math.pow(2, 3);
  }

  @SuppressWarnings({"unused", "StringCaseLocaleUsage", "DefaultCharset"})
  private static final class Defaults {
    final Locale locale = Locale.getDefault();
    final ZoneId zone = ZoneId.systemDefault();
    final String upper = "a".toUpperCase();
    final byte[] bytes = "a".getBytes();
    final String format = String.format("%d", 1);
    final String formatted = "%d".formatted(1);
  }

  @SuppressWarnings("unused")
  private static final class Environment {
    final String home = System.getenv("HOME");
    final String zone = System.getProperty("user.timezone");
  }

  private enum Side {
    LEFT,
    RIGHT
  }

  @SuppressWarnings("unused")
  private static final class Clean {
    final Instant now;
    final Random seeded = new Random(42);
    final Map<String, String> linked = new LinkedHashMap<>();
    final Map<String, Integer> sorted =
        List.of("a").stream()
            .collect(Collectors.toMap(k -> k, String::length, (a, b) -> a, TreeMap::new));
    final Set<Side> sides = EnumSet.of(Side.LEFT, Side.RIGHT);
    final Set<String> one = Set.of("a");
    final Map<String, String> entry = Map.of("a", "b");
    final List<String> list = new ArrayList<>();
    final double root = Math.sqrt(Math.fma(2, 3, StrictMath.exp(1)));
    final String upper = "a".toUpperCase(Locale.ROOT);
    final byte[] bytes = "a".getBytes(StandardCharsets.UTF_8);
    final String format = String.format(Locale.ROOT, "%d", 1);

    Clean(Clock clock) {
      now = Instant.now(clock);
    }
  }
}
