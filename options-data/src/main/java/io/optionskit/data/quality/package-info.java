/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How far the quotes of a chain can be trusted, whoever gave them: forward and discount factor from
 * put–call parity, own volatilities and Greeks beside the source's, and a score with its reasons
 * for every quote.
 */
@NullMarked
package io.optionskit.data.quality;

import org.jspecify.annotations.NullMarked;
