/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Features, training, calibration and scoring.
 *
 * <p>Every value is point in time: it uses only what was known at the moment it is stamped with.
 */
@NullMarked
package io.optionskit.ml;

import org.jspecify.annotations.NullMarked;
