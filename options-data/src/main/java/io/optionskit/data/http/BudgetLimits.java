/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What all who call one provider may use of it together, beside its rate. Days are those of UTC.
 *
 * @param concurrency calls at the same time, &gt; 0; further ones wait
 * @param callsPerDay calls in a day, &gt; 0; further ones are refused until the next
 * @param bytesPerDay bytes of answers in a day, decompressed, &gt; 0; calls beyond are refused
 *     until the next, and the one that reached the limit is answered whole
 */
public record BudgetLimits(
    OptionalInt concurrency, OptionalLong callsPerDay, OptionalLong bytesPerDay) {

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is below 1; the message names it
   */
  public BudgetLimits {
    check("concurrency", concurrency.orElse(1));
    check("callsPerDay", callsPerDay.orElse(1));
    check("bytesPerDay", bytesPerDay.orElse(1));
  }

  /**
   * Returns no limits.
   *
   * @return limits that refuse nothing
   */
  public static BudgetLimits none() {
    return new BudgetLimits(OptionalInt.empty(), OptionalLong.empty(), OptionalLong.empty());
  }

  /**
   * Returns these limits with one of calls at the same time.
   *
   * @param calls calls, &gt; 0
   * @return changed copy
   */
  public BudgetLimits withConcurrency(int calls) {
    return new BudgetLimits(OptionalInt.of(calls), callsPerDay, bytesPerDay);
  }

  /**
   * Returns these limits with one of calls in a day.
   *
   * @param calls calls, &gt; 0
   * @return changed copy
   */
  public BudgetLimits withCallsPerDay(long calls) {
    return new BudgetLimits(concurrency, OptionalLong.of(calls), bytesPerDay);
  }

  /**
   * Returns these limits with one of bytes in a day.
   *
   * @param bytes bytes of answers, &gt; 0
   * @return changed copy
   */
  public BudgetLimits withBytesPerDay(long bytes) {
    return new BudgetLimits(concurrency, callsPerDay, OptionalLong.of(bytes));
  }

  private static void check(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be above 0: " + value);
    }
  }
}
