/* SPDX-License-Identifier: Apache-2.0 */
/** What a structure of option legs is worth, and what it can win and lose, at expiry and before. */
@NullMarked
package io.optionskit.greeks.structure;

import org.jspecify.annotations.NullMarked;
