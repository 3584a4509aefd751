/* SPDX-License-Identifier: Apache-2.0 */
/** What is owned and what it earned: positions, and trades from entry to exit. Immutable values. */
@NullMarked
package io.optionskit.portfolio;

import org.jspecify.annotations.NullMarked;
