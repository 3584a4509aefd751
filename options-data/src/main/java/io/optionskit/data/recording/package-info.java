/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Recordings of what providers answered, and their replay without a network.
 *
 * <p>An archive is a folder, or one zip file, of bodies and an {@code index.json} that says what
 * each answered. See the concept page "Record and replay".
 */
@NullMarked
package io.optionskit.data.recording;

import org.jspecify.annotations.NullMarked;
