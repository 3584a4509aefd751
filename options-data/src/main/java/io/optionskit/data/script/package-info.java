/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Files that a user writes for a run: order scripts and fee schedules, in YAML or JSON.
 *
 * <p>They are read strictly: an unknown key is a mistake, numbers are exact, and all problems of a
 * file are listed at once with their lines.
 */
@NullMarked
package io.optionskit.data.script;

import org.jspecify.annotations.NullMarked;
