/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Fakes, a deterministic market and compliance kits.
 *
 * <p>They are for tests of strategies, providers and brokers, the user's as much as the library's
 * own.
 */
@NullMarked
package io.optionskit.testkit;

import org.jspecify.annotations.NullMarked;
