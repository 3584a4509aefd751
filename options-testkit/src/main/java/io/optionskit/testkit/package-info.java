/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Fakes, a deterministic market, assertions and compliance kits.
 *
 * <p>They are for tests of strategies, providers, stores and brokers, the user's as much as the
 * library's own. Nothing here reads a clock or draws random numbers; only {@link
 * io.optionskit.testkit.SharedData} looks at the machine it runs on.
 */
@NullMarked
package io.optionskit.testkit;

import org.jspecify.annotations.NullMarked;
