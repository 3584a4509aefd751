/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Series as they arrive, checked row by row: each is accepted, repaired, flagged or rejected, with
 * the reasons. Nothing is changed silently.
 */
@NullMarked
package io.optionskit.data.cleaning;

import org.jspecify.annotations.NullMarked;
