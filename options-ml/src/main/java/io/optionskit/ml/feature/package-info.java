/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The built-in features: what a model may know of a candidate, computed from what was known at that
 * instant.
 *
 * <p>Names, definitions and units are those of the catalogue in the concept page on features. A
 * feature whose input is missing is missing itself, {@code NaN}, never a substituted number.
 */
@NullMarked
package io.optionskit.ml.feature;

import org.jspecify.annotations.NullMarked;
