/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Parts of the demonstration: labelled candidates from a history, a model trained on them, and what
 * the model is worth on days that it has not seen.
 */
@NullMarked
package io.optionskit.examples.demo;

import org.jspecify.annotations.NullMarked;
