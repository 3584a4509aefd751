/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import io.optionskit.market.QuoteField;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The tolerance of each field.
 *
 * @param fields one for every field
 */
public record Tolerances(Map<QuoteField, FieldTolerance> fields) {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if a field has none
   */
  public Tolerances {
    Map<QuoteField, FieldTolerance> copy = new EnumMap<>(QuoteField.class);
    copy.putAll(fields);
    for (QuoteField field : QuoteField.values()) {
      if (!copy.containsKey(field)) {
        throw new IllegalArgumentException("tolerance missing for " + field);
      }
    }
    fields = Collections.unmodifiableMap(copy);
  }

  /**
   * Returns the defaults, chosen for this project and not by any vendor: bid and ask 5 cents and 2
   * %, last trade exact within a second of its time, volume 10 contracts and 5 %, sizes and open
   * interest exact, volatility one point, delta 0.02, gamma 0.001 and 5 %, vega and rho 0.5 per
   * 1.00 and 5 %, theta 1 a year and 5 %. Values more than a minute apart are not compared; open
   * interest of closes more than 12 hours apart is not either.
   *
   * @return default tolerances
   */
  public static Tolerances defaults() {
    Map<QuoteField, FieldTolerance> fields = new EnumMap<>(QuoteField.class);
    fields.put(QuoteField.BID, new FieldTolerance(0.05, 0.02, MINUTE));
    fields.put(QuoteField.ASK, new FieldTolerance(0.05, 0.02, MINUTE));
    fields.put(QuoteField.BID_SIZE, new FieldTolerance(0, 0, MINUTE));
    fields.put(QuoteField.ASK_SIZE, new FieldTolerance(0, 0, MINUTE));
    fields.put(QuoteField.LAST, new FieldTolerance(0.005, 0, Duration.ofSeconds(1)));
    fields.put(QuoteField.VOLUME, new FieldTolerance(10, 0.05, MINUTE));
    fields.put(QuoteField.OPEN_INTEREST, new FieldTolerance(0, 0, Duration.ofHours(12)));
    fields.put(QuoteField.IMPLIED_VOLATILITY, new FieldTolerance(0.01, 0, MINUTE));
    fields.put(QuoteField.DELTA, new FieldTolerance(0.02, 0, MINUTE));
    fields.put(QuoteField.GAMMA, new FieldTolerance(0.001, 0.05, MINUTE));
    fields.put(QuoteField.VEGA, new FieldTolerance(0.5, 0.05, MINUTE));
    fields.put(QuoteField.THETA, new FieldTolerance(1, 0.05, MINUTE));
    fields.put(QuoteField.RHO, new FieldTolerance(0.5, 0.05, MINUTE));
    return new Tolerances(fields);
  }

  /**
   * Returns these tolerances with another one for one field.
   *
   * @param field which field
   * @param tolerance its tolerance
   * @return changed copy
   */
  public Tolerances with(QuoteField field, FieldTolerance tolerance) {
    Map<QuoteField, FieldTolerance> changed = new EnumMap<>(fields);
    changed.put(field, tolerance);
    return new Tolerances(changed);
  }

  FieldTolerance of(QuoteField field) {
    FieldTolerance tolerance = fields.get(field);
    if (tolerance == null) {
      throw new IllegalStateException("no tolerance for " + field);
    }
    return tolerance;
  }
}
