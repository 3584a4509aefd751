/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

import java.util.LinkedHashMap;
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
  private final Map<String, Integer> seen = new LinkedHashMap<>();
  private final Set<String> excused = new TreeSet<>();

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
    seen.merge(name, 1, Integer::sum);
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
    Map<String, Integer> unknown = new TreeMap<>(seen);
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
    vanished.removeAll(seen.keySet());
    vanished.removeAll(excused);
    return seen.isEmpty() ? Set.of() : vanished;
  }
}
