/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a run leaves behind for people and programs: an HTML page with charts, JSON and CSV.
 *
 * <p>Every byte follows from the run: no clock, no locale, no script, nothing loaded from
 * elsewhere.
 */
@NullMarked
package io.optionskit.examples.report;

import org.jspecify.annotations.NullMarked;
