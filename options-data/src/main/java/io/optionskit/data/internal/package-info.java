/* SPDX-License-Identifier: Apache-2.0 */
/** What several packages of this module need and no user does; not exported. */
@NullMarked
package io.optionskit.data.internal;

import org.jspecify.annotations.NullMarked;
