/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a strategy sees and what it says: the view of market and account at one instant, and
 * decisions.
 *
 * <p>A strategy is a function from one to the other; it needs no engine, thread or clock to be
 * tested.
 */
@NullMarked
package io.optionskit.decision;

import org.jspecify.annotations.NullMarked;
