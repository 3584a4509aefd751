/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Files of tidy option quotes and of bars of underlyings, read into a market history.
 *
 * <p>Nothing in a file is dropped silently: every row is used, lies outside the wanted range, or is
 * counted with its reason and located in the {@link io.optionskit.data.tidy.ReadReport}.
 */
@NullMarked
package io.optionskit.data.tidy;

import org.jspecify.annotations.NullMarked;
