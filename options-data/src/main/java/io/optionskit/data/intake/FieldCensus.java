/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts the fields of an answer, to see when a provider adds or drops one. Not safe for use by
 * several threads.
 */
public final class FieldCensus {

  private final Set<String> required;
  private final Set<String> optional;
  private final Set<String> excused = new TreeSet<>();
  private final Map<String, Map<String, Count>> seen = new LinkedHashMap<>();
  private final List<Count> order = new ArrayList<>();
  private int next;

  /** How often a field was seen. */
  private static final class Count {

    final String part;
    final String name;
    final int index;
    int times;

    Count(String part, String name, int index) {
      this.part = part;
      this.name = name;
      this.index = index;
    }

    String path() {
      return part.isEmpty() ? name : part + "." + name;
    }
  }

  /**
   * Creates a census.
   *
   * @param required fields that every answer with rows has somewhere
   * @param optional fields that may be absent
   */
  public FieldCensus(Set<String> required, Set<String> optional) {
    this.required = Set.copyOf(required);
    this.optional = Set.copyOf(optional);
  }

  /**
   * Counts a field.
   *
   * @param name its name, with a path where the row has parts, such as {@code greeks.delta}
   */
  public void see(String name) {
    see("", name);
  }

  /**
   * Counts a field of a part of a row.
   *
   * @param part name of the part, such as {@code greeks}; empty for the row itself
   * @param name name of the field within it
   */
  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // a guess that saves the look-up
  public void see(String part, String name) {
    // Most rows have the fields of the row before, in its order, and names are interned.
    next = next < order.size() ? next : 0;
    if (next < order.size()) {
      Count expected = order.get(next);
      if (expected.name == name && expected.part == part) {
        expected.times++;
        next++;
        return;
      }
    }
    Count count =
        seen.computeIfAbsent(part, key -> new HashMap<>())
            .computeIfAbsent(name, key -> added(part, key));
    count.times++;
    next = count.index + 1;
  }

  private Count added(String part, String name) {
    Count count = new Count(part, name, order.size());
    order.add(count);
    return count;
  }

  /**
   * Notes that fields cannot be there, because the part of the answer that has them was not given.
   * They have not vanished.
   *
   * @param names their names
   */
  public void excuse(Set<String> names) {
    excused.addAll(names);
  }

  /**
   * Returns the fields that are neither required nor optional.
   *
   * @return how often each was seen, by name
   */
  public Map<String, Integer> unknown() {
    Map<String, Integer> unknown = new TreeMap<>();
    order.forEach(count -> unknown.merge(count.path(), count.times, Integer::sum));
    unknown.keySet().removeAll(required);
    unknown.keySet().removeAll(optional);
    return unknown;
  }

  /**
   * Returns the required fields that were not seen.
   *
   * @return their names; none if no field was seen at all
   */
  public Set<String> vanished() {
    Set<String> vanished = new TreeSet<>(required);
    vanished.removeAll(excused);
    order.forEach(count -> vanished.remove(count.path()));
    return order.isEmpty() ? Set.of() : vanished;
  }
}
