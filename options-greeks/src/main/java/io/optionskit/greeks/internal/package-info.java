/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Elementary functions, numerics and checks that the packages of this module share; not exported.
 */
@NullMarked
package io.optionskit.greeks.internal;

import org.jspecify.annotations.NullMarked;
