/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.optionskit.greeks.surface.SliceQuotes;
import io.optionskit.greeks.surface.SurfaceFit;
import io.optionskit.greeks.surface.SurfaceFitter;
import io.optionskit.greeks.surface.SurfaceModel;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every public method and constructor of the exported packages is called with {@code NaN},
 * infinities, subnormal numbers, zeros of both signs, huge, tiny and ordinary values, and with
 * arrays that are empty, do not match or are one and the same.
 *
 * <p>Allowed are a result, {@link IllegalArgumentException} with a message, {@link
 * NullPointerException} for a null, and what the Javadoc of an exempt method promises. Not allowed
 * are any other exception, a call that does not return, and an infinite number from numbers that
 * are 0 or between 1e-50 and 1e50 in size.
 *
 * <p>Each call has a seed of its own, which a failure names.
 */
class RobustnessTest {

  private static final long SEED = 20_261_121;

  /** Calls of one method at most, and after how much time no more are made if one was answered. */
  private static final int CALLS = 250;

  /**
   * Calls at most of a method that no call has answered yet, such as one that wants its own chain.
   */
  private static final int CALLS_UNANSWERED = 20_000;

  private static final Duration PER_METHOD = Duration.ofMillis(70);

  /** No single call may take longer; generous, because machines are shared. */
  private static final Duration PER_CALL = Duration.ofSeconds(20);

  /**
   * Methods of which no random call can be answered, each for a reason; all others must be answered
   * at least once, or what the fuzzer tries there is worthless.
   */
  private static final Set<String> NEVER_ANSWERED = Set.of();

  /** Methods whose Javadoc promises that exception for an object without what they return. */
  private static final Set<String> MAY_BE_ABSENT = Set.of("surface.SurfaceFit.getSurface()");

  /** Functions whose Javadoc promises an infinite number. */
  private static final Set<String> MAY_BE_INFINITE =
      Set.of("VolatilityInterval.upperBound(IvStatus, double)");

  @TestFactory
  Stream<DynamicTest> publicCodeNeitherBreaksNorHangsWhateverItIsGiven() {
    RandomArguments arguments = new RandomArguments();
    List<Class<?>> types = PublicTypes.all();
    makeSurface(arguments);
    makeInstances(types, arguments);
    Reach reach = new Reach();
    types.forEach(type -> PublicTypes.executables(type).forEach(reach::expect));
    return Stream.concat(
        types.stream()
            .map(type -> dynamicTest(type.getName(), () -> check(type, arguments, reach))),
        Stream.of(dynamicTest("every public method was answered", reach::assertAllAnswered)));
  }

  /** Counts the calls of each public method, and how many of them were answered. */
  private static final class Reach {

    private final Map<String, int[]> calls = new TreeMap<>();

    void expect(Executable each) {
      calls.put(PublicTypes.name(each), new int[2]);
    }

    void count(Executable each, boolean isAnswered) {
      int[] counts = calls.get(PublicTypes.name(each));
      counts[0]++;
      counts[1] += isAnswered ? 1 : 0;
    }

    boolean isAnswered(Executable each) {
      return calls.get(PublicTypes.name(each))[1] > 0;
    }

    void assertAllAnswered() {
      Set<String> silent = new TreeSet<>();
      int[] totals = new int[2];
      calls.forEach(
          (name, counts) -> {
            totals[0] += counts[0];
            totals[1] += counts[1];
            if (counts[1] == 0) {
              silent.add(name);
            }
          });
      System.out.printf(
          Locale.ROOT,
          "%d public methods, %d calls, %d answered, the others refused%n",
          calls.size(),
          totals[0],
          totals[1]);
      assertThat(silent).isEqualTo(new TreeSet<>(NEVER_ANSWERED));
    }
  }

  @TestFactory
  Stream<DynamicTest> nullIsNeverTakenForAValue() {
    RandomArguments arguments = new RandomArguments();
    List<Class<?>> types = PublicTypes.all();
    makeSurface(arguments);
    makeInstances(types, arguments);
    return types.stream()
        .map(type -> dynamicTest(type.getName(), () -> checkNulls(type, arguments)));
  }

  /** Puts a surface into the pool, which needs quotes that make sense together. */
  private static void makeSurface(RandomArguments arguments) {
    List<SliceQuotes> quotes = new ArrayList<>();
    for (double years : new double[] {0.01, 0.2, 1}) {
      double[] strikes = new double[21];
      double[] bids = new double[21];
      double[] asks = new double[21];
      for (int i = 0; i < strikes.length; i++) {
        strikes[i] = 80 + 2 * i;
        double k = (strikes[i] - 100) / 100;
        bids[i] = 0.2 - 0.1 * k + 0.3 * k * k;
        asks[i] = bids[i] + 0.01;
      }
      quotes.add(SliceQuotes.ofVolatilities("y" + years, years, 100, 0.99, strikes, bids, asks));
    }
    for (SurfaceModel model : SurfaceModel.values()) {
      SurfaceFit fit = SurfaceFitter.of(model).fit(quotes);
      arguments.keep(fit, new Random(SEED));
      arguments.keep(fit.getSurface(), new Random(SEED));
      arguments.keep(fit.expiries(), new Random(SEED));
    }
  }

  /** Fills the pool with objects that the public constructors and factories make. */
  private static void makeInstances(List<Class<?>> types, RandomArguments arguments) {
    for (int round = 0; round < 3; round++) {
      for (Class<?> type : types) {
        for (Executable each : PublicTypes.executables(type)) {
          makeInstances(each, round, arguments);
        }
      }
    }
  }

