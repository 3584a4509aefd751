/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What happens: rows of market data becoming known, answers of the broker, and control.
 *
 * <p>Events are immutable; the engine applies them one after another, and the time of the one being
 * applied is now.
 */
@NullMarked
package io.optionskit.event;

import org.jspecify.annotations.NullMarked;
