/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What providers tell of a market as it moves, or of every single quote and trade of a past span:
 * one form for all, whatever the provider calls the parts.
 */
@NullMarked
package io.optionskit.data.stream;

import org.jspecify.annotations.NullMarked;
