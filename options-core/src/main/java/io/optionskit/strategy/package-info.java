/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The shipped structures and the strategy that trades them: when to enter, which legs, when to
 * leave.
 *
 * <p>Nothing here promises a return.
 */
@NullMarked
package io.optionskit.strategy;

import org.jspecify.annotations.NullMarked;
