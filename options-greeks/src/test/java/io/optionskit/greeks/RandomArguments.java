/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/** Arguments for any method: sensible ones, or such with numbers that no one expects. */
final class RandomArguments {

  private static final double[] ODD = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0.0,
    -0.0,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    1e-300,
    1e-20,
    -1e-20,
    1e20,
    -1e20,
    1e150,
    1e300,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    1 - 0x1p-53,
    1 + 0x1p-52,
    -1,
    -100,
    709.8,
    -745.2,
    0x1p53
  };

  private static final double[] ORDINARY = {100, 95, 110, 1, 0.5, 0.25, 0.05, 0.2, 0.01, 0.9, 2, 0};

  /** Not the largest: what is made for so many rows needs that much memory. */
  private static final int[] WHOLE = {0, 1, 2, 3, 5, 12, 100, -1, 100_000, Integer.MIN_VALUE};

  private static final int KEPT = 60;

  private final Map<Class<?>, List<Object>> pool = new LinkedHashMap<>();

  /** Keeps an object, so that it can be an argument or a target of later calls. */
  void keep(Object made, Random random) {
    Object value = made instanceof Optional<?> optional ? optional.orElse(null) : made;
    if (made instanceof List<?> list) {
      list.stream().limit(4).forEach(each -> keep(each, random));
    }
    if (value == null || !PublicTypes.isOurs(value.getClass()) || value.getClass().isArray()) {
      return;
    }
    for (Class<?> type : types(value.getClass())) {
      List<Object> kept = pool.computeIfAbsent(type, key -> new ArrayList<>());
      if (kept.size() < KEPT) {
        kept.add(value);
      } else {
        kept.set(random.nextInt(KEPT), value);
      }
    }
  }

  private static List<Class<?>> types(Class<?> type) {
    List<Class<?>> found = new ArrayList<>(List.of(type));
    found.addAll(List.of(type.getInterfaces()));
    if (type.getSuperclass() != null && PublicTypes.isOurs(type.getSuperclass())) {
      found.addAll(types(type.getSuperclass()));
    }
    return found;
  }

  /** Returns an object to call a method on, null if there is none or none is needed. */
  Object target(Executable each, Random random) {
    return PublicTypes.needsTarget(each) ? pooled(each.getDeclaringClass(), random) : null;
  }

  /** Returns arguments in which each number makes sense; null if a type is not known. */
  Object[] ordinary(Executable each, Random random) {
    return arguments(each, random, 0, false);
  }

  /** Returns arguments of which some make no sense; null if a type is not known. */
  Object[] any(Executable each, Random random) {
    double odd = new double[] {0.05, 0.2, 1}[random.nextInt(3)];
    return arguments(each, random, odd, random.nextInt(4) == 0);
  }

  private Object[] arguments(Executable each, Random random, double odd, boolean mismatched) {
    Type[] types = each.getGenericParameterTypes();
    int length = new int[] {0, 1, 2, 5, 12, 300}[random.nextInt(6)];
    if (odd == 0) {
      length = Math.min(12, length == 0 ? 12 : length); // what is made of these need not be large
    }
    Object[] given = new Object[types.length];
    for (int i = 0; i < given.length; i++) {
      int own = mismatched && random.nextInt(3) == 0 ? random.nextInt(8) : length;
      given[i] = value(types[i], random, odd, own);
      if (given[i] == null) {
        return null;
      }
    }
    if (mismatched && random.nextBoolean()) {
      shareAnArray(given, random);
    }
    return given;
  }

  /** Makes two parameters one and the same array, as a caller may by mistake or to save memory. */
  private static void shareAnArray(Object[] given, Random random) {
    int from = random.nextInt(given.length + 1);
    int to = random.nextInt(given.length + 1);
    if (from < given.length
        && to < given.length
        && given[from] instanceof double[] column
        && given[to] instanceof double[]) {
      given[to] = column;
    }
  }

  private Object value(Type type, Random random, double odd, int length) {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      Type part = generic.getActualTypeArguments()[0];
      if (raw == Optional.class) {
        Object content = random.nextBoolean() ? value(part, random, odd, length) : null;
        return Optional.ofNullable(content);
      }
      if (raw == Set.class) {
        Object content = value(part, random, odd, length);
        return content == null ? null : random.nextInt(4) == 0 ? Set.of() : Set.of(content);
      }
      if (raw == List.class || raw == Iterable.class || raw == java.util.Collection.class) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < Math.min(length, 12); i++) {
          Object content = value(part, random, odd, length);
          if (content == null) {
            return null;
          }
          list.add(content);
        }
        return list;
      }
      return value(raw, random, odd, length);
    }
    return type instanceof Class<?> plain ? plain(plain, random, odd, length) : null;
  }

  private Object plain(Class<?> type, Random random, double odd, int length) {
    if (type == double.class || type == Double.class) {
      return number(random, odd);
    }
    if (type == int.class || type == Integer.class) {
      return random.nextDouble() < odd ? WHOLE[random.nextInt(WHOLE.length)] : random.nextInt(12);
    }
    if (type == long.class) {
      return random.nextDouble() < odd ? random.nextLong() : random.nextInt(1000);
    }
    if (type == boolean.class) {
      return random.nextBoolean();
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), length);
      for (int i = 0; i < length; i++) {
        Object element = plain(type.getComponentType(), random, odd, length);
        if (element == null) {
          return null;
        }
        Array.set(array, i, element);
      }
      return array;
    }
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    return PublicTypes.isOurs(type) || pool.containsKey(type)
        ? pooled(type, random)
        : MarketObjects.of(type, random, () -> number(random, odd));
  }

  static double number(Random random, double odd) {
    if (random.nextDouble() < odd) {
      return random.nextInt(4) == 0
          ? Double.longBitsToDouble(random.nextLong())
          : ODD[random.nextInt(ODD.length)];
    }
    return random.nextBoolean()
        ? ORDINARY[random.nextInt(ORDINARY.length)]
        : 100 * StrictMath.exp(random.nextGaussian() - (random.nextBoolean() ? 0 : 5));
  }

  private Object pooled(Class<?> type, Random random) {
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    List<Object> kept = pool.getOrDefault(type, List.of());
    return kept.isEmpty() ? null : kept.get(random.nextInt(kept.size()));
  }

  /** Returns whether all numbers among the arguments are 0 or of a size that nothing overflows. */
  static boolean isModerate(Object[] given) {
    for (Object each : given) {
      boolean isModerate =
          each instanceof Double value
              ? isModerate(value)
              : each instanceof double[] values
                  ? Arrays.stream(values).allMatch(RandomArguments::isModerate)
                  : !(each instanceof Object[] parts) || isModerate(parts);
      if (!isModerate) {
        return false;
      }
    }
    return true;
  }

  private static boolean isModerate(double value) {
    return value == 0 || (Math.abs(value) >= 1e-50 && Math.abs(value) <= 1e50);
  }

  static boolean isInfinite(Object result) {
    if (result instanceof Double value) {
      return Double.isInfinite(value);
    }
    if (result instanceof OptionalDouble value) {
      return value.isPresent() && Double.isInfinite(value.getAsDouble());
    }
    return result instanceof double[] values && Arrays.stream(values).anyMatch(Double::isInfinite);
  }

  static String text(Object target, Object[] given) {
    StringBuilder text = new StringBuilder(" (");
    for (Object each : given) {
      String one =
          each instanceof double[] values
              ? Arrays.toString(values)
              : each instanceof Object[] values ? Arrays.deepToString(values) : "" + each;
      text.append(text.length() > 2 ? ", " : "");
      text.append(one.length() > 160 ? one.substring(0, 160) + "…" : one);
    }
    return text.append(")").append(target == null ? "" : " on " + target).toString();
  }
}
