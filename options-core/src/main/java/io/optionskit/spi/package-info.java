/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The ports: every interface that somebody else implements, each with one to three methods.
 *
 * <p>What a provider or broker cannot do, it does not implement. Decorators add caching, limits,
 * retries and recording.
 */
@NullMarked
package io.optionskit.spi;

import org.jspecify.annotations.NullMarked;
