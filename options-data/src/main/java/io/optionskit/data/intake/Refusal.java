/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

/** Why a row of an answer is not in the chain. The names are stable. */
public enum Refusal {
  /** A field cannot be read as what it should be. */
  MALFORMED,
  /** Symbol, strike or date name no contract that can exist. */
  IMPOSSIBLE_CONTRACT,
  /** The parts of the row name different contracts. */
  IDENTITY_CLASH,
  /** The contract is there already. */
  LISTED_TWICE,
  /** The contract is on something else than what was asked for. */
  OTHER_UNDERLYING,
  /** The contract expires on another date than the one asked for. */
  OTHER_EXPIRY,
  /** The row is of another time than the one asked for. */
  OTHER_TIME,
  /** The contract delivers something else than the standard of its root. */
  NON_STANDARD,
  /** The provider says in the row that it has nothing for it. */
  PROVIDER_ERROR,
  /** The provider says that it took the row back: a trade that was cancelled or corrected. */
  WITHDRAWN
}
