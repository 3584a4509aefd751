/* SPDX-License-Identifier: Apache-2.0 */
/** What providers there are, what each can do, and how one is reached. */
@NullMarked
package io.optionskit.data.provider;

import org.jspecify.annotations.NullMarked;
