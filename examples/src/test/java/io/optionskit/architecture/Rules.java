/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** Rules about what code calls, for any set of classes, so that tests can show that they bite. */
final class Rules {

  private Rules() {}

  static ArchRule noWallClock(DescribedPredicate<JavaClass> where) {
    return noCalls(
        where,
        "read the wall clock",
        call("java.lang.System", "currentTimeMillis", "nanoTime")
            .or(call("java.time.Clock", "system", "systemUTC", "systemDefaultZone"))
            .or(call("java.time.Clock", "tick", "tickMillis", "tickSeconds", "tickMinutes"))
            .or(call("java.time.InstantSource", "system"))
            .or(call("java.util.Date", "<init>").and(arguments(0)))
            .or(call("java.util.Calendar", "getInstance"))
            .or(nowWithoutClock()));
  }

  static ArchRule noUnseededRandomness(DescribedPredicate<JavaClass> where) {
    return noCalls(
        where,
        "draw random numbers without a seed",
        call("java.lang.Math", "random")
            .or(call("java.lang.StrictMath", "random"))
            .or(call("java.util.UUID", "randomUUID"))
            .or(call("java.util.concurrent.ThreadLocalRandom", "current"))
            .or(call("java.security.SecureRandom", "<init>", "getInstanceStrong", "getInstance"))
            .or(call("java.util.random.RandomGenerator", "getDefault").or(factoryOfRandom()))
            .or(call("java.util.Random", "<init>").and(arguments(0)))
            .or(call("java.util.SplittableRandom", "<init>").and(arguments(0)))
            .or(call("java.util.Collections", "shuffle").and(arguments(1))));
  }

  /**
   * LinkedHashMap, TreeMap, EnumMap, lists and arrays iterate in an order the program decides. The
   * order of HashMap depends on hash codes, that of Set.of and Map.of on a number drawn at each
   * start of the virtual machine, that of parallel streams on the scheduler.
   */
  static ArchRule noUndefinedOrder(DescribedPredicate<JavaClass> where) {
    return noCalls(
        where,
        "build a collection without a defined order or run in parallel",
        call("java.util.HashMap", "<init>", "newHashMap")
            .or(call("java.util.HashSet", "<init>", "newHashSet"))
            .or(call("java.util.IdentityHashMap", "<init>"))
            .or(call("java.util.WeakHashMap", "<init>"))
            .or(call("java.util.Hashtable", "<init>"))
            .or(call("java.util.concurrent.ConcurrentHashMap", "<init>", "newKeySet"))
            .or(call("java.util.Set", "copyOf"))
            .or(call("java.util.Map", "copyOf", "ofEntries"))
            .or(call("java.util.Set", "of").and(not(arguments(0).or(oneElement()))))
            .or(call("java.util.Map", "of").and(moreArgumentsThan(2)))
            .or(
                call(
                    "java.util.stream.Collectors",
                    "toSet",
                    "toUnmodifiableSet",
                    "toUnmodifiableMap",
                    "toConcurrentMap",
                    "groupingByConcurrent"))
            .or(call("java.util.stream.Collectors", "toMap").and(not(moreArgumentsThan(3))))
            .or(call("java.util.stream.Collectors", "groupingBy").and(not(moreArgumentsThan(2))))
            .or(callOn("java.util.Collection", "parallelStream"))
            .or(callOn("java.util.stream.BaseStream", "parallel")));
  }