  private static void makeInstances(Executable each, int round, RandomArguments arguments) {
    Class<?> made =
        each instanceof Method method ? method.getReturnType() : each.getDeclaringClass();
    if (PublicTypes.isOurs(made) || made == Optional.class || made == List.class) {
      long endNs = System.nanoTime() + PER_METHOD.toNanos();
      for (int i = 0; i < 25 && System.nanoTime() < endNs; i++) {
        tryToMake(each, new Random(seed(each, 1000 * round + i)), arguments);
      }
    }
  }

  private static void tryToMake(Executable each, Random random, RandomArguments arguments) {
    try {
      Object[] given = arguments.ordinary(each, random);
      Object target = arguments.target(each, random);
      if (given != null && (target != null || !PublicTypes.needsTarget(each))) {
        arguments.keep(PublicTypes.call(each, target, given), random);
      }
    } catch (InvocationTargetException e) {
      // not a usable object; whether it may fail like this is checked elsewhere
    }
  }

  private static void check(Class<?> type, RandomArguments arguments, Reach reach) {
    Set<String> findings = new TreeSet<>();
    for (Executable each : PublicTypes.executables(type)) {
      String[] current = {""};
      assertTimeoutPreemptively(
          PER_CALL.plus(PER_METHOD),
          () -> callOften(each, arguments, findings, current, reach),
          () -> "does not return: " + current[0]);
    }
    assertThat(findings).as("seed %d", SEED).isEmpty();
  }

  private static boolean goesOn(int call, long endNs, boolean isAnswered) {
    return isAnswered ? call < CALLS && System.nanoTime() < endNs : call < CALLS_UNANSWERED;
  }

  private static void callOften(
      Executable each,
      RandomArguments arguments,
      Set<String> findings,
      String[] current,
      Reach reach) {
    long endNs = System.nanoTime() + PER_METHOD.toNanos();
    for (int i = 0; goesOn(i, endNs, reach.isAnswered(each)); i++) {
      Random random = new Random(seed(each, i));
      Object target = arguments.target(each, random);
      Object[] given = i % 4 == 0 ? arguments.ordinary(each, random) : arguments.any(each, random);
      if (given == null || (target == null && PublicTypes.needsTarget(each))) {
        return;
      }
      String call = PublicTypes.name(each) + " call " + i + RandomArguments.text(target, given);
      current[0] = call;
      findings.addAll(problems(each, target, given, call, reach));
      if (findings.size() > 8) {
        return;
      }
    }
  }

  private static List<String> problems(
      Executable each, Object target, Object[] given, String call, Reach reach) {
    boolean isModerate = RandomArguments.isModerate(given);
    try {
      Object result = PublicTypes.call(each, target, given);
      reach.count(each, true);
      if (isModerate
          && !PublicTypes.needsTarget(each)
          && RandomArguments.isInfinite(result)
          && !MAY_BE_INFINITE.contains(PublicTypes.name(each))) {
        return List.of("infinite result: " + call);
      }
      return List.of();
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      reach.count(each, false);
      boolean isAllowed =
          isRefusal(cause)
              || (cause instanceof IndexOutOfBoundsException && PublicTypes.takesIndex(each))
              || (cause instanceof IllegalStateException
                  && MAY_BE_ABSENT.contains(PublicTypes.name(each)));
      if (isAllowed) {
        return List.of();
      }
      StackTraceElement[] trace = cause.getStackTrace();
      return List.of(
          cause + " at " + (trace.length == 0 ? "?" : trace[0].toString()) + ": " + call);
    }
  }

  private static boolean isRefusal(Throwable cause) {
    return cause instanceof IllegalArgumentException
        && !(cause instanceof NumberFormatException)
        && cause.getMessage() != null
        && !cause.getMessage().isBlank();
  }

  private static void checkNulls(Class<?> type, RandomArguments arguments) {
    Set<String> findings = new TreeSet<>();
    for (Executable each : PublicTypes.executables(type)) {
      Random random = new Random(seed(each, -1));
      Object target = arguments.target(each, random);
      Object[] given = arguments.ordinary(each, random);
      if (given == null || (target == null && PublicTypes.needsTarget(each))) {
        continue;
      }
      for (int i = 0; i < given.length; i++) {
        if (!each.getParameterTypes()[i].isPrimitive() && !PublicTypes.isEquals(each)) {
          Object[] holed = Arrays.copyOf(given, given.length);
          holed[i] = null;
          findings.addAll(problemsOfNull(each, target, holed));
          if (given[i] instanceof Object[] elements && elements.length > 0) {
            Object[] holedElements = elements.clone();
            holedElements[elements.length / 2] = null;
            holed[i] = holedElements;
            findings.addAll(problemsOfNull(each, target, holed));
          }
        }
      }
    }
    assertThat(findings).as("seed %d", SEED).isEmpty();
  }

  private static List<String> problemsOfNull(Executable each, Object target, Object[] given) {
    List<String> found = new ArrayList<>();
    try {
      PublicTypes.call(each, target, given);
    } catch (InvocationTargetException e) {
      boolean isAllowed =
          e.getCause() instanceof NullPointerException
              || e.getCause() instanceof IllegalArgumentException;
      if (!isAllowed) {
        found.add(
            e.getCause() + ": " + PublicTypes.name(each) + RandomArguments.text(target, given));
      }
    }
    return found;
  }

  private static long seed(Executable each, int call) {
    return 31 * (SEED + PublicTypes.name(each).hashCode()) + call;
  }
}
