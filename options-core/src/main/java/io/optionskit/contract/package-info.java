/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is traded: option contracts with their exact OCC symbols, the products they belong to, and
 * the underlyings.
 *
 * <p>Everything here is an immutable value and may be shared between threads.
 */
@NullMarked
package io.optionskit.contract;

import org.jspecify.annotations.NullMarked;
