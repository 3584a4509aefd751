/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import java.time.Duration;

/**
 * What became of one of several questions.
 *
 * @param <K> what is asked about, such as a ticker
 * @param <T> type of the answer
 */
public sealed interface Fetched<K, T> {

  /**
   * Returns what was asked about.
   *
   * @return such as a ticker
   */
  K key();

  /**
   * It was answered.
   *
   * @param key what was asked about
   * @param value the answer
   * @param took how long it took, without waiting for a worker
   * @param <K> what is asked about
   * @param <T> type of the answer
   */
  record Answered<K, T>(K key, T value, Duration took) implements Fetched<K, T> {}

  /**
   * It failed.
   *
   * @param key what was asked about
   * @param problem what was thrown
   * @param took how long it took, without waiting for a worker
   * @param <K> what is asked about
   * @param <T> type of the answer
   */
  record Failed<K, T>(K key, RuntimeException problem, Duration took) implements Fetched<K, T> {}

  /**
   * It was not answered before the deadline; it was interrupted, or never begun.
   *
   * @param key what was asked about
   * @param begun whether a worker had begun
   * @param <K> what is asked about
   * @param <T> type of the answer
   */
  record Late<K, T>(K key, boolean begun) implements Fetched<K, T> {}
}
