/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.time.Duration;

/**
 * How a provider is called.
 *
 * @param calls calls allowed within {@code period}, &gt; 0; further ones wait
 * @param period length of the sliding window in which calls are counted, &gt; 0
 * @param timeout longest time one call may take from connecting to the last byte, &gt; 0
 * @param retries how often a failed call is repeated if a retry may help, &ge; 0
 * @param firstBackoff time before the first retry, &gt; 0; it doubles with each further one and
 *     varies by half up and down
 * @param longestBackoff longest wait before a retry, and longest {@code Retry-After} that is waited
 *     for
 * @param failuresToOpen failures in a row after which no call is made for a while, &gt; 0
 * @param openFor how long none is made; then one call is tried
 * @param longestBody largest answer accepted, bytes
 */
public record HttpSettings(
    int calls,
    Duration period,
    Duration timeout,
    int retries,
    Duration firstBackoff,
    Duration longestBackoff,
    int failuresToOpen,
    Duration openFor,
    int longestBody) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of its range; the message names it
   */
  public HttpSettings {
    check("calls", calls, calls > 0);
    check("period", period, isPositive(period));
    check("timeout", timeout, isPositive(timeout));
    check("retries", retries, retries >= 0);
    check("firstBackoff", firstBackoff, isPositive(firstBackoff));
    check("longestBackoff", longestBackoff, longestBackoff.compareTo(firstBackoff) >= 0);
    check("failuresToOpen", failuresToOpen, failuresToOpen > 0);
    check("openFor", openFor, isPositive(openFor));
    check("longestBody", longestBody, longestBody > 0);
  }

  /**
   * Returns the defaults: 33 calls in 60 s, 30 s per call, 3 retries after 0.5 s, 1 s and 2 s (60 s
   * at most), no call for 60 s after 5 failures in a row, answers of 64 MiB at most.
   *
   * @return default settings
   */
  public static HttpSettings defaults() {
    return new HttpSettings(
        33,
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        3,
        Duration.ofMillis(500),
        Duration.ofSeconds(60),
        5,
        Duration.ofSeconds(60),
        64 << 20);
  }

  /**
   * Returns these settings with another rate limit.
   *
   * @param newCalls calls allowed
   * @param newPeriod within this time
   * @return changed copy
   */
  public HttpSettings withRate(int newCalls, Duration newPeriod) {
    return new HttpSettings(
        newCalls,
        newPeriod,
        timeout,
        retries,
        firstBackoff,
        longestBackoff,
        failuresToOpen,
        openFor,
        longestBody);
  }

  /**
   * Returns these settings with another time limit of a call.
   *
   * @param newTimeout longest time of one call
   * @return changed copy
   */
  public HttpSettings withTimeout(Duration newTimeout) {
    return new HttpSettings(
        calls,
        period,
        newTimeout,
        retries,
        firstBackoff,
        longestBackoff,
        failuresToOpen,
        openFor,
        longestBody);
  }

  /**
   * Returns these settings with another number of retries.
   *
   * @param newRetries how often a failed call is repeated
   * @return changed copy
   */
  public HttpSettings withRetries(int newRetries) {
    return new HttpSettings(
        calls,
        period,
        timeout,
        newRetries,
        firstBackoff,
        longestBackoff,
        failuresToOpen,
        openFor,
        longestBody);
  }

  /**
   * Returns these settings with another limit of the size of an answer.
   *
   * @param bytes largest answer accepted
   * @return changed copy
   */
  public HttpSettings withLongestBody(int bytes) {
    return new HttpSettings(
        calls,
        period,
        timeout,
        retries,
        firstBackoff,
        longestBackoff,
        failuresToOpen,
        openFor,
        bytes);
  }

  private static boolean isPositive(Duration value) {
    return !value.isNegative() && !value.isZero();
  }

  private static void check(String name, Object value, boolean valid) {
    if (!valid) {
      String limit = name.equals("longestBackoff") ? "at least firstBackoff" : "positive";
      throw new IllegalArgumentException(name + " must be " + limit + ": " + value);
    }
  }
}
