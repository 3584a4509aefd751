/* SPDX-License-Identifier: Apache-2.0 */
/** Real database servers for tests, started from the programs installed here. */
@NullMarked
package io.optionskit.data.servers;

import org.jspecify.annotations.NullMarked;
