/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanBatch;
import io.optionskit.greeks.american.AmericanColumns;
import io.optionskit.greeks.batch.EuropeanBatch;
import io.optionskit.greeks.batch.ImpliedVolatilityBatch;
import io.optionskit.greeks.batch.IntervalColumns;
import io.optionskit.greeks.batch.MeasureColumns;
import io.optionskit.greeks.dividend.CashDividends;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every public method that takes columns is given one that is a row too short, and one a row too
 * long: it is refused, by name, and nothing is written.
 */
class MismatchedArraysTest {

  private static final int ROWS = 6;
  private static final double UNTOUCHED = -77.25;

  private static List<Executable> methodsOfColumns() {
    List<Executable> found = new ArrayList<>();
    for (Class<?> type : PublicTypes.all()) {
      for (Executable each : PublicTypes.executables(type)) {
        long arrays =
            Arrays.stream(each.getParameterTypes())
                .filter(parameter -> parameter.isArray() || isColumns(parameter))
                .count();
        if (arrays >= 2 && !each.isVarArgs()) {
          found.add(each);
        }
      }
    }
    return found;
  }

  private static boolean isColumns(Class<?> type) {
    return type == MeasureColumns.class
        || type == AmericanColumns.class
        || type == IntervalColumns.class;
  }

  @Test
  void thereAreSuchMethodsInEveryPackageWithColumns() {
    TreeSet<String> owners = new TreeSet<>();
    methodsOfColumns().forEach(each -> owners.add(each.getDeclaringClass().getSimpleName()));

    assertThat(owners)
        .contains(
            "AmericanBatch",
            "AmericanImpliedVolatility",
            "DividendOptions",
            "EuropeanBatch",
            "ImpliedVolatilityBatch",
            "ParitySlice",
            "SliceQuotes",
            "StructureAnalytics");
  }

  @TestFactory
  Stream<DynamicTest> columnsOfOtherLengthsAreRefusedAndNothingIsWritten() {
    return methodsOfColumns().stream()
        .filter(
            each ->
                !PublicTypes.name(each)
                    .equals(
                        "structure.StructurePricer.grid("
                            + "double[], double[], double[])")) // a product of columns, not rows of
        // them
        .map(each -> DynamicTest.dynamicTest(PublicTypes.name(each), () -> check(each)));
  }

  private static void check(Executable each) throws InvocationTargetException {
    PublicTypes.call(each, target(each), arguments(each, -1, 0)); // matching ones are taken
    for (int i = 0; i < each.getParameterCount(); i++) {
      Class<?> type = each.getParameterTypes()[i];
      for (int change : new int[] {-1, 1}) {
        if (type.isArray() || (isColumns(type) && change < 0)) {
          assertRefused(each, i, change);
        }
      }
    }
  }

  private static void assertRefused(Executable each, int changed, int change) {
    Object[] given = arguments(each, changed, change);
    String what = PublicTypes.name(each) + " parameter " + changed + " by " + change;
    try {
      PublicTypes.call(each, target(each), given);
    } catch (InvocationTargetException e) {
      assertThat(e.getCause())
          .as(what)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("(?s).*(must|capacity).*");
      for (Object argument : given) {
        if (isLast(argument, given) && argument instanceof double[] values) {
          assertThat(values).as(what).containsOnly(UNTOUCHED);
        }
      }
      return;
    }
    assertThat(false).as("accepts %s", what).isTrue();
  }

  /** Results stand last, or last but one before the statuses. */
  private static boolean isLast(Object argument, Object[] given) {
    boolean isResult = argument instanceof double[] values && values[0] == UNTOUCHED;
    return isResult && given.length > 2;
  }

  private static Object[] arguments(Executable each, int changed, int change) {
    Class<?>[] types = each.getParameterTypes();
    Object[] given = new Object[types.length];
    for (int i = 0; i < given.length; i++) {
      given[i] = argument(each, i, ROWS + (i == changed ? change : 0));
    }
    return given;
  }

  private static Object argument(Executable each, int index, int length) {
    Class<?> type = each.getParameterTypes()[index];
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), length);
      for (int i = 0; i < length; i++) {
        Array.set(array, i, element(type.getComponentType(), isResult(each, index), i));
      }
      return array;
    }
    if (type == MeasureColumns.class) {
      return MeasureColumns.of(length, EnumSet.allOf(Measure.class));
    }
    if (type == AmericanColumns.class) {
      return AmericanColumns.of(length);
    }
    if (type == IntervalColumns.class) {
      return IntervalColumns.of(length);
    }
    if (type == CashDividends.class) {
      return CashDividends.none();
    }
    return type == String.class ? "expiry" : element(type, false, 0);
  }

  private static Object element(Class<?> type, boolean isResult, int row) {
    if (type == double.class) {
      return isResult ? UNTOUCHED : 0.5 + 0.125 * row;
    }
    if (type == int.class) {
      return 1;
    }
    if (type.isEnum()) {
      return type == OptionType.class && row % 2 == 1 ? OptionType.PUT : type.getEnumConstants()[0];
    }
    throw new IllegalStateException("no element of " + type);
  }

  /** Returns whether a column receives results: the one named so in the sources of the batches. */
  private static boolean isResult(Executable each, int index) {
    Class<?>[] types = each.getParameterTypes();
    boolean isBatch = each.getDeclaringClass().getSimpleName().contains("Batch");
    boolean isSolver = PublicTypes.name(each).contains("AmericanImpliedVolatility.solve");
    boolean isLast = index == types.length - 1 && types[index] == double[].class;
    boolean isBeforeStatuses =
        index == types.length - 2
            && types[index] == double[].class
            && types[types.length - 1] == IvStatus[].class;
    return (isBatch || isSolver) && (isLast || isBeforeStatuses);
  }

  private static Object target(Executable each) {
    if (!PublicTypes.needsTarget(each)) {
      return null;
    }
    Class<?> owner = each.getDeclaringClass();
    if (owner == EuropeanBatch.class) {
      return EuropeanBatch.create();
    }
    if (owner == ImpliedVolatilityBatch.class) {
      return ImpliedVolatilityBatch.create();
    }
    if (owner == AmericanBatch.class) {
      return AmericanBatch.of(AmericanAccuracy.FAST);
    }
    throw new IllegalStateException("no object of " + owner);
  }
}
