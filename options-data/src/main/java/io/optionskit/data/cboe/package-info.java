/* SPDX-License-Identifier: Apache-2.0 */
/** Delayed chains, quote tables and index history of Cboe. */
@NullMarked
package io.optionskit.data.cboe;

import org.jspecify.annotations.NullMarked;
