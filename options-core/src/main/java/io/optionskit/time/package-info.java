/* SPDX-License-Identifier: Apache-2.0 */
/**
 * When US options trade, expire and settle, and how long that is from now.
 *
 * <p>Everything here is a pure function of dates and instants: nothing reads the wall clock, the
 * default time zone or a file. All types are immutable and may be used from any thread.
 */
@NullMarked
package io.optionskit.time;

import org.jspecify.annotations.NullMarked;
