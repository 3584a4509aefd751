/* SPDX-License-Identifier: Apache-2.0 */
/** Backtests checked against a second, naive calculation that starts from the text of the files. */
@NullMarked
package io.optionskit.examples.yardstick;

import org.jspecify.annotations.NullMarked;
