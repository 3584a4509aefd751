/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The calendar of economic releases of Trading Economics, with exact figures and their versions.
 */
@NullMarked
package io.optionskit.data.tradingeconomics;

import org.jspecify.annotations.NullMarked;
