/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

/** What follows from a failure of a provider. */
public enum FailureAction {
  /** The failure is told: another provider would fail too, or must not be asked. */
  FAIL,
  /** The next provider is asked this time; the failure is about the question. */
  ASK_NEXT,
  /**
   * The next provider is asked, and this one is left alone for a while; the failure is about the
   * provider.
   */
  REST
}
