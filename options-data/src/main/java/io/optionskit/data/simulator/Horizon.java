/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

/**
 * What is expected now of one later instant.
 *
 * @param law distribution of the price then relative to the forward
 * @param forward forward price
 * @param logForward its logarithm
 * @param discount value of 1.00 paid then
 * @param years calendar years until then
 */
record Horizon(TerminalLaw law, double forward, double logForward, double discount, double years) {

  static Horizon of(TerminalLaw law, double forward, double discount, double years) {
    return new Horizon(law, forward, StrictMath.log(forward), discount, years);
  }

  /** Returns the value of a call that is held until then. */
  double call(double strike, double logStrike) {
    return discount * forward * law.call(logForward - logStrike, strike / forward);
  }

  /** Returns the value of a put that is held until then, from that of the call. */
  double put(double call, double strike) {
    return Math.max(0, call - discount * (forward - strike));
  }
}
