/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Series of interest and of the economy from FRED, as they were known on any day, and the risk-free
 * rate from them.
 */
@NullMarked
package io.optionskit.data.fred;

import org.jspecify.annotations.NullMarked;
