/* SPDX-License-Identifier: Apache-2.0 */
/** Chains of Alpha Vantage: of past days with its volatilities and Greeks, and of now. */
@NullMarked
package io.optionskit.data.alphavantage;

import org.jspecify.annotations.NullMarked;
