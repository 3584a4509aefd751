/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public types of this module and what can be called on them, found by reflection. */
final class PublicTypes {

  private static final Pattern EXPORT = Pattern.compile("exports\\s+([\\w.]+)\\s*;");
  private static final Set<String> OF_EVERY_OBJECT =
      Set.of("equals", "hashCode", "toString", "getClass", "notify", "notifyAll", "wait");

  private PublicTypes() {}

  /** Returns the public types of the exported packages, in the order of their names. */
  static List<Class<?>> all() {
    try {
      Path classes =
          Path.of(BlackScholes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<Class<?>> types = new ArrayList<>();
      for (String name : exported()) {
        try (Stream<Path> files = Files.list(classes.resolve(name.replace('.', '/')))) {
          for (Path file : files.sorted().toList()) {
            add(name, String.valueOf(file.getFileName()), types);
          }
        }
      }
      return types;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> exported() throws IOException {
    String module = Files.readString(Path.of("src/main/java/module-info.java"));
    Matcher matcher = EXPORT.matcher(module);
    Set<String> packages = new TreeSet<>();
    while (matcher.find()) {
      packages.add(matcher.group(1));
    }
    return packages;
  }

  private static void add(String packageName, String file, List<Class<?>> types)
      throws ClassNotFoundException {
    if (file.endsWith(".class") && !file.equals("package-info.class")) {
      Class<?> type =
          Class.forName(packageName + "." + file.substring(0, file.length() - ".class".length()));
      boolean isPublic = true;
      for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
        isPublic &= Modifier.isPublic(each.getModifiers());
      }
      if (isPublic && !type.isAnonymousClass()) {
        types.add(type);
      }
    }
  }

  /** Returns the public constructors and methods that a type declares, in a fixed order. */
  static List<Executable> executables(Class<?> type) {
    List<Executable> found = new ArrayList<>();
    if (!Modifier.isAbstract(type.getModifiers())) {
      found.addAll(List.of(type.getConstructors()));
    }
    for (Method method : type.getDeclaredMethods()) {
      boolean isWanted =
          Modifier.isPublic(method.getModifiers())
              && !method.isSynthetic()
              && !OF_EVERY_OBJECT.contains(method.getName())
              && !(type.isEnum() && Set.of("values", "valueOf").contains(method.getName()));
      if (isWanted) {
        found.add(method);
      }
    }
    found.sort(Comparator.comparing(PublicTypes::name));
    return found;
  }

  static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("io.optionskit.greeks.");
  }

  static boolean isEquals(Executable each) {
    return each.getName().equals("equals");
  }

  static boolean needsTarget(Executable each) {
    return each instanceof Method && !Modifier.isStatic(each.getModifiers());
  }

  /** Returns whether an object is asked for a row, as by {@code List.get}. */
  static boolean takesIndex(Executable each) {
    return needsTarget(each) && Arrays.asList(each.getParameterTypes()).contains(int.class);
  }

  static String name(Executable each) {
    String parameters =
        Arrays.stream(each.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", "));
    String owner = each.getDeclaringClass().getName().substring("io.optionskit.greeks.".length());
    return owner + (each instanceof Method ? "." + each.getName() : "") + "(" + parameters + ")";
  }

  /** Calls a constructor or a method; a target is ignored where none is needed. */
  static Object call(Executable each, Object target, Object[] given)
      throws InvocationTargetException {
    try {
      return each instanceof Constructor<?> constructor
          ? constructor.newInstance(given)
          : ((Method) each).invoke(target, given);
    } catch (IllegalAccessException | InstantiationException e) {
      throw new IllegalStateException(name(each), e);
    }
  }
}
