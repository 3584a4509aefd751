/* SPDX-License-Identifier: Apache-2.0 */
/**
 * From the rows of a provider's answer to a chain and an account of what happened to each row. All
 * providers read through here, so that missing values, units, refusals and schema drift are treated
 * alike.
 */
@NullMarked
package io.optionskit.data.intake;

import org.jspecify.annotations.NullMarked;
