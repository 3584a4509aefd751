/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Rules, exposure and scenarios that decide whether an order may leave.
 *
 * <p>A rule answers with reasons; it never changes an order silently.
 */
@NullMarked
package io.optionskit.risk;

import org.jspecify.annotations.NullMarked;
