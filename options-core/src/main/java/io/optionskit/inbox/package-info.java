/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The way of events from the threads of providers and brokers to the engine's.
 *
 * <p>It is the only place of the core where threads meet.
 */
@NullMarked
package io.optionskit.inbox;

import org.jspecify.annotations.NullMarked;
