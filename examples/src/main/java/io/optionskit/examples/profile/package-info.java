/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Configuration of a run: typed keys, the two shipped profiles, a user's own file, overrides.
 *
 * <p>Strict on purpose: an unknown key, a missing key or a value out of range refuses the start,
 * and everything that is wrong is told at once.
 */
@NullMarked
package io.optionskit.examples.profile;

import org.jspecify.annotations.NullMarked;
