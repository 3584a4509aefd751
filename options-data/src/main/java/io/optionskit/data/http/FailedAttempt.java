/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import io.optionskit.spi.ProviderException;
import java.time.Duration;

/** One call that failed in a way that counts against the provider. Never leaves this package. */
final class FailedAttempt extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProviderException problem;
  private final Duration retryAfter;

  /**
   * Creates the failure.
   *
   * @param problem what the caller is told if no retry helps
   * @param retryAfter how long the provider asked to wait, zero if it did not say
   */
  FailedAttempt(ProviderException problem, Duration retryAfter) {
    super(problem);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  ProviderException problem() {
    return problem;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
