/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Which provider is asked: by mode, with another one at hand when it fails, and for many symbols at
 * once.
 *
 * <p>Every answer is one provider's, and says whose and why; nothing is ever put together from the
 * rows of two.
 */
@NullMarked
package io.optionskit.data.route;

import org.jspecify.annotations.NullMarked;
