/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Calls to providers over HTTP that wait for the rate limit, retry what a retry can help, stop
 * calling who is down, and never tell a secret.
 *
 * <p>Everything that may fail comes out as a {@link io.optionskit.spi.ProviderException}.
 */
@NullMarked
package io.optionskit.data.http;

import org.jspecify.annotations.NullMarked;