  static ArchRule noInputOrOutput(DescribedPredicate<JavaClass> where) {
    return noClasses()
        .that(where)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
                .or(
                    resideInAPackage("java.io..")
                        .and(not(named("java.io.Serializable")))
                        .and(not(named("java.io.Closeable")))
                        .and(not(named("java.io.UncheckedIOException")))
                        .and(not(named("java.io.IOException"))))
                .as("read or write files or the network"));
  }

  /** The virtual machine may replace these by code whose last bit differs between machines. */
  static ArchRule noIntrinsicFunctions(DescribedPredicate<JavaClass> where) {
    return noCalls(
        where,
        "call a Math function whose last bit is not fixed (use StrictMath)",
        call("java.lang.Math", "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot")
            .or(call("java.lang.Math", "sin", "cos", "tan", "asin", "acos", "atan", "atan2"))
            .or(call("java.lang.Math", "sinh", "cosh", "tanh")));
  }

  static ArchRule noDefaultLocaleZoneOrCharset(DescribedPredicate<JavaClass> where) {
    return noCalls(
        where,
        "use the default locale, time zone or charset",
        call("java.util.Locale", "getDefault")
            .or(call("java.time.ZoneId", "systemDefault"))
            .or(call("java.util.TimeZone", "getDefault"))
            .or(call("java.nio.charset.Charset", "defaultCharset"))
            .or(call("java.lang.String", "toUpperCase", "toLowerCase").and(arguments(0)))
            .or(call("java.lang.String", "getBytes").and(arguments(0)))
            .or(call("java.lang.String", "formatted"))
            .or(call("java.lang.String", "format").and(firstArgument(String.class)))
            .or(call("java.util.Formatter", "<init>").and(arguments(0)))
            .or(call("java.text.DecimalFormat", "<init>").and(not(moreArgumentsThan(1))))
            .or(call("java.text.NumberFormat", "getInstance").and(arguments(0)))
            .or(call("java.time.format.DateTimeFormatter", "ofPattern").and(arguments(1)))
            .or(call("java.io.FileReader", "<init>").and(arguments(1)))
            .or(call("java.io.FileWriter", "<init>").and(arguments(1)))
            .or(call("java.io.InputStreamReader", "<init>").and(arguments(1)))
            .or(call("java.io.OutputStreamWriter", "<init>").and(arguments(1))));
  }

  static ArchRule noEnvironment(DescribedPredicate<JavaClass> where) {
    return noCalls(
        where,
        "read the environment or end the process",
        call("java.lang.System", "getenv", "getProperty", "getProperties", "exit")
            .or(call("java.lang.Integer", "getInteger"))
            .or(call("java.lang.Long", "getLong"))
            .or(call("java.lang.Boolean", "getBoolean"))
            .or(call("java.lang.Runtime", "exit", "halt")));
  }

  static DescribedPredicate<JavaClass> named(String name) {
    return describe(name, type -> type.getName().equals(name));
  }

  private static ArchRule noCalls(
      DescribedPredicate<JavaClass> where,
      String what,
      DescribedPredicate<? super JavaAccess<?>> calls) {
    return noClasses().that(where).should().accessTargetWhere(calls.as(what));
  }

  private static DescribedPredicate<JavaAccess<?>> call(String owner, String... names) {
    Set<String> wanted = Set.of(names);
    return describe(
        owner + wanted,
        access ->
            wanted.contains(access.getTarget().getName())
                && access.getTargetOwner().getName().equals(owner));
  }

  private static DescribedPredicate<JavaAccess<?>> callOn(String owner, String name) {
    return describe(
        owner + "." + name,
        access ->
            access.getTarget().getName().equals(name)
                && access.getTargetOwner().isAssignableTo(owner));
  }

  private static DescribedPredicate<JavaAccess<?>> nowWithoutClock() {
    return describe(
        "java.time now()",
        access ->
            access.getTarget().getName().equals("now")
                && access.getTargetOwner().getPackageName().startsWith("java.time")
                && parameters(access).stream()
                    .noneMatch(parameter -> parameter.getName().equals("java.time.Clock")));
  }

  /** A named generator made without a seed; {@code RandomGeneratorFactory.create(long)} has one. */
  private static DescribedPredicate<JavaAccess<?>> factoryOfRandom() {
    return call("java.util.random.RandomGenerator", "of")
        .or(call("java.util.random.RandomGeneratorFactory", "create").and(arguments(0)));
  }

  private static DescribedPredicate<JavaAccess<?>> arguments(int count) {
    return describe(count + " arguments", access -> parameters(access).size() == count);
  }

  private static DescribedPredicate<JavaAccess<?>> moreArgumentsThan(int count) {
    return describe(
        "more than " + count + " arguments", access -> parameters(access).size() > count);
  }

  private static DescribedPredicate<JavaAccess<?>> oneElement() {
    return arguments(1)
        .and(describe("not an array", access -> !parameters(access).get(0).isArray()));
  }

  private static DescribedPredicate<JavaAccess<?>> firstArgument(Class<?> type) {
    return describe(
        "first argument " + type.getSimpleName(),
        access -> !parameters(access).isEmpty() && parameters(access).get(0).isEquivalentTo(type));
  }

  private static List<JavaClass> parameters(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        ? target.getRawParameterTypes()
        : List.of();
  }
}
